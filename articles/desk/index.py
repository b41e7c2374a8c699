"""The alias index: every written form of every country, person, issue and meeting, found in one pass."""

import re
from collections import defaultdict
from dataclasses import dataclass

import ahocorasick

from .english import EVERYDAY, GOODS
from .names import NameBook
from .text import NO_SPACES, fold

_SINGLE_IDEOGRAPH = re.compile("^[\u3400-\u9fff]$")
_SHORT_CODE = 5
_SPELLINGS = (
    ("labour", "labor"),
    ("isation", "ization"),
    ("ising", "izing"),
    ("licence", "license"),
    ("programme", "program"),
)


@dataclass(frozen=True, slots=True)
class Match:
    """An alias found in the text: the place, the words as written, the rows that have this form."""

    start: int
    end: int
    written: str
    rows: tuple

    def rows_of(self, kind):
        return [row for row in self.rows if row.owner.kind == kind]

    @property
    def span(self):
        return self.start, self.end


class AliasIndex:
    """All aliases in one automaton. Build it once for a state of the table; it never changes afterwards."""

    def __init__(self, rows):
        self.rows = tuple(rows)
        by_form = defaultdict(list)
        for row in self.rows:
            for form in _forms(row):
                if row not in by_form[form]:
                    by_form[form].append(row)
        self._automaton = ahocorasick.Automaton()
        for form, sharing in by_form.items():
            self._automaton.add_word(form, (len(form), tuple(sharing)))
        if by_form:
            self._automaton.make_automaton()
        self._by_form = dict(by_form)
        self.owners = {(row.owner.kind, row.owner.slug): row.owner for row in self.rows}
        self.places = frozenset(
            fold(owner.place).split(",")[0].split(" (")[0] for owner in self.owners.values() if owner.place
        )
        self.names = NameBook(self.rows)

    def owner(self, kind, slug):
        return self.owners.get((kind, slug))

    def lookup(self, form):
        """Return the rows that have a form, which is compared folded."""
        return self._by_form.get(fold(form), ())

    def country_of(self, owner):
        """Return the country a person or meeting belongs to, or None."""
        return self.owners.get(("country", owner.country)) if owner.country else None

    def people(self):
        return [owner for (kind, _), owner in self.owners.items() if kind == "negotiator"]

    def find(self, reading):
        """Return (matches, nested): the longest forms in order, and the shorter ones that stand inside
        those."""
        if not self._by_form:
            return [], []
        folded, candidates = reading.folded, []
        for last, (length, rows) in self._automaton.iter(folded):
            start, end = last - length + 1, last + 1
            if not _stands_alone(folded, start, end):
                continue
            begin, stop = reading.original(start, end)
            written = reading.text[begin:stop]
            fitting = tuple(row for row in rows if _case_fits(row, written, reading, begin))
            if fitting:
                candidates.append(Match(begin, stop, written, fitting))
        candidates.sort(key=lambda match: (match.start, -match.end))
        matches, nested, reach = [], [], -1
        for match in candidates:
            if match.start >= reach:
                matches.append(match)
                reach = match.end
            else:
                nested.append(match)
        return matches, nested


def _forms(row):
    """Yield the folded forms an alias is looked for in: itself, hyphen or space, plural, both spellings of
    English."""
    form = fold(row.text).strip()
    if not form:
        return
    forms = {form}
    if row.owner.kind == "issue" and row.text == row.text.lower() and row.language == "en":
        if "-" in form:
            forms.add(form.replace("-", " "))
        for british, american in _SPELLINGS:
            forms |= {each.replace(british, american) for each in forms} | {
                each.replace(american, british) for each in forms
            }
        forms |= {_plural(each) for each in forms if not each.endswith("s")}
        goods = GOODS & {row.owner.slug, *row.owner.ancestors}
        if (row.kind == "name" or goods) and row.text not in EVERYDAY:
            forms |= {_singular(each) for each in forms}
    yield from forms


def _plural(form):
    if form.endswith("y") and form[-2:-1] not in "aeiou":
        return form[:-1] + "ies"
    return form + ("es" if form.endswith(("x", "ch", "sh")) else "s")


def _singular(form):
    """Return the form that stands before another noun, as in "egg sector" and "textile exports"."""
    if len(form) < 4 or not form.endswith("s") or form.endswith(("ss", "us", "is", "ics")):
        return form
    if form.endswith("ies"):
        return form[:-3] + "y"
    return form[:-2] if form.endswith(("xes", "ches", "shes")) else form[:-1]


def _stands_alone(folded, start, end):
    """Is the form a whole word here? Scripts without spaces have no edge to look for."""
    before = folded[start - 1] if start else " "
    after = folded[end] if end < len(folded) else " "
    if _SINGLE_IDEOGRAPH.match(folded[start:end]):
        return not NO_SPACES.match(before) and not NO_SPACES.match(after)
    left = not _is_letter(before) or bool(NO_SPACES.match(folded[start]))
    right = not _is_letter(after) or bool(NO_SPACES.match(folded[end - 1]))
    return left and right


def _is_letter(char):
    return char.isalnum() or char == "_"


def _case_fits(row, written, reading, position):
    """Does the case of the words agree with the alias? "us" is not the US, "turkey" not Turkey; "Beef" is
    beef."""
    alias = row.text
    # The printed name of an issue is a common noun with a capital: "Environment".
    if alias == alias.lower() or (row.owner.kind == "issue" and alias[1:] == alias[1:].lower()):
        return True
    letters = [char for char in alias if char.isalpha()]
    if all(char.isupper() for char in letters[:-1] or letters) and len(letters) <= _SHORT_CODE + 1:
        return _same_case(alias, written) and not (_in_capitals(reading, position) and "." not in alias)
    if written == written.upper():
        return True
    return all(
        mine[:1].isupper() or not theirs[:1].isupper()
        for theirs, mine in zip(re.split(r"[\s-]+", alias), re.split(r"[\s‐-—-]+", written), strict=False)
    )


def _same_case(alias, written):
    return [char.isupper() for char in alias if char.isalpha()] == [
        char.isupper() for char in written if char.isalpha()
    ]


def _in_capitals(reading, position):
    """Does the word stand in a line all of capitals, where US and us look alike?"""
    start, end = reading.paragraph(position)
    line = reading.text[start : min(end, start + 200)]
    return len(line) > 12 and line == line.upper() and " " in line
