"""Offices of state, and the office or honorific that stands before a name."""

import re

from .english import words
from .text import fold

HONORIFICS = words(
    """
    mr mrs ms miss dr prof professor sir dame lord lady hon honourable honorable rt datuk dato tun sri
    """
)

# Titles that officials and politicians bear; the value is the kind of office, as in the record.
OFFICES = {
    "prime minister": "head-of-government",
    "pm": "head-of-government",
    "premier": "head-of-government",
    "president": "head-of-government",
    "chancellor": "head-of-government",
    "sultan": "head-of-government",
    "trade minister": "trade-minister",
    "trade and industry minister": "trade-minister",
    "international trade minister": "trade-minister",
    "trade and investment minister": "trade-minister",
    "commerce minister": "trade-minister",
    "economy minister": "trade-minister",
    "economics minister": "trade-minister",
    "economic minister": "trade-minister",
    "tpp minister": "trade-minister",
    "trade secretary": "trade-minister",
    "commerce secretary": "other",
    "trade representative": "trade-minister",
    "ustr": "trade-minister",
    "ambassador": "",
    "chief negotiator": "chief-negotiator",
    "negotiator": "chief-negotiator",
    "trade negotiator": "",
    "agriculture minister": "agriculture-minister",
    "farm minister": "agriculture-minister",
    "agriculture secretary": "agriculture-minister",
    "primary industries minister": "agriculture-minister",
    "foreign minister": "",
    "foreign affairs minister": "",
    "finance minister": "",
    "treasurer": "",
    "minister": "",
    "minister of state": "",
    "parliamentary secretary": "",
    "chief cabinet secretary": "",
    "cabinet secretary": "",
    "secretary of state": "",
    "secretary": "",
    "senator": "legislator",
    "sen": "legislator",
    "congressman": "legislator",
    "congresswoman": "legislator",
    "representative": "",
    "rep": "legislator",
    "reps": "legislator",
    "sens": "legislator",
    "speaker": "legislator",
    "majority leader": "legislator",
    "minority leader": "legislator",
    "opposition leader": "",
    "leader": "",
    "governor": "",
    "gov": "",
    "governor general": "",
    "commissioner": "",
    "trade commissioner": "trade-minister",
    "mp": "legislator",
    "vice president": "other",
    "vice minister": "",
    "deputy minister": "",
    "deputy prime minister": "",
    "king": "",
    "mayor": "",
    "attorney general": "",
    "under secretary": "",
    "undersecretary": "",
    "assistant secretary": "",
    "national security adviser": "",
    "national security advisor": "",
    "first minister": "",
    "shadow minister": "",
    "member": "",
    "secretary general": "",
    "spokesman": "",
    "spokeswoman": "",
    "spokesperson": "",
}
# A title that companies and associations give too: alone it does not make the bearer an official.
PRIVATE_TITLES = words(
    """
    chancellor commissioner governor leader negotiator president representative secretary speaker spokesman
    spokesperson spokeswoman treasurer
    """
)
# The words that a title ends in, and those that go before it.
TITLE_WORDS = (
    HONORIFICS
    | frozenset(office.split()[-1] for office in OFFICES)
    | words(
        """
    acting deputy assistant chief vice former ex ceo chairman chairwoman chair director executive general
    chairperson economist analyst professor head manager managing prime under adviser advisor
    """
    )
)
# What ministers are ministers of.
PORTFOLIO_WORDS = words(
    """
    affairs agricultural agriculture and arts asia attorney biosecurity business change climate commerce
    commercial communications competitiveness cooperation defence defense development economic economics
    economy education efficiency employment energy environment export exports external finance fiscal
    fisheries food for foreign forestry growth health heritage home housing immigration indigenous
    industries industry infrastructure innovation interior international investment justice labor labour of
    pacific partnership policy primary regional relations resources revitalisation revitalization rural
    science security small sport state the tourism tpp trade trans-pacific transport treasury veterans water
    women
    """
)

LONGEST = 5  # words of the longest title in OFFICES
_PORTFOLIO = re.compile(
    r"\b(Minister|Secretary|Commissioner|Ambassador|Representative)\s+(?:for|of|to)\s+(?:the\s+)?"
    r"[A-Z][\w,&\s-]{1,70}?,?\s*(?:(?:Mr|Ms|Mrs|Dr|Hon)\.?\s*)?$"
)


def title_before(reading, position, country_words=frozenset()):
    """Return the office or honorific right before a place, lower case, or "".

    `country_words` are the folded names of countries in the text, as in "Ambassador to Japan".
    """
    before, reach, at = [], position, reading.word_index(position) - 1
    while at >= 0 and len(before) < LONGEST:
        word = reading.words[at]
        if reading.text[word.end : reach].strip(" \n.") or reach - word.end > 2:
            break
        initial = len(word.text.rstrip(".")) == 1
        if not initial:
            before.insert(0, fold(word.text).replace("-", " ").rstrip("."))
        reach, at = word.start, at - 1
    for size in range(len(before), 0, -1):
        phrase = " ".join(before[-size:])
        if phrase in OFFICES:
            return phrase
    if before and before[-1] in HONORIFICS:
        return before[-1]
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
    parts = fold(written).split()
    return next((" ".join(parts[:size]) for size in (3, 2, 1) if " ".join(parts[:size]) in OFFICES), "")
