"""The rule by which a cell of the grid picks one record among rivals: in words for readers, and in code.

A record's place among its rivals is one text whose order is the rule: its day, then how it is attributed,
how firmly it is held, whether it is the country's own, and when it was entered. So a database can pick by
MAX() what Python picks by max(), and neither can differ from the other in a tie.
"""

import datetime

from django.db.models import BigIntegerField, Case, CharField, ExpressionWrapper, F, Func, Value, When
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext_lazy as _

from ..choices import Confidence, Grade, Stance
from ..partial_dates import PartialDate

RULE = (
    _(
        "A record counts for the countries that hold it themselves and, where a group holds it, for those "
        "that were its members on the record’s own day."
    ),
    _(
        "Among the records of a cell the latest shows. Of two of one day, that on record goes before an "
        "official not named, then a leaked text, an anonymous source, a press report, and one whose "
        "attribution is not stated; then the one held with more confidence; then the country’s own before "
        "its group’s; then the one entered later."
    ),
    _("A day known only to the month or the year counts from its first day: “since June 2013” from 1 June."),
    _("A retracted record never shows. A disputed one shows, and is marked as disputed."),
    _(
        "A cell is marked as old where its latest record lay more than 180 days before the day shown and "
        "nothing had been settled. Days after the agreement came into force do not count."
    ),
    _("Filters choose which cells show, never which record a cell shows."),
)

# From the most telling to the least; what is not in the list comes last.
GRADES = (Grade.ON_RECORD, Grade.OFFICIAL, Grade.LEAK, Grade.ANONYMOUS, Grade.PRESS)
CONFIDENCES = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)
OLD_AFTER = datetime.timedelta(days=180)
# What these stances say does not grow old: it was done.
SETTLED = frozenset({Stance.FINAL, Stance.RATIFIED, Stance.SUSPENDED, Stance.WITHDRAWN})
OWN, OF_GROUP = "1", "0"
# A place is the day (10 characters), the two ranks (3 digits), whose it is (1) and the row number (12).
RANKS_FROM = 100
ROW_DIGITS = 12
ROWS = 10**ROW_DIGITS


def place(position, *, own):
    """Return where a position stands among its rivals in a cell; the greatest shows."""
    day = position.since.first_day.isoformat()
    ranks = RANKS_FROM + 10 * rank(position.grade, GRADES) + rank(position.confidence, CONFIDENCES)
    return f"{day}{ranks}{OWN if own else OF_GROUP}{position.pk:0{ROW_DIGITS}}"


def place_in_sql():
    """Return the expression for the place of a row of positions, to be completed by `completed`.

    All that can be a sum is one, since texts are slow to put together for each of many rows.
    """
    ranks = RANKS_FROM + 10 * _rank_in_sql("grade", GRADES) + _rank_in_sql("confidence", CONFIDENCES)
    number = Cast(ExpressionWrapper(ranks * ROWS + F("pk"), output_field=BigIntegerField()), CharField())
    return Joined(Substr(Joined(F("since"), Value("-01-01")), 1, 10), number)


def completed(place, *, own):
    """Return a place as the database told it with what it left out: whose records they were."""
    return f"{place[:-ROW_DIGITS]}{OWN if own else OF_GROUP}{place[-ROW_DIGITS:]}"


def row_of(place):
    """Return the row number of the position at a place."""
    return int(place[-ROW_DIGITS:])


class Joined(Func):
    """Texts put together. Unlike Concat it does not ask of each whether it is null: none is."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = CharField()


def is_old(stance, since: PartialDate, *, day: datetime.date, in_force: datetime.date | None):
    """Say whether the latest record of a cell is too old to trust on a day, though nothing was settled.

    in_force is the day the agreement came into force for its first parties: from then on nobody negotiates
    and so no silence tells anything.
    """
    last = min(day, in_force) if in_force else day
    return stance not in SETTLED and since.first_day < last - OLD_AFTER


def rank(value, order):
    return len(order) - order.index(value) if value in order else 0


def _rank_in_sql(field, order):
    ranks = (When(**{field: value}, then=Value(rank(value, order))) for value in order)
    return Case(*ranks, default=Value(0), output_field=BigIntegerField())
