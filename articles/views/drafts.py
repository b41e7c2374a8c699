"""A report's working copy on the page that readers will have: for editors, and whom they share it with."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import drafting, parties
from ..choices import Stance, Status
from ..desk.checks import Ground, is_partial_date, is_web_address
from ..downloads import PRIVATE, draft_document, draft_photo, send_document, send_photo
from ..models import Position, ShareLink
from ..partial_dates import PartialDate
from .articles import offices_on
from .pages import render


def draft_page(request, article, *, notice, document_address, photo_address, in_frame=False):
    """Return the page of an article's working copy, with a line that says what it is.

    document_address leads from a Document to where whoever has this page may have it; photo_address is
    where the photograph is. in_frame opens links in a window of their own.
    """
    content = drafting.working_copy(article)
    shown = content.as_article(article)
    shown.published_at = content.date or timezone.now()
    people = [link.negotiator for link in shown.shown_negotiator_links]
    context = {
        "article": shown,
        "draft_notice": notice,
        "in_frame": in_frame,
        "photo": shown.photo,
        "photo_address": photo_address,
        "sources": [_source(source) for source in content.sources],
        "tags": content.tags,
        "quotes": [_quote(quote) for quote in content.quotes_with_speakers()],
        "positions": _positions(content),
        "documents": [(document, document_address(document)) for document in content.attached()],
        "offices": offices_on(people, shown.published_at.date()),
        "corrections": article.corrections.all(),
    }
    return render(request, "articles/article_detail.html", context)


def through_link(view):
    """Serve a view of (request, share link, …) to whoever has the link's address, while it is good."""

    def serve(request, token, **kwargs):
        uid = ShareLink.uid_of(token)
        if uid is None:
            raise Http404
        links = ShareLink.objects.open().exclude(article__status=Status.BINNED)
        link = links.select_related("article", "made_by").filter(uid=uid).first()
        if link:
            response = view(request, link, **kwargs)
        else:
            response = render(request, "articles/share_over.html", {}, status=410)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = PRIVATE
        # The address is the key: other sites are not to be told it.
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return require_safe(serve)


@through_link
def shared(request, link):
    notice = _("Draft, not published; shared by %(who)s until %(day)s UTC.") % {
        "who": link.made_by or _("the newsroom"),
        "day": date_format(link.expires_at, "DATETIME_FORMAT"),
    }
    return draft_page(
        request,
        link.article,
        notice=notice,
        document_address=lambda document: reverse(
            "shared_document", args=[link.token, document.uid, document.file_name]
        ),
        photo_address=reverse("shared_photo", args=[link.token]),
    )


@through_link
def shared_document(request, link, uid, name):
    return send_document(draft_document(drafting.working_copy(link.article), uid))


@through_link
def shared_photo(request, link):
    photo = draft_photo(drafting.working_copy(link.article))
    return send_photo(photo, photo.largest("whole"))


def _source(source):
    """Return a source without what is no address yet."""
    addresses = {
        name: source[name] if is_web_address(source.get(name, "")) else "" for name in ("url", "archived_url")
    }
    return source | addresses


def _quote(quote):
    """Return a quotation without what is no date yet."""
    return quote if is_partial_date(quote.get("said_on")) else quote | {"said_on": ""}


def _positions(content):
    """Return the positions a document tells, those on record and those finished enough to be shown."""
    ground = Ground(content)
    on_record = Position.objects.filter(slug__in=ground.on_record).standing().for_rows()
    told = [_told(each, ground) for _number, each in ground.new_positions if _is_whole(each, ground)]
    return [*parties.attach(on_record, parties.OF_POSITION), *told]


def _is_whole(told, ground):
    return (
        told.get("issue") in ground.issues
        and told.get("stance") in Stance.values
        and is_partial_date(told.get("since"))
    )


def _told(told, ground):
    """Return an unsaved Position as a page shows it, from how a document tells it."""
    position = Position(
        issue=ground.issues[told["issue"]],
        stance=told["stance"],
        summary=told.get("summary", ""),
        since=PartialDate(told.get("since") or ""),
        grade=told.get("grade", ""),
    )
    position.holders = _parties(ground, told.get("countries"), told.get("groups"))
    position.toward = _parties(ground, told.get("counterparts"), told.get("counterpart_groups"))
    return position


def _parties(ground, countries, groups):
    named = [ground.countries[slug] for slug in countries or () if slug in ground.countries]
    labels = [ground.groups[code].label for code in groups or () if code in ground.groups]
    return (*(parties.Party(each.local_name, each.slug) for each in named), *map(parties.Party, labels))
