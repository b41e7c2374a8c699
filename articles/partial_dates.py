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

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMBERS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[-/._]?(0[1-9]|1[0-2])(?:[-/._]?([0-2]\d|3[01])(?:\d{6})?)?(?!\d))?(?!\d)",
    re.ASCII,
)
_MONTH = "|".join(f"{name[:3]}(?:t|{name[3:]})?" if name[3:] else name for name in MONTHS)
_WORDS = re.compile(
    r"(?:(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[ -])?"
    rf"\b({_MONTH})\.?[ -](?:(\d{{1,2}})(?:st|nd|rd|th)?,?[ -])?((?:19|20)\d\d)(?!\d)",
    re.ASCII | re.IGNORECASE,
)
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


def dates_in(text):
    """Yield the dates named in a text or an address, as PartialDates: 2014-04-25, 2014/04, May 2014, 2014.

    Months in English words, whole or shortened, with the day on either side; every number from 1900 to 2099
    that stands alone counts as a year.
    """
    for match in _NUMBERS.finditer(text):
        yield _existing(*match.groups())
    for match in _WORDS.finditer(text):
        before, month, after, year = match.groups()
        number = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(month[:3].lower()))
        yield _existing(year, f"{number:02}", before or after)


def _existing(year, month, day):
    """Return the PartialDate of texts, without the day where the month has no such day."""
    known = "-".join(filter(None, [year, month]))
    try:
        return parse(f"{known}-{int(day):02}" if month and day else known)
    except ValidationError:
        return PartialDate(known)


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
