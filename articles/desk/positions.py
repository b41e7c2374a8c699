"""Positions a text reports: who stands how on what, in which sentence. An editor judges each.

A sentence is read only where it has a verb of standing ("refused", "offered", "narrowed"), a country or its
official as the subject of it, and one or few issues. What is said under "if" or "might", or denied, is left.
"""

import re
from dataclasses import dataclass

from ..choices import Stance
from .aliases import Owner
from .standing import (
    ANOTHERS,
    ATTRIBUTE,
    BOTH,
    BY,
    JOINED,
    NOUN,
    NUMBERS,
    OF_AN_INTEREST,
    OTHER_SENSE,
    PARTICIPLE,
    PARTIES,
    PASSIVE,
    PLACE,
    PRONOUN,
    STANCES,
    STANDING,
    THING,
    TOWARD,
    UNREAL,
    WHOLE,
)

MOST = 12  # proposals for one text
ISSUES_OF_A_SENTENCE = 3
FARTHEST = 80  # characters between a subject and its verb
# Of what a sentence names beside a product or a rule, these say only how it is dealt with.
MEANS = frozenset(["tariffs", "market-access", "tariff-rate-quotas", "non-tariff-measures"])
# What these are of, where they are of the agreement as a whole.
OF_THE_WHOLE = (Stance.FINAL, Stance.RATIFIED, Stance.WITHDRAWN)
THE_WHOLE = "institutional"
_AGREEMENT = re.compile(rf"(?: \w+){{0,3}} (?:[\w-]+ ){{0,3}}(?:{WHOLE})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PositionMention:
    """One position a sentence reports; start and end are the sentence's, `words` those of standing.

    holders are countries; `parties` is the number of all those who hold it where the text says only that
    ("the 12 countries"), else 0.
    """

    start: int
    end: int
    words: str
    holders: tuple[Owner, ...]
    parties: int
    counterparts: tuple[Owner, ...]
    issue: Owner
    stance: Stance


@dataclass(frozen=True, slots=True)
class _Named:
    """A country named at a place, by itself or through one who speaks for it."""

    start: int
    end: int
    owner: Owner


class PositionReader:
    """Reads one text for positions; countries, people and issues are the mentions already found in it."""

    def __init__(self, reading, index, countries, people, issues):
        self.reading, self.issues = reading, issues
        self.whole = index.owner("issue", THE_WHOLE)
        named = [_Named(each.start, each.end, each.owner) for each in countries if each.kind != "person"]
        for each in people:
            country = index.country_of(each.owner)
            if country:
                named.append(_Named(each.start, each.end, country))
        self.named = sorted(named, key=lambda each: each.start)

    def positions(self):
        """Return the PositionMentions in order, each holder, issue and stance once."""
        found = {}
        for start, end in self.reading.sentences:
            if self.reading.in_title(start):
                continue
            for mention in self._of_sentence(start, end):
                key = (mention.holders, mention.parties, mention.issue, mention.stance)
                found.setdefault(key, mention)
        return list(found.values())[:MOST]

    def _of_sentence(self, start, end):
        text = self.reading.text
        named = [each for each in self.named if start <= each.start < end]
        used = set()
        for cue in STANDING.finditer(text, start, end):
            stance = STANCES[cue.lastindex - 1]
            if self._is_unreal(cue, stance, start):
                continue
            holders, parties, at = self._holders(named, cue, start)
            # What stands behind one subject is one act, told by its first verb.
            if not (holders or parties) or at in used:
                continue
            used.add(at)
            toward, reach = self._toward(named, holders, cue, end)
            for issue in self._about(cue, stance, (start, end), reach):
                yield PositionMention(start, end, cue.group(), holders, parties, toward, issue, stance)

    def _is_unreal(self, cue, stance, start):
        text = self.reading.text
        before, word = text[start : cue.start()], cue.group()
        if UNREAL.search(before) or OTHER_SENSE.match(text, cue.end()):
            return True
        if (
            ATTRIBUTE.search(before)
            and PARTICIPLE.search(word)
            or NOUN.search(word)
            and ANOTHERS.search(before)
        ):
            return True
        return stance in (Stance.OFFER, Stance.DEMAND) and bool(THING.search(before))

    # ------------------------------------------------------------------ who

    def _holders(self, named, cue, start):
        """Return (countries, number of parties, place of the subject)."""
        text = self.reading.text
        if PASSIVE.search(text[start : cue.start()]):
            doers = [each for each in named if BY.fullmatch(text, cue.end(), each.start)]
            return self._joined(named, doers[0]) if doers else ((), 0, 0)
        clause = max(text.rfind(";", start, cue.start()), text.rfind(":", start, cue.start()))
        before = [
            each
            for each in named
            if clause < each.start and each.end <= cue.start() and not PLACE.search(text, start, each.start)
        ]
        last = before[-1] if before else None
        for pattern in (BOTH, PARTIES):
            crowds = list(pattern.finditer(text, start, cue.start()))
            if crowds and (last is None or crowds[-1].start() > last.start):
                return self._crowd(crowds[-1])
        if before and PRONOUN.search(text, start, cue.start()):
            last = self._first_run(before)
        elif last and cue.start() - last.end > FARTHEST:
            last = None
        return self._joined(named, last) if last else ((), 0, 0)

    def _first_run(self, named):
        """Return the last of the countries that the first is joined to: whom "they" means."""
        last = named[0]
        for each in named[1:]:
            if not self._joins(last, each):
                break
            last = each
        return last

    def _crowd(self, crowd):
        if crowd.re is PARTIES:
            number = crowd[1].lower()
            return (), NUMBERS.get(number) or int(number), crowd.start()
        # "Both sides" are the last two countries named before.
        before = [each.owner for each in self.named if each.end <= crowd.start()]
        two = list(dict.fromkeys(reversed(before)))[:2]
        return (tuple(two), 0, crowd.start()) if len(two) == 2 else ((), 0, 0)

    def _joined(self, named, last):
        """Return the country and those joined to it by "and", where a government is spoken of."""
        text, at = self.reading.text, named.index(last)
        if OF_AN_INTEREST.match(text, last.end):
            return (), 0, 0
        owners, first = [last.owner], last
        for each in reversed(named[:at]):
            if not self._joins(each, first):
                break
            owners.append(each.owner)
            first = each
        return tuple(dict.fromkeys(reversed(owners))), 0, first.start

    def _toward(self, named, holders, cue, end):
        """Return the countries to which the rest of the clause turns ("urged Japan"), and where that ends.

        It ends where another country becomes the subject, or with a semicolon.
        """
        text, toward = self.reading.text, []
        stop = text.find(";", cue.end(), end)
        reach, last = end if stop < 0 else stop, cue
        for each in named:
            if cue.end() <= each.start < reach:
                if not (
                    TOWARD.search(text[cue.start() : each.start])
                    or last is not cue
                    and self._joins(last, each)
                ):
                    reach = each.start
                    break
                toward.append(each.owner)
                last = each
        return tuple(owner for owner in dict.fromkeys(toward) if owner not in holders), reach

    def _joins(self, one, other):
        return bool(JOINED.fullmatch(self.reading.text, one.end, other.start))

    # ------------------------------------------------------------------ on what

    def _about(self, cue, stance, sentence, reach):
        """Return the narrowest issues of the clause, else of the sentence, else the one of its paragraph."""
        start, end = sentence
        if stance in OF_THE_WHOLE and self.whole and self._is_of_the_whole(cue):
            return [self.whole]
        here = [each for each in self.issues if start <= each.start < end]
        clause = [each for each in here if cue.end() <= each.start < reach]
        if narrow := _narrowest(clause or here):
            return narrow[:ISSUES_OF_A_SENTENCE]
        opening = self.reading.paragraph(start)[0]
        before = _narrowest([each for each in self.issues if opening <= each.start < start])
        return before if len(before) == 1 else []

    def _is_of_the_whole(self, cue):
        return bool(re.search(rf"\b(?:{WHOLE})$", cue.group(), re.IGNORECASE)) or bool(
            _AGREEMENT.match(self.reading.text, cue.end())
        )


def _narrowest(mentions):
    """Return the issues mentioned, in order, without those above another of them in the tree."""
    owners = list(dict.fromkeys(each.owner for each in mentions))
    owners = [owner for owner in owners if owner.slug not in MEANS] or owners
    above = {slug for owner in owners for slug in owner.ancestors}
    return [owner for owner in owners if owner.slug not in above]
