"""Open data: the page that offers it, and the files."""

import functools

from django.conf import settings
from django.http import FileResponse, Http404, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from .. import bulk
from ..addresses import absolute, origin
from ..edition import SiteVersion, public_page
from .pages import render

OFFERED = (
    ("csv.zip", "CSV", _("One table a file, in a ZIP archive. Opens in any spreadsheet.")),
    ("jsonl.zip", "JSON Lines", _("One object a line, as the API tells it, in a ZIP archive.")),
    ("sqlite3", "SQLite", _("One database with all tables. Opens in Datasette and DB Browser for SQLite.")),
)
TYPES = {"csv.zip": "application/zip", "jsonl.zip": "application/zip", "sqlite3": "application/vnd.sqlite3"}


def _about(request):
    now = timezone.now()
    return bulk.About(origin(request), SiteVersion.at(now), now)


@require_safe
@public_page
def data(request):
    about = _about(request)
    context = {
        "about": about,
        "formats": [(reverse("data_whole", args=[suffix]), name, what) for suffix, name, what in OFFERED],
        "nouns": [(noun, noun.count(about.view)) for noun in bulk.NOUNS],
        "tables": bulk.TABLES,
        "licence": settings.DATA_LICENCE,
        "licence_url": settings.DATA_LICENCE_URL,
    }
    return render(request, "articles/data.html", context)


def open_to_all(view):
    """Let any site's page read a file, and say with it what it is and under which licence."""

    @functools.wraps(view)
    def serve(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        dictionary = absolute(request, reverse("data_dictionary"))
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Link"] = (
            f'<{dictionary}>; rel="describedby", <{settings.DATA_LICENCE_URL}>; rel="license"'
        )
        return response

    return serve


@require_safe
@open_to_all
@public_page
def data_whole(request, suffix):
    """Answer the whole record as one file."""
    if suffix not in bulk.FORMATS:
        raise Http404
    about = _about(request)
    name = f"tpp-tracker-{about.day}-edition-{about.version.edition}.{suffix}"
    file = bulk.path_of(suffix, about).open("rb")
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[suffix])


@require_safe
@open_to_all
@public_page
def data_table(request, name):
    table = bulk.table_named(name)
    if table is None:
        raise Http404
    return _streamed(bulk.csv_lines(table, _about(request).view), f"{name}.csv", "text/csv; header=present")


@require_safe
@open_to_all
@public_page
def data_lines(request, name):
    noun = bulk.noun_named(name)
    if noun is None:
        raise Http404
    return _streamed(bulk.json_lines(noun, _about(request).view), f"{name}.jsonl", "application/jsonl")


def _streamed(lines, name, content_type):
    response = StreamingHttpResponse(lines, content_type=f"{content_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="tpp-tracker-{name}"'
    return response


@require_safe
@open_to_all
@public_page
def data_dictionary(request):
    """Answer the dictionary of every table, as a Data Package."""
    return JsonResponse(_about(request).package(), json_dumps_params={"ensure_ascii": False})
