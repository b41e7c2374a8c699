"""Which countries a text is about, and which it merely names.

Every mention is weighed by what the sentence does with the country (weighing.py); a place in a list of
parties weighs nothing. A country is one the text is about when its mentions weigh ABOUT together.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from .aliases import Owner
from .english import ACTING_VERBS, SPEECH_VERBS
from .weighing import ACTS, AGREEMENT, INTEREST, NOTHING, OWNS, Weighing

ABOUT = 1.5
LONG_LIST = 4  # so many countries in a row are a list of parties
REPEATS = 3  # mentions of one weight that are counted
_JOINER = re.compile(
    r"(?:\s|,|;|&|/|\b(?:and|or|the|as well as|along with|plus|then|both|with)\b|[•*–—-])*", re.IGNORECASE
)
_NOT_A_LIST = frozenset(["", "-", "–", "'s", "’s"])


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A country named at a place, how much it weighs and why."""

    start: int
    end: int
    owner: Owner
    kind: str  # of the alias, or "person" where an official speaks for it
    weight: float
    reason: str


class CountryReader:
    """Reads one text for countries. `people` are the persons already found; `dateline` is the span of its
    place."""

    def __init__(self, reading, index, matches, people, dateline=None):
        self.reading, self.index, self.people = reading, index, people
        self.dateline = dateline or (0, 0)
        names = [(mention.start, mention.end) for mention in people]
        self.found = [
            (match, row)
            for match in matches
            for row in match.rows_of("country")[:1]
            if not any(start <= match.start and match.end <= end for start, end in names)
        ]
        places = {place for match, _ in self.found for place in range(*match.span)}
        self.weighing = Weighing(reading, index, places.__contains__)

    def mentions(self):
        """Return all mentions with their weights, a capital that is only a venue left out."""
        mentions, runs = [], self._runs()
        for at, (match, row) in enumerate(self.found):
            weight, reason = self._weigh(match, row)
            if weight is None:
                continue
            length, ends = runs.get(at, (1, ()))
            if length >= LONG_LIST:
                weight, reason = NOTHING, "only in a list of countries"
            elif length > 1:
                weight, reason = self._in_short_list(match, length, ends, weight, reason)
            mentions.append(CountryMention(match.start, match.end, row.owner, row.kind, weight, reason))
        return mentions + self._through_people()

    def _weigh(self, match, row):
        if self.dateline[0] <= match.start < self.dateline[1]:
            return (None, "") if row.kind == "metonym" else (NOTHING, "the dateline")
        return self.weighing.weigh(match, row.kind)

    def _through_people(self):
        """A country whose official the text names acts through that person."""
        first = {}
        for mention in self.people:
            country = self.index.country_of(mention.owner)
            if country:
                first.setdefault((country, mention.owner.slug), mention)
        return [
            CountryMention(
                mention.start,
                mention.end,
                country,
                "person",
                self._in_person(mention),
                f"{mention.owner.name} speaks for it",
            )
            for (country, _), mention in first.items()
        ]

    def _in_person(self, mention):
        following = self.reading.words_between(mention.end, mention.end + 40)[:3]
        acts = any(
            word.text.lower() in SPEECH_VERBS or word.text.lower() in ACTING_VERBS for word in following
        )
        return ACTS if acts or mention.title else OWNS

    # -- lists
    # -------------------------------------------------------------------------------------------------------

    def _runs(self):
        """Return for each mention in a row of countries: (how many countries, the first and the last
        (match, row))."""
        runs, run = [], []
        for at in range(len(self.found)):
            if run and self._same_run(run[-1], at):
                run.append(at)
            else:
                runs.append(run)
                run = [at]
        runs.append(run)
        lists = {}
        for run in runs:
            countries = {self.found[at][1].owner.slug for at in run}
            if len(countries) > 1:
                ends = (self.found[run[0]], self.found[run[-1]])
                lists.update(dict.fromkeys(run, (len(countries) + self._strangers(run), ends)))
        return lists

    def _same_run(self, one, other):
        between = self.reading.text[self.found[one][0].end : self.found[other][0].start]
        return (
            bool(_JOINER.fullmatch(between))
            and between.strip(" ") not in _NOT_A_LIST
            and between.count("\n") < 2
        )

    def _strangers(self, run):
        """Count the names beside the row that are no known country: "India and Russia"."""
        text, first, last = self.reading.text, self.found[run[0]][0], self.found[run[-1]][0]
        before = re.search(
            r"((?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?,? (?:and )?)+)$",
            text[max(0, first.start - 60) : first.start],
        )
        after = re.match(r"(?:(?:,| and|, and) (?:the )?[A-Z][\w’'-]+)+", text[last.end : last.end + 80])
        listed = before.group() if before and re.search(r",\s*$|,? and\s*$", before.group()) else ""
        return min(listed.count(",") + listed.count(" and "), 2) + (
            len(re.findall(r",| and ", after.group())) if after else 0
        )

    def _in_short_list(self, match, length, ends, weight, reason):
        """Two or three countries named together share what is done to the first and what the last of them
        does."""
        for other, row in ends:
            shared, why = self._weigh(other, row) if other is not match else (None, "")
            if shared is not None and shared > weight:
                weight, reason = shared, f"together with {why}"
        if length > 2:
            weight = OWNS if weight >= INTEREST else min(weight, AGREEMENT)
        return weight, reason


def total(mentions):
    """Return {country owner: weight of all its mentions}, the heaviest first."""
    weights, counted = defaultdict(float), Counter()
    for mention in mentions:
        counted[mention.owner.slug, mention.weight] += 1
        if counted[mention.owner.slug, mention.weight] <= REPEATS:
            weights[mention.owner] += mention.weight
    return dict(sorted(weights.items(), key=lambda each: -each[1]))
