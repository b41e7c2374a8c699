"""Who stands with whom on an issue, from sourced statements only: no side is taken for anybody.

Two countries stand together where one record is held by both, or where each has one of its own that says
the same toward the same side. A deadlock or a narrowing that several hold toward nobody else lies between
them, and so sets them apart. That two countries demand something is no sign that they demand the same.
"""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .. import issue_tree
from ..choices import Stance
from ..models import Country, Issue
from .contradictions import contradictions
from .membership import Memberships
from .records import MOST_RECORDS, Record, records, shown

# What holders of one record are to each other where it names no counterpart.
BETWEEN = frozenset({Stance.DEADLOCK, Stance.NARROWING})
# Whether two that hold it refuse a third together, or one the other, such a record does not say.
UNCLEAR = frozenset({Stance.REJECTED})
# What one side is to the other where the record names it.
ACROSS = frozenset({Stance.DEMAND, Stance.REJECTED, *BETWEEN})
# What says the same of an issue whoever says it, though toward all.
SAME_BY_ITSELF = frozenset({Stance.REJECTED, Stance.RATIFIED, Stance.WITHDRAWN})
EARLIER_ROWS = 40

SIDES_RULE = (
    _(
        "Countries stand together where they hold one record together, or where each has a record of its "
        "own with the same stance toward the same country or group. Both refusing, ratifying or "
        "withdrawing counts without one; both demanding does not: they may demand the opposite."
    ),
    _(
        "They stand apart where a record of deadlock or narrowing is between them, or where one’s demand, "
        "refusal, deadlock or narrowing names the other."
    ),
    _("Only records that show in the grid on the day count. What was so before is kept below."),
    _("Every line shows the records it rests on. Where there is no record, nothing is said."),
)


@dataclass(frozen=True)
class Line:
    """Countries that stand together, or apart, on an issue, and the records that say so."""

    countries: list[Country]
    records: list[Record]
    is_apart: bool = False

    @property
    def issue(self):
        return self.records[0].position.issue

    @property
    def stance(self):
        return self.records[0].stance

    @property
    def toward(self):
        """The parties that all its records name, in the order of the first."""
        named = [set(each.position.toward) for each in self.records]
        return [party for party in self.records[0].position.toward if all(party in each for each in named)]

    @property
    def group(self):
        """The group through which all of them hold one record, or None."""
        first = self.records[0]
        groups = {first.holders[country.pk] for country in self.countries if country.pk in first.holders}
        return groups.pop() if len(self.records) == len(groups) == 1 else None


class Sides:
    """The sides on an issue and on what lies below it, as of a day (an AsOf). About ten queries.

    `issues` are the row numbers of these issues. `together` and `apart` are the Lines of what the grid
    shows that day, `earlier` those of records superseded since, `contradictions` the records that speak
    against each other.
    """

    def __init__(self, issue, asof):
        self.issue, self.asof = issue, asof
        self.tree = {each.pk: each for each in Issue.objects.order_by("name")}
        self._countries = {each.pk: each for each in Country.objects.all()}
        self.issues = issue_tree.below(issue, self.tree)
        self._records = records(self.issues, asof, Memberships())
        self._shown_in = {}
        for (country, _issue), record in shown(self._records).items():
            self._shown_in.setdefault(record.position.pk, []).append(country)
        self.is_cut = len(self._records) == MOST_RECORDS

    @cached_property
    def together(self):
        return [*self._in_one_record(), *self._in_the_same_words()]

    @cached_property
    def apart(self):
        return [
            self._line(self._current(record), [record], is_apart=True)
            for record in self._records
            if self._sets_apart(record, self._current(record))
        ]

    @cached_property
    def earlier(self):
        """Return the Lines of records that show for fewer than two, or not at all, any more."""
        now = {record.position.pk for line in (*self.together, *self.apart) for record in line.records}
        lines = []
        for record in self._records:
            if record.counts and record.position.pk not in now:
                is_apart = self._sets_apart(record, record.holders)
                if is_apart or len(record.holders) > 1 and _puts_together(record):
                    lines.append(self._line(record.holders, [record], is_apart=is_apart))
        return lines[:EARLIER_ROWS]

    @cached_property
    def contradictions(self):
        return contradictions(self._records)

    @property
    def is_empty(self):
        return not (self.together or self.apart or self.earlier)

    def _current(self, record):
        return self._shown_in.get(record.position.pk, ())

    def _line(self, countries, found, *, is_apart=False):
        known = [self._countries[pk] for pk in countries]
        return Line(sorted(known, key=lambda each: each.sort_name), found, is_apart)

    def _sets_apart(self, record, countries):
        if record.position.toward:
            return bool(countries) and record.stance in ACROSS
        return len(countries) > 1 and record.stance in BETWEEN

    def _in_one_record(self):
        """Yield a Line for each record that shows for several; where it names a counterpart, against that."""
        for record in self._records:
            countries = self._current(record)
            if len(countries) > 1 and _puts_together(record):
                yield self._line(countries, [record])

    def _in_the_same_words(self):
        """Yield a Line for each stance that several records show toward one side, none of them for all."""
        alike = {}
        for record in self._records:
            if self._current(record):
                for side in record.position.toward or [None]:
                    alike.setdefault((record.position.issue_id, record.stance, side), []).append(record)
        for (_issue, stance, side), found in alike.items():
            countries = dict.fromkeys(pk for record in found for pk in self._current(record))
            is_same = stance in SAME_BY_ITSELF if side is None else stance not in BETWEEN
            if is_same and len(found) > 1 and len(countries) > 1:
                yield self._line(countries, found)


def _puts_together(record):
    """Say whether those who hold a record stand together by it."""
    if record.position.toward or record.stance not in BETWEEN | UNCLEAR:
        return True
    return record.stance in UNCLEAR and all(record.holders.values())
