"""The grid: issues by countries, the record that shows in each cell, and what moved between two days."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from .. import issue_tree
from ..choices import PositionStanding, Stance
from ..models import Country, Group, Issue, Position, Source
from ..models.issue import ancestors
from .fold import fold
from .query import GridFilters
from .rule import is_old, row_of

# An issue with as many rows at and below it has a table of its own.
SECTION_ROWS = 5
GLANCE_COUNTRIES, GLANCE_ISSUES = 6, 7


@dataclass(frozen=True)
class Cell:
    """The record that shows for a country on an issue.

    `group` is the group it is held by, None for the country's own; `reports` how many reports tell any
    record of the cell.
    """

    country: Country
    issue: Issue
    position: Position
    group: Group | None
    reports: int
    is_old: bool
    suffix: str = ""

    @property
    def stance(self):
        return Stance(self.position.stance)

    @property
    def is_disputed(self):
        return self.position.standing == PositionStanding.DISPUTED

    @property
    def address(self):
        """The cell's history, as of the day of the grid."""
        path = reverse("articles:dossier", args=[self.country.slug, self.issue.slug])
        return path + self.suffix


@dataclass
class Row:
    """An issue, how deep it lies in its table, and its cells in order of the columns (None: no record)."""

    issue: Issue
    depth: int
    cells: list[Cell | None]

    @property
    def filled(self):
        return [cell for cell in self.cells if cell]


@dataclass
class Section:
    """A branch of the tree with its rows."""

    issue: Issue
    rows: list[Row] = field(default_factory=list)

    @property
    def records(self):
        """How many cells have a record."""
        return sum(len(row.filled) for row in self.rows)


@dataclass(frozen=True)
class Change:
    """What a cell showed and shows; `before` is None where there was no record."""

    before: Cell | None
    after: Cell


@dataclass(frozen=True)
class Move:
    """A record that came to show in some cells of an issue: one for a group that moved together."""

    position: Position
    group: Group | None
    changes: list[Change]

    @property
    def befores(self):
        """Return (stance or None, the countries that left it) pairs, most countries first."""
        left = {}
        for change in self.changes:
            stance = change.before.stance if change.before else None
            left.setdefault(stance, []).append(change.after.country)
        return sorted(left.items(), key=lambda pair: -len(pair[1]))

    @property
    def countries(self):
        return [change.after.country for change in self.changes]


class Grid:
    """The grid under some GridFilters: two queries, and one for sources where it is asked what moved."""

    def __init__(self, filters):
        self.filters = filters
        self.columns = filters.countries

    @cached_property
    def _folds(self):
        return fold(self.filters.memberships, self.filters.day, self.filters.since)

    @cached_property
    def _positions(self):
        """Return {pk: position} of all that show in a cell on either day."""
        columns, rows = {each.pk for each in self.columns}, self.filters.issues
        wanted = {
            row_of(place)
            for each in self._folds
            for (country, issue), (place, _group) in each.shown.items()
            if country in columns and issue in rows
        }
        positions = Position.objects.select_related("article", "meeting").defer("article__body")
        if self.filters.since:
            positions = positions.prefetch_related(Prefetch("sources", Source.objects.order_by("pk")))
        return positions.in_bulk(wanted)

    def _cells(self, folded, day):
        """Return {(country pk, issue pk): Cell} of a fold, within the columns and rows that may show."""
        columns, rows = {each.pk: each for each in self.columns}, self.filters.issues
        groups, in_force = self.filters.memberships.groups, self.filters.in_force
        suffix = self.filters.as_of_query
        cells = {}
        for (country, issue), (place, group) in folded.shown.items():
            if country not in columns or issue not in rows:
                continue
            position = self._positions[row_of(place)]
            cells[country, issue] = Cell(
                columns[country],
                self.filters.tree[issue],
                position,
                groups.get(group),
                len(folded.reports.get((country, issue), ())),
                is_old(position.stance, position.since, day=day, in_force=in_force),
                suffix,
            )
        return cells

    @cached_property
    def cells(self):
        """Return {(country pk, issue pk): Cell} of the cells that pass the filters."""
        return self._passing(self._cells(self._folds[0], self.filters.day))

    @cached_property
    def rows(self):
        """Return the issues with any cell to show, in the order of the tree."""
        depths = _in_tree_order(self.filters.tree)
        told = {issue for _country, issue in self.cells}
        return [
            Row(
                self.filters.tree[issue],
                depth,
                [self.cells.get((country.pk, issue)) for country in self.columns],
            )
            for issue, depth in depths.items()
            if issue in told
        ]

    @cached_property
    def sections(self):
        """Return the rows by branch: large ones in tables of their own, small ones with their parent."""
        parents = {pk: each.parent_id for pk, each in self.filters.tree.items()}
        branches = set(parents.values())
        rows_below = Counter(pk for row in self.rows for pk in ancestors(row.issue.pk, parents))
        sections = {}
        for row in self.rows:
            line = ancestors(row.issue.pk, parents)
            large = (pk for pk in line if pk in branches and rows_below[pk] >= SECTION_ROWS)
            head = next(large, line[-1])
            section = sections.setdefault(head, Section(self.filters.tree[head]))
            row.depth -= len(ancestors(head, parents)) - 1
            section.rows.append(row)
        return list(sections.values())

    @cached_property
    def moves(self):
        """Return (issue, moves) pairs of what shows otherwise than on the earlier day, latest moves first."""
        before = self._cells(self._folds[1], self.filters.since)
        by_issue = {issue: {} for issue in _in_tree_order(self.filters.tree)}
        for (country, issue), after in self.cells.items():
            earlier = before.get((country, issue))
            if earlier is None or earlier.position != after.position:
                key = (after.position.pk, after.group)
                by_issue[issue].setdefault(key, []).append(Change(earlier, after))
        order = {country: place for place, country in enumerate(self.columns)}
        moved = []
        for issue, changes in by_issue.items():
            moves = []
            for (_pk, group), each in changes.items():
                each.sort(key=lambda change: order[change.after.country])
                moves.append(Move(each[0].after.position, group, each))
            moves.sort(key=lambda move: (move.position.since.first_day, move.position.pk), reverse=True)
            if moves:
                moved.append((self.filters.tree[issue], moves))
        return moved

    @property
    def moved_cells(self):
        """How many cells show another record than on the earlier day."""
        return sum(len(move.changes) for _issue, moves in self.moves for move in moves)

    @property
    def stances(self):
        """Return the stances that show, in the order of the vocabulary."""
        return [each for each in Stance if any(cell.stance == each for cell in self.cells.values())]

    @property
    def has_old(self):
        return any(cell.is_old for cell in self.cells.values())

    def _passing(self, cells):
        return {
            key: cell
            for key, cell in cells.items()
            if self.filters.shows(cell.position.stance, cell.position.grade)
        }


def _in_tree_order(tree):
    """Return {issue pk: depth} of the whole tree, each issue before those below it."""
    depths = {}

    def walk(nodes, depth):
        for node in nodes:
            depths[node.issue.pk] = depth
            walk(node.children, depth + 1)

    ordered = sorted(tree.values(), key=lambda each: each.local_name)
    walk(issue_tree.build(ordered, {}), 0)
    return depths


def at_a_glance(day=None):
    """Return the Glance of a day (today): where those countries stand that spoke most, on what they spoke of.

    Five queries. The address of the page it belongs to is `articles:state_of_play`.
    """
    asked = QueryDict(f"asof={day.isoformat()}" if day else "")
    return Glance(Grid(GridFilters(asked)))


def dossier_issues(country):
    """Return the issues on which a country has a record that readers can see, by name. Two queries."""
    held = Position.objects.published().standing().held_by(country)
    return sorted(Issue.objects.filter(pk__in=held.values("issue")), key=lambda each: each.local_name)


class Glance:
    """A corner of the grid, for the front page: `columns` and `sections` as a Grid has them, and `day`."""

    def __init__(self, grid):
        self.day = grid.filters.day
        # What a whole group signed stands in every cell alike; the country's own records tell them apart.
        own = [cell for cell in grid.cells.values() if not cell.group]
        tree = grid.filters.tree.values()
        issues = _most(own, key=lambda cell: cell.issue, among=tree, count=GLANCE_ISSUES)
        own = [cell for cell in own if cell.issue in issues]
        countries = _most(own, key=lambda cell: cell.country, among=grid.columns, count=GLANCE_COUNTRIES)
        self.columns = countries
        self.sections = []
        for section in grid.sections:
            rows = [
                Row(row.issue, row.depth, [grid.cells.get((each.pk, row.issue.pk)) for each in countries])
                for row in section.rows
                if row.issue in issues
            ]
            if rows:
                self.sections.append(Section(section.issue, rows))


def _most(cells, *, key, among, count):
    """Return those that most cells have as their key, in the order they stand in."""
    tally = Counter(key(cell) for cell in cells)
    best = {each for each, _total in tally.most_common(count)}
    return [each for each in among if each in best]
