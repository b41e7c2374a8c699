"""What the text says of trade: issues named in a text that is about trade, in words that mean them there.

Three gates, from the text down to the word. The text must speak of trade at all. A sentence must, where
the word is an everyday one ("services", "environment") or where trade is only an aside of the text. And
the word must not be part of a name ("Minister for Agriculture", "Susan Rice") or of a turn of phrase
("beef up", "sugar coating").
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from .aliases import Owner
from .english import BACKGROUND, EVERYDAY, FUNCTION_WORDS, GOODS
from .phrases import in_turn_of_phrase, on_the_table
from .text import fold
from .trade import (
    ACCESS,
    CLAUSE,
    DENSITY,
    DUTIES,
    FARM,
    LEAD,
    MATTER_AFTER,
    MATTER_BEFORE,
    OFFICE_AFTER,
    OFFICE_BEFORE,
    OFFICE_IN_SMALL,
    SHARED_NOUN,
    TRADE,
    firm_signs,
)

MATTERS = 2  # other matters of the talks in one sentence, among which a word is one of them
# Words that add nothing beside the wider word they are an instance of: tariffs at large are market access,
# and patents
# named in one breath with intellectual property are intellectual property.
TARIFFS = frozenset(["tariff", "tariffs", "import tariff", "import tariffs"])
PROPERTY = frozenset(["copyright", "copyrights", "patent", "patents"])
HEADS = frozenset(["tariff", "tariffs", "quotas", "import quotas"])


@dataclass(frozen=True, slots=True)
class IssueMention:
    """An issue of which the text says something at a place."""

    start: int
    end: int
    owner: Owner
    reason: str


class IssueReader:
    """Reads one text for issues. `people` are mentions already found, whose names are no products."""

    def __init__(self, reading, index, matches, nested, people):
        self.reading, self.index, self.nested = reading, index, nested
        self.matches = [match for match in matches if match.rows_of("issue")]
        self.people = [(mention.start, mention.end) for mention in people]
        self.country_ends = {match.end for match in matches if match.rows_of("country")}
        self.signs = firm_signs(reading.text)
        dense = len(self.signs) >= DENSITY * len(reading.text) / 1000
        leads = any(sign.start() < LEAD for sign in self.signs) or bool(TRADE.search(reading.headline or ""))
        self.trade_text = bool(self.signs) and (dense or leads)

    def mentions(self):
        """Return the mentions; none at all where the text does not speak of trade."""
        if not self.signs:
            return []
        found = [
            IssueMention(match.start, match.end, row.owner, f"“{match.written}”")
            for match in self._candidates()
            for row in self._widest(match)
            if row.kind != "misspelling" and self._means_it(match, row)
        ]
        found = self._without_instances(found + self._shared_nouns())
        return found + self._access(found) + self._agriculture(found)

    def _candidates(self):
        """Yield the longest matches, and those inside them that say something of their own.

        "Auto tariffs" speaks of tariffs too, "pork gate price" of pork, "rules of origin for car parts"
        of car parts; but "chicken tax" does not speak of chicken nor "financial services" of services
        at large.
        """
        yield from self.matches
        reach = -1
        for inner in self.nested:
            outer = next(
                (match for match in self.matches if match.start <= inner.start and inner.end <= match.end),
                None,
            )
            rows = inner.rows_of("issue")
            if not outer or not rows or inner.start < reach:
                continue
            owner, wider = rows[0].owner, outer.rows_of("issue")[0].owner
            if owner.slug == wider.slug:
                continue
            head = fold(inner.written) in HEADS and inner.end == outer.end
            above = owner.slug in wider.ancestors and owner.ancestors and fold(inner.written) not in EVERYDAY
            apart = re.search(r" (?:for|on|in) $", outer.written[: inner.start - outer.start])
            if head or above or (apart and wider.slug not in owner.ancestors):
                reach = inner.end
                yield inner

    def _widest(self, match):
        """Return the rows of a match, without those of issues inside another of its issues."""
        rows = match.rows_of("issue")
        slugs = {row.owner.slug for row in rows}
        apart = [row for row in rows if not slugs & set(row.owner.ancestors)]
        supported = [row for row in apart if row.owner.slug in self._supported]
        return supported or apart if len(apart) > 1 else apart

    # -- one word
    # ----------------------------------------------------------------------------------------------------

    def _means_it(self, match, row):
        if any(start < match.end and match.start < end for start, end in self.people):
            return False
        if in_turn_of_phrase(self.reading, match) or self._names_office(match) or self._is_name(match, row):
            return False
        written = fold(match.written)
        if written in BACKGROUND:
            return self._as_a_matter(match)
        goods = bool(GOODS & {row.owner.slug, *row.owner.ancestors})
        in_sentence = bool(TRADE.search(self.reading.text, *self.reading.sentence(match.start)))
        if goods and not in_sentence and on_the_table(self.reading, match):
            return False
        if written in EVERYDAY or row.kind == "ambiguous":
            supported = row.owner.slug in self._supported or (not goods and self._as_a_matter(match))
            return self._speaks_of_trade(match) or (self.trade_text and supported)
        technical = "rules" in row.owner.ancestors and (
            match.written.isupper() or re.search(r"[ -]", match.written)
        )
        return self.trade_text or in_sentence or bool(technical)

    def _names_office(self, match):
        text = self.reading.text
        before, after = text[max(0, match.start - 90) : match.start], text[match.end : match.end + 60]
        if not match.written[0].isupper():
            return bool(OFFICE_IN_SMALL.match(after))
        return bool(OFFICE_BEFORE.search(before) or OFFICE_AFTER.match(after))

    def _is_name(self, match, row):
        """Is a single word written with a capital a name: Rice, Turkey, Labor the party?"""
        if not self._is_capitalised_noun(match, row):
            return False
        if self.reading.starts_sentence(match.start):
            if any(start == match.end + len(" and ") for start, _ in self.people):
                return True
            speaks = re.match(r" (?:said|says|told|University|Street)\b", self._after(match))
            return fold(match.written) in self._names or bool(speaks)
        return self._name_in_sentence(match)

    def _is_capitalised_noun(self, match, row):
        """Is a common noun of one word written with a capital, where capitals tell something?"""
        written = match.written
        common = row.text == row.text.lower() and not re.search(r"[ -]", written)
        capital = written[0].isupper() and not (written.isupper() and len(written) > 1)
        return common and capital and not self.reading.in_title(match.start)

    @cached_property
    def _names(self):
        """Words which the text writes with a capital in mid-sentence: there they are names, and so at its
        start."""
        return {
            fold(match.written)
            for match in self.matches
            if self._is_capitalised_noun(match, match.rows_of("issue")[0])
            and not self.reading.starts_sentence(match.start)
            and self._name_in_sentence(match)
        }

    def _name_in_sentence(self, match):
        text, after = self.reading.text, self._after(match)
        before = re.search(r"(\S+) $", text[max(0, match.start - 30) : match.start])
        opening = before and fold(before.group(1)) in FUNCTION_WORDS  # "Unlike Labor", "If Rice"
        in_capitals = before and before.group(1)[0].isupper() and not opening
        if re.match(r" [A-Z][a-z]", after) or (not in_capitals and re.match(r"(?:,| and| &) [A-Z]", after)):
            # "Beef Association", "Dairy, Beef and Sugar": the name says what it is about.
            return False
        if in_capitals:
            adjective = before.group(1).isupper() or before.group(1).endswith(",")
            return not adjective and match.start - 1 not in self.country_ends
        return not re.match(r"(?:'s|’s)? ?(?:chapter|provisions|sector|annex|talks)|\s*[:–—-]\s", after)

    def _after(self, match):
        return self.reading.text[match.end : match.end + 40]

    def _as_a_matter(self, match):
        """Do the words beside it make the word a matter of policy: "the services sector", "a chapter on
        labour"?"""
        before = self.reading.text[max(0, match.start - 50) : match.start]
        if MATTER_AFTER.match(self._after(match)) or MATTER_BEFORE.search(before):
            return True
        start, end = self.reading.sentence(match.start)
        others = {
            row.owner.slug
            for other in self.matches
            if start <= other.start < end and self._is_firm(other, match)
            for row in other.rows_of("issue")[:1]
            if "rules" in row.owner.ancestors
        }
        return len(others) >= MATTERS

    @cached_property
    def _supported(self):
        """Issues of which two different words stand in one paragraph: plain packaging and cigarettes."""
        forms = defaultdict(set)
        for match in self.matches:
            if not self._names_office(match):
                for row in match.rows_of("issue"):
                    place = self.reading.paragraph_index(match.start)
                    forms[row.owner.slug, place].add(fold(match.written).rstrip("s"))
        return {slug for (slug, _), words in forms.items() if len(words) > 1}

    def _speaks_of_trade(self, match):
        """Does the sentence speak of trade, the words themselves left out?"""
        text, sentence = self.reading.text, self.reading.sentence(match.start)
        if self.trade_text and any(
            sentence[0] <= other.start < sentence[1] and self._is_firm(other, match) for other in self.matches
        ):
            return True
        patterns = (TRADE, CLAUSE) if self.trade_text else (TRADE,)
        return any(
            found.end() <= match.start or found.start() >= match.end
            for pattern in patterns
            for found in pattern.finditer(text, *sentence)
        )

    @staticmethod
    def _is_firm(other, match):
        """Is the other match a firm name of another issue?"""
        row = other.rows_of("issue")[0]
        others = row.owner.slug not in {each.owner.slug for each in match.rows_of("issue")}
        return others and row.kind == "name" and fold(other.written) not in EVERYDAY | BACKGROUND

    # -- what follows from the words
    # ---------------------------------------------------------------------------------

    def _shared_nouns(self):
        """Find "financial, legal and transport services"."""
        found = []
        for each in SHARED_NOUN.finditer(self.reading.text):
            rows = [
                row
                for row in self.index.lookup(f"{each.group(1)} {each.group(2)}")
                if row.owner.kind == "issue"
            ]
            sentence = self.reading.sentence(each.start())
            if rows and (TRADE if not self.trade_text else CLAUSE).search(self.reading.text, *sentence):
                reason = f"“{each.group(1)} … {each.group(2)}”"
                found += [IssueMention(*each.span(1), row.owner, reason) for row in rows]
        return found

    def _without_instances(self, found):
        """Leave out what is only an instance of a wider matter that the sentence names."""
        sentence = self.reading.sentence_index
        wider = {sentence(each.start) for each in found if each.owner.slug == "intellectual-property"}
        kept = []
        for mention in found:
            written = fold(self.reading.text[mention.start : mention.end])
            if written.split()[-1] in PROPERTY and sentence(mention.start) in wider:
                continue
            if mention.owner.slug == "tariffs" and written in TARIFFS and not self._duties_at_issue(mention):
                continue
            kept.append(mention)
        return kept

    def _duties_at_issue(self, mention):
        """Does the text speak of particular duties or a dispute over them? Else it speaks of market access
        at large."""
        sentence = self.reading.sentence(mention.start)
        return self.reading.in_title(mention.start) or bool(DUTIES.search(self.reading.text, *sentence))

    def _access(self, found):
        owner = self.index.owner("issue", "market-access")
        access = ACCESS.search(self.reading.text)
        if owner is None or access is None or any(mention.owner == owner for mention in found):
            return []
        return [IssueMention(*access.span(), owner, f"“{access.group()}”")]

    def _agriculture(self, found):
        """Propose agriculture where farmers are named beside a farm product or in a sentence on trade."""
        owner = self.index.owner("issue", "agriculture")
        if owner is None or any(mention.owner == owner for mention in found):
            return []
        products = any("agriculture" in mention.owner.ancestors for mention in found)
        for farm in FARM.finditer(self.reading.text):
            sentence = self.reading.sentence(farm.start())
            trade = (CLAUSE if self.trade_text else TRADE).search(self.reading.text, *sentence)
            if (products or trade) and not self._in_office(farm):
                return [IssueMention(*farm.span(), owner, f"“{farm.group()}” where the text speaks of trade")]
        return []

    def _in_office(self, found):
        text = self.reading.text
        before, after = text[max(0, found.start() - 90) : found.start()], text[found.end() : found.end() + 40]
        return found.group()[0].isupper() and bool(OFFICE_BEFORE.search(before) or OFFICE_AFTER.match(after))
