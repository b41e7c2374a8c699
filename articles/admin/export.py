"""The list of reports as a table: exactly what its filters, words and order show, streamed.

Its columns are those by which a table of reports is taken in, and where each report stands.
"""

import csv
import itertools

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..choices import ImportKind
from ..sheets import COLUMNS
from ..spreadsheets import harmless

CHUNK = 500
# A report rests on several sources, a row to be taken in names one.
SOURCE = {"source_title": "title", "source_outlet": "outlet", "source_kind": "kind", "source_address": "url",
          "source_archived": "archived_url", "source_accessed": "accessed_on"}  # fmt: skip
MORE = ("status", "version", "further_sources")


def urls(admin):
    def serve(request):
        return export(admin, request)

    wrapped = admin.admin_site.admin_view(require_safe(serve))
    return [path("export.csv", wrapped, name="articles_article_export")]


def tools(request):
    """Return [(words, address)] above the list: the very list that is shown as a table, and the way in."""
    # Which page of the list is open has no say in what is on it.
    asked = request.GET.copy()
    asked.pop(PAGE_VAR, None)
    query = asked.urlencode()
    return [
        (_("Take a table in"), reverse("admin:articles_importrun_add")),
        (_("This list as CSV"), reverse("admin:articles_article_export") + (f"?{query}" if query else "")),
    ]


def export(admin, request):
    """Return the articles of the list that an address of the list shows, as CSV."""
    if not admin.has_view_permission(request):
        raise PermissionDenied
    try:
        shown = admin.get_changelist_instance(request).get_queryset(request)
    except IncorrectLookupParameters:
        # The list itself says so, and shows all.
        return HttpResponseRedirect(f"{reverse('admin:articles_article_changelist')}?{ERROR_FLAG}=1")
    lines = _lines(shown, language=request.LANGUAGE_CODE)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8; header=present")
    response.headers["Content-Disposition"] = 'attachment; filename="reports.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


class _Echo:
    """A file that hands back what is written to it, for csv.writer to stream through."""

    def write(self, line):
        return line


def _lines(articles, *, language):
    """Yield the table line by line; which articles and in which order is settled at the start."""
    writer = csv.writer(_Echo())
    columns = (*COLUMNS[ImportKind.ARTICLES], *MORE)
    yield "\ufeff" + writer.writerow(columns)
    numbers = iter(list(articles.values_list("pk", flat=True)))
    model = articles.model
    while part := list(itertools.islice(numbers, CHUNK)):
        rows = model.objects.filter(pk__in=part).for_page().in_bulk()
        # The rows are made after the view has returned and its language with it.
        with translation.override(language):
            lines = [
                writer.writerow(harmless(_cells(rows[pk]).get(column, "")) for column in columns)
                for pk in part
                if pk in rows
            ]
        yield from lines


def _cells(article):
    """Return {column: text} of an article loaded by for_page()."""
    source, *others = [*article.sources.all()] or [None]
    told = {column: getattr(source, name) or "" for column, name in SOURCE.items()} if source else {}
    return told | {
        "headline": article.headline,
        "date": article.published_at.isoformat() if article.published_at else "",
        "summary": article.summary,
        "body": article.body,
        "byline": article.byline,
        "dateline": article.dateline,
        "language": article.language,
        "countries": "; ".join(link.country.slug for link in article.shown_country_links),
        "issues": "; ".join(link.issue.slug for link in article.shown_issue_links),
        "negotiators": "; ".join(link.negotiator.slug for link in article.shown_negotiator_links),
        "meeting": article.meeting.slug if article.meeting else "",
        "tags": "; ".join(sorted(tag.name for tag in article.tags.all())),
        "slug": article.slug,
        "status": str(article.get_status_display()),
        "version": article.version,
        "further_sources": "; ".join(each.url or each.title for each in others),
    }
