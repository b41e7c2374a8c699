"""The one tokenizer: what a word is, for articles and queries alike, whatever the database.

Both engines index the tokens written here as they are, so every decision about words is taken in this
module and shows in the same way on both:

- Text is folded: NFKC, case, accents (Đà Nẵng and Da Nang, CÔTE and côte) and ligatures are one.
- Words in Latin letters are stemmed by the English Snowball stemmer, in whatever language they stand: a
  query does not say its language, and a stem only finds its like when index and query use one stemmer.
  English is the language of the reports; its stemmer also joins the plural in -s of Spanish and French.
  Vietnamese does not inflect; its syllables are split by spaces and only lose their accents.
- Scripts written without reliable spaces (Han, Kana, Hangul) become overlapping pairs: 甘利明 is 甘利, 利明.
- A possessive 's is dropped. Initials are one word (U.S. and US). Numbers keep their decimals (38.5) and
  lose their thousands separators (1,000 and 1000).
- A hyphen or an apostrophe splits a compound into words that stand side by side; see index_tokens().
- No stop words: the phrase "rules of origin" needs its "of".

A token holds letters and digits of any script, and a point only between digits.
"""

import bisect
import functools
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from snowballstemmer import EnglishStemmer

MAX_TOKEN = 40  # characters; longer runs are cut, in index and query alike

# Scripts written without spaces between words (Korean has some): Han, Kana, Bopomofo, Hangul, and by the
# same treatment Thai, Lao, Burmese and Khmer.
UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u103f\u1780-\u17d3"
    "\u1100-\u11ff\u3005-\u3007\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
LETTERS = rf"[^\W_{UNSPACED}]"
WORD = re.compile(
    rf"""
      (?P<number>  \d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d) | \d+\.\d+ )
    | (?P<initials>(?<![^\W_])(?:[a-z]\.){{2,}}(?:[a-z](?!{LETTERS}))? )
    | (?P<unspaced>[{UNSPACED}]+ )
    | (?P<compound>{LETTERS}+(?:['-]{LETTERS}+)* )
    """,
    re.VERBOSE,
)
PART = re.compile(r"[^'-]+")
POSSESSIVE = re.compile(r"'s(?=-|$)")

# A character that is not ASCII, or any character together with the marks that follow it: the smallest
# piece that can be folded by itself. The ranges are combining accents, voiced marks of kana in both
# widths, and the vowels and finals of decomposed Hangul.
MARKS = "\u0300-\u036f\u3099\u309a\uff9e\uff9f\u1160-\u11ff"
CLUSTER = re.compile(rf".[{MARKS}]+|[^\x00-\x7f]", re.DOTALL)

# Letters that have no canonical decomposition but are read, and typed, as their plain neighbours.
LOOKALIKES = str.maketrans(
    {
        "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th",
        "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u2032": "'", "\u00b4": "'",
        "\u2010": "-", "\u2011": "-", "\u2212": "-",
    }
)  # fmt: skip
VOICED_MARKS = "\u3099\u309a"


class Token(NamedTuple):
    """One indexed word and the stretch [start:end] it was read from."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[str]:
    """Return the tokens of a text in reading order."""
    return index_tokens(text)[0]


def index_tokens(text: str) -> tuple[list[str], set[str]]:
    """Return the tokens of a text in reading order and, beside them, its lookalikes.

    Lookalikes are further tokens under which single words and prefixes find a text: the joined form of a
    compound (trans-pacific is also transpacific, O'Connor oconnor), the full form of a word that was
    stemmed (negotiations beside negoti, so that the prefix negotiat finds it) and each character of an
    unspaced script by itself.
    """
    ordered, beside = [], set()
    for match in WORD.finditer(fold(text)):
        word = _analysed(match)
        ordered += word.token_texts
        beside.update(word.lookalike_texts)
    return ordered, beside


class Reading:
    """The tokens of a text, whose places in it are told on demand: few of them are ever asked for."""

    def __init__(self, text: str):
        folded, self._origins = _fold_with_origins(text)
        self.tokens: list[str] = []  # in reading order
        self._words: list[tuple[_Word, int]] = []  # with where each starts in the folded text
        self._counts: list[int] = []  # how many tokens stand before each word
        for match in WORD.finditer(folded):
            word = _analyse(match.lastgroup, match.group())
            self._words.append((word, match.start()))
            self._counts.append(len(self.tokens))
            self.tokens += word.token_texts

    def stretch(self, first: int, last: int) -> tuple[int, int]:
        """Return the start and end in the text of what begins with one token and ends with another."""
        return self._place(first)[0], self._place(last)[1]

    def lookalikes(self, is_wanted: Callable[[str], bool]) -> Iterator[Token]:
        """Yield the lookalikes that are wanted, with their places in the text."""
        for word, offset in self._words:
            for token in word.lookalikes:
                if is_wanted(token.text):
                    yield Token(token.text, *self._original(token, offset))

    def _place(self, at):
        word_at = bisect.bisect_right(self._counts, at) - 1
        word, offset = self._words[word_at]
        return self._original(word.tokens[at - self._counts[word_at]], offset)

    def _original(self, token, offset):
        return self._origins.start(token.start + offset), self._origins.end(token.end + offset)


def is_unspaced(token: str) -> bool:
    """Tell whether a token is of a script written without spaces."""
    return re.match(f"[{UNSPACED}]", token) is not None


def typed_tokens(text: str) -> list[str]:
    """Return the tokens of a text whose last word is still being typed: that one is not stemmed."""
    matches = list(WORD.finditer(fold(text)))
    found = [token for match in matches for token in _analysed(match).token_texts]
    if found and matches[-1].lastgroup == "compound":
        found[-1] = _cut(_parts(matches[-1].group())[-1].group())
    return found


def joined_token(text: str) -> str:
    """Return the token of a single compound written as one word, "" for any other text."""
    match = WORD.fullmatch(fold(text).strip())
    if match is None or match.lastgroup != "compound":
        return ""
    parts = _parts(match.group())
    return stem(_joined(parts)) if _can_join(parts) else ""


@functools.lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the English stem of a folded word; words with other letters or digits stay as they are."""
    if not (word.isascii() and word.isalpha()):
        return word
    # A stemmer keeps the word it works on in itself, so threads must not share one.
    return EnglishStemmer().stemWord(word)


def fold(text: str) -> str:
    """Return a text with width, case, accents and typographic punctuation made uniform."""
    if text.isascii():
        return text.lower()
    return CLUSTER.sub(lambda cluster: _fold_cluster(cluster.group()), text).lower()


@functools.lru_cache(maxsize=50_000)
def _fold_cluster(cluster: str) -> str:
    folded = unicodedata.normalize("NFKC", cluster).casefold().translate(LOOKALIKES)
    parts = unicodedata.normalize("NFKD", folded)
    kept = "".join(c for c in parts if c in VOICED_MARKS or unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return unicodedata.normalize("NFC", kept.translate(LOOKALIKES))


class _Origins:
    """Where each character of a folded text came from in the original."""

    def __init__(self):
        self.folded = [0]  # starts of stretches in the folded text, rising
        self.original = [0]  # where each such stretch starts in the original
        self.even = [True]  # whether the stretch has kept its length, character by character

    def add(self, folded, original, even):
        self.folded.append(folded)
        self.original.append(original)
        self.even.append(even)

    def start(self, offset):
        """Return the place in the original at which the folded character at offset begins."""
        at = bisect.bisect_right(self.folded, offset) - 1
        return self.original[at] + (offset - self.folded[at] if self.even[at] else 0)

    def end(self, offset):
        """Return the place in the original at which the folded character before offset ends."""
        at = bisect.bisect_right(self.folded, offset - 1) - 1
        if self.even[at]:
            return self.original[at] + offset - self.folded[at]
        return self.original[at + 1]


def _fold_with_origins(text):
    """Return fold(text) and the origins of its characters."""
    origins, pieces, length, done = _Origins(), [], 0, 0
    if text.isascii():
        return text.lower(), origins
    for cluster in CLUSTER.finditer(text):
        folded = _fold_cluster(cluster.group())
        pieces += [text[done : cluster.start()], folded]
        length += cluster.start() - done
        done = cluster.end()
        origins.add(length, cluster.start(), even=False)
        length += len(folded)
        origins.add(length, done, even=True)
    return "".join([*pieces, text[done:]]).lower(), origins


class _Word(NamedTuple):
    """What a match of WORD stands for; places are counted from its start."""

    tokens: tuple[Token, ...]
    lookalikes: tuple[Token, ...]
    token_texts: tuple[str, ...]
    lookalike_texts: tuple[str, ...]


def _analysed(match) -> _Word:
    return _analyse(match.lastgroup, match.group())


@functools.lru_cache(maxsize=200_000)
def _analyse(kind: str, word: str) -> _Word:
    if kind == "unspaced":
        found, beside = _pairs(word)
    elif kind == "compound":
        found, beside = _compound(word)
    else:
        written = word.replace("," if kind == "number" else ".", "")
        found, beside = [Token(_cut(written), 0, len(word))], []
    texts = tuple(token.text for token in found), tuple(token.text for token in beside)
    return _Word(tuple(found), tuple(beside), *texts)


def _pairs(run):
    single = [Token(character, at, at + 1) for at, character in enumerate(run)]
    if len(run) == 1:
        return single, []
    return [Token(run[at : at + 2], at, at + 2) for at in range(len(run) - 1)], single


def _compound(word):
    parts = _parts(word)
    full = [Token(_cut(part.group()), *part.span()) for part in parts]
    beside = [token for token in full if _stem_hides(token.text)]
    if _can_join(parts):
        whole = Token(_joined(parts), 0, parts[-1].end())
        beside += [whole, whole._replace(text=stem(whole.text))]
    return [token._replace(text=stem(token.text)) for token in full], beside


def _parts(word):
    """Return the matches of a compound's parts, possessive left out."""
    parts = list(PART.finditer(word))
    kept = [part for part in parts if not POSSESSIVE.match(word, max(part.start() - 1, 0))]
    return kept or parts


def _can_join(parts):
    """Tell whether the parts may also be written as one word: trans-pacific, TPP-11, but not 2014-04-25."""
    return len(parts) > 1 and any(part.group().isalpha() for part in parts)


def _joined(parts):
    return _cut("".join(part.group() for part in parts))


def _stem_hides(word):
    """Tell whether a beginning of the word would not find it by its stem alone."""
    stemmed = stem(word)
    if word == stemmed:
        return False
    shared = next((at for at, (a, b) in enumerate(zip(word, stemmed, strict=False)) if a != b), len(stemmed))
    return any(stem(word[:length]) != stemmed for length in range(shared + 1, len(word) + 1))


def _cut(token):
    return token[:MAX_TOKEN]
