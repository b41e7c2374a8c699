"""Which countries a text is about, and which it merely names.

Every mention is weighed by what the sentence does with it: a country that acts, speaks, owns a policy or is asked for
something weighs much; a counterpart or a market weighs less; a venue, a place in a list of parties or a word of another
name weighs nothing. A country is one the text is about when its mentions weigh ABOUT together.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from .aliases import Owner
from .english import ACTING_VERBS, FUNCTION_WORDS, MEDIA_WORDS, PRESSING_VERBS, SPEECH_VERBS
from .text import NO_SPACES, fold

ABOUT = 1.5
ACTS, OWNS, INTEREST, COUNTERPART, AGREEMENT, NAMED, NOTHING = 2.0, 1.5, 1.5, 1.0, 0.75, 0.5, 0.0
LONG_LIST = 4  # so many countries in a row are a list of parties

_BEFORE_OTHER_PLACE = frozenset(
    ["new", "latin", "central", "pan", "native", "african", "asian", "indo", "inter", "anglo", "afro"]
)
_COMPASS = frozenset(["north", "south", "east", "west", "northern", "southern", "eastern", "western"])
_NAME_OF = re.compile(
    r"\b(?:Gulf|Sea|Bay|Bank|University|Port|Strait|Straits|Duke|State|Museum|Isle|City) of (?:the )?$"
)
_AFTER_OTHER_NAME = frozenset(
    [
        "sea",
        "ocean",
        "strait",
        "straits",
        "gulf",
        "wales",
        "samoa",
        "university",
        "college",
        "street",
        "avenue",
        "road",
        "square",
        "cup",
        "open",
        "airlines",
        "airways",
        "grand",
        "state",
        "d.c",
        "dc",
        "pepper",
        "peppers",
        "bean",
        "beans",
        "con",
        "verde",
        "relleno",
        "peninsula",
        "island",
        "islands",
        "war",
        "marathon",
        "stadium",
        "airport",
        "tower",
    ]
)
_MEETING_WORDS = re.compile(
    r"\b(?:meet(?:s|ing|ings)?|met|talks?|round|rounds|summit|session|held|hold|holding|signed|signing|conference|gather(?:ed|ing)?|"
    r"visit(?:s|ed|ing)?|arriv\w+|trip|tour|stop|speaking|spoke|speech|interview|launched|concluded|reporters|hotel|"
    r"ministerial|negotiations|leaders|host\w*|chaired|departed|travel\w*|returned|flew|flown)\b",
    re.IGNORECASE,
)
_INTEREST_WORDS = re.compile(
    r"\b(?:competitors?|rivals?|growers|manufacturers|companies|firms|workers|patients|industries|market|markets|access|tariffs?|duty|duties|quotas?|exports?|exporters?|imports?|sales?|sold|sell|prices?|farmers|producers|consumers|demand|"
    r"barriers?|trade|agreements?|deals?|pact|FTA|opposition|support|pressure|shipments?|levy|investment|investors?|concessions?|"
    r"opportunit\w+|competition|industry|jobs|relationship|ties|imported|exported|shipped|entry|participation|membership bid|inclusion)\b",
    re.IGNORECASE,
)
_AGREEMENT_NAME = re.compile(
    r"^(?:[\s–-]*[A-Z][\w’'-]*)*?[\s–-]*(?:Free Trade|Economic Partnership|FTA\b|EPA\b|Agreement|Treaty|Closer Economic|Trade Agreement|Strategic Framework)"
)
_APPOSITION = re.compile(
    r"^\s*[,–—(-]\s*(?:(?:which|who|whose|where|our|a|an|the|one|now|already|itself|another|long|also|home|by far)\b)",
    re.IGNORECASE,
)
_JOINER = re.compile(
    r"^(?:\s|,|;|&|/|\band\b|\bor\b|\bthe\b|\bas well as\b|\balong with\b|\bplus\b|\bthen\b|\bboth\b|\bwith\b|[•*–—-])*$",
    re.IGNORECASE,
)
_CLAUSE_VERB_GAP = frozenset(
    [
        "also",
        "now",
        "still",
        "then",
        "itself",
        "alone",
        "today",
        "yesterday",
        "already",
        "had",
        "has",
        "have",
        "only",
        "just",
        "not",
        "recently",
        "never",
        "again",
        "reportedly",
    ]
)


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A country named at a place, how much it weighs and why."""

    start: int
    end: int
    owner: Owner
    kind: str
    weight: float
    reason: str


class CountryReader:
    """Reads one text for countries. `people` are the persons already found in it."""

    def __init__(self, reading, index, matches, people, dateline=None):
        self.reading, self.index, self.people = reading, index, people
        self.dateline = dateline
        person_places = [(mention.start, mention.end) for mention in people]
        self.found = [
            (match, row)
            for match in matches
            for row in match.rows_of("country")[:1]
            if not any(start <= match.start and match.end <= end for start, end in person_places)
        ]

    def mentions(self):
        """Return all mentions, weighed, metonyms that are only venues left out."""
        lists = self._lists()
        mentions = []
        for at, (match, row) in enumerate(self.found):
            weight, reason = self._weigh(match, row)
            if weight is None:
                continue
            length, ends = lists.get(at, (1, (match, match)))
            if length >= LONG_LIST:
                weight, reason = NOTHING, "only in a list of countries"
            elif length > 1:
                weight, reason = self._in_short_list(match, row, length, ends, weight, reason)
            mentions.append(CountryMention(match.start, match.end, row.owner, row.kind, weight, reason))
        return mentions + self._through_people()

    def _through_people(self):
        """A country whose official the text names acts through them."""
        seen, mentions = set(), []
        for mention in self.people:
            country = self.index.country_of(mention.owner)
            if country and (country.slug, mention.owner.slug) not in seen:
                seen.add((country.slug, mention.owner.slug))
                reason = f"{mention.owner.name} speaks for it"
                mentions.append(
                    CountryMention(
                        mention.start, mention.end, country, "person", self._acting_person(mention), reason
                    )
                )
        return mentions

    def _acting_person(self, mention):
        following = self.reading.words_between(mention.end, mention.end + 40)[:3]
        acts = any(word.text.lower() in SPEECH_VERBS | ACTING_VERBS for word in following)
        return ACTS if acts or mention.title else OWNS

    def _lists(self):
        """Return for each mention that stands in a run of countries: (how many countries, the run's first and last match)."""
        runs, run = [], []
        for at, (match, _) in enumerate(self.found):
            if (
                run
                and _JOINER.match(self.reading.text[self.found[run[-1]][0].end : match.start])
                and self._same_list(run[-1], at)
            ):
                run.append(at)
            else:
                runs.append(run)
                run = [at]
        runs.append(run)
        lists = {}
        for run in runs:
            countries = {self.found[at][1].owner.slug for at in run}
            if len(countries) > 1:
                for at in run:
                    lists[at] = (
                        len(countries) + self._others_in_list(run),
                        (self.found[run[0]][0], self.found[run[-1]][0]),
                    )
        return lists

    def _same_list(self, one, other):
        between = self.reading.text[self.found[one][0].end : self.found[other][0].start]
        return between.strip(" ") not in {"", "-", "–", "'s", "’s"} and between.count("\n") < 2

    def _others_in_list(self, run):
        """Count the capitalised names just before and after the run that are no known country: "India and Russia"."""
        first, last = self.found[run[0]][0], self.found[run[-1]][0]
        before = re.findall(
            r"(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)(?=,| and $|, and $)",
            self.reading.text[max(0, first.start - 60) : first.start].split(". ")[-1].split(":")[-1],
        )
        after = re.match(
            r"^((?:,| and|, and) (?:the )?[A-Z][\w’'-]+)+", self.reading.text[last.end : last.end + 80]
        )
        return min(len(before), 2) * bool(
            re.search(r",\s*$|,? and\s*$", self.reading.text[max(0, first.start - 6) : first.start])
        ) + (after.group().count(",") + after.group().count(" and ") if after else 0)

    def _in_short_list(self, match, row, length, ends, weight, reason):
        """Two or three countries named together share what is done to the first and what the last of them does."""
        first, last = ends
        for other in (first, last):
            shared, why = self._weigh(other, row) if other is not match else (None, "")
            if shared is not None and shared > weight:
                weight, reason = shared, f"together with {why}"
        if length == 3:
            weight = min(weight, AGREEMENT) if weight < ACTS else OWNS
        return weight, reason

    # -- one mention ------------------------------------------------------------------------------------------------

    def _weigh(self, match, row):
        """Return (weight, reason); weight None where the words do not name the country at all."""
        text = self.reading.text
        before, after = text[max(0, match.start - 80) : match.start], text[match.end : match.end + 90]
        if self.dateline and self.dateline[0] <= match.start < self.dateline[1]:
            return (None, "") if row.kind == "metonym" else (NOTHING, "the dateline")
        if self._other_name(match, row, before, after):
            return None, ""
        if row.kind in {"metonym", "ambiguous"}:
            return self._weigh_metonym(match, row, before, after)
        if row.kind == "demonym":
            return self._weigh_demonym(match, before, after)
        return self._weigh_name(match, before, after)

    def _other_name(self, match, row, before, after):
        """Do the words belong to another name: New South Wales, the Washington Post, Gulf of Mexico?"""
        previous = re.search(r"([A-Za-z’'.-]+)[ -]$", before)
        bare = fold(previous.group(1)).strip("-") if previous else ""
        following = re.match(r"^[ -]([A-Za-z’'.]+)(?:[ -]([A-Za-z’'.]+))?", after)
        next_word = fold(following.group(1)).rstrip(".") if following else ""
        next_is_capital = bool(following) and following.group(1)[0].isupper()
        if after.startswith("$") or re.match(r"^[ ]?\$", after) and match.written.isupper():
            return True
        if bare in _BEFORE_OTHER_PLACE and previous.group(1)[0].isupper():
            return True
        if bare in _COMPASS and previous.group(1)[0].isupper():
            return True
        if _NAME_OF.search(before):
            return True
        if next_word in {"pepper", "peppers", "bean", "beans", "con", "relleno", "state", "d.c", "dc"}:
            return next_word not in {"state"} or match.written == "Washington"
        if re.match(r"^,? D\.?C\b", after):
            return row.kind != "metonym"
        if (
            next_is_capital
            and next_word in _AFTER_OTHER_NAME | MEDIA_WORDS
            and not self.reading.in_title(match.start)
        ):
            return True
        if (
            next_is_capital
            and following.group(2)
            and fold(following.group(2)) in {"times", "post", "herald", "journal", "corporation"}
            and fold(following.group(1)) in {"morning", "financial", "broadcasting", "economic", "business"}
        ):
            return True
        if (
            row.kind in {"metonym", "ambiguous"}
            and previous
            and previous.group(1)[0].isupper()
            and before.endswith(" ")
        ):
            return (
                bare not in FUNCTION_WORDS
                and not self._country_at(match.start - 2)
                and not bare.isdigit()
                and bare.rstrip(".") not in {"the"}
                and not self.reading.in_title(match.start)
            )
        return False

    def _country_at(self, position):
        return any(match.start <= position < match.end for match, _ in self.found)

    def _weigh_metonym(self, match, row, before, after):
        """A capital stands for its government only where it acts; "in Tokyo" is a venue and names nobody."""
        if re.search(
            r"\b(?:in|at|near|outside|around|through|via|visit\w*|visiting|leaving|left|of|for|departed for|where) (?:the )?(?:[a-z]+ )?$",
            before,
        ) and not after.startswith(("'s", "’s")):
            if not re.search(r"\b(?:lobby|agreement|deal) (?:with|for) $", before):
                return None, ""
        if after.startswith(("'s", "’s")):
            return OWNS, f"“{match.written}” stands for the government"
        if self._verb_follows(match.end):
            return ACTS, f"“{match.written}” acts"
        if re.search(
            r"\b(?:with|pressure on|between|against|from|pressed|urged|urging|pressing|persuade|ask|told|telling|by) $",
            before,
        ):
            if re.search(r"\bfrom $", before) and re.search(
                r"\b(?:statement|speaking|reporting|report|call|arriv\w+|return\w*|flew|released?|km|miles) (?:\w+ )?from $",
                before,
            ):
                return None, ""
            return COUNTERPART, f"“{match.written}” stands for the government"
        if (
            row.kind == "metonym"
            and match.written.startswith(("the ", "The "))
            or " " in match.written
            and not self._is_city(match)
        ):
            return OWNS, f"“{match.written}” is an institution of the country"
        if re.match(r"^ (?:and|or) [A-Z]", after) or re.search(r"[A-Z]\w+ (?:and|or) $", before):
            return (
                (COUNTERPART, f"“{match.written}” stands for the government")
                if self._pair_acts(match)
                else (None, "")
            )
        if not self._is_city(match):
            return OWNS, f"“{match.written}” is an institution of the country"
        return None, ""

    def _pair_acts(self, match):
        start, end = self.reading.sentence(match.start)
        return (
            self._verb_follows(match.end)
            or any(
                other.start > match.end and other.start - match.end < 30 and self._verb_follows(other.end)
                for other, _ in self.found
                if start <= other.start < end
            )
            or bool(re.search(r"\bbetween ", self.reading.text[start : match.start]))
        )

    def _is_city(self, match):
        return fold(match.written) in self.index.places

    def _weigh_demonym(self, match, before, after):
        if re.match(r"^[-–]\s?[A-Z]", after) or re.search(r"[a-z][-–]$", before):
            return OWNS, f"“{match.written}”: a party to it"
        if re.match(r"^[ ](?:dollars?|restaurants?|cuisine|food stalls?|language|embassy)\b", after):
            return NAMED, f"“{match.written}”"
        if re.match(r"^ [a-zA-Z]", after):
            return OWNS, f"“{match.written}”: its people, goods or government"
        return NAMED + 0.25, f"“{match.written}”"

    def _weigh_name(self, match, before, after):
        if NO_SPACES.match(match.written):
            venue = after.startswith(("で", "に", "在")) and not after.startswith(("では", "には"))
            return (NOTHING, "where it took place") if venue else (ACTS, f"“{match.written}” in its own script")
        title = self.reading.in_title(match.start)
        written = match.written
        if re.match(r"^(?:['’]s|s['’])[ ]", after) or written.endswith("s") and re.match(r"^['’] ", after):
            if re.match(r"^['’]s? capital\b", after):
                return NOTHING, "where it took place"
            return OWNS, f"“{written}’s”: something of its own"
        if re.search(r"\b[A-Z][\w’'-]+, $", before) and re.search(
            r"\b(?:in|at|near|from|to) (?:[A-Z][\w’'-]+ ?)+, $", before
        ):
            return NOTHING, "where it took place"
        if (
            re.match(r"^[-–—][A-Za-z]", after)
            or re.search(r"[A-Za-z.][-–—]$", before)
            or re.match(r"^\s–\s[A-Z]", after)
            and self._country_at(match.end + 3)
        ):
            rest = after
            if _AGREEMENT_NAME.match(rest) and not title:
                return AGREEMENT, f"“{written}” in the name of an agreement"
            return OWNS, f"“{written}”: a party to it"
        if title:
            if re.search(r"\b(?:in|at) $", before) and not _INTEREST_WORDS.search(before):
                return NOTHING, "where it took place"
            return ACTS, f"“{written}” in the headline"
        if self._verb_follows(match.end):
            if not re.search(
                r"\b(?:in|at|from|of|with|to|into|for|between|by|against|on|across) (?:the )?(?:[A-Z][\w.’'-]* and )?$",
                before,
            ):
                return ACTS, f"“{written}” acts"
        if _APPOSITION.match(after) and not re.search(r"\bin (?:the )?$", before):
            return INTEREST, f"“{written}”: a clause says more of it"
        return self._weigh_object(match, before, after)

    def _weigh_object(self, match, before, after):
        written = match.written
        following = re.match(r"^ ([a-z][\w-]+)", after)
        attribute = following and self._is_attribute(match, before, following.group(1))
        if attribute:
            return INTEREST, f"“{written} {following.group(1)}”: something of its own"
        previous = re.search(r"([A-Za-z’'-]+) (?:the |both |even |also |only |now )?$", before)
        word = previous.group(1).lower() if previous else ""
        if word in PRESSING_VERBS:
            return INTEREST, f"“{written}” is asked, pressed or welcomed"
        if word in {"between", "with"}:
            return COUNTERPART, f"“{written}” is the counterpart"
        if word in {"in", "at", "inside", "across", "within"}:
            clause = re.split(r"[;:]|\b(?:and|that|which|while|but)\b", before)[-1]
            if _INTEREST_WORDS.search(clause[-55:]) and not _MEETING_WORDS.search(clause[-30:]):
                return (
                    COUNTERPART,
                    f"its market: “{clause.split()[-3:] and ' '.join(clause.split()[-3:])} {written}”",
                )
            if _MEETING_WORDS.search(before[-60:]):
                return NOTHING, "where it took place"
            return 0.25, "where it took place"
        if word in {
            "to",
            "into",
            "from",
            "for",
            "against",
            "on",
            "by",
            "toward",
            "towards",
            "of",
            "about",
            "over",
            "than",
            "like",
            "as",
        }:
            if (
                _MEETING_WORDS.search(before[-32:])
                and word in {"to", "from", "of", "for"}
                and not _INTEREST_WORDS.search(before[-32:])
            ):
                return 0.25, "where it took place"
            if _INTEREST_WORDS.search(before[-60:]) or word in {"against", "on", "by"}:
                return COUNTERPART, f"trade “{word} {written}”"
            return NAMED + 0.25, f"“{written}”"
        if (
            following
            and following.group(1) not in FUNCTION_WORDS | ACTING_VERBS
            and following.group(1) not in {"says", "per"}
        ):
            return INTEREST, f"“{written} {following.group(1)}”: something of its own"
        if re.match(
            r"^ (?:Trade|Prime|President|Secretary|Senat|Congress|Minister|Foreign|Treasury|Department|Commerce|Agriculture|Government|Ambassador)",
            after,
        ):
            return INTEREST, f"“{written}”: its office or ministry"
        return NAMED, f"“{written}”"

    def _is_attribute(self, match, before, following):
        """Does the name stand before a noun as an adjective does: "the US sugar market", "UK cars"?"""
        short = match.written.replace(".", "").isupper()
        if not short and not re.search(r"\b[Tt]he $", before):
            return False
        verbal = following in FUNCTION_WORDS | ACTING_VERBS | SPEECH_VERBS or following.endswith("ly")
        return not verbal and following not in {"worth", "next", "per", "respectively"}

    def _verb_follows(self, position):
        """Is the next word, small adverbs aside, a verb that a country is the subject of?"""
        end = self.reading.sentence(position - 1)[1]
        gap = re.match(r"\s*\([A-Z.]{2,8}\)", self.reading.text[position:end])
        position += gap.end() if gap else 0
        if self.reading.text[position : position + 1] not in {" ", "'", "’", "\n"}:
            return False
        for word in self.reading.words_between(position, min(end, position + 50))[:3]:
            lower = fold(word.text)
            if (
                not self.reading.text[position : word.start].strip(" \n,") == ""
                or "," in self.reading.text[position : word.start]
            ):
                return False
            if lower in ACTING_VERBS or lower in SPEECH_VERBS:
                return True
            if lower not in _CLAUSE_VERB_GAP and not lower.endswith("ly"):
                return False
            position = word.end
        return False


def weigh(mentions):
    """Return {country owner: total weight} in order of weight; a repeated same reason counts at most twice."""
    totals, counted = defaultdict(float), defaultdict(int)
    for mention in mentions:
        key = (mention.owner.slug, mention.weight)
        counted[key] += 1
        if counted[key] <= 3:
            totals[mention.owner] += mention.weight
    return dict(sorted(totals.items(), key=lambda each: -each[1]))
