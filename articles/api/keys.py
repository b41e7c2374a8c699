"""Paging of the record by key: a page goes on where the last one ended, whatever was added meanwhile.

As paging does for reports, which are read along their link tables.
"""

import re
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from .. import paging
from . import parameters
from .patterns import PARTIAL_DATE_CURSOR, ROW, SLUG


@dataclass(frozen=True)
class BySlug:
    """In the order of a column of unique slugs."""

    column: str
    parameter = parameters.AFTER_SLUG

    @property
    def order(self):
        return [self.column]

    def beyond(self, text):
        """Return the condition of the rows after a place, or None if the text names none."""
        return Q(**{f"{self.column}__gt": text}) if re.fullmatch(SLUG, text) else None

    def past(self, row):
        """Return the place just after a row."""
        return getattr(row, self.column)


@dataclass(frozen=True)
class ByNumber:
    """In the order of a column of unique numbers."""

    column: str
    parameter = parameters.AFTER_NUMBER

    @property
    def order(self):
        return [self.column]

    def beyond(self, text):
        return Q(**{f"{self.column}__gt": int(text)}) if re.fullmatch(ROW, text) else None

    def past(self, row):
        return str(getattr(row, self.column))


@dataclass(frozen=True)
class ByDate:
    """Latest first, by a column that holds partial dates."""

    column: str
    parameter = parameters.BEFORE_DATE

    @property
    def order(self):
        return [f"-{self.column}", "-pk"]

    def beyond(self, text):
        if not re.fullmatch(PARTIAL_DATE_CURSOR, text):
            return None
        date, _mark, pk = text.rpartition("~")
        return _before(self.column, date, int(pk))

    def past(self, row):
        return f"{getattr(row, self.column)}~{row.pk}"


@dataclass(frozen=True)
class ByMoment:
    """Latest first, by a column that holds moments, which may stand in a related row."""

    column: str
    parameter = parameters.BEFORE_MOMENT

    @property
    def order(self):
        return [f"-{self.column}", "-pk"]

    def beyond(self, text):
        cursor = paging.Cursor.read(text)
        return _before(self.column, cursor.moment, cursor.pk) if cursor else None

    def past(self, row):
        moment = row
        for name in self.column.split("__"):
            moment = getattr(moment, name)
        return str(paging.Cursor(moment, row.pk))


def _before(column, value, pk):
    """Return the condition of the rows that come after (value, pk) where the greatest comes first."""
    # The first condition alone would do for an index; the second settles rows of one date.
    return Q(**{f"{column}__lte": value}) & (Q(**{f"{column}__lt": value}) | Q(pk__lt=pk))


def started(rows, key, reading):
    """Return the rows in order, from the place asked for on."""
    text = reading.text(key.parameter.name)
    beyond = key.beyond(text) if text else Q()
    if beyond is None:
        message = _("“%(value)s” is no place in this list.")
        reading.errors.append(message % {"value": text[: parameters.LONGEST_VALUE]})
        return rows.none()
    return rows.filter(beyond).order_by(*key.order)


def cut(rows, key, *, size):
    """Return (the first so many rows, the place after them or "" where there are no more)."""
    found = list(rows[: size + 1])
    return found[:size], key.past(found[size - 1]) if len(found) > size else ""
