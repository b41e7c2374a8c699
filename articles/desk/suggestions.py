"""What the desk proposes for a text: one pure function of the text and the alias index."""

from dataclasses import dataclass, field

from .aliases import Owner
from .countries import ABOUT, CountryReader, total
from .dateline import find_date, find_dateline, find_headline
from .issues import IssueReader
from .meetings import MeetingMention, find_meeting
from .people import PeopleReader, PersonMention
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
    flagged_names: tuple = ()  # spelling.FlaggedName
    dateline: str = ""
    date: str = ""  # ISO
    headline: str = ""
    problems: tuple = field(default=())

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

    `index` is an AliasIndex; `headline` the headline if the editor has typed one apart from the text;
    `on` the ISO day of the report if it is known. Spans count in characters of `text`.
    """
    reading = Reading(text)
    found_headline = headline if headline is not None else find_headline(reading)
    reading.headline = found_headline
    matches, nested = index.find(reading)
    place, dated, dateline_span = find_dateline(reading, index)
    day = on or find_date(reading) or dated
    people = PeopleReader(reading, index, matches, day).mentions()
    flags = SpellingReader(reading, index, matches, people).flagged()
    people = _with_misspelt(people, flags)
    countries = CountryReader(reading, index, matches, people, dateline_span).mentions()
    issues = IssueReader(reading, index, matches, nested, people).mentions()
    quotes = SpeakerReader(reading, index, people, countries, day).quotations()
    weights = total(countries)
    return Suggestions(
        countries=tuple(
            _proposal(owner, countries, weight) for owner, weight in weights.items() if weight >= ABOUT
        ),
        countries_mentioned=tuple(_proposal(owner, countries, weight) for owner, weight in weights.items()),
        people=_people(people),
        issues=tuple(
            _proposal(owner, issues) for owner in dict.fromkeys(mention.owner for mention in issues)
        ),
        meeting=find_meeting(reading, index, matches, day, place),
        quotes=tuple(quotes),
        flagged_names=tuple(flags),
        dateline=place,
        date=day or "",
        headline=found_headline or "",
    )


def _proposal(owner, mentions, weight=0.0):
    own = [mention for mention in mentions if mention.owner == owner]
    best = max(own, key=lambda mention: getattr(mention, "weight", 0.0))
    return Proposal(owner, tuple((mention.start, mention.end) for mention in own), best.reason, weight)


def _people(mentions):
    proposals = {}
    for mention in mentions:
        proposals.setdefault(mention.owner.slug or mention.owner.name, []).append(mention)
    return tuple(
        Proposal(own[0].owner, tuple((mention.start, mention.end) for mention in own), own[0].reason)
        for own in proposals.values()
    )


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
