"""Meetings as an iCalendar file (RFC 5545), written line by line."""

import datetime
import re

MOST_OCTETS = 75  # of a line, its end left out
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def calendar(meetings, *, name, address, host, stamp, approximate):
    """Return the text of a calendar of meetings loaded with their hosts.

    `address` gives a meeting's whole address; `stamp` is the aware moment the file speaks for. A meeting
    known to the month covers that month, with the sentence `approximate` in its description.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(host)}//{_text(name)}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    for meeting in meetings:
        lines += _event(meeting, address=address(meeting), host=host, stamp=stamp, approximate=approximate)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(meeting, *, address, host, stamp, approximate):
    last = (meeting.end or meeting.start).last_day
    exact = meeting.start.precision == "day" and (meeting.end or meeting.start).precision == "day"
    country = meeting.country.local_name if meeting.country else meeting.venue_code
    place = ", ".join(filter(None, [meeting.city, country]))
    told = "\n".join(filter(None, ["" if exact else approximate, meeting.outcome]))
    lines = [
        "BEGIN:VEVENT",
        # By row number: a slug may change, and a subscriber would then have the meeting twice.
        f"UID:meeting-{meeting.pk}@{host}",
        f"DTSTAMP:{stamp.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{meeting.start.first_day:%Y%m%d}",
        # The first day after the meeting: the end of a day-long event is not part of it.
        f"DTEND;VALUE=DATE:{last + datetime.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(meeting.local_name)}",
        f"CATEGORIES:{_text(meeting.get_kind_display())}",
        f"STATUS:{'CONFIRMED' if exact else 'TENTATIVE'}",
        "TRANSP:TRANSPARENT",
        f"URL:{address}",
    ]
    lines += [f"LOCATION:{_text(place)}"] if place else []
    lines += [f"DESCRIPTION:{_text(told)}"] if told else []
    return [*lines, "END:VEVENT"]


def _text(value):
    """Return a value of type TEXT, its separators escaped."""
    value = CONTROLS.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    for character in "\\;,":
        value = value.replace(character, f"\\{character}")
    return value.replace("\n", "\\n")


def folded(line):
    """Return a line folded at 75 octets, never within a character."""
    pieces, start, length, room = [], 0, 0, MOST_OCTETS
    for at, character in enumerate(line):
        octets = len(character.encode())
        if length + octets > room:
            pieces.append(line[start:at])
            # The space that begins a continued line counts with it.
            start, length, room = at, 0, MOST_OCTETS - 1
        length += octets
    return "\r\n ".join([*pieces, line[start:]])
