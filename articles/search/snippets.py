"""The passage of a text that shows why it was found, and where in the text that is."""

import re
from collections import Counter
from typing import NamedTuple

from .query import Query
from .tokens import Reading

LENGTH = 240
ELLIPSIS = "…"
LEAD = 0.25  # of a snippet's length may stand before its first hit
LONGEST_CUT = 30  # characters given up at either end so as to cut between words


class Hit(NamedTuple):
    """A stretch [start:end] of a text that one wanted group of the query, by its number, is found in."""

    start: int
    end: int
    group: int


def snippet(text: str, query: Query, *, length: int = LENGTH) -> list[tuple[str, bool]]:
    """Return about `length` characters of a plain text as pieces, each with whether it is a hit.

    It is the passage with the most different hits, the first such, or the beginning where there are none.
    It is cut between words, an ellipsis stands where text was left out and white space is evened. The
    pieces are plain text, to be escaped like any other.
    """
    hits = _hits(text, query)
    start, end = _passage(text, hits, length)
    pieces, at = [(ELLIPSIS, False)] if start else [], start
    for hit_start, hit_end in _merged(hit for hit in hits if start <= hit.start and hit.end <= end):
        pieces += [(text[at:hit_start], False), (text[hit_start:hit_end], True)]
        at = hit_end
    pieces.append((text[at:end], False))
    if end < len(text):
        pieces.append((ELLIPSIS, False))
    return [(re.sub(r"\s+", " ", piece), hit) for piece, hit in pieces if piece]


def first_hit(text: str, query: Query) -> int | None:
    """Return the offset in a plain text of the first hit of the passage snippet() shows, None without one."""
    hits = _hits(text, query)
    start, _end = _passage(text, hits, LENGTH)
    return next((hit.start for hit in hits if hit.start >= start), None)


def _hits(text, query):
    """Return the hits of a query's wanted phrases in the order of the text."""
    if not query.wanted:
        return []
    reading = Reading(text)
    hits = {
        Hit(start, end, number)
        for number, group in enumerate(query.wanted)
        for phrase in {phrase for alternative in group for phrase in alternative}
        for start, end in _stretches(phrase, reading)
    }
    return sorted(hits)


def _stretches(phrase, reading):
    """Yield the start and end of each stretch of a text in which a phrase stands."""
    *before, last = phrase.tokens
    is_last = last.__eq__ if not phrase.prefix else lambda token: token.startswith(last)
    for at, token in enumerate(reading.tokens):
        first = at - len(before)
        if is_last(token) and first >= 0 and reading.tokens[first:at] == before:
            yield reading.stretch(first, at)
    if not before:
        for token in reading.lookalikes(is_last):
            yield token.start, token.end


def _passage(text, hits, length):
    """Return the start and end of the passage to show."""
    if len(text) <= length:
        return 0, len(text)
    if not hits:
        return 0, _cut_before(text, length, 0)
    first, last = _densest(hits, reach=int(length * (1 - LEAD)))
    start = _cut_after(text, first.start - int(length * LEAD), first.start)
    end = _cut_before(text, min(start + length, len(text)), last.end)
    return start, max(end, first.end)


def _densest(hits, *, reach):
    """Return the first and last hit of the stretch of that many characters with the most of them.

    Different groups count before their number.
    """
    inside, richest, found = Counter(), (0, 0), (hits[0], hits[0])
    first = 0
    for last, hit in enumerate(hits):
        inside[hit.group] += 1
        while hit.end - hits[first].start > reach and first < last:
            inside[hits[first].group] -= 1
            first += 1
        richness = (len(+inside), last - first)
        if richness > richest or last == 0:
            richest, found = richness, (hits[first], hit)
    return found


def _cut_after(text, at, limit):
    """Return a place from at on, but not beyond limit, at which a word begins."""
    if at <= 0:
        return 0
    space = re.compile(r"\s+").search(text, at - 1, min(at + LONGEST_CUT, limit))
    return space.end() if space else at


def _cut_before(text, at, limit):
    """Return a place up to at, but not before limit, at which a word ends."""
    if at >= len(text):
        return len(text)
    last_words = text[max(at - LONGEST_CUT, limit) : at + 1]
    space = re.search(r"\s+\S*$", last_words)
    return at + 1 - len(space.group()) if space else at


def _merged(hits):
    """Yield the stretches of hits, those that overlap or touch as one."""
    stretch = None
    for hit in hits:
        if stretch and hit.start <= stretch[1]:
            stretch = stretch[0], max(stretch[1], hit.end)
            continue
        if stretch:
            yield stretch
        stretch = hit.start, hit.end
    if stretch:
        yield stretch
