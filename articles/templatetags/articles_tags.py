"""What templates need and Django does not bring: partial dates, stances, marks of a search."""

import datetime

from django import template
from django.conf import settings
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, pgettext, pgettext_lazy

from ..choices import Stance
from ..filters import COUNTED
from ..partial_dates import PartialDate

register = template.Library()

FORMATS = {
    "day": "DATE_FORMAT",
    "month": "YEAR_MONTH_FORMAT",
    # Translators: how a year is written that stands alone (Django's date format).
    "year": pgettext_lazy("year alone", "Y"),
}
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
    return formats.date_format(value.first_day, str(FORMATS[value.precision]))


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
    shape = pgettext("short month", "M Y") if len(value) > 4 else FORMATS["year"]
    shown = formats.date_format(PartialDate(value).first_day, str(shape))
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
    from_text, to_text = partial_date(first), partial_date(last)
    if first.precision == last.precision == "day" and first[:7] == last[:7]:
        # Translators: the first of two days of one month, as in "4–5 October 2015" (Django's date format).
        from_text = formats.date_format(first.first_day, pgettext("first of two days", "j"))
        # Translators: the last of two days of one month, as in "4–5 October 2015" (Django's date format).
        to_text = formats.date_format(last.first_day, pgettext("last of two days", "j F Y"))
    return format_html(
        '<time datetime="{}">{}</time>–<time datetime="{}">{}</time>', start, from_text, end, to_text
    )


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
def quoted(words):
    """Words somebody said in the quotation marks of the page's language, unless they bring their own."""
    if words[:1] in '“‘"«「':
        return words
    # Translators: how words somebody said are marked: “%s”, « %s », 「%s」.
    return pgettext("quotation", "“%s”") % words


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


@register.simple_tag
def lang(language=settings.LANGUAGE_CODE):
    """A lang attribute for words of a language (the record's own, if none is named) on pages of another."""
    return format_html(' lang="{}"', language) if language != get_language() else ""


@register.filter
def get(mapping, key):
    """The value of a mapping under a key that is itself a variable."""
    return mapping.get(key)
