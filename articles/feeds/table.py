"""All articles of a list as CSV, streamed: RFC 4180, UTF-8, safe to open in a spreadsheet."""

import csv as csv_format
import datetime

from django.http import StreamingHttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify

from .. import paging
from ..addresses import absolute, origin
from ..carrying import dated
from ..spreadsheets import harmless
from .listing import feed, in_words

CHUNK = 500
COLUMNS = (
    "date", "headline", "address", "summary", "countries", "issues", "people", "meeting", "tags",
    "dateline", "byline", "language", "version", "sample", "sources", "filtered_by", "list",
)  # fmt: skip
LONGEST_NAME = 120


@feed(in_words)
def csv(request, filters):
    listing = absolute(request, reverse("articles:article_list"), filters.query)
    lines = _lines(filters, base=origin(request), language=request.LANGUAGE_CODE, listing=listing)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8; header=present")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(filters)}"'
    return response


def file_name(filters):
    """Return a name that tells what the list was filtered by, in plain ASCII."""
    chosen = slugify("-".join(value for _name, value in filters.parameters()))
    return f"tpp-tracker-reports{f'-{chosen}' if chosen else ''}"[:LONGEST_NAME].rstrip("-") + ".csv"


class _Echo:
    """A file that hands back what is written to it, for csv.writer to stream through."""

    def write(self, line):
        return line


def _lines(filters, *, base, language, listing):
    """Yield the table line by line; articles are read a chunk at a time, each from where the last ended."""
    writer = csv_format.writer(_Echo())
    yield writer.writerow(COLUMNS)
    # The rows are made after the view has returned and its language with it.
    with translation.override(language):
        told = filters.summary() or translation.gettext("nothing: all reports")
    before = None
    while True:
        with translation.override(language):
            page = filters.page(size=CHUNK, load="for_page", before=before)
            lines = [
                writer.writerow(map(harmless, [*_cells(article, base, filters.then), told, listing]))
                for article in page.articles
            ]
        yield from lines
        if not page.next or filters.after:
            return
        before = paging.Cursor.read(page.next)


def _cells(article, base, then):
    return [
        article.published_at.astimezone(datetime.UTC).isoformat(),
        article.headline,
        base + dated(article.get_absolute_url(), then.query),
        article.summary,
        "; ".join(link.country.local_name for link in article.shown_country_links),
        "; ".join(link.issue.local_name for link in article.shown_issue_links),
        "; ".join(link.negotiator.local_name for link in article.shown_negotiator_links),
        article.meeting.local_name if article.meeting else "",
        "; ".join(sorted(tag.name for tag in article.tags.all())),
        article.dateline,
        article.byline,
        article.language,
        article.version,
        "yes" if article.is_sample else "no",
        "; ".join(source.url or source.title for source in then.known(article.sources.all())),
    ]
