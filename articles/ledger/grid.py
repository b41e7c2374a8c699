"""The grid: issues by countries, the record that shows in each cell, and what moved between two days."""

from collections import Counter
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from .. import issue_tree
from ..asof import AsOf
from ..choices import PositionStanding, Stance
from ..models import Country, Group, Issue, Position
from ..models.issue import ancestors
from .fold import fold
from .query import GridFilters
from .rule import is_old, row_of
from .sourcing import SOURCES, cite

# An issue with as many rows at and below it has a table of its own.
SECTION_ROWS = 5
# A page with more cells would be slow to load and hard to read: branches that do not fit stay closed.
CELLS_OF_A_PAGE = 400
MOVES_OF_A_PAGE = 150
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
    rows: list[Row]


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


class Grid:
    """The grid under some GridFilters: two queries, and one for sources where it is asked what moved.

    Where all of it would make a heavy page, some branches are left `closed`, unless it is asked for `whole`.
    """

    def __init__(self, filters, *, whole=False):
        self.filters = filters
        self.columns = filters.countries
        self._is_whole = whole or filters.is_narrowed

    @cached_property
    def cells(self):
        """Return {(country pk, issue pk): Cell} of what passes the filters, in branches not closed."""
        return self._passing(self._cells(self._now, self.filters.day, self._open))

    @cached_property
    def sections(self):
        """Return the rows by branch, in the order of the tree; only those with a cell to show."""
        told = {issue for _country, issue in self.cells}
        sections = []
        for head, issues in self._branches.items():
            rows = [self._row(issue, head) for issue in issues if issue in told]
            if rows:
                sections.append(Section(self.filters.tree[head], rows))
        return sections

    @property
    def rows(self):
        return [row for section in self.sections for row in section.rows]

    @property
    def closed(self):
        """Return (issue, how many issues lie there) pairs of the branches that are not shown."""
        return [
            (self.filters.tree[head], len(issues))
            for head, issues in self._branches.items()
            if not self._open.issuperset(issues)
        ]

    @cached_property
    def moves(self):
        """Return (issue, moves) pairs of what shows otherwise than on the earlier day, latest moves first.

        None is left out because a branch is closed.
        """
        before = self._cells(self._then, self.filters.since, self.filters.issues)
        changes = {issue: {} for issue in self._depths}
        for (country, issue), after in self._passing(
            self._cells(self._now, self.filters.day, self.filters.issues)
        ).items():
            earlier = before.get((country, issue))
            if earlier is None or earlier.position != after.position:
                record = (after.position.pk, after.group)
                changes[issue].setdefault(record, []).append(Change(earlier, after))
        moves = {issue: self._in_order(each) for issue, each in changes.items() if each}
        return [(self.filters.tree[issue], each) for issue, each in moves.items()]

    @property
    def latest_moves(self):
        """Return as many of the moves, the first issues first, as a page can bear."""
        shown, left = [], MOVES_OF_A_PAGE
        for issue, moves in self.moves:
            if left > 0:
                shown.append((issue, moves[:left]))
                left -= len(moves)
        return shown

    @property
    def has_more_moves(self):
        """Whether `latest_moves` leaves any out."""
        return sum(len(moves) for _issue, moves in self.moves) > MOVES_OF_A_PAGE

    @property
    def moved_cells(self):
        """How many cells show another record than on the earlier day."""
        return sum(len(move.changes) for _issue, moves in self.moves for move in moves)

    def _in_order(self, changes):
        """Return the moves of one issue, the latest first; changes is {record: changes it made}."""
        order = {country: place for place, country in enumerate(self.columns)}
        moves = [
            Move(each[0].after.position, group, sorted(each, key=lambda change: order[change.after.country]))
            for (_pk, group), each in changes.items()
        ]
        return sorted(moves, key=lambda move: (move.position.since.first_day, move.position.pk), reverse=True)

    # ------------------------------------------------------------------ from the ledger to cells

    @cached_property
    def _folds(self):
        return fold(self.filters.memberships, self.filters.day, self.filters.since)

    @property
    def _now(self):
        return self._folds[0]

    @property
    def _then(self):
        return self._folds[1]

    @cached_property
    def _by_pk(self):
        return {each.pk: each for each in self.columns}

    def _within(self, folded, issues):
        """Return ((country pk, issue pk), place, group pk) of what a fold shows in columns and some rows."""
        return [
            ((country, issue), place, group)
            for (country, issue), (place, group) in folded.shown.items()
            if country in self._by_pk and issue in issues
        ]

    @cached_property
    def _positions(self):
        """Return {pk: position} of all that show in a cell on either day."""
        issues = self.filters.issues if self.filters.since else self._open
        wanted = {
            row_of(place) for each in self._folds for _cell, place, _group in self._within(each, issues)
        }
        positions = Position.objects.select_related("article", "meeting").defer("article__body")
        asof = AsOf(self.filters.as_of)
        if self.filters.since:
            positions = cite(asof.known(positions.filter(pk__in=wanted).prefetch_related(SOURCES)), asof)
        else:
            positions = asof.known(positions.filter(pk__in=wanted))
        return {each.pk: each for each in positions}

    def _cells(self, folded, day, issues):
        """Return {(country pk, issue pk): Cell} of a fold, within the columns and some rows."""
        groups, in_force = self.filters.memberships.groups, self.filters.in_force
        cells = {}
        for (country, issue), place, group in self._within(folded, issues):
            position = self._positions[row_of(place)]
            cells[country, issue] = Cell(
                self._by_pk[country],
                self.filters.tree[issue],
                position,
                groups.get(group),
                len(folded.reports.get((country, issue), ())),
                is_old(position.stance, position.since, day=day, in_force=in_force),
                self.filters.as_of_query,
            )
        return cells

    def _passing(self, cells):
        return {
            key: cell
            for key, cell in cells.items()
            if self.filters.shows(cell.position.stance, cell.position.grade)
        }

    # ------------------------------------------------------------------ rows and branches

    @cached_property
    def _depths(self):
        """Return {issue pk: depth} of the whole tree, each issue before those below it."""
        ordered = sorted(self.filters.tree.values(), key=lambda each: each.sort_name)
        depths = {}

        def walk(nodes, depth):
            for node in nodes:
                depths[node.issue.pk] = depth
                walk(node.children, depth + 1)

        walk(issue_tree.build(ordered, {}), 0)
        return depths

    @cached_property
    def _filled(self):
        """Return {issue pk: how many cells have a record}, the issues in the order of the tree."""
        filled = Counter(issue for (_country, issue), *_rest in self._within(self._now, self.filters.issues))
        return {issue: filled[issue] for issue in self._depths if issue in filled}

    @cached_property
    def _branches(self):
        """Return {head: issues}: a large branch has a table of its own, a small one is in that above it."""
        parents = {pk: each.parent_id for pk, each in self.filters.tree.items()}
        lines = {issue: ancestors(issue, parents) for issue in self._filled}
        below = Counter(pk for line in lines.values() for pk in line)
        inner = set(parents.values())
        branches = {}
        for issue, line in lines.items():
            large = (pk for pk in line if pk in inner and below[pk] >= SECTION_ROWS)
            branches.setdefault(next(large, line[-1]), []).append(issue)
        return branches

    @cached_property
    def _open(self):
        """Return the issues whose cells show: those of all branches, or of as many as a page can bear."""
        if self._is_whole:
            return self.filters.issues
        shown, cells = set(), 0
        for issues in self._branches.values():
            of_branch = sum(self._filled[issue] for issue in issues)
            if cells + of_branch <= CELLS_OF_A_PAGE:
                shown.update(issues)
                cells += of_branch
        return shown

    def _row(self, issue, head):
        cells = [self.cells.get((country.pk, issue)) for country in self.columns]
        return Row(self.filters.tree[issue], self._depths[issue] - self._depths[head], cells)


def at_a_glance(day=None):
    """Return the Glance of a day (today): where those countries stand that spoke most, on what they spoke of.

    Five queries. The address of the page it belongs to is `articles:state_of_play`.
    """
    asked = QueryDict(f"asof={day.isoformat()}" if day else "")
    return Glance(Grid(GridFilters(asked), whole=True))


def dossier_issues(country):
    """Return the issues on which a country has a record that readers can see, by name. Two queries."""
    held = Position.objects.published().standing().held_by(country)
    return sorted(Issue.objects.filter(pk__in=held.values("issue")), key=lambda each: each.sort_name)


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
