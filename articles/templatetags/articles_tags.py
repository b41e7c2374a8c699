"""What templates need and Django does not bring: partial dates, stances, marks of a search."""

import datetime

from django import template
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.translation import pgettext

from ..choices import Stance
from ..filters import COUNTED
from ..partial_dates import PartialDate

register = template.Library()

FORMATS = {"day": "DATE_FORMAT", "month": "YEAR_MONTH_FORMAT", "year": "Y"}
# Which colour family a stance takes; the word and the mark carry the meaning.
FAMILIES = {
    Stance.DEMAND: "demand",
    Stance.OFFER: "offer",
    Stance.REJECTED: "refuse",
    Stance.DEADLOCK: "dead",
    Stance.NARROWING: "narrow",
    Stance.AGREED: "agree",
    Stance.FINAL: "final",
    Stance.RATIFIED: "final",
    Stance.SUSPENDED: "hold",
    Stance.WITHDRAWN: "dead",
    Stance.STATEMENT: "hold",
}


@register.filter
def partial_date(value):
    """Show "2013-06" as "June 2013", as exactly as it is known; "" stays empty."""
    if not value:
        return ""
    value = PartialDate(value)
    return formats.date_format(value.first_day, FORMATS[value.precision])


@register.simple_tag
def when(value):
    """A partial date as a <time> element."""
    if not value:
        return ""
    return format_html('<time datetime="{}">{}</time>', value, partial_date(value))


@register.simple_tag
def month(value):
    """A partial date as a <time> element that shows no more than its month, for tables."""
    # Translators: how a month is written where there is little room (Django's date format).
    shape = pgettext("short month", "M Y") if len(value) > 4 else "Y"
    shown = formats.date_format(PartialDate(value).first_day, shape)
    return format_html('<time datetime="{}">{}</time>', value, shown)


@register.simple_tag
def day(moment):
    """The UTC day of a moment as a <time> element."""
    if not moment:
        return ""
    moment = moment.astimezone(datetime.UTC)
    return format_html(
        '<time datetime="{}">{}</time>', moment.isoformat(), formats.date_format(moment, "DATE_FORMAT")
    )


@register.simple_tag
def span(start, end):
    """The days from start to end (partial dates), said once where they are the same."""
    if not end or start == end:
        return when(start)
    first, last = PartialDate(start), PartialDate(end)
    shown = partial_date(first)
    if first.precision == last.precision == "day" and first[:7] == last[:7]:
        shown = formats.number_format(first.first_day.day)
    return format_html('<time datetime="{}">{}</time>–{}', start, shown, when(end))


@register.simple_tag
def stance(value):
    """A stance as word, mark and colour family."""
    value = Stance(value)
    return format_html(
        '<span class="stance {}" data-mark="{}">{}</span>', FAMILIES[value], value.mark, value.label
    )


@register.simple_tag
def passage(pieces):
    """The pieces of a search snippet, the hits marked."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>" if hit else "{}", text),) for text, hit in pieces)
    )


@register.filter
def at_a_glance(total):
    """A count as it is, or "10,000+" above what is counted."""
    if total > COUNTED:
        return f"{formats.number_format(COUNTED, force_grouping=True)}+"
    return formats.number_format(total, force_grouping=True)


@register.filter
def figure(value):
    """A number of the terms without idle zeros: 38.5000 as 38.5, 50000 as 50,000."""
    plain = f"{value.normalize():f}"
    places = len(plain.partition(".")[2])
    return formats.number_format(value, decimal_pos=places, force_grouping=True)


@register.filter
def get(mapping, key):
    """The value of a mapping under a key that is itself a variable."""
    return mapping.get(key)
