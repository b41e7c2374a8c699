"""Officials and politicians whom the record does not have, known by the office that stands beside the
name."""

import re

from .aliases import Owner
from .english import CALENDAR, FUNCTION_WORDS, ORGANISATION_WORDS, words
from .text import bare_word, fold
from .titles import HONORIFICS, OFFICES, PORTFOLIO_WORDS, PRIVATE_TITLES, TITLE_WORDS

# Demonyms of countries that take no part in the talks, as they stand before "President".
OTHER_DEMONYMS = words(
    """
    lao burmese myanmar indian russian french german italian spanish brazilian argentine argentinian
    bolivian paraguayan venezuelan cuban panamanian guatemalan egyptian israeli turkish iranian iraqi
    afghan pakistani bangladeshi lankan nepali mongolian fijian papua timorese kenyan nigerian ghanaian
    african saudi qatari kazakh european polish czech hungarian austrian swiss swedish finnish danish
    norwegian dutch belgian greek portuguese irish taiwan korean philippine filipino indonesian thai
    chinese cambodian georgian us u.s american
    """
)
PARTICLES = words("de van von bin al del da la")
_LINKS = PARTICLES | {"of", "for", "to", "and", "the"}
_PARTY_LEADERS = words(
    """
    house senate majority minority opposition parliamentary labor labour liberal democratic
    republican party
    """
)
_NO_NAMES = (
    ORGANISATION_WORDS
    | TITLE_WORDS
    | CALENDAR
    | FUNCTION_WORDS
    | PORTFOLIO_WORDS - {"small", "home", "arts", "sport"}
)
_OFFICE_AFTER = re.compile(
    r"\s*\((?:[DRI]|Democrat|Republican)[-–,]|\s+MP\b|,\s+[DRI]-[A-Z]|,\s+"
    r"(?:(?:the|a|an|his|her|who|is|was|then|former|acting|deputy|chief|vice|assistant)\s+)*"
    r"(?:[\w.’'-]+\s+){0,4}?(?:prime minister|minister|senator|congressman|congresswoman|ambassador|"
    r"trade representative|"
    r"trade negotiator|chief negotiator|negotiator|lawmaker|secretary of state|foreign secretary|"
    r"trade secretary|"
    r"treasurer)\b",
    re.IGNORECASE,
)
_OFFICE_AND_COMMA = re.compile(
    r"\b(?:ambassador|minister|commissioner|senator|premier|mayor|treasurer|trade representative|"
    r"chief negotiator|"
    r"secretary of state|congressman|congresswoman)\b[^,.;:]{0,50}, $",
    re.IGNORECASE,
)


class OfficialReader:
    """Reads one text for names that an office makes official. `country_places` are the characters of
    country names."""

    def __init__(self, reading, country_places, title_before):
        self.reading, self.country_places, self.title_before = reading, country_places, title_before

    def names(self):
        """Return (start, end, Owner) of each name found, in order."""
        found, reach = [], -1
        for run in self._capital_runs():
            for name in self._officials_in(run):
                start, end = name[0].start, name[-1].start + len(bare_word(name[-1].text))
                if start >= reach:
                    owner = Owner("negotiator", "", " ".join(self.reading.text[start:end].split()))
                    found.append((start, end, owner))
                    reach = end
        return found

    def is_name_word(self, word):
        """May the word be part of a person's name, as far as its form goes?"""
        bare = fold(bare_word(word.text)).rstrip(".")
        if not word.capitalised or word.start in self.country_places or any(char.isdigit() for char in bare):
            return False
        return not (word.text.isupper() and len(bare) > 2) and bare not in _NO_NAMES

    def name_runs(self):
        """Yield the runs of two to four words that may be a person's name, whoever it is."""
        for run in self._capital_runs():
            name = []
            for word in [*run, None]:
                if word is not None and (self.is_name_word(word) or (name and word.text in PARTICLES)):
                    name.append(word)
                    continue
                if self._is_name(name):
                    yield name
                name = []

    def _capital_runs(self):
        """Yield the runs of capitalised words of one sentence, particles between them included."""
        text, run = self.reading.text, []
        for word in self.reading.words:
            joined = (
                run and not text[run[-1].end : word.start].strip(" \n.") and word.start - run[-1].end <= 2
            )
            if (
                joined
                and not run[-1].text.endswith(("'s", "’s"))
                and (word.capitalised or word.text in _LINKS)
            ):
                run.append(word)
                continue
            if len(run) > 1:
                yield run
            run = [word] if word.capitalised else []
        if len(run) > 1:
            yield run

    def _officials_in(self, run):
        """Yield the words of each official's name in the run."""
        while run and not run[-1].capitalised:
            run = run[:-1]
        if not run or self.reading.in_title(run[0].start):
            return
        bare = [fold(word.text).rstrip(".") for word in run]
        titles = [at for at, word in enumerate(bare) if word in TITLE_WORDS and word not in HONORIFICS]
        for number, title in enumerate(titles):
            stop = titles[number + 1] if number + 1 < len(titles) else len(run)
            name = run[title + 1 : stop]
            while name and self._before_name(name[0]):
                name = name[1:]
            links = [at for at, word in enumerate(name) if word.text in _LINKS - PARTICLES]
            name = name[: links[0]] if links else name
            if self._is_public(run, bare, title) and self._is_name(name):
                yield name
        if titles:
            return
        while run and fold(run[0].text).rstrip(".") in HONORIFICS:
            run = run[1:]
        if self._is_name(run) and (self._office_after(run) or self._office_before(run)):
            yield run

    def _before_name(self, word):
        """Does the word belong to the office still: a portfolio, a country, an honorific?"""
        known = fold(word.text).rstrip(".") in PORTFOLIO_WORDS | HONORIFICS or word.text in _LINKS - PARTICLES
        return known or word.start in self.country_places

    def _is_public(self, run, bare, at):
        """Is the title one of the state? A company has a president and a secretary as well."""
        phrase = " ".join(bare[max(0, at - 1) : at + 1])
        title, before = bare[at], bare[:at]
        if title not in PRIVATE_TITLES:
            return title in OFFICES or phrase in OFFICES
        if at == 0 and title in {"president", "governor", "chancellor"}:
            # "President Jane Roe" with nothing before it: a company's president has the company there.
            return True
        if title in {"spokesman", "spokeswoman", "spokesperson"}:
            return bool(before) and before[-1] in PORTFOLIO_WORDS
        if title in {"speaker", "leader"}:
            return bool(before) and before[-1] in _PARTY_LEADERS
        if title == "negotiator" or title == "representative" and before[-1:] == ["trade"]:
            return True
        if title == "secretary":
            return bare[at + 1 : at + 2] == ["of"] or bool(before) and before[-1] in PORTFOLIO_WORDS
        return bool(before) and (run[at - 1].start in self.country_places or before[-1] in OTHER_DEMONYMS)

    def _office_after(self, run):
        """Find the office behind the name: "Jane Roe, the trade minister", "Jane Roe (D-Ohio)"."""
        if re.search(r"\b(?:in|at|near|from) $", self.reading.text[max(0, run[0].start - 6) : run[0].start]):
            return False
        if _OFFICE_AND_COMMA.search(self.reading.text, *self._just_before(run)) and self.reading.text[
            run[-1].end : run[-1].end + 1
        ] in {",", ".", ";"}:
            return True
        found = _OFFICE_AFTER.match(self.reading.text, run[-1].end, self.reading.sentence(run[0].start)[1])
        return bool(found) and not re.search(
            r"\b(?:said|told|and|with|by|as|that|urged|asked)\b", found.group()
        )

    def _just_before(self, run):
        return max(self.reading.sentence(run[0].start)[0], run[0].start - 80), run[0].start

    def _office_before(self, run):
        """Is an office in small letters right before the name: "trade minister Jane Roe"?"""
        title = self.title_before(run[0].start)
        if not title or title in HONORIFICS:
            return False
        before = self.reading.words_between(run[0].start - 40, run[0].start)[-2:-1]
        if title in {"spokesman", "spokeswoman", "spokesperson"}:
            return bool(before) and fold(before[0].text) in PORTFOLIO_WORDS - {"of", "and", "for", "the"}
        if title == "leader":
            return bool(before) and fold(before[0].text) in _PARTY_LEADERS
        return title not in PRIVATE_TITLES | {"vice president"} or title == "negotiator"

    def _is_name(self, words):
        if not words:
            return False
        known = all(self.is_name_word(word) or word.text in PARTICLES for word in words)
        return 2 <= len(words) <= 4 and known and words[0].capitalised and words[-1].capitalised
