"""Quotations: the spans between quotation marks that are somebody's words."""

import re
from dataclasses import dataclass

from .english import SPEECH_VERBS, WEAK_SPEECH_VERBS, words
from .text import fold

PAIRS = {"“": "”", "«": "»", "„": "“", "「": "」", "『": "』", "”": "”"}
_STRAIGHT_OPEN = re.compile(r"(?:^|(?<=[\s(\[—–-]))\"(?=\S)")
_VERBS = words("is are was were has have had will would can cannot could must should may might do does did")
FRAGMENT = 5  # words of a fragment that still is a quotation where somebody is said to say it
STATEMENT = 7  # words that are a quotation even where nobody is named


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of quoted words; start and end stand inside the quotation marks."""

    start: int
    end: int
    outer_start: int
    outer_end: int

    def words(self, text):
        """Return the quoted words, the marks that open later paragraphs left out."""
        first, *later = text[self.start : self.end].split("\n")
        return [*first.split(), *(word for line in later for word in line.strip().lstrip('“"«‘').split())]


def passages(reading):
    """Return every quoted run in order; a quotation over several paragraphs is one run."""
    found = _double_marks(reading)
    inside = [(passage.outer_start, passage.outer_end) for passage in found]
    found += [
        passage
        for passage in _single_marks(reading)
        if not any(start < passage.outer_end and passage.outer_start < end for start, end in inside)
    ]
    return sorted(found, key=lambda passage: passage.start)


def _double_marks(reading):
    text, found, carried = reading.text, [], None
    for number, (start, end) in enumerate(reading.paragraphs):
        at = start
        while at < end:
            opened, mark = _next_opening(text, at, end)
            if opened < 0:
                break
            closed = _closing(text, opened + 1, end, mark)
            begin = carried if carried and opened == start else (opened, opened + 1)
            carried = None
            if closed >= 0:
                found.append(Passage(begin[1], closed, begin[0], closed + 1))
                at = closed + 1
                continue
            following = reading.paragraphs[number + 1] if number + 1 < len(reading.paragraphs) else None
            if following and text[following[0]] == mark:
                carried = begin
            else:
                found.append(Passage(begin[1], end, begin[0], end))
            break
    return found


def _next_opening(text, start, end):
    """Return (place, mark) of the next opening mark, (-1, "") where there is none."""
    best, mark = -1, ""
    for candidate in "“«„「『":
        place = text.find(candidate, start, end)
        if place >= 0 and (best < 0 or place < best):
            best, mark = place, candidate
    straight = _STRAIGHT_OPEN.search(text, start, end)
    if straight and (best < 0 or straight.start() < best):
        return straight.start(), '"'
    return best, mark


def _closing(text, start, end, mark):
    if mark == '"':
        for found in re.finditer(r'"', text[start:end]):
            place = start + found.start()
            after = text[place + 1 : place + 2]
            if not after or not after.isalnum():
                return place
        return -1
    closing = PAIRS[mark]
    depth = 0
    for place in range(start, end):
        if text[place] == mark and mark != closing:
            depth += 1
        elif text[place] == closing or (mark == "“" and text[place] == '"'):
            if depth == 0:
                return place
            depth -= 1
    return -1


_SINGLE_OPEN = re.compile(r"(?:^|(?<=[\s(\[—–]))[‘'](?=[\w\[])")


def _single_marks(reading):
    """Quotations in single marks, as British and Australian papers print them; apostrophes are told apart."""
    text, found = reading.text, []
    for start, end in reading.paragraphs:
        at = start
        while opened := _SINGLE_OPEN.search(text, at, end):
            if re.match(
                r"[‘'](?:\d\ds\b|tis\b|em\b|til\b|cause\b)", text[opened.start() : opened.start() + 8]
            ):
                at = opened.end()
                continue
            closing = "’" if opened.group() == "‘" else "'"
            place = _single_closing(text, opened.end(), end, closing)
            if place < 0:
                at = opened.end()
                continue
            found.append(Passage(opened.end(), place, opened.start(), place + 1))
            at = place + 1
    return found


def _single_closing(text, start, end, closing):
    fallback = -1
    for place in range(start, end):
        if text[place] != closing:
            continue
        after = text[place + 1 : place + 2]
        if after.isalnum():
            continue
        if text[place - 1] in ",.?!…;":
            return place
        # "farmers' rights" has an apostrophe; a mark after s closes only if no better one follows in the
        # sentence.
        if text[place - 1] == "s" and re.match(r" [a-z]", text[place + 1 : place + 3]):
            fallback = fallback if fallback >= 0 else place
            continue
        return place
    return fallback


def is_quotation(reading, passage):
    """Are the words somebody's, and not a title, a term or a word held at arm's length?"""
    words = passage.words(reading.text)
    if len(words) < 3:
        return _complete(reading, passage) and _speech_near(reading, passage, strong=True) and len(words) > 1
    if _is_title(words):
        return False
    if _complete(reading, passage):
        return len(words) >= STATEMENT or _speech_near(reading, passage) or len(words) >= 4
    if len(words) >= STATEMENT:
        return True
    clause = any(fold(word) in _VERBS for word in words)
    return len(words) >= FRAGMENT - clause and _speech_near(reading, passage)


def _complete(reading, passage):
    """Does the run start like a sentence and end with a mark of one?"""
    text = reading.text
    first = next((char for char in text[passage.start : passage.start + 3] if char.isalnum()), "")
    last = text[passage.end - 1 : passage.end]
    after = text[passage.outer_end : passage.outer_end + 1]
    ends = (
        last in {",", ".", "?", "!", "…", "。", "—", "-"}
        or after in {",", "."}
        or text[passage.outer_start] in "「『"
    )
    return ends and (first.isupper() or not first.isascii() or first.isdigit())


def _is_title(words):
    """Capitals throughout, as in the name of a report or an act."""
    content = [word for word in words if len(word) > 3]
    return (
        len(content) >= 2
        and sum(word.strip("“\"'‘(")[:1].isupper() for word in content) >= 0.8 * len(content)
        and len(words) < 12
    )


def _speech_near(reading, passage, strong=False):
    """Is there a verb of saying in the sentence, outside the marks?"""
    start = reading.sentence(passage.outer_start)[0]
    end = reading.sentence(max(passage.outer_end - 1, passage.outer_start))[1]
    outside = reading.words_between(start, passage.outer_start) + reading.words_between(
        passage.outer_end, max(end, min(passage.outer_end + 60, len(reading.text)))
    )
    verbs = SPEECH_VERBS - WEAK_SPEECH_VERBS if strong else SPEECH_VERBS
    lowered = [fold(word.text) for word in outside]
    # In "the announced deal" the word is no verb.
    spoken = any(
        word in verbs and (not at or lowered[at - 1] not in {"the", "a", "an"})
        for at, word in enumerate(lowered)
    )
    return spoken or "according to" in " ".join(lowered)
