"""The ledger folded into cells: for every country and issue the record that shows, on one or two days.

The database folds each holder's records, so that what is loaded depends on how many cells there are, not on
how many records lie behind them. A group's records are folded once an epoch, not once a member.
"""

import datetime
from dataclasses import dataclass, field

from django.db.models import Aggregate, Case, CharField, F, IntegerField, Max, TextField, Value, When

from ..models import Position
from ..partial_dates import shortest
from ..querysets import on_record
from .membership import Memberships
from .rule import place_in_sql


class Listed(Aggregate):
    """The distinct values of a column as one text, separated by commas."""

    function = "GROUP_CONCAT"
    template = "%(function)s(DISTINCT %(expressions)s)"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        template = "STRING_AGG(DISTINCT (%(expressions)s)::text, ',')"
        return self.as_sql(compiler, connection, template=template, **context)


@dataclass
class Fold:
    """What shows in each cell (country pk, issue pk) on a day: {cell: (place, group pk or None)}.

    `reports` are the row numbers of the articles that tell any record of the cell.
    """

    shown: dict[tuple[int, int], tuple[str, int | None]] = field(default_factory=dict)
    reports: dict[tuple[int, int], set[int]] = field(default_factory=dict)

    def add(self, cell, place, group_id, articles=()):
        """Let a record compete for a cell."""
        if place > self.shown.get(cell, ("", None))[0]:
            self.shown[cell] = (place, group_id)
        if articles:
            self.reports.setdefault(cell, set()).update(articles)


def fold(memberships: Memberships, day: datetime.date, since: datetime.date | None = None):
    """Return the Fold of a day and that of an earlier one (else an empty one), in one query."""
    epochs = memberships.epochs()
    now, then = Fold(), Fold()
    for _party, holder, issue, place, place_then, articles in _rows(epochs, day, since):
        if holder is None:  # a group's record of a day before the group was
            continue
        told = {int(pk) for pk in articles.split(",")} if articles else ()
        epoch = epochs[-holder - 1] if holder < 0 else None
        group_id = epoch.group.pk if epoch else None
        for country in epoch.members if epoch else (holder,):
            now.add((country, issue), place, group_id, told)
            if place_then:
                then.add((country, issue), place_then, group_id)
    return now, then


def _rows(epochs, day, since):
    """Return (party, holder, issue pk, place, place then, articles) of each holder and issue.

    A holder is the row number of a country, or below zero the place of an epoch: -1 for the first. The
    party, a country or a group, leads the grouping because the link tables are in its order: without it
    SQLite walks through all positions to find the few that groups hold.
    """
    positions = Position.objects.as_of(day).standing().order_by()
    by_country = positions.filter(countries__isnull=False).annotate(
        party=F("countries"), holder=F("countries")
    )
    rows = _folded(by_country, since, own=True)
    if epochs:
        by_group = positions.filter(groups__isnull=False).annotate(party=F("groups"))
        by_epoch = by_group.annotate(holder=_epoch(epochs))
        rows = rows.union(_folded(by_epoch, since, own=False), all=True)
    return rows


def _folded(positions, since, *, own):
    place = place_in_sql(own=own)
    earlier = Max(place, filter=on_record(since)) if since else Value("", output_field=CharField())
    return (
        positions.values(led_by=F("party"), holding=F("holder"), about=F("issue_id"))
        .annotate(place=Max(place), place_then=earlier, told=Listed("article_id"))
        .values_list("led_by", "holding", "about", "place", "place_then", "told")
    )


def _epoch(epochs):
    """Return the epoch a group's record falls into, the latest that had begun, as `_rows` has it; or null."""
    of_group = {}
    for number, epoch in enumerate(epochs, start=1):
        begun = When(since__gte=shortest(epoch.start), then=Value(-number))
        of_group.setdefault(epoch.group.pk, []).insert(0, begun)
    choices = [When(party=pk, then=Case(*begun, default=None)) for pk, begun in of_group.items()]
    return Case(*choices, default=None, output_field=IntegerField())
