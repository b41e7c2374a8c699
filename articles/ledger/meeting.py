"""A meeting's dossier, built from what is on record: moves, words, what it left open, what came next."""

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict
from django.utils.functional import cached_property

from .. import parties
from ..choices import Stance
from ..models import Article, ArticleIssue, Meeting, Position, Quote
from .grid import Grid, Move
from .query import GridFilters
from .sourcing import SOURCES, cite

# Nothing is settled where the last word is one of these.
OPEN = (Stance.DEADLOCK, Stance.REJECTED, Stance.DEMAND, Stance.OFFER, Stance.NARROWING)
MOST_MOVES, MOST_QUOTES = 60, 12
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Moved:
    """A record of the meeting and the Move it made in the grid; None where the grid shows another."""

    position: Position
    move: Move | None


@dataclass(frozen=True)
class LeftOpen:
    """An issue of the meeting on which participants were not done: (stance, countries) pairs, worst first."""

    issue: object
    stances: list[tuple[Stance, list]]


class MeetingDossier:
    """What is on record of a meeting by the end of a day (an AsOf).

    Where the meeting lasts on that day, it is as far as it had come; `has_begun` says whether it had at all.
    About twelve queries, six of them for the grid of the day before it and of its last day.
    """

    def __init__(self, meeting, asof):
        self.meeting, self.asof = meeting, asof
        self.first_day = meeting.start.first_day
        self.last_day = min((meeting.end or meeting.start).last_day, asof.day)
        self.has_begun = self.first_day <= asof.day

    @cached_property
    def moves(self):
        """Return a Moved for each record made at the meeting, told by its reports, or of its days.

        Of its days are records of its participants dated to the day. Latest first.
        """
        if not self.has_begun:
            return []
        of_it = Q(meeting=self.meeting) | Q(article__meeting=self.meeting)
        days = Q(since__gte=self.first_day.isoformat(), since__lte=self.last_day.isoformat())
        found = Position.objects.as_of(self.asof.day).standing().filter(of_it | days & self._of_participants)
        found = found.for_rows().defer("article__body").prefetch_related(SOURCES).distinct()
        positions = parties.attach(cite(self.asof.known(found[:MOST_MOVES]), self.asof), parties.OF_POSITION)
        made = {move.position.pk: move for _issue, moves in self._grid.moves for move in moves}
        return [Moved(position, made.get(position.pk)) for position in positions]

    @property
    def _of_participants(self):
        """The condition that a participant holds a record; none, where the meeting names no participants."""
        if not (self._countries or self._groups):
            return Q()
        return Q(countries__in=self._countries) | Q(groups__in=self._groups)

    @cached_property
    def left_open(self):
        """Return a LeftOpen for each issue it dealt with that was not settled for those who took part.

        It dealt with those of its moves and those its reports are linked to, as they stood on its last day.
        """
        if not self.has_begun:
            return []
        dealt_with = {each.position.issue_id for each in self.moves} | self._reported
        by_issue = {}
        for cell in (cell for row in self._grid.rows for cell in row.filled if row.issue.pk in dealt_with):
            if cell.stance in OPEN and cell.country.pk in self._participants:
                by_issue.setdefault(cell.issue.pk, {}).setdefault(cell.stance, []).append(cell.country)
        return [
            LeftOpen(issue, [(stance, by_issue[pk][stance]) for stance in OPEN if stance in by_issue[pk]])
            for pk, issue in self._grid.filters.tree.items()
            if pk in by_issue
        ]

    @cached_property
    def quotes(self):
        """Return what was said in its reports, in their order."""
        found = Quote.objects.published(at=self.asof.at).filter(article__meeting=self.meeting)
        found = found.filter(Q(said_on="") | Q(said_on__lte=self.asof.day.isoformat()))
        found = found.select_related("speaker", "article").order_by("article__published_at", "order", "pk")
        return self.asof.known(found[:MOST_QUOTES])

    @cached_property
    def next(self):
        """Return the next meeting at which any of them met again, where it had begun by the day; or None."""
        later = Meeting.objects.filter(start__gt=str(self.meeting.end or self.meeting.start))
        later = later.filter(start__lte=self.asof.day.isoformat()) if self.asof.asked else later
        if self._countries or self._groups:
            again = Q(groups__in=self._groups) | Q(countries__in=self._countries)
            later = later.filter(again)
        return later.order_by("start", "pk").first()

    @property
    def next_is_to_come(self):
        """Whether the next meeting begins after the day shown."""
        return self.next.start.first_day > self.asof.day

    @property
    def since_query(self):
        """The query string of the grid for what moved anywhere in the days of the meeting."""
        return f"since={self._day_before.isoformat()}&asof={self.last_day.isoformat()}"

    @property
    def is_empty(self):
        return not (self.moves or self.quotes or self.left_open)

    # ------------------------------------------------------------------ who took part, and the grid

    @property
    def _day_before(self):
        return max(self.first_day, datetime.date.min + ONE_DAY) - ONE_DAY

    @cached_property
    def _grid(self):
        asked = QueryDict(f"{self.since_query}&candidates=1")
        return Grid(GridFilters(asked), whole=True)

    @cached_property
    def _countries(self):
        return {each.pk for each in self.meeting.countries.all()}

    @cached_property
    def _groups(self):
        return {each.pk for each in self.meeting.groups.all()}

    @cached_property
    def _participants(self):
        """The row numbers of the countries that took part; of all, where the record names none."""
        memberships = self._grid.filters.memberships
        members = {pk for group in self._groups for pk in memberships.on(group, self.last_day)}
        return self._countries | members or {each.pk for each in self._grid.columns}

    @cached_property
    def _reported(self):
        """The row numbers of the issues that its reports are linked to themselves."""
        reports = Article.objects.published(at=self.asof.at).filter(meeting=self.meeting)
        links = ArticleIssue.objects.filter(article__in=reports, derived=False)
        return set(links.values_list("issue", flat=True))
