"""From a report and what the desk read in it to a draft's content: all firm proposals accepted."""

import datetime
import re

from ..choices import Language
from ..models import Content
from .from_database import current_index
from .suggestions import suggest

# A report known by its day alone stands in the middle of it, and so on that day for most readers.
NOON = datetime.time(12, tzinfo=datetime.UTC)
# What may become a link: nothing that a browser would run, and no longer than the column.
ADDRESS = re.compile(r"https?://\S{1,490}")
QUOTATION_MARKS = "\"'“”„‘’«»「」『』 \n"


def read(report, *, on=None):
    """Return the Suggestions for an intake Report; on is its day where the caller knows it better."""
    day = on or report.date
    return suggest(
        report.text,
        index=current_index(),
        headline=report.headline,
        on=day.isoformat() if day else None,
    )


def content_of(report, suggestions, *, on=None, sources=()):
    """Return the Content that an editor would start from.

    sources are dicts of Source's fields, beside the one that the report itself names.
    """
    day = on or report.date or (datetime.date.fromisoformat(suggestions.date) if suggestions.date else None)
    address = report.source_url if ADDRESS.fullmatch(report.source_url) else ""
    named = [{"title": (report.source or address)[:300], "outlet": report.source[:120], "url": address}]
    return Content(
        headline=report.headline,
        summary=report.summary[:1_000],
        body=report.body_html,
        byline=report.byline,
        dateline=report.dateline or suggestions.dateline,
        language=report.language if report.language in Language.values else Language.ENGLISH.value,
        published_at=datetime.datetime.combine(day, NOON).isoformat() if day else "",
        meeting=suggestions.meeting.owner.slug if suggestions.meeting else "",
        countries=_slugs(suggestions.countries),
        issues=_slugs(suggestions.issues),
        negotiators=_slugs(suggestions.people),
        sources=[*sources, *(source for source in named if source["title"])],
        # Words of a speaker that the desk could not tell are left in the text, for an editor to attribute.
        quotes=[
            _quote(quote, report.text[quote.start : quote.end], day)
            for quote in suggestions.quotes
            if quote.name
        ],
    )


def _slugs(proposals):
    """Return the slugs of what is on record; an official the record lacks has none."""
    return [proposal.owner.slug for proposal in proposals if proposal.owner.slug]


def _quote(quotation, words, day):
    speaker = quotation.speaker
    return {
        "speaker": speaker.slug if speaker and speaker.kind == "negotiator" else "",
        "speaker_name": quotation.name,
        # A comma before the mark belongs to the sentence that quotes, not to what was said.
        "text": " ".join(words.strip(QUOTATION_MARKS).split()).rstrip(",，、"),
        "said_on": day.isoformat() if day else "",
        "issues": [],
    }
