"""The time zone of the place that a report comes from, by the names of the IANA database."""

import re
import zoneinfo
from dataclasses import dataclass
from functools import cache

from .text import fold

# Places that no zone is named after, as they stand in datelines and in the record of meetings.
PLACES = {
    "addison": "America/Chicago",
    "atlanta": "America/New_York",
    "arequipa": "America/Lima",
    "bali": "Asia/Makassar",
    "bandar seri begawan": "Asia/Brunei",
    "beijing": "Asia/Shanghai",
    "big sky": "America/Denver",
    "canberra": "Australia/Sydney",
    "da nang": "Asia/Ho_Chi_Minh",
    "dallas": "America/Chicago",
    "hakone": "Asia/Tokyo",
    "hanoi": "Asia/Ho_Chi_Minh",
    "hawaii": "Pacific/Honolulu",
    "ho chi minh city": "Asia/Ho_Chi_Minh",
    "kazan": "Europe/Moscow",
    "kota kinabalu": "Asia/Kuching",
    "leesburg": "America/New_York",
    "los cabos": "America/Mazatlan",
    "maryland": "America/New_York",
    "maui": "Pacific/Honolulu",
    "ottawa": "America/Toronto",
    "salt lake city": "America/Denver",
    "san diego": "America/Los_Angeles",
    "san francisco": "America/Los_Angeles",
    "surabaya": "Asia/Jakarta",
    "tamuning": "Pacific/Guam",
    "the hague": "Europe/Amsterdam",
    "urayasu": "Asia/Tokyo",
    "vina del mar": "America/Santiago",
    "washington": "America/New_York",
    "wellington": "Pacific/Auckland",
    "yokohama": "Asia/Tokyo",
}


@dataclass(frozen=True)
class Venue:
    """A place as it is written, and its time zone ("Asia/Tokyo")."""

    name: str
    zone: str


def venue_of(*places):
    """Return the Venue of the first place whose zone is known ("Maui, Hawaii"), or None."""
    return next((Venue(place, zone) for place in places if (zone := zone_of(place))), None)


def zone_of(place):
    """Return the zone of a place as datelines and the record write it, or ""."""
    parts = [part.strip() for part in re.split(r"[,()]", fold(place))]
    return next((zones()[part] for part in parts if part in zones()), "")


@cache
def zones():
    """Return {folded name of a place: zone}: the cities that zones are named after, and those in PLACES."""
    cities = (zone for zone in sorted(zoneinfo.available_timezones()) if "/" in zone)
    named = {fold(zone.rpartition("/")[2].replace("_", " ")): zone for zone in cities if _is_of_a_city(zone)}
    return named | PLACES


def _is_of_a_city(zone):
    """Whether a zone is of a city rather than of a country, an hour, or a clock without summer time."""
    return not zone.startswith(
        ("Etc/", "US/", "Canada/", "Mexico/", "Chile/", "Brazil/", "SystemV/", "posix")
    )
