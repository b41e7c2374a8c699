"""What text must look like to be an address or a date."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.dateparse import parse_date

from ... import partial_dates

_refuse_other_address = URLValidator(schemes=["http", "https"])


def is_web_address(text, *, most=500):
    """Whether text is a whole http or https address of no more than `most` characters."""
    try:
        _refuse_other_address(text)
    except ValidationError:
        return False
    return len(text) <= most


def is_day(text):
    """Whether text is a date known to the day."""
    try:
        return parse_date(text) is not None
    except ValueError:
        return False


def is_partial_date(text):
    """Whether text is a date known to the day, the month or the year, or empty."""
    try:
        partial_dates.parse(text)
    except ValidationError:
        return False
    return True
