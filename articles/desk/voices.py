"""Whom a word can mean that stands for a speaker: a name, he or she, an office, two countries, a
statement."""

import re
from dataclasses import dataclass

from .aliases import Owner
from .english import FUNCTION_WORDS, SPEECH_VERBS, words
from .officials import OfficialReader
from .people import PersonMention
from .text import bare_word, fold
from .titles import OFFICES, TITLE_WORDS, title_before

ROLE_WORDS = frozenset(
    {word for office in OFFICES for word in office.split()[-1:]} | {"chairman", "lawmaker", "official"}
)
JOINT_WORDS = frozenset(
    [
        *(
            "countries",
            "leaders",
            "ministers",
            "sides",
            "governments",
            "nations",
            "parties",
            "negotiators",
            "senators",
        ),
        *("officials", "partners", "presidents", "members", "economies"),
    ]
)
NOT_ONE_PERSON = words("official lawmaker spokesman spokeswoman spokesperson member")
ARTICLES = frozenset(["the", "a", "an"])
_NOT_NAMES = ARTICLES | words("that this these those but and or while when after before in on at as for with")
_PREPOSED = re.compile(
    r"\b(?:for|of|to|with|by|from|at|between|and|including|like|meeting|alongside|against|told|tells|"
    r"thanked|met)\s+"
    r"(?:[\w’'.-]+\s+){0,4}$"
)
_JOINT_STATEMENT = re.compile(r"\bjoint (?:press |media )?(?:statement|communiqu|declaration)", re.IGNORECASE)
_DEPUTY = re.compile(
    r"\b((?:spokes(?:man|woman|person)|aide|adviser|official|representative|office|"
    r"lawyer)s?(?: \w+)? (?:for|to|of|at) "
    r"(?:[\w.’'-]+ ){0,3})$"
)
SENTENCES_BACK = 8  # how far a pronoun reaches


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it: owner is set where the record has the person; name is what to print, "" where nobody is
    found."""

    owner: Owner | None
    name: str

    @property
    def key(self):
        return (self.owner and self.owner.slug) or self.name


NOBODY = Speaker(None, "")


def speaker_of(mention):
    return Speaker(mention.owner if mention.owner.slug else None, mention.owner.name)


class Voices:
    """The people, offices and countries of one text that words for a speaker can mean."""

    def __init__(self, reading, index, people, countries, quoted, on):
        self.reading, self.index, self.countries, self.quoted, self.on = reading, index, countries, quoted, on
        self.people = sorted([*people, *self._private_people(people)], key=lambda mention: mention.start)

    def _private_people(self, people):
        """Find people who hold no public office but speak: a title or a verb of saying stands beside the
        name."""
        taken = {place for mention in people for place in range(mention.start, mention.end)}
        country_places = {place for mention in self.countries for place in range(mention.start, mention.end)}
        officials = OfficialReader(
            self.reading, country_places, lambda place: title_before(self.reading, place)
        )
        for run in officials.name_runs():
            if any(word.start in taken for word in run) or self.reading.in_title(run[0].start):
                continue
            start, end = run[0].start, run[-1].start + len(bare_word(run[-1].text))
            if self._speaks(run) or title_before(self.reading, start):
                owner = Owner("negotiator", "", " ".join(self.reading.text[start:end].split()))
                yield PersonMention(start, end, owner, "", True, "speaks")

    def _speaks(self, run):
        """Is there a verb of saying just before the name, or after it with at most an aside between?"""
        text = self.reading.text
        before = self.reading.words_between(max(0, run[0].start - 16), run[0].start)[-1:]
        if before and fold(before[0].text) in SPEECH_VERBS:
            return True
        if self._after_title(run):
            return True
        end = self.reading.sentence(run[0].start)[1]
        after = re.match(
            r"(?:\s*(?:,|\()[^.]{2,90}(?:,|\)))?\s+(?:\w+ly |also |has |had |then |today |yesterday |"
            r"on \w+day )?(\w+)",
            text[run[-1].end : end],
        )
        return bool(after) and fold(after.group(1)) in SPEECH_VERBS

    def _after_title(self, run):
        """Does a title and a comma stand before the name: "said the group's chief executive, Jane Roe."?"""
        text, start = self.reading.text, run[0].start
        phrase = re.search(r"([^,.;:“”\"]{3,60}), $", text[max(0, start - 64) : start])
        closed = text[run[-1].end : run[-1].end + 1] in {",", ".", ";"}
        return bool(phrase) and closed and any(fold(word) in TITLE_WORDS for word in phrase.group(1).split())

    def in_quotes(self, position):
        return any(start <= position < stop for start, stop in self.quoted)

    def outside_quotes(self, start, stop):
        """Return the people named between two places, quoted words left out."""
        return [each for each in self.people if start <= each.start < stop and not self.in_quotes(each.start)]

    def subjects(self, start, stop):
        """Return the people named between two places who may be the subject of a sentence, else all named
        there."""
        here = self.outside_quotes(start, stop)
        text = self.reading.text
        return [
            each for each in here if not _PREPOSED.search(text[max(start, each.start - 40) : each.start])
        ] or here

    # -- pronouns, offices, countries
    # --------------------------------------------------------------------------------

    def pronoun(self, position, previous):
        """Resolve he or she: a person earlier in the sentence, the last speaker, or the last subject.

        `previous` is the (passage, speaker) quoted before, or None.
        """
        number = self.reading.sentence_index(position)
        for at in range(number, max(-1, number - SENTENCES_BACK), -1):
            begin, stop = self.reading.sentences[at]
            here = self.subjects(begin, min(stop, position))
            if here:
                return speaker_of(here[0])
            if at < number and previous and previous[1].name and begin <= previous[0].outer_end <= stop + 1:
                return previous[1]
        if previous and previous[1].name:
            return previous[1]
        following = self.reading.sentences[number + 1 : number + 2]
        here = self.subjects(*following[0]) if following else []
        return speaker_of(here[0]) if here else NOBODY

    def office(self, words, position):
        """Resolve "the Prime Minister" to the person of that office whom the text names; None if it names
        none."""
        lowered = [fold(word.text) for word in words]
        if (
            not lowered
            or lowered[-1] not in ROLE_WORDS
            or lowered[-1] in NOT_ONE_PERSON
            or "office" in lowered
        ):
            return None
        at = max(
            (place for place, word in enumerate(lowered) if word in {"the", "his", "her", "its", "a", "an"}),
            default=-1,
        )
        if at >= 0 and lowered[at] in {"a", "an"}:
            return None
        title = " ".join(lowered[at + 1 :])
        known = max((office for office in OFFICES if title.endswith(office)), key=len, default="")
        country = self._country_within(words)
        people = [each for each in self.people if each.start < position] or self.people
        if country:
            people = [each for each in people if each.owner.country == country]
        for mention in reversed(people):
            if known and (mention.title == known or mention.title.endswith(" " + known)):
                return speaker_of(mention)
        # "The USTR" and "the Trade Representative" are one country's: another's trade minister is not meant.
        kind = "" if known in {"ustr", "trade representative"} else OFFICES.get(known, "")
        for mention in reversed(people):
            if any(
                (kind and office[1] == kind) or (known and known in office[0].lower())
                for office in mention.owner.offices
            ):
                return speaker_of(mention)
        return self._holder(kind, country)

    def _country_within(self, words):
        for mention in self.countries:
            if mention.kind != "person" and words[0].start <= mention.start < words[-1].end:
                return mention.owner.slug
        return ""

    def _holder(self, kind, country):
        """Return who held the office on the day of the text, where the record leaves no doubt."""
        if not (kind and country and self.on):
            return None
        holders = [
            owner
            for owner in self.index.people()
            if owner.country == country and any(_held(office, kind, self.on) for office in owner.offices)
        ]
        return Speaker(holders[0], holders[0].name) if len(holders) == 1 else None

    def joint(self, words, clause, position):
        """Resolve "the two countries said in a joint statement" to the countries and what they said it in."""
        lowered = [fold(word.text) for word in words]
        if not lowered or lowered[-1] not in JOINT_WORDS or {"a", "some", "several"} & set(lowered[-4:]):
            return None
        kind = " (joint statement)" if _JOINT_STATEMENT.search(clause) or "in a statement" in clause else ""
        if "two" in lowered or "both" in lowered:
            names = self._countries_before(position)
            if len(names) == 2:
                return Speaker(None, " and ".join(names) + kind)
        phrase = self.phrase(words)
        return Speaker(None, phrase + kind) if phrase else None

    def author(self, position):
        """Return who made the statement that is quoted, where the text calls it a joint one."""
        if _JOINT_STATEMENT.search(self.reading.text[max(0, position - 600) : position]):
            names = self._countries_before(position)
            if len(names) == 2:
                return Speaker(None, " and ".join(names) + " (joint statement)")
        return None

    def _countries_before(self, position):
        """Return the two countries that the text spoke of first."""
        names = []
        for mention in sorted(self.countries, key=lambda each: each.start):
            counts = mention.kind in {"name", "demonym"} and mention.weight > 0
            if mention.start < position and counts and mention.owner.name not in names:
                names.append(mention.owner.name)
        return names[:2]

    # -- names and phrases
    # -------------------------------------------------------------------------------------------

    def person_ending_at(self, start, stop):
        """Return the speaker whose name ends at a place, an aide speaking for them told apart, or None."""
        text = self.reading.text
        for mention in reversed(self.people):
            if (
                start <= mention.start
                and mention.end <= stop
                and re.fullmatch(r"(?:['’]s)?[ .]*(?: (?:MP|AO|AM|Jr\.?))?", text[mention.end : stop])
            ):
                deputy = _DEPUTY.search(text[max(start, mention.start - 60) : mention.start])
                if deputy:
                    return Speaker(None, deputy.group(1) + text[mention.start : mention.end])
                return speaker_of(mention)
        return None

    def name_ending_at(self, start, stop):
        """Return the person's or organisation's name that ends at a place: the last run of capitalised
        words, or ""."""
        text = self.reading.text
        run = []
        for word in reversed(self.reading.words_between(start, stop)):
            joined = not run or not text[word.end : run[0].start].strip(" .")
            linked = run and word.text in {"of", "for", "and", "&", "the"}
            if not joined or not (linked or (word.capitalised and word.text.lower() not in _NOT_NAMES)):
                break
            run.insert(0, word)
        if not run or run[-1].end < stop - 3:
            return ""
        while run and (not run[0].capitalised or fold(run[0].text) in FUNCTION_WORDS):
            run.pop(0)
        if not run or (len(run) == 1 and self.country_ends_at(run[-1].end)):
            return ""
        titles = [at for at, word in enumerate(run) if fold(word.text).rstrip(".") in TITLE_WORDS]
        if titles and titles[-1] == len(run) - 1:
            return ""
        if titles and not any(word.text in {"of", "for", "and"} for word in run[titles[-1] + 1 :]):
            run = run[titles[-1] + 1 :]
        return self.full_name(" ".join(text[run[0].start : run[-1].end].split()))

    def full_name(self, name):
        """Return the longer form of a surname, if the text gives it elsewhere."""
        if " " in name:
            return name
        for mention in self.people:
            if name in mention.owner.name.split() and mention.full:
                return mention.owner.name
        return name

    def country_ends_at(self, place):
        return any(mention.end == place and mention.kind != "person" for mention in self.countries)

    def country_named(self, start, stop):
        """Return the country whose plain name ends at a place, as a speaker: "Japan said"."""
        for mention in self.countries:
            if mention.end == stop and mention.start >= start and mention.kind == "name":
                return Speaker(None, mention.owner.name)
        return None

    def phrase(self, words):
        """Print a subject that is no name, without its article: "Treasury official"."""
        run = []
        for at in range(len(words) - 1, -1, -1):
            word = words[at]
            broken = run and self.reading.text[word.end : run[0].start].strip() not in {"", "."}
            inside = at and word.text == "the" and words[at - 1].text.lower() in {"of", "for", "at", "in"}
            ends = run and not inside and word.text.lower() in _NOT_NAMES - {"for", "at", "in"}
            if broken or ends or len(run) >= 8:
                break
            run.insert(0, word)
        while run and run[0].text.lower() in FUNCTION_WORDS:
            run.pop(0)
        return " ".join(self.reading.text[run[0].start : run[-1].end].split()) if run else ""


def _held(office, kind, on):
    _, of_kind, start, end = office
    return of_kind == kind and (not start or start <= on) and (not end or on[: len(end)] <= end)
