"""Sources one after the other, those never asked for first. Each answer is written down at once, so that a
run may be killed and begun again at any point."""

import datetime
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from ..choices import LinkState
from ..models import LinkCheck, Source
from . import archive
from .asking import ask

# So many misses in a row, on as many runs, before a host that is silent counts as gone.
MISSES = 3


@dataclass
class Tally:
    """How many were asked, by what was found, and how many sources readers see otherwise now."""

    found: Counter = field(default_factory=Counter)
    changed: int = 0


def due(*, older_than=None, limit=None):
    """Return the sources to ask for: never asked, or not since `older_than` days, or at another address."""
    sources = Source.objects.exclude(url="").select_related("link_check")
    if older_than is not None:
        before = timezone.now() - datetime.timedelta(days=older_than)
        sources = sources.filter(
            Q(link_check=None) | Q(link_check__checked_at__lt=before) | ~Q(link_check__url=F("url"))
        )
    sources = sources.order_by(F("link_check__checked_at").asc(nulls_first=True), "pk")
    return sources[:limit] if limit is not None else sources


def check(sources, *, asks_archive=False, is_stopped=lambda: False, wait=time.sleep) -> Tally:
    """Ask for each source's page, no host twice within LINK_DELAY seconds; return the Tally."""
    tally, rested, is_online = Tally(), {}, False
    queue = deque(sources)
    while queue and not is_stopped():
        source = _next(queue, rested, wait)
        found = ask(source.url)
        # Where nobody at all answers, it is this machine that is cut off.
        is_online = is_online or not found.is_silent
        rested[_host(source)] = time.monotonic() + settings.LINK_DELAY
        state, has_changed = note(source, found, counts=is_online, asks_archive=asks_archive)
        tally.found[state] += 1
        tally.changed += has_changed
    return tally


def _next(queue, rested, wait):
    """Take the first source whose host has rested, waiting for the one that is ready first."""
    now = time.monotonic()
    ready = next((each for each in queue if rested.get(_host(each), 0) <= now), None)
    if ready is None:
        ready = min(queue, key=lambda each: rested[_host(each)])
        wait(max(0, rested[_host(ready)] - now))
    queue.remove(ready)
    return ready


def _host(source):
    return urlsplit(source.url).netloc.casefold()


@transaction.atomic
def note(source, found, *, counts=True, asks_archive=False):
    """Write down what was found and return (state, whether readers see the source otherwise now).

    counts says whether silence counts, MISSES of which in a row are taken for an answer. The
    source's own row, by which readers and the edition go, is written only where it changes.
    """
    last = LinkCheck.objects.filter(source=source, url=source.url).first()
    before = last.misses if last else 0
    misses = before + counts if found.is_silent else 0
    is_dead = found.state == LinkState.DEAD or misses >= MISSES
    state = LinkState.DEAD if is_dead else found.state
    proposed = last.proposed if last and last.proposed else ""
    if is_dead and not source.archived_url and (asks_archive or not proposed):
        proposed = archive.proposed(source, asks=asks_archive)
    LinkCheck.objects.update_or_create(
        source=source,
        defaults={
            "url": source.url,
            "state": state,
            "status": found.status,
            "note": found.note,
            "moved_to": found.moved_to,
            "misses": misses,
            "proposed": proposed if is_dead else "",
            "checked_at": timezone.now(),
        },
    )
    return state, _tell_readers(source, state)


def _tell_readers(source, state):
    """Mark or unmark a source as gone, if what was found is clear; return whether that changed anything."""
    same = Source.objects.filter(pk=source.pk, url=source.url)
    if state == LinkState.DEAD:
        return bool(same.filter(dead_since=None).update(dead_since=timezone.now().date()))
    if state in (LinkState.ALIVE, LinkState.MOVED):
        return bool(same.exclude(dead_since=None).update(dead_since=None))
    return False


@transaction.atomic
def use_archived(checks) -> int:
    """Give the sources of some LinkChecks the archived copies proposed; return how many got one."""
    count = 0
    for each in checks.exclude(proposed="").select_related("source"):
        count += Source.objects.filter(pk=each.source_id, archived_url="").update(archived_url=each.proposed)
    return count
