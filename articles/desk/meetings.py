"""Which meeting of the record a text reports: by its name, its number, or its place and day."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from .aliases import Owner
from .text import fold

BEFORE, AFTER = timedelta(days=3), timedelta(days=4)
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_ROUND = re.compile(
    rf"\b(?:(?P<word>{'|'.join(_ORDINALS)})|(?P<number>\d{{1,2}})(?:st|nd|rd|th))[ -](?:full |formal |"
    rf"negotiating )?rounds?\b|\bround (?P<after>\d{{1,2}})\b",
    re.IGNORECASE,
)
_TALKS = re.compile(r"\b(?:TPP|Trans[- ]?Pacific|trade|negotiat\w+)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MeetingMention:
    start: int
    end: int
    owner: Owner
    reason: str


def find_meeting(reading, index, matches, on, place):
    """Return the meeting the text reports, or None. `on` is the ISO day of the text, `place` its dateline."""
    for match in matches:
        for row in match.rows_of("meeting"):
            if row.kind == "name" and " " in row.text:
                return MeetingMention(match.start, match.end, row.owner, f"named “{match.written}”")
    meetings = [owner for (kind, _), owner in index.owners.items() if kind == "meeting"]
    return _by_number(reading, meetings, on) or _by_place_and_day(reading, meetings, on, place)


def _by_number(reading, meetings, on):
    if "round" not in reading.folded:
        return None
    for found in _ROUND.finditer(reading.text):
        start, end = reading.sentence(found.start())
        if not _TALKS.search(reading.text, start, end):
            continue
        number = (
            _ORDINALS.index(found.group("word").lower()) + 1
            if found.group("word")
            else int(found.group("number") or found.group("after"))
        )
        slug = f"round-{number:02d}"
        for owner in meetings:
            near = not on or not owner.start or abs((_day(on) - _day(owner.start)).days) <= 120
            if owner.slug == slug and near:
                return MeetingMention(*found.span(), owner, f"“{found.group()}”")
    return None


def _by_place_and_day(reading, meetings, on, place):
    if not on:
        return None
    folded = reading.folded
    fitting = []
    for owner in meetings:
        city = fold(owner.place).split(",")[0].split(" (")[0]
        if not city or not owner.start:
            continue
        first, last = _day(owner.start), _day(owner.end or owner.start)
        if not first - BEFORE <= _day(on) <= last + AFTER:
            continue
        at = re.search(rf"\b{re.escape(city)}\b", folded)
        if at or city == fold(place):
            distance = abs((_day(on) - last).days) if _day(on) > last else 0
            span = reading.original(*at.span()) if at else (0, 0)
            fitting.append((distance, -len(city), span, owner))
    if not fitting:
        return None
    _, _, span, owner = min(fitting, key=lambda each: each[:2])
    return MeetingMention(*span, owner, f"{owner.place}, {owner.start}: the place and the day agree")


def _day(iso):
    """Read an ISO date; a partial one means its first day."""
    return date.fromisoformat(iso + "-01-01"[len(iso) - 4 :] if len(iso) < 10 else iso)
