"""Names of people of the record that are spelt wrongly."""

from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from .aliases import Owner
from .english import CALENDAR, FUNCTION_WORDS, ORGANISATION_WORDS, SPEECH_VERBS
from .officials import PARTICLES
from .text import bare_word, fold
from .titles import HONORIFICS, OFFICES, TITLE_WORDS, title_before

CUT_OFF = 85  # rapidfuzz ratio of two full names below which they are two people
SURNAME = 5  # letters a surname needs before a slip in it can be told from another surname


@dataclass(frozen=True, slots=True)
class FlaggedName:
    start: int
    end: int
    written: str
    owner: Owner
    suggested: str
    reason: str


class SpellingReader:
    """Reads one text for names that are nearly those of people of the record."""

    def __init__(self, reading, index, matches, people):
        self.reading, self.index, self.matches = reading, index, matches
        self.people = people
        self.names = index.names
        self._taken = [(mention.start, mention.end) for mention in people if mention.owner.slug]
        self._full = [mention for mention in people if mention.owner.slug and mention.full]
        self._in_text = {mention.owner.slug: mention.owner for mention in people if mention.owner.slug}
        self._country_places = {
            place for match in matches if match.rows_of("country") for place in range(*match.span)
        }
        self._countries = {row.owner.slug for match in matches for row in match.rows_of("country")}

    def flagged(self):
        found = self._listed()
        for candidate in self._full_names() + self._surnames():
            if not any(candidate.start < each.end and each.start < candidate.end for each in found):
                found.append(candidate)
        unique = {}
        for each in sorted(found, key=lambda flag: flag.start):
            unique.setdefault((each.written, each.owner.slug), each)
        return list(unique.values())

    def _listed(self):
        """Misspellings the alias table knows."""
        found = []
        for match in self.matches:
            for row in match.rows_of("negotiator"):
                if row.kind == "misspelling":
                    start = self._with_first_name(match, row.owner)
                    if (
                        start == match.start
                        and " " not in match.written
                        and not self._stands_for(match, row.owner)
                    ):
                        continue
                    written = self.reading.text[start : match.end]
                    found.append(
                        FlaggedName(
                            start, match.end, written, row.owner, row.owner.name, "a known misspelling"
                        )
                    )
        return found

    def _stands_for(self, match, owner):
        """Is a misspelt surname alone a name here, and not a river: after a title, or where its bearer is
        at home?"""
        known = owner.slug in self._in_text or owner.country in self._countries
        at = self.reading.word_index(match.start)
        return bool(title_before(self.reading, match.start)) or (known and self._acts_as_name(at))

    def _with_first_name(self, match, owner):
        """Take in the first name before a misspelt surname, so that the whole name is mended."""
        at = self.reading.word_index(match.start) - 1
        if " " in match.written or at < 0:
            return match.start
        word = self.reading.words[at]
        joined = not self.reading.text[word.end : match.start].strip()
        return word.start if joined and fold(word.text) in self.names.words_of[owner.slug] else match.start

    # -- two or more words
    # -------------------------------------------------------------------------------------------

    def _full_names(self):
        found = []
        for run in self._runs():
            for size in (4, 3, 2):
                for first in range(len(run) - size + 1):
                    words = run[first : first + size]
                    flag = self._near_full_name(words)
                    if flag and not any(flag.start < each.end and each.start < flag.end for each in found):
                        found.append(flag)
        return found

    def _runs(self):
        """Runs of capitalised words with nothing but a space between, titles cut off, known names left
        out."""
        run = []
        for word in self.reading.words:
            joined = run and self.reading.text[run[-1].end : word.start] in {" ", "\n", ". ", "  "}
            bare = fold(bare_word(word.text)).rstrip(".")
            name = word.capitalised and bare not in TITLE_WORDS and bare not in CALENDAR
            name = name or bool(joined) and word.text in PARTICLES
            if joined and name and not run[-1].text.endswith(("'s", "’s")):
                run.append(word)
                continue
            if len(run) > 1:
                yield run
            run = [word] if name else []
        if len(run) > 1:
            yield run

    def _near_full_name(self, words):
        start, end = words[0].start, words[-1].start + len(bare_word(words[-1].text))
        held = [mention for mention in self._full if start < mention.end and mention.start < end]
        if any(mention.start <= start and end <= mention.end for mention in held):
            return None
        parts = [fold(bare_word(word.text)).replace(".", "") for word in words]
        form = " ".join(part for part in parts if len(part) > 1)
        if form in self.names.full_names or len(form.split()) < 2 or parts[-1] in ORGANISATION_WORDS:
            return None
        best = max(
            ((ratio(form, name), name) for name in self._candidates(form.split())),
            default=(0, ""),
        )
        if best[0] < CUT_OFF or not self._is_slip(form, best[1]):
            return None
        owner = self.names.full_names[best[1]][0]
        if any(mention.owner != owner for mention in held) or not self._likely(form, best[1], owner, start):
            return None
        written = self.reading.text[start:end]
        return FlaggedName(
            start, end, written, owner, owner.name, f"nearly {owner.name} ({best[0]:.0f} per cent)"
        )

    def _candidates(self, words):
        names = set()
        for word in words:
            names |= self.names.by_word.get(word, set())
            for near in self.names.near(word):
                names |= self.names.by_word[near]
        return names

    @staticmethod
    def _is_slip(form, name):
        """Do the names differ as a slip of the hand or ear does, word by word?"""
        mine, theirs = form.split(), name.split()
        if len(mine) != len(theirs):
            return form.replace(" ", "") == name.replace(" ", "") or OSA.distance(form, name) <= 1
        distances = [OSA.distance(one, other) for one, other in zip(mine, theirs, strict=True)]
        if any(distance > max(1, len(other) // 3) for distance, other in zip(distances, theirs, strict=True)):
            return False
        return sum(distances) <= 3

    def _likely(self, form, name, owner, start):
        """One letter in a long name wants a text about countries or officials; more wants a sign of this
        very person."""
        distance = OSA.distance(form, name)
        short = min(len(word) for word in name.split()) <= 3
        titled = bool(title_before(self.reading, start))
        named = owner.slug in self._in_text
        near = named or titled or owner.country in self._countries
        if distance == 1 and not short and form.split()[-1][0] == name.split()[-1][0]:
            return near or bool(self._countries or self._in_text)
        return near and (distance <= 2 or named or titled)

    # -- a surname alone
    # ---------------------------------------------------------------------------------------------

    def _surnames(self):
        """Slips in a surname after a title ("Minister Emmerson"), or of a person whom the text also names
        rightly."""
        found = []
        for at, word in enumerate(self.reading.words):
            bare = bare_word(word.text)
            folded = fold(bare)
            if (
                not word.capitalised
                or len(folded) < SURNAME - 1
                or not folded.replace("'", "").isalpha()
                or self._is_known(folded, word)
            ):
                continue
            if any(word.start < stop and start < word.end for start, stop in self._taken):
                continue
            if self._is_first_name(at):
                continue
            title = title_before(self.reading, word.start)
            owner = self._meant(folded, title, at)
            if owner:
                end = word.start + len(bare)
                found.append(FlaggedName(word.start, end, bare, owner, owner.name, f"nearly {owner.name}"))
        return found

    def _is_first_name(self, at):
        """Does a capitalised word follow that is no month and no title: is this the front of a longer
        name?"""
        word, after = self.reading.words[at], self.reading.words[at + 1 : at + 2]
        joined = after and self.reading.text[word.end : after[0].start] == " "
        return bool(joined) and after[0].capitalised and fold(after[0].text) not in CALENDAR | TITLE_WORDS

    def _is_known(self, folded, word):
        return (
            folded in self.names.known_words
            or folded in FUNCTION_WORDS
            or folded in TITLE_WORDS
            or folded in ORGANISATION_WORDS
            or word.start in self._country_places
        )

    def _meant(self, folded, title, at):
        """Return the one person whose surname this nearly is, where office or text speak for it."""
        near = [
            surname
            for surname in self.names.near(folded)
            if surname in self.names.by_surname and self._surname_slip(folded, surname)
        ]
        owners = {owner for surname in near for owner in self.names.by_surname[surname]}
        if not owners:
            return None
        named = [owner for owner in owners if owner.slug in self._in_text]
        if len(named) == 1 and (title or self._acts_as_name(at)):
            return named[0]
        if title and title not in HONORIFICS:
            kind = OFFICES.get(title, "")
            fitting = [
                owner
                for owner in owners
                if not owner.offices or not kind or any(office[1] == kind for office in owner.offices)
            ]
            here = [owner for owner in fitting if owner.country in self._countries] or fitting
            return here[0] if len(here) == 1 else None
        return None

    @staticmethod
    def _surname_slip(folded, surname):
        distance = OSA.distance(folded, surname)
        return len(surname) >= SURNAME and (distance == 1 or distance == 2 and len(surname) >= 8)

    def _acts_as_name(self, at):
        """Does the word stand where a surname does: in mid-sentence, alone, beside a verb of saying or
        owning something?"""
        words = self.reading.words
        word = words[at]
        before = words[at - 1] if at else None
        after = words[at + 1] if at + 1 < len(words) else None
        if (
            before
            and before.capitalised
            and not self.reading.text[before.end : word.start].strip()
            and fold(before.text) not in FUNCTION_WORDS
        ):
            return False
        if after and after.capitalised and not self.reading.text[word.end : after.start].strip():
            return False
        return bool(
            after
            and fold(after.text) in SPEECH_VERBS
            or before
            and fold(before.text) in SPEECH_VERBS
            or bare_word(word.text) != word.text
        )
