"""What a merge would do, before it is done: what moves, and what the two rows say, column by column."""

from dataclasses import dataclass

from django.utils.text import capfirst

from .relations import relations

# Columns of which one says what the other cannot: a country on record, or a code where it is not.
TOGETHER = [{"country", "country_code"}, {"country", "venue_code"}]
# What says how something is known, or where it lies, is no fact of the thing itself.
OWN = {"slug"}


@dataclass(frozen=True)
class Fact:
    """One column of two rows: what the one kept says, what the other says, which of them is proposed."""

    name: str
    label: str
    kept: str
    gone: str
    takes: bool

    @property
    def differs(self):
        """Whether there is anything to choose."""
        return self.kept != self.gone and bool(self.gone)


@dataclass(frozen=True)
class Comparison:
    """Two rows that may be one: `moves` are (what, how many) that lead to the one that goes; and Facts."""

    kept: object
    gone: object
    moves: list
    facts: list


def compare(kept, gone):
    """Return the Comparison of two rows of one model; a query for each relation."""
    counts = {}
    for relation in relations(type(kept)):
        number = relation.of(gone).count()
        if number:
            counts[relation.noun] = counts.get(relation.noun, 0) + number
    moves = [(str(noun), number) for noun, number in counts.items()]
    return Comparison(kept, gone, moves, facts_of(kept, gone))


def facts_of(kept, gone):
    """Return a Fact for each column that an editor can write, as two rows have it."""
    takes = proposed(kept, gone)
    return [
        Fact(
            each.name, capfirst(each.verbose_name), _shown(kept, each), _shown(gone, each), each.name in takes
        )
        for each in columns(type(kept))
    ]


def columns(model):
    """Return the columns of a model that an editor can write, less its address."""
    return [
        each
        for each in model._meta.concrete_fields
        if each.editable and not each.primary_key and each.name not in OWN
    ]


def proposed(kept, gone):
    """Return the names of the columns that the one kept lacks and the other has."""
    empty = {each.name for each in columns(type(kept)) if not getattr(kept, each.attname)}
    filled = {each.name for each in columns(type(gone)) if getattr(gone, each.attname)}
    # Of two columns that exclude each other neither is filled where the other says something.
    taken = {name for pair in pairs(type(kept)) if not pair <= empty for name in pair}
    # An issue's place in the tree is chosen, never filled in.
    return (empty & filled) - taken - {"parent"}


def pairs(model):
    """Return the sets of columns of a model that are taken over together or not at all."""
    names = {each.name for each in columns(model)}
    return [pair for pair in TOGETHER if pair <= names]


def _shown(row, column):
    value = getattr(row, column.name)
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    if isinstance(value, dict):
        return "; ".join(f"{key}: {each}" for key, each in value.items())
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
