"""When a watch's next mail is due, by the clock of its reader."""

import datetime
import functools
import zoneinfo

from ..choices import WatchRate

HOUR = datetime.time(7)
MONDAY = 0
AREAS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
OF_LANGUAGE = {"ja": "Asia/Tokyo", "vi": "Asia/Ho_Chi_Minh"}
UTC = "UTC"


@functools.cache
def zones() -> tuple[str, ...]:
    """Return the names of all time zones a reader can choose: UTC, and those named for a place."""
    named = [name for name in zoneinfo.available_timezones() if name.partition("/")[0] in AREAS]
    return (UTC, *sorted(named))


def next_due(rate, zone, *, after: datetime.datetime) -> datetime.datetime:
    """Return the first moment after another at which a mail may go.

    At once, or at seven in the morning where the reader is: every day, or on Mondays.
    """
    if rate == WatchRate.IMMEDIATELY:
        return after
    local = zoneinfo.ZoneInfo(zone)
    day = after.astimezone(local).date()
    while True:
        moment = datetime.datetime.combine(day, HOUR, local)
        if moment > after and (rate == WatchRate.DAILY or day.weekday() == MONDAY):
            return moment.astimezone(datetime.UTC)
        day += datetime.timedelta(days=1)
