"""The office or honorific that stands before a name."""

import re

from .english import HONORIFICS, OFFICES, PORTFOLIO_WORDS
from .text import fold

LONGEST = 5  # words of the longest title in OFFICES
_PORTFOLIO = re.compile(
    r"\b(Minister|Secretary|Commissioner|Ambassador|Representative)\s+(?:for|of|to)\s+(?:the\s+)?"
    r"[A-Z][\w,&\s-]{1,70}?,?\s*(?:(?:Mr|Ms|Mrs|Dr|Hon)\.?\s*)?$"
)


def title_before(reading, position, country_words=frozenset()):
    """Return the office or honorific right before a place, lower case, or "".

    `country_words` are the folded names of countries in the text, as in "Ambassador to Japan".
    """
    words, reach, at = [], position, reading.word_index(position) - 1
    while at >= 0 and len(words) < LONGEST:
        word = reading.words[at]
        if reading.text[word.end : reach].strip(" \n.") or reach - word.end > 2:
            break
        initial = len(word.text.rstrip(".")) == 1
        if not initial:
            words.insert(0, fold(word.text).replace("-", " ").rstrip("."))
        reach, at = word.start, at - 1
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[-size:])
        if phrase in OFFICES:
            return phrase
    if words and words[-1] in HONORIFICS:
        return words[-1]
    return _with_portfolio(reading, position, country_words)


def _with_portfolio(reading, position, country_words):
    """Return the office in "Minister for Trade and Investment, Mr" before a name."""
    start = max(reading.sentence(position)[0], position - 110)
    found = _PORTFOLIO.search(reading.text, start, position)
    if not found:
        return ""
    between = [fold(word.text).rstrip(".") for word in reading.words_between(found.end(1), position)]
    known = PORTFOLIO_WORDS | HONORIFICS | country_words | {"to"}
    if not all(word in known for word in between):
        return ""
    office = found.group(1).lower()
    if office == "minister" and "trade" in between:
        return "trade minister"
    return "agriculture minister" if office == "minister" and "agriculture" in between else office


def title_in(written):
    """Return the office that an alias itself carries: prime minister in "Prime Minister Abe"."""
    words = fold(written).split()
    return next((" ".join(words[:size]) for size in (3, 2, 1) if " ".join(words[:size]) in OFFICES), "")
