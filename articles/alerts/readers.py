"""What a reader can do with an address: follow, change, stop, see all that is kept of it, have it deleted.

Nothing is stored, and nobody is told whether an address is known, before a link that was mailed to it is
followed.
"""

import datetime
from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ..choices import WatchRate, WatchStop
from ..models import Mistake, Watch
from ..news import filters_of, last_position
from . import messages
from .links import Purpose
from .timetable import next_due


@dataclass(frozen=True)
class Wish:
    """What a reader would follow; all of it travels in the confirming link."""

    email: str
    query: str
    rate: str
    language: str
    time_zone: str

    @property
    def summary(self):
        return filters_of(self.query).summary() or _("All reports")


def wish_in(signed_value) -> Wish | None:
    """Return the wish that a confirming link held, or None if there was no valid one."""
    return Wish(**signed_value) if signed_value else None


def ask(wish: Wish):
    """Mail the confirming link to the address; its mail is the same whether the address is known or not."""
    with messages.reader_of(wish):
        context = {
            "wish": wish,
            "rate": WatchRate(wish.rate).label,
            "confirm_address": messages.link(Purpose.CONFIRM, asdict(wish)),
            "lasts": Purpose.CONFIRM.lasts.days,
        }
        subject = _("Please confirm: %(summary)s") % {"summary": wish.summary}
        return messages.message("confirm", context, to=wish.email, subject=subject).send()


@transaction.atomic
def confirm(wish: Wish) -> Watch:
    """Begin the watch, or begin it anew; what was public before is not told."""
    now = timezone.now()
    begun = {
        "confirmed_at": now,
        "covered_until": now,
        "positions_after": last_position(),
        "stopped_at": None,
        "stop_reason": "",
    }
    rhythm = {"rate": wish.rate, "language": wish.language, "time_zone": wish.time_zone}
    rhythm["due_at"] = next_due(wish.rate, wish.time_zone, after=now)
    watch, is_new = Watch.objects.get_or_create(email=wish.email, query=wish.query, defaults=rhythm | begun)
    if not is_new:
        # Following the link of a running watch a second time must not make it skip anything.
        for name, value in (rhythm if watch.is_running else rhythm | begun).items():
            setattr(watch, name, value)
        watch.save()
    return watch


@transaction.atomic
def change(watch: Watch, *, query, rate, language, time_zone) -> Watch:
    """Give a watch other filters or another rhythm; where the address has such a one, the two become one."""
    Watch.objects.filter(email=watch.email, query=query).exclude(pk=watch.pk).delete()
    watch = Watch.objects.select_for_update().get(pk=watch.pk)
    now = timezone.now()
    if query != watch.query:
        watch.confirmed_at = watch.covered_until = now
        watch.positions_after = last_position()
    watch.nothing_in = ""
    watch.query, watch.rate, watch.language, watch.time_zone = query, rate, language, time_zone
    watch.due_at = next_due(rate, time_zone, after=now)
    watch.save()
    return watch


def stop(watch: Watch, *, reason=WatchStop.READER):
    """End a watch; a second time changes nothing."""
    Watch.objects.running().filter(pk=watch.pk).update(stopped_at=timezone.now(), stop_reason=reason)


def ask_for_data(email, *, language):
    """Mail a link to all that is kept of an address; an address of which nothing is kept is told so."""
    with translation.override(language):
        lasts = Purpose.DATA.lasts // datetime.timedelta(hours=1)
        context = {"data_address": messages.link(Purpose.DATA, email), "lasts": lasts}
        subject = _("What %(site)s keeps about this address") % {"site": settings.SITE_NAME}
        return messages.message("data", context, to=email, subject=subject).send()


def export(email) -> dict:
    """Return all that is kept of an address, as plain data."""
    watches = Watch.objects.filter(email=email).order_by("pk").prefetch_related("mails__items__article")
    return {
        "email": email,
        "alerts": [_exported(watch) for watch in watches],
        "mistakes_reported": [_exported_note(note) for note in notes_of(email).select_related("article")],
    }


def notes_of(email):
    """Return the notes on mistakes that bear an address."""
    return Mistake.objects.of(email).order_by("pk")


def _exported_note(note):
    written = ("words", "wrong", "source", "name", "wants_answer", "language", "state")
    return {
        "report": note.article.slug,
        **{name: getattr(note, name) for name in written},
        "sent_at": _text(note.sent_at),
        "told_at": _text(note.told_at),
    }


def _exported(watch):
    moments = ("created_at", "confirmed_at", "stopped_at", "due_at")
    return {
        "filters": watch.query,
        "rate": watch.rate,
        "language": watch.language,
        "time_zone": watch.time_zone,
        **{name: _text(getattr(watch, name)) for name in moments},
        "stop_reason": watch.stop_reason,
        "mails": [
            {
                "created_at": _text(mail.created_at),
                "handed_over_at": _text(mail.done_at),
                "state": mail.state,
                "reports": [item.article.slug for item in mail.items.all() if item.article],
            }
            for mail in watch.mails.all()
        ],
    }


def _text(moment):
    return moment.isoformat() if moment else None


def forget(email) -> int:
    """Delete all that is kept of an address, mails that wait to be sent included; return how many watches.

    A note on a mistake stays for the editors, without address and name.
    """
    notes_of(email).update(name="", email="", wants_answer=False)
    watches = Watch.objects.filter(email=email)
    count = watches.count()
    watches.delete()
    return count
