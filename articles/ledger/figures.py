"""Figures as a ladder: what was asked, offered and agreed over time, and what the signed text gave by year.

A Chart is plain geometry in the units of its SVG, so that a template only has to write it down. Lines join
the figures on record; what lay between two of them is not known and no chart says so.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

from ..choices import OfferState
from ..partial_dates import PartialDate

WIDTH, HEIGHT = 560, 220
LEFT, RIGHT, TOP, BOTTOM = 74, 80, 18, 32
DAYS_OF_YEAR = Decimal("365.25")
# More lines in one picture cannot be told apart.
MOST_LINES = 4
# Texts keep this far apart across and down, in units of the SVG; one that cannot is left to the table.
GAP_ACROSS, GAP_DOWN = 48, 13
KEYS = "abcd"
STATE_MARKS = {OfferState.ASKED: "▲", OfferState.OFFERED: "◇", OfferState.AGREED: "✓"}


@dataclass(frozen=True)
class Figure:
    """One figure: `x` in years (of the calendar, or from entry into force), `when` in words."""

    x: Decimal
    value: Decimal
    when: str
    mark: str = ""


@dataclass(frozen=True)
class Dot:
    """A figure as drawn; `text` is empty where it would run into another."""

    x: float
    y: float
    text: str
    mark: str


@dataclass(frozen=True)
class Line:
    """A series as drawn: `points` for a polyline, and the letter at its end, if there are several."""

    name: str
    key: str
    points: str
    dots: list[Dot]
    key_x: float
    key_y: float


@dataclass(frozen=True)
class Tick:
    at: float
    text: str


@dataclass(frozen=True)
class Chart:
    """A picture of some series of one unit, and the same in words."""

    title: str
    unit: str
    lines: list[Line]
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    description: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    floor: int = HEIGHT - BOTTOM
    right: int = WIDTH - RIGHT


def outcome_charts(outcome) -> list[Chart]:
    """Return the charts of what the text gave, one a unit; years count from entry into force."""
    by_unit = {}
    for figure in outcome.figures.all():
        year = _year(figure)
        if year is not None:
            when = _("year %(year)d") % {"year": year} if year else _("before")
            series = by_unit.setdefault(figure.unit, {})
            series.setdefault(figure.label, []).append(Figure(Decimal(year), figure.value, when))
    charts = (_chart(outcome.measure, unit, _led_in(series)) for unit, series in by_unit.items())
    return [chart for chart in charts if chart]


def offer_charts(offers) -> list[Chart]:
    """Return the charts of what was asked, offered and agreed, one a measure and unit, over the calendar."""
    by_measure = {}
    for offer in offers:
        for figure in offer.figures.all():
            series = by_measure.setdefault((offer.measure, figure.unit), {})
            since = PartialDate(offer.since)
            state = OfferState(offer.state)
            told = Figure(_calendar_year(since), figure.value, f"{since}, {state.label}", STATE_MARKS[state])
            # What one side asks is no step on the way of the other.
            asked = _("%(term)s, asked") % {"term": figure.label}
            series.setdefault(asked if state == OfferState.ASKED else figure.label, []).append(told)
    charts = (_chart(measure, unit, series, with_lone=True) for (measure, unit), series in by_measure.items())
    return [chart for chart in charts if chart]


def number(value) -> str:
    """Return a figure without idle zeros, as the page's language writes it."""
    plain = f"{value.normalize():f}"
    return formats.number_format(value, decimal_pos=len(plain.partition(".")[2]), force_grouping=True)


def _year(figure):
    """Return the year of a figure; a base is that of the time before, whether or not the record says so."""
    return 0 if figure.year is None and figure.label.startswith("base ") else figure.year


def _led_in(series):
    """Let a lone base figure lead into the series of its unit, where there is just one such pair."""
    lone = [name for name, figures in series.items() if len(figures) == 1 and figures[0].x == 0]
    long = [name for name, figures in series.items() if len(figures) > 1]
    if len(lone) == len(long) == 1 and min(figure.x for figure in series[long[0]]) > 0:
        return {long[0]: [*series[lone[0]], *series[long[0]]]}
    return series


def _calendar_year(since):
    day = since.first_day
    return day.year + Decimal(day.timetuple().tm_yday - 1) / DAYS_OF_YEAR


def _chart(title, unit, series, *, with_lone=False):
    """Return the Chart of {name: figures}, or None where no series has two figures that a line could join.

    with_lone: beside such a series, one of a single figure is drawn too.
    """
    series = {name: sorted(figures, key=lambda each: each.x) for name, figures in series.items()}
    long = {name: figures for name, figures in series.items() if len({each.x for each in figures}) > 1}
    if not long:
        return None
    series = series if with_lone else long
    series = dict(list(series.items())[:MOST_LINES])
    figures = [figure for each in series.values() for figure in each]
    x_scale = _scale([each.x for each in figures], LEFT, WIDTH - RIGHT)
    top = max(each.value for each in figures)
    y_scale = _scale([Decimal(0), top], HEIGHT - BOTTOM, TOP)
    by_end = sorted(series.items(), key=lambda pair: pair[1][-1].value, reverse=True)
    lines, written = [], []
    for key, (name, each) in zip(KEYS, by_end, strict=False):
        places = [(x_scale(figure.x), y_scale(figure.value)) for figure in each]
        dots = [
            Dot(x, y, _fitting(number(figure.value), (x, y), written), figure.mark)
            for figure, (x, y) in zip(each, places, strict=True)
        ]
        key_y = max([places[-1][1] + 4, *(line.key_y + GAP_DOWN for line in lines)])
        points = " ".join(f"{x},{y}" for x, y in places)
        lines.append(
            Line(name, key if len(by_end) > 1 else "", points, dots, places[-1][0] + 56, round(key_y, 1))
        )
    whens = {figure.x: figure.when.partition(",")[0] for figure in figures}
    return Chart(
        title,
        unit,
        lines,
        _apart([Tick(x_scale(x), when) for x, when in sorted(whens.items())]),
        [Tick(y_scale(value), number(value)) for value in (Decimal(0), top)],
        _described(unit, series),
    )


def _fitting(text, place, written):
    """Return the text for a place, or "" where it would run into one written before."""
    x, y = place
    if any(abs(x - other_x) < GAP_ACROSS and abs(y - other_y) < GAP_DOWN for other_x, other_y in written):
        return ""
    written.append(place)
    return text


def _scale(values, start, end):
    """Return the function from a value to its place between start and end, rounded to a tenth."""
    low, high = min(values), max(values)
    width = (high - low) or Decimal(1)
    return lambda value: round(float(start + (end - start) * (value - low) / width), 1)


def _apart(ticks):
    """Return the ticks whose texts do not run into the one before."""
    kept = []
    for tick in ticks:
        if not kept or tick.at - kept[-1].at >= 7 * max(len(tick.text), len(kept[-1].text)):
            kept.append(tick)
    return kept


def _described(unit, series):
    """Return the picture in words, for those who cannot see it."""
    return " ".join(
        f"{name}: " + ", ".join(f"{each.when} {number(each.value)} {unit}" for each in figures) + "."
        for name, figures in series.items()
    )
