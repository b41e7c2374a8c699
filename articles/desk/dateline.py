"""Where and when a report was written: the dateline, the date and the headline at its head."""

import re
from datetime import date

from .english import MONTHS, WEEKDAYS
from .text import fold

_MONTH = {month: at for at, month in enumerate(MONTHS, 1)}
_MONTH.update({month[:3]: at for month, at in list(_MONTH.items())})
_MONTH["sept"] = 9
_MONTH_WORD = r"(?:" + "|".join([*MONTHS, *(month[:3] for month in MONTHS), "sept"]) + r")\.?"
_WEEKDAY = (
    r"(?:(?:"
    + "|".join([*WEEKDAYS, *(day[:3] for day in WEEKDAYS), "tues", "thur", "thurs"])
    + r")\.?,?\s+)?"
)
_ORDINAL = r"(?:st|nd|rd|th)?"
DATE = re.compile(
    rf"\b{_WEEKDAY}(?:"
    rf"(?P<month>{_MONTH_WORD})\s+(?P<day>\d{{1,2}}){_ORDINAL}(?:,?\s+(?P<year>(?:19|20)\d\d))?"
    rf"|(?P<day2>\d{{1,2}}){_ORDINAL}(?:\s+of)?[\s-]+(?P<month2>{_MONTH_WORD})(?:,?[\s-]+(?P<year2>(?:19|"
    rf"20)\d\d))?"
    r"|(?P<year3>(?:19|20)\d\d)[-/.](?P<month3>\d\d?)[-/.](?P<day3>\d\d?)"
    r"|(?P<year4>(?:19|20)\d\d)年(?P<month4>\d\d?)月(?P<day4>\d\d?)日"
    r")(?!\d)",
    re.IGNORECASE,
)
_AGENCY = (
    r"(?:\(\s*(?:[A-Z][\w/.& -]{1,30}|[a-z]+\.[a-z.]+)\s*\)|/[A-Z][\w -]{1,24}/|"
    r"AP|AFP|Reuters|Xinhua|Kyodo|Bernama|Jiji)"
)
_PLACE = r"[A-ZÀ-Ý][\w.’'À-ÿ-]*(?:[ ,/]+(?:of |de |the )?[A-ZÀ-Ý][\w.’'À-ÿ-]*){0,4}"
_DASH = r"(?:\s*(?:--+|[–—―])\s*|\s+-\s+)"
_DATELINE = re.compile(
    rf"^(?P<place>{_PLACE}?)(?P<mid>,?\s+\(?(?P<date>(?i:{DATE.pattern}))\)?)?"
    rf"(?:,?\s*(?P<agency>{_AGENCY}))?\s*{_DASH}(?=\S)",
    re.MULTILINE,
)
_SIGNED_PLACE = re.compile(
    rf"^(?P<place>{_PLACE}),\s+(?P<date>(?i:{DATE.pattern}))\s*[.:]?\s*$", re.IGNORECASE | re.MULTILINE
)
# Cities from which trade news is often filed and that no country, meeting or alias need name.
CITIES = frozenset(
    [
        "new york geneva brussels paris london berlin rome hong kong shanghai sydney melbourne perth "
        "brisbane adelaide",
        "    auckland christchurch toronto vancouver montreal calgary chicago honolulu san francisco los "
        "angeles houston osaka",
        "    nagoya yokohama busan sapporo doha cancun vladivostok kota kinabalu danang da nang ho chi "
        "minh city cebu atlanta",
        "    detroit seattle dallas san diego boston des moines denver davos the hague new delhi nusa dua "
        "bali maui lahaina",
        "    los cabos hawaii kazan arequipa hanoi haiphong penang johor bahru valparaiso vina del mar "
        "cusco guadalajara",
        "    monterrey winnipeg regina edmonton halifax hobart darwin hamilton dunedin queenstown port "
        "moresby washington",
    ]
)
_CITY_WORDS = " " + " ".join(" ".join(CITIES).split()) + " "
_LABELLED = re.compile(
    r"^(?:date|dated|published|posted|released|updated|issued|release date|publish date|posted on|"
    r"for release|embargoed until)\b\s*:?\s*(?:on\s+)?",
    re.IGNORECASE,
)
_NOT_HEADLINES = re.compile(
    r"^(?:media release|press release|news release|for immediate release|joint (?:media|press) release|"
    r"transcript|speech|"
    r"embargoed.*|release|statement|e\s*&\s*oe.*|contact.*|by [A-Z].*|from .{0,40}|page \d+.*|"
    r"media statement|joint statement|\W*)\s*$",
    re.IGNORECASE,
)


def written_date(found, year=""):
    """Return the ISO date of a DATE match ("" where it is not a day of the calendar or has no year)."""
    parts = found.groupdict()
    day = next((parts[key] for key in ("day", "day2", "day3", "day4") if parts[key]), None)
    month = next((parts[key] for key in ("month", "month2", "month3", "month4") if parts[key]), None)
    year = next((parts[key] for key in ("year", "year2", "year3", "year4") if parts[key]), year)
    if not (day and month and year):
        return ""
    number = int(month) if month.isdigit() else _MONTH[month.rstrip(".").lower()]
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return ""


def find_headline(reading):
    """Return the headline: the first line, where it looks like one."""
    lines = [line.strip() for line in reading.text.strip().split("\n")]
    if not lines:
        return ""
    for at, line in enumerate(lines[:6]):
        line = re.sub(r"^#+\s*", "", line)
        if (
            not line
            or _NOT_HEADLINES.match(line)
            or DATE.fullmatch(line)
            or _LABELLED.match(line)
            and DATE.search(line)
        ):
            continue
        rest = any(later for later in lines[at + 1 :])
        followed = at + 1 < len(lines) and (
            not lines[at + 1] or len(lines[at + 1]) > len(line) or len(line) < 60
        )
        ends_open = not line.endswith((".", ";", ",")) or line.endswith(("U.S.", "U.K."))
        is_turn = re.match(r"^[A-Z][A-Z .]{1,30}:", line)
        if (
            rest
            and followed
            and ends_open
            and 8 <= len(line) <= 180
            and not is_turn
            and not _DATELINE.match(line)
        ):
            return line
        return ""
    return ""


def find_dateline(reading, index):
    """Return (place, ISO date or "", span) of the dateline; ("", "", None) where there is none."""
    text = reading.text
    for start, end in reading.paragraphs[:6]:
        found = _DATELINE.match(text[start:end])
        if found and _is_dateline(found, index):
            place = found.group("place")
            day = DATE.search(found.group("mid") or "")
            return (
                _place_name(place),
                written_date(day, _only_year(text)) if day else "",
                (start, start + found.end("place")),
            )
        signed = _SIGNED_PLACE.match(text[start:end])
        if signed and is_place(signed.group("place"), index):
            day = DATE.search(signed.group("date"))
            return (
                _place_name(signed.group("place")),
                written_date(day, _only_year(text)),
                (start, start + signed.end("place")),
            )
        line = text[start:end]
        if "\n" not in line and len(line) <= 40 and is_place(line, index):
            return _place_name(line), "", (start, end)
    return "", "", None


def _is_dateline(found, index):
    place = found.group("place").strip(" ,")
    if len(place) > 45:
        return False
    if found.group("agency") or found.group("date"):
        return True
    return is_place(place, index) or (place.isupper() and len(place) > 3 and len(place.split()) <= 3)


def is_place(written, index):
    """Is it a city the desk knows: a capital, the place of a meeting, a city of the news?"""
    name = fold(written).strip(" .,")
    first = name.split(",")[0].strip()
    return bool(first) and (first in index.places or _is_city(first))


def _is_city(name):
    return f" {name} " in _CITY_WORDS and name not in {
        "new",
        "san",
        "los",
        "the",
        "des",
        "del",
        "city",
        "port",
        "da",
        "regina",
        "hamilton",
    }


def _place_name(place):
    """Print a place of a dateline as a name: "KUALA LUMPUR" is Kuala Lumpur."""
    place = re.sub(r"\s*,\s*", ", ", place.strip(" ,:"))
    if not re.search(r"\b[A-Z]\.[A-Z]\.$", place):
        place = place.rstrip(".")
    head, comma, tail = place.partition(", ")
    if head.isupper() and len(head) > 3:
        head = head.title()
    return head + comma + (tail.title() if tail.isupper() and len(tail) > 4 else tail)


def _only_year(text):
    """Return the year if the text names just one, which a day without a year can then be of."""
    years = set(re.findall(r"\b20[0-3]\d\b", text))
    return years.pop() if len(years) == 1 else ""


def find_date(reading):
    """Return the ISO date of the text: in a line of its own, after a label, or in its head; "" if it gives
    none."""
    text = reading.text
    labelled = own_line = ""
    for start, end in reading.paragraphs:
        for line in text[start:end].split("\n"):
            line = line.strip()
            if len(line) > 90:
                continue
            found = DATE.search(line)
            if not found:
                continue
            day = written_date(found, _only_year(text))
            if day and _LABELLED.match(line) and not labelled:
                labelled = day
            left = len(line) - len(found.group())
            if day and left <= 14 and not own_line:
                own_line = day
            place = re.match(rf"^{_PLACE},\s+", line)
            if day and place and left <= len(place.group()) + 3 and not own_line:
                own_line = day
    return labelled or own_line
