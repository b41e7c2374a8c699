"""Facts into rows, leaving alone whatever an editor changed.

For every row it wrote, the loader remembers, field by field, what it wrote (memory.py). A field that no
longer holds that value was changed by an editor and is theirs; one that does follows the record. A row
found for the first time counts as written empty: its empty fields are filled, the others are the editor's.
A row that was loaded and is gone was deleted by an editor, and stays gone; a row that the record no longer
has stays too, and is reported. Rows are known by number, so that a changed slug is a change like any other.
"""

import contextlib
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ..choices import RedirectKind
from ..models import ArticleIssue, Edition, Redirect
from . import REFERENCE
from .facts import facts_of
from .files import Files
from .kinds import KINDS, Kind
from .memory import Memory

# Of the one sort of decimal column there is to load, Figure.value.
PLACES = Decimal("0.0001")
BATCH = 500


@dataclass
class Tally:
    """What loading did with the rows of one kind. What an editor did is told by key, for a report.

    kept: {key: fields in which an editor's value stands against the record's}; deleted: rows that an
    editor deleted, or that cannot be without one deleted; dropped: rows that the record no longer has.
    """

    kind: Kind
    facts: int = 0
    created: int = 0
    updated: int = 0
    kept: dict = field(default_factory=dict)
    deleted: list = field(default_factory=list)
    dropped: list = field(default_factory=list)

    def keep(self, key, name):
        self.kept.setdefault(key, []).append(name)


def load_record(folder=REFERENCE):
    """Bring the database up to date with the YAML files of a folder and return a Tally for each kind.

    All is loaded or, when a RecordError is raised, nothing. What is as in the record is not written.
    """
    facts = facts_of(Files(folder))
    with transaction.atomic():
        # As every act of publishing does. Two loaders at one time take turns, too.
        Edition.objects.select_for_update().get(name=Edition.SITE)
        rows = Rows()
        return [Loading(kind, facts[kind.name], rows).run() for kind in KINDS]


class Rows:
    """Which row each key of the record stands for, as far as loading has come."""

    def __init__(self):
        self._numbers = {kind.name: {} for kind in KINDS}

    def add(self, kind, key, number):
        self._numbers[kind][key] = number

    def number(self, kind, key):
        """Return the row number behind a key; None for "" and for what an editor deleted."""
        return self._numbers[kind].get(key)

    def numbers(self, kind, keys):
        """Return the set of row numbers behind the keys that have one."""
        return {self._numbers[kind][key] for key in keys if key in self._numbers[kind]}


class Loading:
    """The loading of one kind: its Facts, what is remembered of them, and the rows there are."""

    def __init__(self, kind, facts, rows):
        self.kind, self.rows = kind, rows
        self.facts = {fact.key: fact for fact in facts}
        self.memory = Memory(kind)
        self.columns = {name: kind.model._meta.get_field(name) for name in (*kind.columns, *kind.one)}
        self.tally = Tally(kind, facts=len(facts))
        self.updated = set()

    def run(self):
        self.memory.follow_corrections(self.facts)
        present, missing = self._locate()
        created = self._create(missing)
        self._compare(present)
        self._link(present, created)
        self.memory.save()
        self.tally.updated = len(self.updated)
        return self.tally

    # Which row each Fact stands for

    def _locate(self):
        """Return {key: row} of the rows there are, and the Facts for which one is to be created."""
        stored = self.kind.model.objects.in_bulk(self.memory.row_numbers())
        present, unknown, gone = {}, [], []
        for key, fact in self.facts.items():
            number = self.memory.row_number(key)
            if number in stored:
                present[key] = stored[number]
            else:
                (gone if number else unknown).append(fact)
        found = self._found_by_identity(unknown)
        missing = []
        for fact in unknown:
            row = found.get(self._identity(fact.values))
            if row is None:
                missing.append(fact)
            else:
                present[fact.key] = row
        for key, row in present.items():
            self.rows.add(self.kind.name, key, row.pk)
        self._note_deleted(gone)
        self.tally.dropped = self.memory.dropped(self.facts, stored)
        return present, missing

    def _found_by_identity(self, facts):
        """Return {identity: row} of rows that were there before the record had them."""
        first = self.kind.identity[0]
        values = [self._value(fact.values, first) for fact in facts]
        wanted = sorted({value for value in values if value is not None})
        found = {}
        for start in range(0, len(wanted), BATCH):
            for row in self.kind.model.objects.filter(**{f"{first}__in": wanted[start : start + BATCH]}):
                found[tuple(self._current(row, name) for name in self.kind.identity)] = row
        return found

    def _identity(self, values):
        return tuple(self._value(values, name) for name in self.kind.identity)

    def _note_deleted(self, facts):
        """Note what an editor deleted; what they merged into another stands for that other from now on."""
        self.tally.deleted += [fact.key for fact in facts]
        kind = next((kind for kind in RedirectKind if kind == self.kind.name), None)
        if not facts or kind is None:
            return
        moved = Redirect.objects.filter(kind=kind, old_slug__in=[fact.key for fact in facts])
        new_slugs = dict(moved.values_list("old_slug", "new_slug"))
        survivors = self.kind.model.objects.in_bulk(list(new_slugs.values()), field_name="slug")
        for old, new in new_slugs.items():
            if new in survivors:
                self.rows.add(self.kind.name, old, survivors[new].pk)

    # Values, in one form wherever they come from

    def _value(self, values, name):
        """Return what a Fact or the memory of one says of a column, as the row would hold it."""
        if name in self.kind.one:
            return self.rows.number(self.kind.one[name], values.get(name, ""))
        return values[name] if name in values else self.columns[name].get_default()

    def _current(self, row, name):
        value = getattr(row, self.columns[name].attname)
        return str(value.quantize(PLACES)) if isinstance(value, Decimal) else value

    # Rows and their columns

    def _create(self, facts):
        """Create rows, parents before what hangs under them, and return {key: row}."""
        created = {}
        for level in _levels(facts) if self.kind.is_tree else [facts]:
            rows = {fact.key: self._new(fact) for fact in level if self._has_what_it_needs(fact)}
            with self._explained(rows):
                self.kind.model.objects.bulk_create(rows.values())
            for key, row in rows.items():
                self.rows.add(self.kind.name, key, row.pk)
                self.memory.add(key, row.pk, self.facts[key].values)
            created |= rows
        self.tally.created = len(created)
        return created

    def _has_what_it_needs(self, fact):
        for name in self.kind.needs:
            if fact.values[name] and self._value(fact.values, name) is None:
                self.tally.deleted.append(fact.key)
                return False
        return True

    def _new(self, fact):
        row = self.kind.model()
        for name in self.columns:
            self._set(row, fact, name)
        if self.kind.derive:
            self.kind.derive(row)
        return row

    def _compare(self, present):
        """Let the columns that no editor changed follow the record."""
        immovable = self._moves_into_a_loop(present) if self.kind.is_tree else set()
        changes = {}
        for key, row in present.items():
            self.memory.adopt(key, row.pk)
            if names := self._follow(self.facts[key], row, immovable):
                changes[key] = names
        if not changes:
            return
        rows = {key: present[key] for key in changes}
        names = {name for names in changes.values() for name in names}
        with self._explained(rows):
            self.kind.model.objects.bulk_update(rows.values(), [*names, *self.kind.derived], batch_size=BATCH)
        if "parent" in names:
            ArticleIssue.rebuild_derived()
        self.updated |= changes.keys()

    def _follow(self, fact, row, immovable):
        """Set the columns of a row that follow the record and return their names."""
        names = []
        for name in self.columns:
            if self._value(fact.values, name) != self._current(row, name):
                if not self._follows(fact, row, name) or (name == "parent" and row.pk in immovable):
                    self.tally.keep(fact.key, name)
                    continue
                self._set(row, fact, name)
                names.append(name)
            self.memory.note(fact.key, name, fact.values[name])
        if names and self.kind.derive:
            self.kind.derive(row)
        return names

    def _follows(self, fact, row, name):
        """Whether a column still holds what was loaded last."""
        return self._current(row, name) == self._value(self.memory.values(fact.key), name)

    def _moves_into_a_loop(self, present):
        """Return the rows whose place in the record's tree is below them in the tree an editor made."""
        moves = {
            row.pk: self._value(self.facts[key].values, "parent")
            for key, row in present.items()
            if self._follows(self.facts[key], row, "parent")
        }
        parents = self.kind.model.objects.parents() | moves
        return {pk for pk in moves if _returns_to(pk, parents)}

    def _set(self, row, fact, name):
        column, value = self.columns[name], self._value(fact.values, name)
        if name not in self.kind.one:
            try:
                value = column.clean(value, row)
            except ValidationError as error:
                field_name = self.kind.written.get(name, name)
                raise fact.entry.error(field_name, " ".join(error.messages)) from error
        setattr(row, column.attname, value)

    @contextlib.contextmanager
    def _explained(self, rows):
        """Say which record a database constraint refuses, and why; rows is {key: unsaved row}."""
        try:
            with transaction.atomic():
                yield
        except IntegrityError as error:
            for key, row in rows.items():
                try:
                    row.validate_constraints()
                    row.validate_unique()
                except ValidationError as reason:
                    raise self.facts[key].entry.error("", " ".join(reason.messages)) from error
            first = next(iter(self.facts.values())).entry
            raise first.error("", f"this record or one after it cannot be stored: {error}") from error

    # Many-to-many fields

    def _link(self, present, created):
        for name, target in self.kind.many.items():
            links = Links(self.kind.model, name)
            current = links.of([row.pk for row in present.values()])
            for key, row in present.items():
                self._follow_links(links, key, row.pk, name, target, current.get(row.pk, set()))
            for key, row in created.items():
                links.add(row.pk, self.rows.numbers(target, self.facts[key].values[name]))
            links.save()

    def _follow_links(self, links, key, number, name, target, current):
        wanted = self.rows.numbers(target, self.facts[key].values[name])
        if current != wanted:
            if current != self.rows.numbers(target, self.memory.values(key).get(name, [])):
                self.tally.keep(key, name)
                return
            links.remove(number, current - wanted)
            links.add(number, wanted - current)
            self.updated.add(key)
        self.memory.note(key, name, self.facts[key].values[name])


class Links:
    """The rows of one many-to-many field, read in one query and written in two."""

    def __init__(self, model, name):
        relation = model._meta.get_field(name)
        self.model = relation.remote_field.through
        self.own, self.other = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
        self.added, self.removed = [], []

    def of(self, numbers):
        """Return {row number: set of the numbers it is linked to}."""
        linked = {}
        for own, other in self.model.objects.filter(**{f"{self.own}__in": numbers}).values_list(
            self.own, self.other
        ):
            linked.setdefault(own, set()).add(other)
        return linked

    def add(self, number, others):
        self.added += [self.model(**{self.own: number, self.other: other}) for other in sorted(others)]

    def remove(self, number, others):
        links = self.model.objects.filter(**{self.own: number, f"{self.other}__in": others})
        self.removed += links.values_list("pk", flat=True) if others else []

    def save(self):
        if self.removed:
            self.model.objects.filter(pk__in=self.removed).delete()
        self.model.objects.bulk_create(self.added)


def _levels(facts):
    """Yield the Facts of a tree in lists, every parent in a list before its children's."""
    waiting = {fact.key: fact for fact in facts}
    while waiting:
        level = [fact for fact in waiting.values() if fact.values["parent"] not in waiting]
        for fact in level:
            del waiting[fact.key]
        yield level


def _returns_to(pk, parents):
    """Whether the line upward from a row comes back to it; parents is {pk: parent pk or None}."""
    above, seen = parents.get(pk), set()
    while above is not None and above not in seen:
        if above == pk:
            return True
        seen.add(above)
        above = parents.get(above)
    return False
