"""What the desk proposes for a text: one pure function of the text and the alias index."""

from dataclasses import dataclass, replace

from .aliases import Owner
from .countries import ABOUT, CountryReader, total
from .dateline import find_date, find_dateline, find_headline
from .issues import IssueReader
from .meetings import MeetingMention, find_meeting
from .people import PeopleReader, PersonMention
from .positions import PositionReader
from .speakers import SpeakerReader
from .spelling import SpellingReader
from .text import Reading


@dataclass(frozen=True, slots=True)
class Proposal:
    """A link proposed: what to link, the spans (start, end) of the words that speak for it, and why in one
    line."""

    owner: Owner
    spans: tuple
    reason: str
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Suggestions:
    """All that the desk read in one text."""

    countries: tuple = ()  # Proposal: those the text is about, the most spoken of first
    countries_mentioned: tuple = ()  # Proposal: all that are named
    people: tuple = ()  # Proposal; owner.slug is "" for an official the record does not have
    issues: tuple = ()  # Proposal
    meeting: MeetingMention | None = None
    quotes: tuple = ()  # speakers.Quotation
    positions: tuple = ()  # positions.PositionMention
    flagged_names: tuple = ()  # spelling.FlaggedName
    dateline: str = ""
    date: str = ""  # ISO
    headline: str = ""

    def as_json(self):
        """Return the object that `suggest --json` prints for one file."""
        return {
            "countries": [proposal.owner.code for proposal in self.countries],
            "countries_mentioned": [proposal.owner.code for proposal in self.countries_mentioned],
            "people": [proposal.owner.name for proposal in self.people],
            "issues": [proposal.owner.slug for proposal in self.issues],
            "quotes": [{"speaker": quote.name, "start": quote.first_words} for quote in self.quotes],
            "flagged_names": [[flag.written, flag.suggested] for flag in self.flagged_names],
            "dateline": self.dateline or None,
            "date": self.date or None,
            "headline": self.headline or None,
        }


def suggest(text, *, index, headline=None, on=None):
    """Read a text for an editor.

    `index` is an AliasIndex; `headline` the headline where it is kept apart from the text, "" for none,
    None to look for it in the text; `on` the ISO day of the report if it is known. Spans count in
    characters of `text`; what only the headline says has none.
    """
    apart = (headline or "").strip()
    before = f"{apart}\n\n" if apart and not text.lstrip().startswith(apart) else ""
    reading = Reading(before + text)
    reading.headline = headline if headline is not None else find_headline(reading)
    matches, nested = index.find(reading)
    place, dated, dateline_span = find_dateline(reading, index)
    day = on or find_date(reading) or dated
    people = PeopleReader(reading, index, matches, day).mentions()
    flags = SpellingReader(reading, index, matches, people).flagged()
    people = _with_misspelt(people, flags)
    countries = CountryReader(reading, index, matches, people, dateline_span).mentions()
    issues = IssueReader(reading, index, matches, nested, people).mentions()
    quotes = SpeakerReader(reading, index, people, countries, day).quotations()
    positions = PositionReader(reading, index, countries, people, issues).positions()
    meeting = find_meeting(reading, index, matches, day, place)
    weights, shift = total(countries), len(before)
    return Suggestions(
        countries=tuple(
            _proposal(_of(owner, countries), shift, weight)
            for owner, weight in weights.items()
            if weight >= ABOUT
        ),
        countries_mentioned=tuple(
            _proposal(_of(owner, countries), shift, weight) for owner, weight in weights.items()
        ),
        people=tuple(_proposal(own, shift) for own in _by_owner(people)),
        issues=tuple(_proposal(own, shift) for own in _by_owner(issues)),
        meeting=_in_text(meeting, shift),
        quotes=_shifted(quotes, shift),
        positions=_shifted(positions, shift),
        flagged_names=_shifted(flags, shift),
        dateline=place,
        date=day or "",
        headline=reading.headline or "",
    )


def _of(owner, mentions):
    return [mention for mention in mentions if mention.owner == owner]


def _by_owner(mentions):
    """Return the mentions of each owner together; someone the record does not have is known by name."""
    together = {}
    for mention in mentions:
        together.setdefault(mention.owner.slug or mention.owner.name, []).append(mention)
    return together.values()


def _proposal(mentions, shift, weight=0.0):
    best = max(mentions, key=lambda mention: getattr(mention, "weight", 0.0))
    spans = tuple((each.start - shift, each.end - shift) for each in mentions if each.start >= shift)
    return Proposal(best.owner, spans, best.reason, weight)


def _shifted(found, shift):
    """Return what stands in the text itself, its places counted there."""
    return tuple(
        replace(each, start=each.start - shift, end=each.end - shift) for each in found if each.start >= shift
    )


def _in_text(meeting, shift):
    """Return a meeting with its place in the text itself; what only the headline names has none."""
    if meeting is None or meeting.start < shift:
        return meeting and replace(meeting, start=0, end=0)
    return _shifted([meeting], shift)[0]


def _with_misspelt(mentions, flags):
    """Someone named with a misspelling is named all the same, and is no unknown official besides."""
    meant = [
        PersonMention(flag.start, flag.end, flag.owner, "", True, f"“{flag.written}” is a misspelling")
        for flag in flags
    ]
    misspelt = {flag.written for flag in flags}
    others = [
        mention
        for mention in mentions
        if mention.owner.slug
        or mention.owner.name not in misspelt
        and not any(flag.start < mention.end and mention.start < flag.end for flag in flags)
    ]
    return sorted(meant + others, key=lambda mention: (mention.start, -mention.end))
