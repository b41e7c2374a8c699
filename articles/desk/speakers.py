"""Who said it: the speaker of each quotation, from where the attribution stands."""

import re
from dataclasses import dataclass

from .aliases import Owner
from .english import SPEECH_VERBS, words
from .quotations import is_quotation, passages
from .text import fold
from .titles import TITLE_WORDS
from .voices import ARTICLES, NOBODY, Speaker, Voices, speaker_of

STATEMENT_WORDS = words(
    """
    statement declaration communique release report letter document text note
    """
)
_ACCORDING = re.compile(r"\b(?:according to|in the words of)\s+", re.IGNORECASE)
_ADVERBS = frozenset(
    [
        *(
            "also",
            "then",
            "later",
            "reportedly",
            "recently",
            "only",
            "just",
            "once",
            "today",
            "yesterday",
            "has",
            "have",
        ),
        *("had", "was", "is", "been", "being", "were", "immediately", "previously", "would"),
    ]
)
_NOT_SUBJECTS = words("in that on at by to when as during after it and if how why what whether for")
_PHRASE_END = re.compile(
    r"[,;:](?=\s|$)|(?<![A-Z])\.(?=\s|$)|\s(?:in|on|after|at|when|who|during|as|while|told|said|before|"
    r"yesterday|today|last|this)\s"
)
# “Words.” — Jane Roe, Minister of Trade
_SIGNATURE = re.compile(r"\s*[—–-]+\s*((?:[A-Z][\w’'.-]+ ){1,3}[A-Z][\w’'-]+)(?=[,.\n]|$)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words somebody said, inside the marks; speaker is set where the record has them, name is "" if
    unknown."""

    start: int
    end: int
    speaker: Owner | None
    name: str
    first_words: str
    reason: str = ""


class SpeakerReader:
    """Finds the quotations of one text and who said them."""

    def __init__(self, reading, index, people, countries, on=""):
        self.reading = reading
        runs = passages(reading)
        self.passages = [each for each in runs if is_quotation(reading, each)]
        self.quoted = [(each.outer_start, each.outer_end) for each in runs]
        self.voices = Voices(reading, index, people, countries, self.quoted, on)

    def quotations(self):
        """Return the quotations; one that an attribution interrupts (“A,” he said. “B.”) is one."""
        quoted, previous = [], None
        for passage in self.passages:
            speaker, why = self._speaker(passage, previous)
            if quoted and self._continues(quoted[-1][0][-1], passage, quoted[-1][1], speaker):
                run, known, reason = quoted[-1]
                quoted[-1] = (
                    [*run, passage],
                    known if known.name else speaker,
                    reason if known.name else why,
                )
                speaker = quoted[-1][1]
            else:
                quoted.append(([passage], speaker, why))
            previous = (passage, speaker if speaker.name or previous is None else previous[1])
        return [
            Quotation(run[0].start, run[-1].end, speaker.owner, speaker.name, self._first_words(run[0]), why)
            for run, speaker, why in quoted
        ]

    def _first_words(self, passage):
        return " ".join(passage.words(self.reading.text)[:6])

    def _continues(self, last, passage, speaker, following):
        reading = self.reading
        paragraph = reading.paragraph_index(passage.outer_start)
        if paragraph not in {
            reading.paragraph_index(last.outer_start),
            reading.paragraph_index(last.outer_end - 1),
        }:
            return False
        gap = re.sub(
            r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.", "", reading.text[last.outer_end : passage.outer_start]
        )
        same = speaker.key == following.key or not following.name or not speaker.name
        return same and len(re.findall(r"[.!?](?=\s)", gap)) <= 1

    # -- where the attribution stands
    # --------------------------------------------------------------------------------

    def _speaker(self, passage, previous):
        """Return (speaker, reason): from the words after, the words before, or what was said last."""
        text = self.reading.text
        after, before = (*self._clause_after(passage), "after"), (*self._clause_before(passage), "before")
        signed = _SIGNATURE.match(text, passage.outer_end)
        if signed:
            near = [mention for mention in self.voices.people if mention.start == signed.start(1)]
            return speaker_of(near[0]) if near else Speaker(None, signed.group(1)), "signed"
        last = text[passage.end - 1 : passage.end]
        open_end = last in ",?!—-" or text[passage.outer_end : passage.outer_end + 1] == ","
        clauses = [after, before] if open_end else [before, after]
        if last == "." and text[after[0] : after[1]].strip()[:1].isupper():
            clauses = [before]
        for start, end, side in clauses:
            speaker = self._in_clause(start, end, side, passage, previous)
            if speaker:
                return speaker, f"“{' '.join(text[start:end].split())[:60].strip(' ,')}”"
        return self._unattributed(passage, previous), "the nearest name or the last speaker"

    def _clause_after(self, passage):
        start, text = passage.outer_end, self.reading.text
        position = start
        while position < len(text) and text[position] in " ,":
            position += 1
        ends = position >= len(text) or text[position] == "\n"
        stop = position if ends else self.reading.sentence(position)[1]
        return start, min([stop, *[begin for begin, _ in self.quoted if begin >= start][:1]])

    def _clause_before(self, passage):
        start = self.reading.sentence(passage.outer_start)[0]
        earlier = [stop for _, stop in self.quoted if start < stop <= passage.outer_start]
        return max([start, *earlier[-1:]]), passage.outer_start

    # -- what the attribution says
    # -----------------------------------------------------------------------------------

    def _in_clause(self, start, end, side, passage, previous):
        text = self.reading.text
        words = self.reading.words_between(start, end)
        places = [at for at, word in enumerate(words) if fold(word.text) in SPEECH_VERBS]
        if places:
            speaker = self._around_verb(words, places, start, end, side, passage, previous)
            if speaker:
                return speaker
        according = _ACCORDING.search(text, start, end)
        if according:
            return self._after_verb(according.end(), end, passage, previous)
        if not places and side == "before" and words and text[start:end].rstrip().endswith(":"):
            return self._subject(words, len(words), start, end, passage, previous)
        return None

    def _around_verb(self, words, places, start, end, side, passage, previous):
        at = places[0] if side == "after" else places[-1]
        if at == 0 or (side == "after" and all(fold(word.text) in _ADVERBS for word in words[:at])):
            speaker = self._after_verb(words[at].end, end, passage, previous)
            if speaker:
                return speaker
        if side == "before" and at and self._is_parenthesis(words, at, end):
            return self._after_verb(words[at].end, end, passage, previous)
        if side == "before":
            # "was quoted as saying", "has said": the subject stands before the first of them.
            while at - 1 in places or (at - 2 in places and fold(words[at - 1].text) in {"as", "by"}):
                at -= 1 if at - 1 in places else 2
        return self._subject(words, at, start, end, passage, previous)

    def _is_parenthesis(self, words, at, end):
        """Is the attribution put in between commas: "Her team, said one negotiator, “came with nothing”"?"""
        text = self.reading.text
        return text[words[at - 1].end : words[at].start].strip() == "," and text[
            words[at].end : end
        ].rstrip().endswith(",")

    def _subject(self, words, at, start, end, passage, previous):
        """Find the subject of the verb at words[at]: what ends right before it, or before an aside that
        ends there."""
        text = self.reading.text
        left = list(words[:at])
        while (
            left and (fold(left[-1].text) in _ADVERBS or fold(left[-1].text).endswith("ly")) and len(left) > 1
        ):
            left.pop()
        if not left:
            return None
        stop, verb = left[-1].end, words[at].start if at < len(words) else end
        if "," in text[stop:verb] or text[stop:verb].strip()[:1] in {")", "—", "–"}:
            speaker = self._before_aside(start, stop, previous)
            if speaker:
                return speaker
        return self._noun_phrase(start, stop, end, passage, previous)

    def _before_aside(self, start, stop, previous):
        """In "Jane Roe, the group's president, said", return Jane Roe."""
        text = self.reading.text
        for found in reversed(list(re.finditer(r",|\s?\(|\s[—–-]\s", text[start:stop]))):
            place = start + found.start()
            words = self.reading.words_between(start, place)
            if not words:
                break
            speaker = self.voices.person_ending_at(start, place)
            if speaker:
                return speaker
            name = self.voices.name_ending_at(start, place)
            if name and not self.voices.country_ends_at(place):
                return Speaker(None, name)
            if fold(words[-1].text) in {"he", "she"}:
                return self.voices.pronoun(words[-1].start, previous)
            if re.match(r"[,(\s—–-]+(?:who|whose|which|a|an|the)\b", text[place:stop]):
                phrase = self.voices.phrase(words)
                return self.voices.office(words, place) or (Speaker(None, phrase) if phrase else None)
        return None

    def _noun_phrase(self, start, stop, end, passage, previous):
        """Resolve the phrase that ends right before the verb."""
        text, voices = self.reading.text, self.voices
        words = self.reading.words_between(start, stop)
        last = fold(words[-1].text)
        if last in {"he", "she"}:
            return voices.pronoun(words[-1].start, previous)
        if last in {"they", "it", "i", "we", "who"}:
            return previous[1] if previous and previous[1].name and last != "who" else None
        speaker = voices.person_ending_at(start, stop) or voices.joint(
            words, text[start:end], passage.outer_start
        )
        if speaker:
            return speaker
        name = voices.name_ending_at(start, stop)
        if name:
            return Speaker(None, name)
        speaker = voices.office(words, passage.outer_start)
        if speaker:
            return speaker
        if last in STATEMENT_WORDS:
            return previous[1] if previous and previous[1].name else voices.author(passage.outer_start)
        country = voices.country_named(start, stop)
        if country:
            return country
        near = voices.subjects(start, stop)
        if near and near[-1].end > stop - 40:
            return speaker_of(near[-1])
        phrase = voices.phrase(words)
        return Speaker(None, phrase) if phrase else None

    def _after_verb(self, position, end, passage, previous):
        """Resolve the phrase right after an inverted verb: "said Jane Roe", "according to the ministry"."""
        text, voices = self.reading.text, self.voices
        words = self.reading.words_between(position, end)
        if not words or fold(words[0].text) in _NOT_SUBJECTS or text[position : words[0].start].strip():
            return None
        if fold(words[0].text) in {"he", "she"}:
            return voices.pronoun(words[0].start, previous)
        found = _PHRASE_END.search(text, position, end)
        stop = found.start() if found else end
        near = [mention for mention in voices.people if position <= mention.start < stop]
        if near and not re.search(
            r"\b(?:spokes\w+|aide|adviser|official) (?:for|to)\b", text[position : near[0].start]
        ):
            return speaker_of(near[0])
        aside = re.match(r"[^,]*, ", text[position:end])
        if aside and any(fold(word) in ARTICLES | TITLE_WORDS for word in aside.group().rstrip(", ").split()):
            # "said the minister, Jane Roe"
            place = position + aside.end()
            later = [mention for mention in voices.people if place <= mention.start <= place + 6]
            if later:
                return speaker_of(later[0])
        return self._noun_phrase(position, stop, end, passage, previous) if stop > position else None

    # -- no attribution
    # ----------------------------------------------------------------------------------------------

    def _unattributed(self, passage, previous):
        """A quotation without a verb of saying belongs to who acts just before it, or to the last speaker."""
        reading, voices = self.reading, self.voices
        start, end = self._clause_before(passage)
        before = reading.words_between(start, end)
        runs_on = reading.text[passage.start : passage.start + 1].islower()
        joint = (
            before
            and runs_on
            and voices.joint(before, reading.text[start : self._clause_after(passage)[1]], end)
        )
        if joint:
            return joint
        number = reading.sentence_index(passage.outer_start)
        paragraph = reading.paragraph_index(passage.outer_start)
        own = voices.outside_quotes(*reading.sentences[number])
        if own:
            return speaker_of(own[0])
        if number:
            begin, stop = reading.sentences[number - 1]
            near = reading.paragraph_index(begin) == paragraph or reading.text[begin:stop].endswith(":")
            here = voices.subjects(begin, stop)
            recent = previous and previous[0].outer_end > begin
            if near and here and not recent:
                return speaker_of(here[0])
        if (
            previous
            and previous[1].name
            and paragraph - reading.paragraph_index(previous[0].outer_end - 1) <= 1
        ):
            return previous[1]
        earlier = voices.outside_quotes(0, passage.outer_start)
        return speaker_of(earlier[-1]) if earlier else NOBODY
