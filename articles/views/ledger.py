"""The state of play: the grid and what moved in it, a country's dossier on an issue, an issue's sides."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import issue_tree, ledger, structured
from ..addresses import absolute, origin
from ..asof import AsOf
from ..choices import Grade, RedirectKind, Stance
from ..edition import public_page
from ..models import Country, Issue
from ..models.content import by_slug
from .pages import following_redirects, render
from .pages import found as one

MARKDOWN, CSV, BIBTEX = "md", "csv", "bib"
CONTENT_TYPES = {MARKDOWN: "text/markdown", CSV: "text/csv", BIBTEX: "application/x-bibtex"}


@require_safe
@public_page
def state_of_play(request):
    filters = ledger.GridFilters(request.GET)
    grid = ledger.Grid(filters)
    context = {
        "filters": filters,
        "grid": grid,
        "columns": [(each, filters.query_with("country", each.slug)) for each in grid.columns],
        "closed": [(issue, count, filters.query_with("issue", issue.slug)) for issue, count in grid.closed],
        "rule": ledger.RULE,
        "all_stances": Stance,
        "all_grades": Grade,
        "canonical_query": f"?{filters.query}" if filters.query else "",
        "as_of_query": filters.as_of_query,
    }
    return render(request, "articles/state_of_play.html", context)


@require_safe
@public_page
def state_of_play_csv(request):
    filters = ledger.GridFilters(request.GET)
    if filters.errors:
        text = "\n".join([*map(str, filters.errors), ""])
        return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
    table = ledger.grid_csv(ledger.Grid(filters, whole=True), base=origin(request))
    return HttpResponse(table, content_type="text/csv; charset=utf-8; header=present")


@require_safe
@public_page
def state_of_play_json(request):
    filters = ledger.GridFilters(request.GET)
    if filters.errors:
        document, status = {"errors": list(map(str, filters.errors))}, 400
    else:
        grid = ledger.Grid(filters, whole=True)
        document, status = ledger.grid_json(grid, base=origin(request)), 200
    return JsonResponse(document, status=status, json_dumps_params={"ensure_ascii": False})


@require_safe
@public_page
def dossier(request, slug, issue_slug, suffix=""):
    """Answer the dossier as a page or, by the suffix of its address, as Markdown, CSV or BibTeX."""
    country, issue = _named(Country, slug), _named(Issue, issue_slug)
    name = "articles:dossier_as" if suffix else "articles:dossier"
    path = reverse(name, args=[country.slug, issue.slug, *([suffix] if suffix else [])])
    if (country.slug, issue.slug) != (slug, issue_slug):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
    errors = []
    as_of = ledger.day_asked(request.GET.get("asof", ""), errors)
    if suffix and errors:
        text = "\n".join([*map(str, errors), ""])
        return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
    found = ledger.Dossier(country, issue, AsOf(as_of))
    query = f"asof={as_of.isoformat()}" if as_of else ""
    page = reverse("articles:dossier", args=[country.slug, issue.slug])
    address = absolute(request, page, query)
    if suffix:
        return _taken_away(found, suffix, base=origin(request), address=address)
    title = f"{country.local_name}: {issue.local_name}"
    trail = structured.breadcrumbs(
        (_("Countries"), absolute(request, reverse("articles:country_list"))),
        (country.local_name, absolute(request, country.get_absolute_url())),
        (issue.local_name, absolute(request, page)),
    )
    context = {
        "dossier": found,
        "as_of": as_of,
        "as_of_query": f"?{query}" if query else "",
        "errors": errors,
        "above": issue_tree.above(issue, found.tree),
        "formats": [
            (label, reverse("articles:dossier_as", args=[country.slug, issue.slug, each]))
            for label, each in (("Markdown", MARKDOWN), ("CSV", CSV), ("BibTeX", BIBTEX))
        ],
        "canonical_query": f"?{query}" if query else "",
        "social_title": title,
        "structured": structured.script(trail),
    }
    return render(request, "articles/dossier.html", context)


@require_safe
@following_redirects(RedirectKind.ISSUE)
@public_page
def sides(request, slug):
    """Answer who stands with whom on an issue, what is tied to it, and which records are at odds."""
    issue, asof = one(Issue.objects, slug=slug), AsOf.of(request.GET)
    told = ledger.Sides(issue, asof)
    trail = structured.breadcrumbs(
        (_("Issues"), absolute(request, reverse("articles:issue_list"))),
        (issue.local_name, absolute(request, issue.get_absolute_url())),
        (_("Who stands with whom"), absolute(request, request.path)),
    )
    context = {
        "sides": told,
        "around": ledger.Around(asof, issues=told.issues),
        "above": issue_tree.above(issue, told.tree),
        "rule": ledger.SIDES_RULE,
        "structured": structured.script(trail),
    }
    return render(request, "articles/sides.html", context)


def _taken_away(found, suffix, *, base, address):
    if suffix == CSV:
        text = ledger.dossier_csv(found, base=base)
    elif suffix == BIBTEX:
        text = ledger.dossier_bibtex(found, base=base, address=address)
    else:
        text = ledger.dossier_markdown(found, base=base, address=address)
    return HttpResponse(text, content_type=f"{CONTENT_TYPES[suffix]}; charset=utf-8")


def _named(model, slug):
    """Return what a slug names, also an old one, or answer 404."""
    found = by_slug(model, [slug])
    if not found:
        raise Http404
    return found[0]
