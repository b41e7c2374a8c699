"""How much one mention of a country weighs, and why: what the sentence does with the country.

A country that acts, speaks, owns something or is asked for something weighs much; a counterpart or a
market less; a venue nothing; and a word of another name (the Washington Post, the Gulf of Mexico, Chile
peppers) is no mention at all.
"""

import re

from .english import ACTING_VERBS, FUNCTION_WORDS, MEDIA_WORDS, PRESSING_VERBS, SPEECH_VERBS, words
from .text import NO_SPACES, fold

ACTS, OWNS, INTEREST, COUNTERPART, AGREEMENT, NAMED, VENUE, NOTHING = 2.0, 1.5, 1.5, 1.0, 0.75, 0.5, 0.25, 0.0
NO_MENTION = (None, "")
AT_VENUE = "where it took place"
NEAR = 90  # characters on either side that are looked at

_BEFORE_OTHER_PLACE = words(
    """
    new latin central pan native african asian indo inter anglo afro
    north south east west northern southern eastern western
    """
)
_AFTER_OTHER_NAME = words(
    """
    sea ocean strait straits gulf wales samoa university college street avenue road square cup open airlines
    airways grand dc peninsula island islands war marathon stadium airport tower
    """
)
_KITCHEN = words("pepper peppers bean beans con relleno")
_PAPER_NAMES = words("times post herald journal corporation")
_PAPER_MIDDLES = words("morning financial broadcasting economic business")
_NAME_OF = re.compile(
    r"\b(?:Gulf|Sea|Bay|Bank|University|Port|Straits?|Duke|State|Museum|Isle|City) of (?:the )?$"
)
_MEETING = re.compile(
    r"\b(?:meet(?:s|ing|ings)?|met|talks?|rounds?|summit|session|held|hold|holding|signed|signing|conference|"
    r"gather(?:ed|ing)?|visit(?:s|ed|ing)?|arriv\w+|trip|tour|stop|speaking|spoke|speech|interview|"
    r"launched|concluded|"
    r"reporters|hotel|ministerial|negotiations|leaders|host\w*|chaired|departed|travel\w*|returned|flew|"
    r"flown)\b",
    re.IGNORECASE,
)
_INTERESTS = re.compile(
    r"\b(?:competitors?|rivals?|growers|manufacturers|companies|firms|workers|patients|industries|markets?|"
    r"access|tariffs?|"
    r"dut(?:y|ies)|quotas?|exports?|exporters?|imports?|sales?|sold|sell|prices?|farmers|producers|"
    r"consumers|demand|barriers?|"
    r"trade|agreements?|deals?|pact|FTA|opposition|support|pressure|shipments?|levy|investment|investors?|"
    r"concessions?|"
    r"opportunit\w+|competition|industry|jobs|relationship|ties|imported|exported|shipped|entry|"
    r"participation|inclusion|"
    r"disadvantage|advantage|ground|lost|losing|orders|win|wins|gains?)\b",
    re.IGNORECASE,
)
_DIRECTIONS = words("to into from for against on by toward towards of about over than like as")
_ROUTES = words("to into from")
_TRADE_ROUTE = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|quotas?|access|exports?|exported|imports?|imported|sales|shipments?|shipped)\b",
    re.IGNORECASE,
)
_AGREEMENT_NAME = re.compile(
    r"^(?:[\s–-]*[A-Z][\w’'-]*)*?[\s–-]*(?:Free Trade|Economic Partnership|FTA\b|EPA\b|Agreement|Treaty|"
    r"Closer Economic|"
    r"Strategic Framework)"
)
_ASIDE = re.compile(
    r"^\s*[,–—(-]\s*(?:which|who|whose|where|our|a|an|the|one|now|already|itself|another|long|also|home|"
    r"by far)\b",
    re.IGNORECASE,
)
_AFTER_PREPOSITION = re.compile(
    r"\b(?:in|at|from|of|with|to|into|for|between|by|against|on|across) (?:the )?(?:[A-Z][\w.’'-]* and )?$"
)
_PRIVATE_LIFE = re.compile(
    r" (?:dollars?|restaurants?|cuisine|food|dishes|language|embassy|trainees?|students?|artists?|chefs?|"
    r"actors?|writers?|singers?|"
    r"films?|music|players?|team|tourists?|visitors?|accent|culture|born|national)\b"
)
_OFFICE = re.compile(
    r"^ (?:Trade|Prime|President|Secretary|Senat|Congress|Minister|Foreign|Treasury|Department|Commerce|"
    r"Agriculture|Government|Ambassador)"
)
_METONYM_AS_VENUE = re.compile(
    r"\b(?:in|at|near|outside|around|through|via|visit\w*|leaving|left|of|for|where) (?:the )?(?:[a-z]+ )?$"
)
_METONYM_AS_PARTY = re.compile(
    r"\b(?:with|pressure on|between|against|from|pressed|urged|urging|pressing|persuade|ask|told|telling|"
    r"by|supports?|to) $"
)
_LEFT_FROM = re.compile(
    r"\b(?:statement|speaking|reporting|report|call|arriv\w+|return\w*|flew|released?|km|miles|flights?|"
    r"phone|live|back|travel\w*|"
    r"came|went|go|going|trip|flown|headed|heads|moved|sent|goes|invited|welcome\w*|"
    r"drive) (?:\w+ )?(?:from|to) $"
)
_ADVERBS = words(
    "also now still then itself alone today yesterday already had has have only just not recently never again"
)


class Weighing:
    """Weighs the mentions of one text. `at_country` tells whether a place stands inside the name of a
    country."""

    def __init__(self, reading, index, at_country):
        self.reading, self.index, self.at_country = reading, index, at_country

    def weigh(self, match, kind):
        """Return (weight, reason) of a mention; weight None where the words do not name the country."""
        text = self.reading.text
        before, after = text[max(0, match.start - NEAR) : match.start], text[match.end : match.end + NEAR]
        if self._other_name(match, kind, before, after):
            return NO_MENTION
        if NO_SPACES.match(match.written):
            venue = after.startswith(("で", "に", "在")) and not after.startswith(("では", "には"))
            return (NOTHING, AT_VENUE) if venue else (ACTS, f"“{match.written}” in its own script")
        if kind in {"metonym", "ambiguous"}:
            return self._metonym(match, before, after)
        return self._demonym(match, before, after) if kind == "demonym" else self._name(match, before, after)

    def _other_name(self, match, kind, before, after):
        """Do the words belong to another name: New South Wales, the Washington Post, Gulf of Mexico?"""
        previous = re.search(r"([A-Za-z’'.-]+)[ -]$", before)
        bare = fold(previous.group(1)).strip("-") if previous else ""
        capital_before = bool(previous) and previous.group(1)[0].isupper()
        if (bare in _BEFORE_OTHER_PLACE and capital_before) or _NAME_OF.search(before):
            return True
        if re.match(r" ?\$", after) and (after.startswith("$") or match.written.isupper()):
            return True
        if re.match(r",? D\.?C\b", after):
            return kind != "metonym"
        if self._opens_other_name(match, after):
            return True
        if kind in {"metonym", "ambiguous"} and capital_before and before.endswith(" "):
            # "Denzel Washington"; but "Obama's Washington" and "While Tokyo" are not names.
            known = (
                bare in FUNCTION_WORDS or self.at_country(match.start - 2) or bare.isdigit() or bare == "the"
            )
            return not known and not self.reading.in_title(match.start)
        return False

    def _opens_other_name(self, match, after):
        following = re.match(r"[ -]([A-Za-z’'.]+)(?:[ -]([A-Za-z’'.]+))?", after)
        if not following:
            return False
        word = fold(following.group(1)).rstrip(".")
        if word in _KITCHEN or (word == "state" and match.written == "Washington"):
            return True
        if not following.group(1)[0].isupper() or self.reading.in_title(match.start):
            return False
        last = fold(following.group(2) or "")
        return word in _AFTER_OTHER_NAME | MEDIA_WORDS or (word in _PAPER_MIDDLES and last in _PAPER_NAMES)

    def _metonym(self, match, before, after):
        """A capital stands for its government only where it acts; "in Tokyo" is a venue and names nobody."""
        stands = f"“{match.written}” stands for the government"
        if after.startswith(("'s", "’s")):
            return OWNS, stands
        if _METONYM_AS_VENUE.search(before) and not re.search(
            r"\b(?:lobby|agreement|deal) (?:with|for) $", before
        ):
            return NO_MENTION
        if self.verb_follows(match.end):
            return ACTS, f"“{match.written}” acts"
        if _METONYM_AS_PARTY.search(before):
            moves = re.search(r"\b(?:from|to) $", before)
            left = moves and (_LEFT_FROM.search(before) or re.search(r"\bto $", before))
            return NO_MENTION if left else (COUNTERPART, stands)
        if fold(match.written) not in self.index.places and not self._is_city(match):
            return OWNS, f"“{match.written}” is an institution of the country"
        paired = re.match(r" (?:and|or) [A-Z]", after) or re.search(r"[A-Z]\w+ (?:and|or) $", before)
        return (COUNTERPART, stands) if paired and self._pair_acts(match) else NO_MENTION

    @staticmethod
    def _is_city(match):
        """Is the metonym one word with a capital, as a city's name is? An institution has an article or
        two words."""
        return " " not in match.written and not match.written.isupper()

    def _pair_acts(self, match):
        """Does a pair of capitals act ("Tokyo and Washington agreed"), or does something pass between
        them?"""
        text = self.reading.text
        start = self.reading.sentence(match.start)[0]
        pair = re.match(r" (?:and|or) (?:[A-Z][\w.]+ ?)+", text[match.end : match.end + 40])
        return bool(
            (pair and self.verb_follows(match.end + len(pair.group().rstrip())))
            or re.search(r"\bbetween ", text[start : match.start])
        )

    def _demonym(self, match, before, after):
        written = match.written
        if re.match(r"^[-–]\s?[A-Z]", after) or re.search(r"[a-z][-–]$", before):
            return OWNS, f"“{written}”: a party to it"
        if re.match(r" [a-zA-Z]", after) and not _PRIVATE_LIFE.match(after):
            return OWNS, f"“{written}”: its people, goods or government"
        return NAMED, f"“{written}”"

    def _name(self, match, before, after):
        written, title = match.written, self.reading.in_title(match.start)
        if re.match(r"(?:['’]s|s['’]) ", after) or (written.endswith("s") and re.match(r"['’] ", after)):
            capital = re.match(r"['’]s? capital\b", after)
            return (NOTHING, AT_VENUE) if capital else (OWNS, f"“{written}’s”: something of its own")
        if re.search(r"\b(?:in|at|near|from|to) (?:[A-Z][\w’'-]+ ?)+, $", before):
            return NOTHING, AT_VENUE
        joined = re.match(r"[-–—][A-Za-z]", after) or re.search(r"[A-Za-z.][-–—]$", before)
        if joined or (re.match(r"\s–\s[A-Z]", after) and self.at_country(match.end + 3)):
            if _AGREEMENT_NAME.match(after) and not title:
                return AGREEMENT, f"“{written}” in the name of an agreement"
            return OWNS, f"“{written}”: a party to it"
        if title:
            venue = re.search(r"\b(?:in|at) $", before) and not _INTERESTS.search(before)
            return (NOTHING, AT_VENUE) if venue else (ACTS, f"“{written}” in the headline")
        if self.verb_follows(match.end) and not _AFTER_PREPOSITION.search(before):
            return ACTS, f"“{written}” acts"
        inside = re.search(r"\bin (?:the )?$", before)
        market = re.match(r", where\b", after) and not _MEETING.search(before[-40:])
        if _ASIDE.match(after) and (market or not inside):
            return INTEREST, f"“{written}”: a clause says more of it"
        return self._object(match, before, after)

    def _object(self, match, before, after):
        """Weigh a name that is no subject: by the noun it goes with or the word before it."""
        written = match.written
        following = re.match(r" ([a-z][\w-]+)", after)
        noun = following.group(1) if following else ""
        if noun and self._is_attribute(match, before, noun):
            return INTEREST, f"“{written} {noun}”: something of its own"
        previous = re.search(r"([A-Za-z’'-]+) (?:the |both |even |also |only |now )?$", before)
        word = previous.group(1).lower() if previous else ""
        if word in PRESSING_VERBS:
            return INTEREST, f"“{written}” is asked, pressed or welcomed"
        if word in {"between", "with"}:
            return COUNTERPART, f"“{written}” is the counterpart"
        if word in {"in", "at", "inside", "across", "within"}:
            return self._inside(match, before)
        if word in _DIRECTIONS:
            return self._direction(match, before, word)
        verbal = noun in FUNCTION_WORDS | ACTING_VERBS or noun in {"says", "per"}
        if noun and not verbal:
            return INTEREST, f"“{written} {noun}”: something of its own"
        if _OFFICE.match(after):
            return INTEREST, f"“{written}”: its office or ministry"
        return NAMED, f"“{written}”"

    @staticmethod
    def _direction(match, before, word):
        """Weigh "into Japan", "of Japan": a trade route, a counterpart, or the place somebody went to."""
        near = before[-32:]
        if word in _ROUTES and _TRADE_ROUTE.search(before[-40:]):
            return INTEREST, f"trade “{word} {match.written}”"
        if word in {"to", "from", "of", "for"} and _MEETING.search(near) and not _INTERESTS.search(near):
            return VENUE, AT_VENUE
        if _INTERESTS.search(before[-60:]) or word in {"against", "on", "by"}:
            return COUNTERPART, f"“{word} {match.written}”"
        return AGREEMENT, f"“{match.written}”"

    def _inside(self, match, before):
        """Weigh "in Japan": its market if the clause speaks of one, else a venue."""
        clause = re.split(r"[;:]|\b(?:and|that|which|while|but)\b", before)[-1]
        if _INTERESTS.search(clause[-55:]) and not _MEETING.search(clause[-30:]):
            return COUNTERPART, f"“{' '.join(clause.split()[-3:])} {match.written}”"
        if _MEETING.search(before[-60:]):
            return NOTHING, AT_VENUE
        return (
            (COUNTERPART, f"those in {match.written} act")
            if self.verb_follows(match.end)
            else (VENUE, AT_VENUE)
        )

    @staticmethod
    def _is_attribute(match, before, noun):
        """Does the name stand before a noun as an adjective does: "the US sugar market", "UK cars"?"""
        if not match.written.replace(".", "").isupper() and not re.search(r"\b[Tt]he $", before):
            return False
        verbal = noun in FUNCTION_WORDS | ACTING_VERBS | SPEECH_VERBS or noun.endswith("ly")
        return not verbal and noun not in {"worth", "next", "per", "respectively"}

    def verb_follows(self, position):
        """Is the next word, small adverbs aside, a verb that a country is the subject of?"""
        text, end = self.reading.text, self.reading.sentence(position - 1)[1]
        gap = re.match(r"\s*\([A-Z.]{2,8}\)", text[position:end])
        position += gap.end() if gap else 0
        if text[position : position + 1] not in {" ", "'", "’", "\n"}:
            return False
        for word in self.reading.words_between(position, min(end, position + 50))[:3]:
            lower = fold(word.text)
            if text[position : word.start].strip(" \n"):
                return False
            if lower in ACTING_VERBS or lower in SPEECH_VERBS:
                return True
            if lower not in _ADVERBS and not lower.endswith("ly"):
                return False
            position = word.end
        return False
