"""A report from a file to a draft, or to readers: what import_report does, and later the API."""

from dataclasses import dataclass

from django.db import transaction

from . import drafting, publishing
from .desk.intake import read_report
from .desk.proposing import content_of, read
from .desk.suggestions import Suggestions
from .models import Article


@dataclass(frozen=True)
class Imported:
    """An article made of a file, and what the desk read in it."""

    name: str
    article: Article
    suggestions: Suggestions

    def as_json(self):
        """Return what `import_report --json` prints for one file."""
        content = drafting.working_copy(self.article)
        return {
            "file": self.name,
            "article": self.article.slug,
            "address": self.article.get_absolute_url(),
            "status": self.article.status,
            "headline": content.headline,
            "date": content.published_at[:10],
            "countries": content.countries,
            "people": content.negotiators,
            "issues": content.issues,
            "meeting": content.meeting,
            "quotes": len(content.quotes),
            "flagged_names": [[flag.written, flag.suggested] for flag in self.suggestions.flagged_names],
        }


@transaction.atomic
def import_report(*, data, name, by=None, on=None, source="", publish=False, override=""):
    """Make a draft of a report's bytes and, if asked, publish it; return the Imported.

    on is the report's date, source what it rests on, where the file does not say or the caller knows
    better. IntakeError says what is wrong with the file, publishing's Refusal what stands in the way of
    publishing; after either nothing is left behind.
    """
    report = read_report(data, name=name)
    suggestions = read(report, on=on)
    sources = [{"title": source, "outlet": "", "url": ""}] if source else []
    content = content_of(report, suggestions, on=on, sources=sources)
    article = drafting.begin(content=content, by=by)
    if publish:
        publishing.publish(article=article, by=by, override=override)
        article.refresh_from_db()
    return Imported(name, article, suggestions)
