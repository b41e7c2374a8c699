"""Small charts drawn on the server: plain shapes in a box of 100 by 100, stretched to fit their place.

Words stand outside the drawing, as text that can be read aloud and reflows on a phone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Between two columns, as a part of the width of one.
GAP = 0.25
# The narrowest shape that can still be seen, of 100.
THINNEST = 0.4


@dataclass(frozen=True)
class Bar:
    """A rectangle, measured from the top left corner, and the number that it stands for."""

    x: float
    y: float
    width: float
    height: float
    label: str = ""
    total: int = 0


def columns(totals: Mapping[int, int]) -> list[Bar]:
    """Return a column for every year from first to last of {year: total}; the tallest fills the box."""
    if not totals:
        return []
    years = range(min(totals), max(totals) + 1)
    step, most = 100 / len(years), max(totals.values())
    bars = []
    for place, year in enumerate(years):
        total = totals.get(year, 0)
        height = round(100 * total / most, 2)
        x, width = round(step * (place + GAP / 2), 2), round(step * (1 - GAP), 2)
        bars.append(Bar(x, round(100 - height, 2), width, height, str(year), total))
    return bars


def stretch(start: str, end: str, *, first: int, last: int) -> Bar | None:
    """Return the stretch between two partial dates on an axis of whole years, or None if it lies outside.

    An empty date leaves the stretch open on its side; an end known to the year or month lasts to its end.
    """
    left = max(_place(start, first, last), 0) if start else 0
    right = min(_place(end, first, last, is_end=True), 100) if end else 100
    if right <= 0 or left >= 100 or right < left:
        return None
    width = max(right - left, THINNEST)
    return Bar(round(min(left, 100 - width), 2), 0, round(width, 2), 100)


def marks(dates: Iterable[str], *, first: int, last: int) -> list[Bar]:
    """Return a thin mark for each partial date on an axis of whole years; those outside are left out."""
    shapes = (stretch(date, date, first=first, last=last) for date in dates)
    return [shape for shape in shapes if shape]


def _place(date, first, last, *, is_end=False):
    """Return where a partial date stands, 0 at the start of the first year and 100 at the end of the last."""
    year, month, day = (int(part) for part in (date + "-00-00")[:10].split("-"))
    # A month or a day that is not known counts as the whole of it.
    months = month - 1 if month else (12 if is_end else 0)
    days = day - (0 if is_end else 1) if day else (31 if is_end and month else 0)
    return 100 * (year - first + (months + min(days, 31) / 31) / 12) / (last + 1 - first)
