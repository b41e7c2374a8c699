"""What a reader typed into a search box, read into what to look for. Nothing typed is an error.

    beef tariff             both words, in any form (tariffs)
    "rules of origin"       the words side by side; a quotation mark left open closes at the end
    negotiat*               words that begin so, by three letters or more
    beef OR pork            either
    -sugar  -"sugar beet"   articles without it
    country:japan year:2014 field words, handed on to the filters; country:"New Zealand" with spaces

Everything else, operators without a word and unknown field words included, is read as plain words or
passed over; `Query.notes` tells the reader what was not used.
"""

import itertools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .tokens import is_unspaced, joined_token, tokens, typed_tokens

MAX_CHARACTERS = 1_000
MAX_WORDS = 32  # tokens as typed, wanted and unwanted together
MAX_SPELLINGS = 8  # of one name
MAX_NAME_WORDS = 5  # words standing side by side that are tried as one name
MIN_PREFIX = 3  # characters; a shorter beginning is that of too many words to be of use

FIELDS = {
    "country": "country",
    "issue": "issue",
    "person": "negotiator",
    "negotiator": "negotiator",
    "meeting": "meeting",
    "tag": "tag",
    "year": "year",
}

Resolver = Callable[[str], list[str]]

MARKS = str.maketrans(dict.fromkeys("“”„‟«»「」『』〝〞〟", '"') | {"−": "-", "\0": " "})
PIECE = re.compile(
    r"""
      (?P<minus>-)?
      (?: (?P<field>[A-Za-z]+):(?=["\w]) )?
      (?: "(?P<quoted>[^"]*)(?:"|$) | (?P<bare>[^\s"]+) )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that stand side by side, usually one; with `prefix` the last one is only a beginning."""

    tokens: tuple[str, ...]
    prefix: bool = False


# A Group is one thing looked for: any of its alternatives, each of them all of its phrases.
Alternative = tuple[Phrase, ...]
Group = tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: every group wanted, none unwanted.

    `filters` maps names of filters to the values typed, in their order; `notes` are sentences for the
    reader; `last` is the last word as typed, for suggestions; `rest` is the text without its field words.
    """

    text: str = ""
    wanted: tuple[Group, ...] = ()
    unwanted: tuple[Group, ...] = ()
    filters: dict[str, list[str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    last: str = ""
    rest: str = ""

    @property
    def has_terms(self) -> bool:
        """Whether there is any text to look for or to leave out."""
        return bool(self.wanted or self.unwanted)

    @property
    def is_futile(self) -> bool:
        """Whether something was typed in which there is nothing that could be looked for."""
        return bool(self.text.strip()) and not self.has_terms and not self.filters


def parse(text: str, *, resolve: Resolver | None = None, typing: bool = False) -> Query:
    """Return what a text asks for.

    `resolve` gives further spellings of a name (甘利明: Akira Amari), which are then looked for as well;
    it is asked about each phrase and about words standing side by side. With `typing` the last word is
    taken for the beginning of one.
    """
    reader = _Reader(resolve or (lambda name: []))
    reader.read(text, typing=typing)
    return reader.query(text)


@dataclass(slots=True)
class _Piece:
    """One operand as typed: its words and how they are meant."""

    text: str
    tokens: tuple[str, ...]
    quoted: bool = False
    minus: bool = False
    prefix: bool = False
    either: bool = False  # joined by OR to the piece before


class _Reader:
    def __init__(self, resolve):
        self.resolve = resolve
        self.wanted = []
        self.unwanted = []
        self.filters = {}
        self.notes = []
        self.last = ""
        self.others = []  # what was typed, as it was typed, but for field words
        self.has_fields = False
        self.room = MAX_WORDS
        self.left_out = 0

    def query(self, text):
        if self.left_out:
            message = ngettext(
                "The search was long: %(count)d word was not used.",
                "The search was long: %(count)d words were not used.",
                self.left_out,
            )
            self.notes.append(message % {"count": self.left_out})
        query = Query(
            text,
            tuple(self.wanted),
            tuple(self.unwanted),
            self.filters,
            tuple(self.notes),
            self.last,
            " ".join(self.others) if self.has_fields else text,
        )
        if not query.is_futile:
            return query
        return replace(query, notes=(*query.notes, _("There is no word or number in this search.")))

    def read(self, text, *, typing):
        pieces = self._pieces(self._shortened(text))
        if typing and pieces and self.last and not pieces[-1].quoted:
            self._take_for_beginning(pieces[-1])
        while pieces:
            self._take_group(pieces)

    def _shortened(self, text):
        uniform = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).translate(MARKS)[:MAX_CHARACTERS]
        if len(text) > MAX_CHARACTERS:
            self.notes.append(_("Only the first %(count)d characters were read.") % {"count": MAX_CHARACTERS})
        return uniform

    def _pieces(self, text):
        """Return the pieces of a text that hold words, as far as there is room; filters are set aside."""
        pieces, either = [], False
        for match in PIECE.finditer(text):
            minus, name, quoted, bare = match.group("minus", "field", "quoted", "bare")
            value = bare if quoted is None else quoted
            self.last = value.split()[-1] if value.strip() and match.end() == len(text) else ""
            if name and name.lower() in FIELDS:
                self.has_fields = True
                self._filter(FIELDS[name.lower()], value, minus)
                continue
            self.others.append(match.group())
            if bare in ("OR", "|") and not (minus or name):
                either = True
            elif piece := self._piece(f"{name} {value}" if name else value):
                piece.quoted, piece.minus = quoted is not None, bool(minus)
                if bare and bare.endswith("*") and not self._take_for_beginning(piece):
                    self._note_short_beginning(bare)
                piece.either = either and bool(pieces) and not (piece.minus or pieces[-1].minus)
                pieces.append(piece)
                either = False
        return pieces

    def _piece(self, written):
        """Return a piece with as many tokens as there is room for, or None if it has none."""
        found = tokens(written)
        kept = tuple(found[: self.room])
        self.room -= len(kept)
        self.left_out += len(found) - len(kept)
        if not kept:
            return None
        return _Piece(written, kept)

    @staticmethod
    def _take_for_beginning(piece):
        """Let the last word of a piece be the beginning of one, unless it is too short; tell if it is not.

        Unspaced scripts are found by any part of a word anyway.
        """
        last = typed_tokens(piece.text)[-1]
        piece.prefix = len(last) >= MIN_PREFIX and not is_unspaced(last)
        return piece.prefix or is_unspaced(last)

    def _note_short_beginning(self, text):
        note = _(
            "The beginning of a word needs at least %(count)d letters: %(text)s was read as a whole word."
        )
        self.notes.append(note % {"count": MIN_PREFIX, "text": text})

    def _filter(self, name, value, minus):
        value = slugify(value, allow_unicode=True)
        if minus:
            self.notes.append(_("Leaving out by a field word (-%(name)s:) is not possible.") % {"name": name})
        elif name == "year" and not re.fullmatch(r"[0-9]{4}", value):
            self.notes.append(_("A year has four digits, as in year:2014."))
        elif value and value not in self.filters.setdefault(name, []):
            self.filters[name].append(value)

    def _take_group(self, pieces):
        """Move a name or a word, with what OR joins to it, from the pieces into a group."""
        count, spellings = self._name_at_start(pieces)
        first, *others = pieces[:count]
        alternatives = _combined([first, *others]) + _spelt(spellings)
        del pieces[:count]
        while pieces and pieces[0].either:
            side = pieces.pop(0)
            alternatives += _combined([side]) + _spelt(self.resolve(side.text))
        group = tuple(dict.fromkeys(alternatives))
        groups = self.unwanted if first.minus else self.wanted
        if group not in groups:
            groups.append(group)

    def _name_at_start(self, pieces):
        """Return how many of the first pieces are one name, and its other spellings."""
        plain = 0
        for piece in pieces[:MAX_NAME_WORDS]:
            if piece.quoted or piece.minus or piece.prefix or (piece.either and plain):
                break
            plain += 1
        # A word that is one side of an OR is not part of a name.
        if plain < len(pieces) and pieces[plain].either:
            plain -= 1
        for count in range(plain, 1, -1):
            if spellings := self.resolve(" ".join(piece.text for piece in pieces[:count])):
                return count, spellings
        return 1, self.resolve(pieces[0].text)


def _combined(pieces):
    """Return the alternatives that look for all of the pieces, each in any of its own forms."""
    return [
        tuple(forms) for forms in itertools.islice(itertools.product(*map(_forms, pieces)), MAX_SPELLINGS)
    ]


def _forms(piece):
    """Return the phrases of which any one stands for the piece."""
    forms = [Phrase(piece.tokens)]
    if piece.prefix:
        forms.insert(0, Phrase(tuple(typed_tokens(piece.text)), prefix=True))
    elif len(piece.tokens) > 1 and (joined := joined_token(piece.text)):
        forms.append(Phrase((joined,)))
    return forms


def _spelt(spellings):
    """Return other spellings of a name as alternatives."""
    found = [tuple(tokens(spelling))[:MAX_WORDS] for spelling in spellings[:MAX_SPELLINGS]]
    return [(Phrase(each),) for each in found if each]
