"""A scheduled report, or what is due, on another day. Nothing that somebody else did meanwhile is undone."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import drafting, publishing
from ..models import Article, Edition
from . import acts
from .problems import NotPossible


@transaction.atomic
def reschedule(*, article, by, at, number):
    """Let a scheduled report go public at another moment still to come (aware); return its Version.

    number is that of the state on which the sender saw it. Only the date changes; that the text may be
    published was decided when it was scheduled. Raises NotPossible where it is not as it was shown.
    """
    Edition.objects.select_for_update().get(name=Edition.SITE)
    article = Article.objects.select_for_update().get(pk=article.pk)
    if not article.is_scheduled:
        raise NotPossible(_("It is not scheduled any more, so it was not moved."))
    if at <= timezone.now():
        raise NotPossible(_("Choose a time to come: readers would see the report at once."))
    head = drafting.head(article)
    if head.draft:
        raise NotPossible(
            _("It has changes that are not published. Publish or take them back at the desk, then move it.")
        )
    if head.number != number:
        raise NotPossible(_("Somebody else changed this report meanwhile. Look at it again first."))
    reason = _("Moved from %(old)s UTC to %(new)s UTC.") % {
        "old": date_format(article.published_at, "DATETIME_FORMAT"),
        "new": date_format(at, "DATETIME_FORMAT"),
    }
    content = head.content
    content.published_at = at.isoformat()
    drafting.save(article=article, content=content, by=by, base=number)
    return publishing.publish(article=article, by=by, override=reason)


def move_due(*, article, by, due_on, was):
    """Set another due day, whoever it is assigned to; was as in acts.assign."""
    held = acts.assignment_of(article)
    return acts.assign(article=article, by=by, account=held.account if held else None, due_on=due_on, was=was)
