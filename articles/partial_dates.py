"""Dates known to the day, the month or the year only: 2013-06-14, 2013-06, 2013.

They are kept as ISO 8601 text of reduced precision. Such text sorts in time order and says by its
length how much is known, so one column holds both the date and its precision.
"""

import calendar
import datetime
import re

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class PartialDate(str):
    """ISO text of a date with year, month or day precision; empty when nothing is known."""

    __slots__ = ()

    @property
    def precision(self):
        """ "year", "month", "day", or "" for an unknown date."""
        return {0: "", 4: "year", 7: "month", 10: "day"}[len(self)]

    @property
    def first_day(self):
        """The earliest day this may mean, as a date."""
        year, month, day = self._parts()
        return datetime.date(year, month or 1, day or 1)

    @property
    def last_day(self):
        """The latest day this may mean, as a date."""
        year, month, day = self._parts()
        month = month or 12
        return datetime.date(year, month, day or calendar.monthrange(year, month)[1])

    def _parts(self):
        return [int(part) if part else None for part in _SHAPE.fullmatch(self).groups()]


def parse(text):
    """Return the PartialDate written in text ("" for empty); ValidationError says what is wrong."""
    text = str(text or "").strip()
    if not text:
        return PartialDate("")
    match = _SHAPE.fullmatch(text)
    if match:
        try:
            value = PartialDate(text)
            value.first_day  # noqa: B018 - raises for a month or day that does not exist
            return value
        except ValueError:
            pass
    raise ValidationError(
        _("“%(text)s” is not a date. Write 2013-06-14, or 2013-06 or 2013 if that is all that is known."),
        code="invalid",
        params={"text": text},
    )


def shortest(day):
    """Return the shortest ISO text of a date that begins on it: 2013-07-01 as 2013-07, 2013-01-01 as 2013.

    A partial date whose first day is on or after a day is one whose text is not less than this one.
    """
    return day.isoformat().removesuffix("-01").removesuffix("-01")


def running_on(day, *, start="start", end="end"):
    """Return a Q for rows whose span from start to end includes the day (a date or ISO text).

    An unknown start or end leaves the span open on that side. An end known to the month or the year
    lasts to its last day, which plain text comparison would miss, hence the two equalities.
    """
    day = str(day)
    begun = Q(**{f"{start}__lte": day})
    lasting = Q(**{end: ""}) | Q(**{f"{end}__gte": day}) | Q(**{f"{end}__in": [day[:4], day[:7]]})
    return begun & lasting
