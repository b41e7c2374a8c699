"""A text made ready for reading: folded for matching, cut into paragraphs and sentences."""

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property, lru_cache

from .english import words

APOSTROPHES = "’‘ʼ`´＇"
HYPHENS = "‐‑‒–—−"
# Letters that Unicode does not decompose although readers and keyboards do.
PLAIN_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "a", "œ": "o", "ß": "s"}

ABBREVIATIONS = words(
    """
    mr mrs ms dr prof sen rep gov gen lt col st hon rev jr sr no vs etc inc corp ltd co dept u.s u.k u.n
    u.a.e n.z e.g i.e s a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec approx ph.d d.c messrs
    amb
    """
)
_SENTENCE_END = re.compile(r"[.!?…](?:[\"”’'»)\]]|\[\d+\])*(?=\s+[\"“‘'«(\[]?[^\W_a-z])|[。！？][」』]?")
_LINE_END = re.compile(r"[^\S\n]*\n[^\S\n]*")
_WORD = re.compile(r"[^\W_]+(?:[.'’&/-][^\W_]+)*\.?", re.UNICODE)
# Scripts that put no space between words: a name may stand inside a run of letters.
NO_SPACES = re.compile(
    "[\u0e00-\u0e7f\u0e80-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
_POSSESSIVE = re.compile(r"['’]s?$")
SMALL_WORDS = words(
    """
    a an the and or but nor for of to in on at by with from into as over under per via vs is be its than
    that
    """
)
SOFT_LINE = 45  # a shorter line than this was ended on purpose, not wrapped


class _Folding(dict):
    """str.translate table: each character to one plain lower-case character, filled as characters are met."""

    def __missing__(self, code):
        char = chr(code)
        if char in APOSTROPHES:
            plain = "'"
        elif char in HYPHENS:
            plain = "-"
        elif char.isspace() and char != "\n":
            plain = " "
        else:
            lowered = char.lower()[:1]
            decomposed = unicodedata.normalize("NFKD", lowered)
            # Hangul and kana marks are part of the letter; only accents may go.
            latin = unicodedata.combining(decomposed[-1]) and decomposed[0] < "\u1f00"
            plain = decomposed[0] if latin or len(decomposed) == 1 else lowered
            plain = PLAIN_LETTERS.get(plain, plain)
        self[code] = plain
        return plain


_FOLDING = _Folding()
# What makes the folded text shorter than the text: accents of their own, unseen characters, spaces in a row.
_UNEVEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\ufeff]|[^\\S\n]\\s|\n[^\\S\n]")
_SOFT_BREAK = re.compile(r"(?<!\n)\n(?!\n)")


@lru_cache(maxsize=8192)
def fold(text):
    """Return the text in the form that aliases are compared in: lower case, no accents, single spaces."""
    return folded_with_offsets(text)[0]


def folded_with_offsets(text):
    """Return (folded text, offsets): offsets[i] is where folded character i stands in the text; None if
    unmoved."""
    if not _UNEVEN.search(text):
        return _SOFT_BREAK.sub(" ", text.translate(_FOLDING)), None
    kept, offsets, position = [], [], 0
    for chunk in re.finditer(
        r"\s+|[\u0300-\u036f\u00ad\u200b-\u200d\ufeff]+|[^\s\u0300-\u036f\u00ad\u200b-\u200d\ufeff]+", text
    ):
        piece, position = chunk.group(), chunk.start()
        if piece[0].isspace():
            # An empty line ends a paragraph: no name runs across it.
            kept.append("\n" if piece.count("\n") > 1 else " ")
            offsets.append(position)
        elif not unicodedata.combining(piece[0]) and piece[0] not in "\u00ad\u200b\u200c\u200d\ufeff":
            kept.append(piece.translate(_FOLDING))
            offsets.extend(range(position, position + len(piece)))
    offsets.append(len(text))
    return "".join(kept), offsets


class Word:
    """A word of the text with its place."""

    __slots__ = ("capitalised", "end", "start", "text")

    def __init__(self, text, start, end):
        self.text, self.start, self.end = text, start, end
        self.capitalised = text[0].isupper()

    def __repr__(self):
        return f"<{self.text} {self.start}>"


class Reading:
    """One text, read once; every place is a character offset in the text as it was given."""

    def __init__(self, text, headline=""):
        self.text = text
        self.folded, self.offsets = folded_with_offsets(text)
        self.headline = headline

    def original(self, start, end):
        """Map a span of the folded text to the text itself."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1

    @cached_property
    def words(self):
        words = []
        for found in _WORD.finditer(self.text):
            written, end = found.group(), found.end()
            # The full stop belongs to "U.S." and "Mr.", not to the last word of a sentence.
            if written.endswith(".") and not (
                written.count(".") > 1 or written[:-1].lower() in ABBREVIATIONS or len(written) == 2
            ):
                written, end = written[:-1], end - 1
            words.append(Word(written, found.start(), end))
        return words

    @cached_property
    def _word_starts(self):
        return [word.start for word in self.words]

    def word_index(self, position):
        """Return the index of the word at or after the position."""
        index = bisect_right(self._word_starts, position) - 1
        if index >= 0 and self.words[index].end > position:
            return index
        return index + 1

    def words_between(self, start, end):
        first = self.word_index(start)
        last = first
        while last < len(self.words) and self.words[last].start < end:
            last += 1
        return self.words[first:last]

    @cached_property
    def paragraphs(self):
        """Spans of the paragraphs, without the white space around them."""
        blank_lines = re.search(r"\n[^\S\n]*\n", self.text) is not None
        spans, start = [], 0
        for found in _LINE_END.finditer(self.text):
            line = self.text[self.text.rfind("\n", 0, found.start()) + 1 : found.start()]
            rest = self.text[found.end() : found.end() + 2]
            blank = not rest or rest[0] == "\n" or not line.strip()
            bullet = rest[:1] in "•*·▪" or rest in {"- ", "– "}
            ended = len(line) < SOFT_LINE or line.rstrip()[-1:] in ".!?:;”\"'’»。"
            if blank or bullet or (ended and not blank_lines) or len(line) < SOFT_LINE:
                spans.append((start, found.start()))
                start = found.end()
        spans.append((start, len(self.text)))
        return [_stripped(self.text, *span) for span in spans if self.text[span[0] : span[1]].strip()]

    @cached_property
    def sentences(self):
        spans = []
        for start, end in self.paragraphs:
            at = start
            for found in _SENTENCE_END.finditer(self.text, start, end):
                before = self.text[at : found.start()].rsplit(None, 1)
                last = before[-1].lower().lstrip("(\"“‘'") if before else ""
                if found.group()[0] == "." and (last in ABBREVIATIONS or (len(last) == 1 and last.isalpha())):
                    # "U.S. Trade Representative" goes on; "... to the U.S. The deal ..." cannot be told apart
                    # cheaply.
                    continue
                spans.append((at, found.end()))
                at = found.end()
                while at < end and self.text[at].isspace():
                    at += 1
            if at < end:
                spans.append((at, end))
        return spans

    @cached_property
    def _sentence_starts(self):
        return [start for start, _ in self.sentences]

    @cached_property
    def _paragraph_starts(self):
        return [start for start, _ in self.paragraphs]

    def sentence_index(self, position):
        return max(bisect_right(self._sentence_starts, position) - 1, 0)

    def sentence(self, position):
        return self.sentences[self.sentence_index(position)]

    def paragraph_index(self, position):
        return max(bisect_right(self._paragraph_starts, position) - 1, 0)

    def paragraph(self, position):
        return self.paragraphs[self.paragraph_index(position)]

    @cached_property
    def _titles(self):
        """For each paragraph: is it set like a headline, where capitals tell nothing?"""
        return [_is_title(self.text[start:end]) for start, end in self.paragraphs]

    def in_title(self, position):
        return bool(self.paragraphs) and self._titles[self.paragraph_index(position)]

    def starts_sentence(self, position):
        """Is this the first letter of a sentence or of quoted words?"""
        start = self.sentence(position)[0]
        between = self.text[start:position]
        return (
            not between.strip("\"“‘'«([•*-–— \t")
            or between.rstrip(" ")[-1:] in {"“", "‘", "«", "•"}
            or (between.endswith(('"', ' "', ": ")) and not between.endswith(', "'))
        )


def _stripped(text, start, end):
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_title(line):
    """Is the line in title case or capitals? Sentences of a text are not, nor lines that end in a full
    stop."""
    if len(line) > 160 or line.endswith((".", ":", "”", '"')):
        return False
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", line) if word.lower() not in SMALL_WORDS]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


@lru_cache(maxsize=8192)
def bare_word(word):
    """Return the word without the ending of a possessive."""
    return _POSSESSIVE.sub("", word)
