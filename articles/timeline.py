"""What happened when, for pages of the record: lanes of meetings, offices on one axis, a country's dates."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from . import drawing
from .choices import MeetingKind

# Lanes of the timeline of meetings, from the top; what is in none of them is in the last.
LANES = (
    (MeetingKind.ROUND,),
    (MeetingKind.CHIEF_NEGOTIATORS,),
    (MeetingKind.MINISTERIAL,),
    (MeetingKind.LEADERS,),
    (MeetingKind.BILATERAL,),
)


@dataclass(frozen=True)
class Lane:
    """One kind of meetings on the axis of years: its name, how many there are, a mark for each."""

    name: str
    total: int
    marks: list[drawing.Bar]


@dataclass(frozen=True)
class Event:
    """Something on a day (a partial date), in words, with the address of more about it if there is one."""

    date: str
    text: str
    address: str = ""


def axis(dates) -> tuple[int, int]:
    """Return the first and the last year of some partial dates; (0, 0) for none."""
    years = [int(date[:4]) for date in dates if date]
    return (min(years), max(years)) if years else (0, 0)


def lanes(meetings, *, first, last) -> list[Lane]:
    """Return the lanes of meetings that have any."""
    named = {kind for kinds in LANES for kind in kinds}
    found = []
    for kinds in (*LANES, ()):
        those = [each for each in meetings if (each.kind in kinds if kinds else each.kind not in named)]
        name = MeetingKind(kinds[0]).label if kinds else _("other steps")
        if those:
            dates = [each.start for each in those]
            found.append(Lane(name, len(those), drawing.marks(dates, first=first, last=last)))
    return found


def with_stretches(offices, *, last):
    """Return ((office, its stretch on the axis or None) pairs, first year, last year), for some Appointments.

    An office without an end lasts to the end of the axis, which is the year `last` or that of the last date.
    """
    first, latest = axis([date for office in offices for date in (office.start, office.end)])
    latest = max(latest, last) if any(not office.end for office in offices) else latest
    if not first:
        return [(office, None) for office in offices], 0, 0
    pairs = [
        (office, drawing.stretch(office.start, office.end, first=first, last=latest))
        if office.start or office.end
        else (office, None)
        for office in offices
    ]
    return pairs, first, latest


def of_country(country, meetings) -> list[Event]:
    """Return what is dated in the record of a country, and what happened there, the earliest first."""
    told = {
        "joined_talks": _("Joined the talks"),
        "tpp_signed": _("Signed the TPP"),
        "tpp_notified": _("Told the depositary of the TPP that its procedures were done"),
        "tpp_withdrew": _("Withdrew from the TPP"),
        "applied": _("Applied to join the CPTPP"),
        "cptpp_signed": _("Signed the CPTPP"),
        "cptpp_ratified": _("Ratified the CPTPP"),
        "cptpp_in_force": _("The CPTPP entered into force"),
    }
    events = [Event(getattr(country, name), text) for name, text in told.items() if getattr(country, name)]
    events += [Event(each.start, each.local_name, each.get_absolute_url()) for each in meetings]
    return sorted(events, key=lambda event: event.date)


def by_office(people, day):
    """Split people with their appointments into (in office on a day, the others)."""
    today = day.isoformat()

    def is_running(office):
        return "" < office.start <= today and (not office.end or office.end.last_day >= day)

    serving = [person for person in people if any(map(is_running, person.appointments.all()))]
    return serving, [person for person in people if person not in serving]
