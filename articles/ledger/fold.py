"""The ledger folded into cells: for every country and issue the record that shows, on one or two days.

The database folds each holder's records, so that what is loaded depends on how many cells there are, not on
how many records lie behind them. A group's records are folded once an epoch, not once a member.
"""

import datetime
from dataclasses import dataclass, field

from django.db.models import (
    Aggregate,
    BigIntegerField,
    Case,
    ExpressionWrapper,
    F,
    Max,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from ..models import Position
from ..partial_dates import shortest
from ..querysets import on_record
from .membership import Memberships
from .rule import Joined, completed, place_in_sql

# More than there will ever be issues.
ISSUES = 10**9
NOW, THEN = 0, 1


class Listed(Aggregate):
    """The values of a column as one text, separated by commas.

    They may repeat: a database is slower than Python at telling which do.
    """

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(
            compiler, connection, template="STRING_AGG((%(expressions)s)::text, ',')", **context
        )


@dataclass
class Fold:
    """What shows in each cell (country pk, issue pk) on a day: {cell: (place, group pk or None)}.

    `reports` are the row numbers, as text, of the articles that tell any record of the cell.
    """

    shown: dict[tuple[int, int], tuple[str, int | None]] = field(default_factory=dict)
    reports: dict[tuple[int, int], set[str]] = field(default_factory=dict)

    def add(self, cell, place, group_id, articles=()):
        """Let a record compete for a cell."""
        if place > self.shown.get(cell, ("", None))[0]:
            self.shown[cell] = (place, group_id)
        if articles:
            self.reports.setdefault(cell, set()).update(articles)


def fold(memberships: Memberships, day: datetime.date, since: datetime.date | None = None):
    """Return the Fold of a day and that of an earlier one (else an empty one), in one query."""
    epochs = memberships.epochs()
    folds = {NOW: Fold(), THEN: Fold()}
    # A group's record of a day before the group was has no key. Of two groups that hold one record the
    # first by name, whose epochs come first, is the one named; hence the order.
    rows = sorted((row for row in _rows(epochs, day, since) if row[0] is not None), reverse=True)
    for key, which, place, articles in rows:
        holder, issue = divmod(key, ISSUES)
        epoch = epochs[-holder - 1] if holder < 0 else None
        group_id = epoch.group.pk if epoch else None
        place = completed(place, own=not epoch)
        told = set(articles.split(",")) if articles else ()
        for country in epoch.members if epoch else (holder,):
            folds[which].add((country, issue), place, group_id, told)
    return folds[NOW], folds[THEN]


def _rows(epochs, day, since):
    """Return (holder and issue in one number, NOW or THEN, place, articles) of each holder and issue.

    The number is holder * ISSUES + issue pk. A holder is the row number of a country, or below zero the
    place of an epoch: -1 for the first. A database sorts by one number faster than by two.
    """
    parts = []
    for which, each in ((NOW, day), (THEN, since)):
        if each is None:
            continue
        # Nearly all positions began before the day: their index by date would only lead SQLite about the
        # table.
        begun = Joined(F("since"), Value(""))
        positions = Position.objects.annotate(begun=begun).filter(on_record(each, since="begun"))
        positions = positions.standing().order_by()
        parts.append(
            _folded(positions.filter(countries__isnull=False).annotate(holder=F("countries")), which)
        )
        if epochs:
            by_group = positions.filter(groups__isnull=False).annotate(party=F("groups"))
            parts.append(_folded(by_group.annotate(holder=_epoch(epochs)), which))
    return parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]


def _folded(positions, which):
    key = ExpressionWrapper(F("holder") * ISSUES + F("issue_id"), output_field=BigIntegerField())
    return (
        positions.values(key=key)
        .annotate(which=Value(which), place=Max(place_in_sql()), told=Listed("article_id"))
        .values_list("key", "which", "place", "told")
    )


def _epoch(epochs):
    """Return the epoch a group's record falls into, the latest that had begun, as `_rows` has it; or null."""
    of_group = {}
    for number, epoch in enumerate(epochs, start=1):
        begun = When(since__gte=shortest(epoch.start), then=Value(-number))
        of_group.setdefault(epoch.group.pk, []).insert(0, begun)
    choices = [When(party=pk, then=Case(*begun, default=None)) for pk, begun in of_group.items()]
    # PostgreSQL would take the numbers for short ones, which `_folded` multiplies beyond their range.
    return Cast(Case(*choices, default=None, output_field=BigIntegerField()), BigIntegerField())
