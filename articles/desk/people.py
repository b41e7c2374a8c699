"""Who is named: people of the record by name, surname or office, and officials the record does not have."""

from dataclasses import dataclass

from .aliases import Owner
from .english import CALENDAR, FUNCTION_WORDS, ORGANISATION_WORDS, SPEECH_VERBS, words
from .names import surnames
from .officials import OfficialReader
from .text import bare_word, fold
from .titles import HONORIFICS, OFFICES, PORTFOLIO_WORDS, TITLE_WORDS, title_before, title_in

GOVERNMENT_WORDS = words("government administration cabinet ministry team coalition")
POST_NOMINALS = words("mp mps ao am ac kc qc jr sr mep msp phd")


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person named at a place; owner.slug is empty where the record does not have the person."""

    start: int
    end: int
    owner: Owner
    title: str = ""
    full: bool = False
    reason: str = ""


class PeopleReader:
    """Reads one text for people. `taken` are the alias matches already found in it."""

    def __init__(self, reading, index, matches, on=""):
        self.reading, self.index, self.on = reading, index, on
        self.matches = matches
        self.countries = [
            (match.start, match.end, row.owner)
            for match in matches
            for row in match.rows_of("country")
            if row.kind != "misspelling"
        ]
        self._country_places = {place for start, end, _ in self.countries for place in range(start, end)}
        self._country_words = {
            fold(word) for start, end, _ in self.countries for word in reading.text[start:end].split()
        }
        self.officials = OfficialReader(reading, self._country_places, self._title_before)
        self.country_slugs = {owner.slug for _, _, owner in self.countries}

    def mentions(self):
        """Return the mentions in order of place."""
        found = self._full_names()
        named = {mention.owner.slug for mention in found}
        taken = [(mention.start, mention.end) for mention in found]
        found += self._short_names(named)
        taken += [(mention.start, mention.end) for mention in found]
        found += [
            PersonMention(start, end, owner, "", True, "an office stands beside the name")
            for start, end, owner in self.officials.names()
            if not _overlaps(start, end, taken)
        ]
        found += self._later_surnames(found)
        return sorted(found, key=lambda mention: (mention.start, -mention.end))

    # -- names of the record
    # ------------------------------------------------------------------------------------

    def _full_names(self):
        found = []
        for match in self.matches:
            rows = [row for row in match.rows_of("negotiator") if row.kind in {"name", "ambiguous"}]
            if not rows or not self._is_full(match, rows[0]):
                continue
            owners = _unique(row.owner for row in rows)
            title = self._title_before(match.start) or title_in(match.written)
            owner = owners[0] if len(owners) == 1 else self._choose(owners, title, match.start, ())
            if owner and not self._is_longer_name(match):
                found.append(PersonMention(*match.span, owner, title, True, f"named “{match.written}”"))
        return found

    @staticmethod
    def _is_full(match, row):
        words = match.written.replace(".", " ").split()
        if row.kind == "ambiguous":
            return False
        return len(words) > 1 or not match.written[0].isascii() and not match.written[0].isupper()

    def _is_longer_name(self, match):
        """Is the name only the front of another, as "John Key" in "John Key Elementary School"?"""
        following = self._after(match.end)
        return bool(
            following
            and following.capitalised
            and fold(following.text) in ORGANISATION_WORDS - GOVERNMENT_WORDS
            and not self.reading.in_title(match.start)
        )

    def _short_names(self, named):
        found = []
        for match in self.matches:
            rows = [row for row in match.rows_of("negotiator") if row.kind != "misspelling"]
            if not rows or self._is_full(match, rows[0]):
                continue
            firm = any(row.kind == "name" for row in rows)
            owners = _unique(row.owner for row in rows)
            if not firm:
                # Others of that surname may be meant, though it is no alias of theirs.
                owners = _unique([*owners, *self.index.names.by_surname.get(fold(match.written), ())])
            title = self._title_before(match.start)
            if not self._may_be_surname(match, owners):
                continue
            owner = self._choose(owners, title, match.start, named)
            if not owner or not self._title_fits(title, owner):
                continue
            if firm or owner.slug in named or self._has_context(match, title, owner):
                reason = f"named “{f'{title} {match.written}'.strip()}”"
                found.append(PersonMention(*match.span, owner, title, False, reason))
        found += self._titled_surnames(named, {mention.start for mention in found})
        return found

    def _titled_surnames(self, named, taken):
        """Find "Trade Minister Lim": a surname that is no alias by itself, made sure by the office before
        it."""
        found = []
        inside = {
            place for match in self.matches if match.rows_of("negotiator") for place in range(*match.span)
        }
        for word in self.reading.words:
            owners = self.index.names.by_surname.get(fold(bare_word(word.text)))
            if not owners or not word.capitalised or word.start in taken or word.start in inside:
                continue
            title = self._title_before(word.start)
            if not title or title in HONORIFICS and not any(owner.slug in named for owner in owners):
                continue
            following = self._after(word.end)
            if (
                following
                and following.capitalised
                and self.officials.is_name_word(following)
                and not self.reading.in_title(word.start)
            ):
                continue
            owner = self._choose(owners, title, word.start, named, strict=True)
            if owner and self._title_fits(title, owner):
                end = word.start + len(bare_word(word.text))
                found.append(
                    PersonMention(
                        word.start, end, owner, title, False, f"named “{title} {bare_word(word.text)}”"
                    )
                )
        return found

    def _may_be_surname(self, match, owners):
        """Do the neighbours allow the word to be a surname that stands alone?"""
        text = self.reading.text
        if (
            text[match.end : match.end + 1] in {"-", "‐", "‑"}
            and text[match.end + 1 : match.end + 2].islower()
        ):
            return False
        if (
            text[match.start - 1 : match.start] in {"-", "‐", "‑"}
            and text[match.start - 2 : match.start - 1].islower()
        ):
            return False
        own = set().union(*(self.index.names.words_of[owner.slug] for owner in owners))
        title_line = self.reading.in_title(match.start)
        previous = self._before(match.start)
        if previous and previous.capitalised and not title_line:
            bare = fold(bare_word(previous.text)).rstrip(".")
            allowed = (
                bare in TITLE_WORDS
                or bare in FUNCTION_WORDS
                or bare in own
                or bare in CALENDAR
                or previous.text.endswith(("'s", "’s", "s'", "s’"))
                or previous.start in self._country_places
                or previous.text.isupper()
                and len(previous.text) > 2
                or len(bare) == 1
                and any(word.startswith(bare) for word in own)
                or bare in PORTFOLIO_WORDS
            )
            if not allowed:
                return False
        following = self._after(match.end)
        if following and following.capitalised and not title_line and text[match.end : match.end + 1] == " ":
            bare = fold(bare_word(following.text))
            return (
                bare in own
                or bare in GOVERNMENT_WORDS
                or bare in POST_NOMINALS
                or bare in CALENDAR
                or following.start in self._country_places
            )
        return True

    def _has_context(self, match, title, owner):
        """Is an ambiguous surname made sure by a title, or by a verb of saying and the person's country?"""
        here = owner.country in self.country_slugs or not owner.country
        if title and title not in HONORIFICS:
            return True
        if title:
            return here
        following, previous = self._after(match.end), self._before(match.start)
        speaks = (
            following
            and following.text.lower() in SPEECH_VERBS
            or previous
            and previous.text.lower() in SPEECH_VERBS
        )
        possessive_country = previous and previous.start in self._country_places
        return bool((speaks or possessive_country) and here)

    def _title_fits(self, title, owner):
        """A president or prime minister of that surname who never held such an office is somebody else."""
        if title not in {"president", "prime minister"} or not owner.offices:
            return True
        wanted = title
        return any(
            wanted in office[0].lower() or office[1] == "head-of-government" for office in owner.offices
        )

    def _choose(self, owners, title, position, named, strict=False):
        """Pick the one owner that office, country and date speak for; None if they do not settle it."""
        if len(owners) == 1 and not strict:
            return owners[0]
        start, end = self.reading.sentence(position)
        nearby = {owner.slug for at, _, owner in self.countries if start <= at < end}
        adjective = self._country_before_title(position, title)
        kind = OFFICES.get(title, "")
        scores = []
        for owner in owners:
            score = 0
            held = [office for office in owner.offices if kind and office[1] == kind]
            if owner.slug in named:
                score += 6
            if held:
                score += 2
                score += 2 if self.on and any(_held_on(office, self.on) for office in held) else 0
            elif kind and owner.offices:
                score -= 3
            if adjective and owner.country:
                score += 5 if owner.country == adjective.slug else -6
            elif owner.country in nearby:
                score += 2
            elif owner.country in self.country_slugs:
                score += 1
            scores.append((score, owner))
        scores.sort(key=lambda each: -each[0])
        sure = scores[0][0] >= (3 if strict else 1)
        alone = len(scores) == 1 or scores[0][0] > scores[1][0]
        return scores[0][1] if sure and alone else None

    def _country_before_title(self, position, title):
        """Return the country named just before the office: "Singapore's Trade Minister Lim", "New Zealand
        Prime Minister Key"."""
        length = len(title) + 24
        near = [
            (start, owner) for start, end, owner in self.countries if position - length <= end <= position
        ]
        return max(near, key=lambda each: each[0])[1] if near and title else None

    def _title_before(self, position):
        return title_before(self.reading, position, self._country_words)

    # -- the rest
    # ---------------------------------------------------------------------------------------------------

    def _later_surnames(self, mentions):
        """Find the surname alone of people whose full name the text gives: "Froman said" after "Michael
        Froman"."""
        people = {}
        for mention in mentions:
            if mention.full or mention.owner.slug:
                for surname in surnames(mention.owner.name, mention.owner.country):
                    people.setdefault(surname, []).append(mention)
        taken = [(mention.start, mention.end) for mention in mentions]
        found = []
        for word in self.reading.words:
            bare = bare_word(word.text)
            bearers = people.get(fold(bare))
            if not bearers or not word.capitalised or _overlaps(word.start, word.end, taken):
                continue
            previous = self._before(word.start)
            if (
                previous
                and previous.capitalised
                and self.officials.is_name_word(previous)
                and not self.reading.starts_sentence(previous.start)
            ):
                continue
            earlier = [mention for mention in bearers if mention.start < word.start] or bearers
            owner = earlier[-1].owner
            title = self._title_before(word.start)
            found.append(
                PersonMention(
                    word.start,
                    word.start + len(bare),
                    owner,
                    title,
                    False,
                    f"named “{bare}” after the full name",
                )
            )
        return found

    # -- neighbours
    # ----------------------------------------------------------------------------------------------

    def _before(self, position):
        """Return the word right before, with nothing but a space between."""
        at = self.reading.word_index(position) - 1
        if at < 0:
            return None
        word = self.reading.words[at]
        between = self.reading.text[word.end : position]
        return (
            word
            if between.strip(" ") == ""
            or between == "\n"
            or between == ". "
            and word.text.lower() in TITLE_WORDS
            else None
        )

    def _after(self, position):
        at = self.reading.word_index(position)
        while at < len(self.reading.words) and self.reading.words[at].start < position:
            at += 1
        if at >= len(self.reading.words):
            return None
        word = self.reading.words[at]
        return word if not self.reading.text[position : word.start].strip(" ") else None


def _unique(owners):
    return list(dict.fromkeys(owners))


def _overlaps(start, end, spans):
    return any(start < stop and begin < end for begin, stop in spans)


def _held_on(office, on):
    _, _, start, end = office
    return (not start or start <= on) and (not end or on[: len(end)] <= end)
