"""Where the words that a comment is about stand now, after whatever edits.

A comment keeps the words, what stood around them and where they began (as web annotations do). They are
looked for in the plain text of their part: first as they were, at the place whose surroundings are most
alike; then much like they were; else they are gone, and the comment says so.
"""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from ..choices import CommentAbout
from ..cleaning import text_of

AROUND = 64  # characters kept of what stands before and after
MOST_WORDS = 600
# Shorter words can stand anywhere: without their surroundings only near the old place.
SHORT, NEAR, SURE = 24, 240, 8
ALIKE_FROM, ALIKE = 16, 78


@dataclass(frozen=True)
class Anchor:
    """Words in a text, what stands before and after them, and where they begin."""

    words: str
    before: str
    after: str
    start: int


@dataclass(frozen=True)
class Place:
    """Where words stand in a text now; is_same unless they were changed."""

    start: int
    words: str
    is_same: bool = True


def squeeze(text):
    """Return a text with single spaces, as it is compared."""
    return " ".join(text.split())


def text_in(content, about):
    """Return the plain text of the part of a Content that comments are about; "" for the whole report."""
    match about:
        case CommentAbout.BODY:
            text = text_of(content.body)
        case CommentAbout.HEADLINE:
            text = content.headline
        case CommentAbout.SUMMARY:
            text = content.summary
        case CommentAbout.SOURCES:
            text = _joined(content.sources, "title", "outlet", "url")
        case CommentAbout.QUOTES:
            text = _joined(content.quotes, "text", "speaker_name")
        case CommentAbout.POSITIONS:
            text = _joined(content.positions, "summary")
        case _:
            text = ""
    return squeeze(text)


def _joined(rows, *columns):
    return " ".join(str(row.get(column) or "") for row in rows for column in columns)


def anchor(text, words, *, before=""):
    """Return the Anchor of words in a squeezed text, or None if they are not in it.

    before is what stands before the place that is meant, where the words stand more than once.
    """
    words = squeeze(words)[:MOST_WORDS].strip()
    wanted = Anchor(words, squeeze(before)[-AROUND:], "", 0)
    starts = _occurrences(text, words)
    if not starts:
        return None
    start = max(starts, key=lambda start: (_likeness(text, start, wanted), -start))
    end = start + len(words)
    return Anchor(words, text[max(0, start - AROUND) : start], text[end : end + AROUND], start)


def find(text, kept):
    """Return the Place of an Anchor's words in a squeezed text as it is now, or None: they are gone."""
    starts = _occurrences(text, kept.words)
    if starts:
        start = max(starts, key=lambda start: (_likeness(text, start, kept), -abs(start - kept.start)))
        is_sure = _likeness(text, start, kept) >= SURE or abs(start - kept.start) <= NEAR
        if len(kept.words) >= SHORT or is_sure:
            return Place(start, kept.words)
    if len(kept.words) < ALIKE_FROM:
        return None
    found = fuzz.partial_ratio_alignment(kept.words, text, score_cutoff=ALIKE)
    # A text shorter than the words would be looked for in them.
    if not found or len(text) < len(kept.words) // 2 or len(text) <= found.dest_start:
        return None
    start, end = _whole_words(text, found.dest_start, found.dest_end)
    return Place(start, text[start:end], is_same=False)


def _occurrences(text, words):
    return [match.start() for match in re.finditer(re.escape(words), text)] if words else []


def _likeness(text, start, kept):
    """Return how many characters around a place are those that stood around the words."""
    # Whether a space belongs to what is before, browsers and this module may see differently.
    before, after = text[:start].rstrip()[-AROUND:], text[start + len(kept.words) :]
    return _shared(reversed(before), reversed(kept.before.rstrip())) + _shared(after, kept.after)


def _shared(one, other):
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _whole_words(text, start, end):
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum() and text[start].isascii():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum() and text[end].isascii():
        end += 1
    return start, end
