"""Reports in hand, for editors' tools: begun and changed as at the desk, by the same rules."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import drafting, roles
from ..addresses import absolute
from ..choices import Status
from ..desk.checks import all_checks
from ..models import Article, Content
from . import documents
from .parameters import BEFORE_ROW, SIZED, Reading
from .problems import Problem, not_found
from .schemas.draft import DraftChange, DraftDocument
from .serving import address_at, answer

PARAMETERS = (SIZED, BEFORE_ROW)


def draft_list(request):
    user = _allowed(request, "view_article")
    reading = Reading(request.GET, PARAMETERS)
    size, before = reading.size(), reading.row()
    reading.refuse()
    reports = Article.objects.in_hand()
    if not user.has_perm("articles.change_any_article"):
        reports = reports.reachable_by(user)
    if before:
        reports = reports.filter(pk__lt=before)
    found = list(reports.select_related("draft").order_by("-pk")[: size + 1])
    items = [_summary(request, article, drafting.head(article)) for article in found[:size]]
    place = str(found[size - 1].pk) if len(found) > size else ""
    return answer({"items": items, "next": address_at(request, before=place)})


def draft(request, number: int):
    user = _allowed(request, "view_article")
    Reading(request.GET, ()).refuse()
    return answer(_whole(request, _report(user, number)))


def begin(request, document: DraftDocument):
    user = _allowed(request, "add_article")
    Reading(request.GET, ()).refuse()
    content = documents.write(document, Content())
    article = drafting.begin(content=content, by=user)
    address = absolute(request, reverse("api_draft", args=[article.pk]))
    return answer(_whole(request, article), status=201, headers={"Location": address})


def change(request, number: int, document: DraftChange):
    user = _allowed(request, "change_article")
    Reading(request.GET, ()).refuse()
    article = _report(user, number)
    _save(article, document, by=user)
    article.refresh_from_db()
    return answer(_whole(request, article))


@transaction.atomic
def _save(article, sent, *, by):
    """Save what was sent on the revision it was made on, or refuse it with both documents if that is past.

    A tool cannot be shown a conflict as an editor is; so nothing is merged, and it decides itself.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    head = drafting.head(article)
    theirs = documents.told(head.content)
    content = documents.write(sent, head.content, article=article)
    if head.number != sent.revision:
        raise Problem(
            409,
            _("The report was saved since revision %(number)d. Nothing was changed.")
            % {"number": sent.revision},
            revision=head.number,
            mine=documents.told(content),
            theirs=theirs,
        )
    drafting.save(article=article, content=content, by=by, base=head.number)


def _allowed(request, permission):
    """Return the account of the request, if its groups allow what is asked."""
    user = request.auth
    if not user.has_perm(f"articles.{permission}"):
        raise Problem(403, _("The account of this token may not do this."))
    return user


def _report(user, number):
    """Return the report of a row number that the account may work on."""
    article = Article.objects.exclude(status=Status.BINNED).filter(pk=number).first()
    if article is None or not roles.may_reach(user, article):
        raise not_found()
    return article


def _summary(request, article, head):
    return {
        "id": article.pk,
        "slug": article.slug,
        "headline": head.content.headline,
        "status": article.status,
        "revision": head.number,
        "url": absolute(request, reverse("admin:articles_article_change", args=[article.pk])),
    }


def _whole(request, article):
    head = drafting.head(article)
    return _summary(request, article, head) | {
        "document": documents.told(head.content),
        "problems": [
            {"code": each.code, "level": each.level, "message": str(each.message)}
            for each in all_checks(head.content, article=article)
        ],
    }
