"""From what is new to a mail that waits to be sent, in one transaction; the ledger decides who is told."""

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from ..choices import OutgoingState, WatchRate
from ..edition import SiteVersion
from ..models import AlertItem, AlertMail, Watch
from ..news import OVERLAP, filters_of, new_articles, new_positions
from .timetable import next_due

ADDRESS_SPAN = datetime.timedelta(days=1)
POSTPONED = datetime.timedelta(hours=1)


def compose(watch, *, now) -> AlertMail | None:
    """Put all that is new for a due watch into a mail, or return None.

    The watch is held meanwhile, so that two processes put nothing into two mails; the ledger's unique
    constraints stand behind that. What does not fit goes into the next mail.
    """
    filters = filters_of(watch.query, now=now)
    if filters.errors:
        return None
    if watch.rate == WatchRate.IMMEDIATELY:
        state = state_of_site(now=now)
        if not _has_news(watch, filters, now=now):
            Watch.objects.filter(pk=watch.pk).update(nothing_in=state)
            return None
    with transaction.atomic():
        watch = Watch.objects.due(at=now).select_for_update().filter(pk=watch.pk).first()
        if watch is None:
            return None
        if _has_had_enough(watch, now=now):
            watch.due_at = now + POSTPONED
            watch.save(update_fields=["due_at"])
            return None
        most = settings.ALERT_ITEMS_A_MAIL
        articles, positions = (
            list(each.values_list("pk", flat=True)[: most + 1]) for each in _untold(watch, filters, now=now)
        )
        if max(len(articles), len(positions)) <= most:
            watch.covered_until = now
            watch.due_at = next_due(watch.rate, watch.time_zone, after=now)
        watch.save(update_fields=["covered_until", "due_at"])
        if not articles and not positions:
            return None
        mail = AlertMail.objects.create(watch=watch, due_at=now)
        AlertItem.objects.bulk_create(
            [AlertItem(watch=watch, mail=mail, article_id=pk) for pk in articles[:most]]
            + [AlertItem(watch=watch, mail=mail, position_id=pk) for pk in positions[:most]]
        )
        return mail


def state_of_site(*, now):
    """Return what changes whenever anything may have become news: the edition and the last go-live."""
    version = SiteVersion.current(now)
    return f"{version.edition} {version.last_live}"


def _has_news(watch, filters, *, now):
    return any(each.order_by().exists() for each in _untold(watch, filters, now=now))


def _untold(watch, filters, *, now):
    """Return the articles and the positions that are new to a watch and not in its ledger."""
    since = max(watch.confirmed_at, watch.covered_until - OVERLAP)
    articles = new_articles(filters, since=since, now=now)
    positions = new_positions(filters, since=since, after=watch.positions_after, now=now)
    told = AlertItem.objects.filter(watch=watch)
    return (
        articles.filter(~Exists(told.filter(article=OuterRef("pk")))),
        positions.filter(~Exists(told.filter(position=OuterRef("pk")))),
    )


def _has_had_enough(watch, *, now):
    """Whether an address got as many mails within a day as anybody wants."""
    mails = AlertMail.objects.filter(watch__email=watch.email, created_at__gt=now - ADDRESS_SPAN)
    return mails.exclude(state=OutgoingState.DROPPED).count() >= settings.ALERT_MAILS_A_DAY
