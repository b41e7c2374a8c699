"""What other sites can show in a frame: the card of a report, and stances from the grid.

Frames have no script and no form, and a policy of their own: any page may hold them. oEmbed says how for the
address of a report, a country, an issue or a dossier.
"""

import functools
from dataclasses import dataclass

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.template import loader
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from .. import cards, ledger, structured
from ..addresses import absolute, origin
from ..asof import AsOf
from ..carrying import dated
from ..choices import RedirectKind
from ..edition import public_page
from ..models import Article, Country, Issue
from ..models.content import by_slug
from .pages import following_redirects, found, render

SMALLEST = (240, 160)
CARD_SIZE, CELL_SIZE, LIST_SIZE = (600, 260), (600, 240), (600, 480)


def frame(view):
    """Serve a public page that pages of any site may hold in a frame."""

    @csp_replace({"frame-ancestors": ["*"]})
    @xframe_options_exempt
    @require_safe
    @functools.wraps(view)
    def serve(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    return serve


@frame
@following_redirects(RedirectKind.ARTICLE)
@public_page
def embed(request, slug):
    then = AsOf.of(request.GET)
    article = found(Article.objects.published(at=then.at).for_cards(), slug=slug)
    [article] = then.as_read([article])
    context = {"article": article, "address": absolute(request, article.get_absolute_url())}
    return render(request, "articles/embed.html", context)


@frame
@following_redirects(RedirectKind.COUNTRY)
@public_page
def embed_country(request, slug):
    country = found(Country.objects.all(), slug=slug)
    grid = _grid(request, country=slug)
    lines = [(cell.issue, cell) for row in grid.rows for cell in row.filled]
    return _stances(request, grid, country, country.get_absolute_url(), lines)


@frame
@following_redirects(RedirectKind.ISSUE)
@public_page
def embed_issue(request, slug):
    issue = found(Issue.objects.all(), slug=slug)
    grid = _grid(request, issue=slug)
    lines = [(cell.country, cell) for row in grid.rows if row.issue == issue for cell in row.filled]
    return _stances(request, grid, issue, issue.get_absolute_url(), lines)


@frame
@public_page
def embed_cell(request, slug, issue_slug):
    country, issue = _named(Country, slug), _named(Issue, issue_slug)
    grid = _grid(request, country=country.slug, issue=issue.slug)
    path = reverse("articles:dossier", args=[country.slug, issue.slug])
    context = {
        "cell": grid.cells.get((country.pk, issue.pk)),
        "title": f"{country.local_name}: {issue.local_name}",
        "address": origin(request) + path + grid.filters.as_of_query,
        "day": grid.filters.day,
    }
    return render(request, "articles/embed_cell.html", context)


def _stances(request, grid, about, path, lines):
    context = {
        "lines": lines,
        "title": about.local_name,
        "address": origin(request) + path,
        "day": grid.filters.day,
        "of_country": isinstance(about, Country),
    }
    return render(request, "articles/embed_stances.html", context)


def _grid(request, **wanted):
    query = QueryDict(mutable=True)
    query.update(wanted)
    if "asof" in request.GET:
        query["asof"] = request.GET["asof"]
    return ledger.Grid(ledger.GridFilters(query), whole=True)


def _named(model, slug):
    """Return what a slug names, also an old one, or answer 404."""
    named = by_slug(model, [slug])
    if not named:
        raise Http404
    return named[0]


# --------------------------------------------------------------------------- oEmbed


@dataclass(frozen=True)
class Embeddable:
    """What stands at an address of the site: its title, the path of its frame, the frame's usual size."""

    title: str
    path: str
    size: tuple[int, int]
    article: Article | None = None


@require_safe
@public_page
def oembed(request):
    """Answer by oEmbed 1.0 how what stands at the address in `url` can be embedded."""
    if request.GET.get("format", "json") != "json":
        return _refusal(_("Only JSON is spoken here."), 501)
    address = request.GET.get("url", "")
    # The day that the address names, or the one of the page that led here.
    then = AsOf.of(QueryDict(address.partition("#")[0].partition("?")[2]))
    then = then if then.asked else AsOf.of(request.GET)
    shown = _embeddable_at(request, address, then)
    if shown is None:
        message = _("“url” is not the address of a report, a country, an issue or a dossier of this site.")
        return _refusal(message, 404)
    width, height = (
        max(smallest, min(usual, _size(request.GET.get(name, ""), usual)))
        for name, usual, smallest in zip(("maxwidth", "maxheight"), shown.size, SMALLEST, strict=True)
    )
    context = {
        "embed_address": absolute(request, shown.path, then.query),
        "embed_title": shown.title,
        "embed_width": width,
        "embed_height": height,
    }
    told = {
        "version": "1.0",
        "type": "rich",
        "title": shown.title,
        "provider_name": settings.SITE_NAME,
        "provider_url": absolute(request, "/"),
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": loader.render_to_string("articles/_embed_frame.html", context).strip(),
    }
    return JsonResponse(told | (_of_article(request, shown.article, then) if shown.article else {}))


def _of_article(request, article, then):
    return {
        "author_name": article.byline or settings.SITE_NAME,
        "thumbnail_url": origin(request) + dated(structured.card_address(article), then.query),
        "thumbnail_width": cards.SIZE[0],
        "thumbnail_height": cards.SIZE[1],
    }


def _refusal(message, status):
    return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")


def _embeddable_at(request, address, then):
    """Return what stands at a whole address of this site as of a day, in its own language, or None."""
    base = origin(request)
    if not address.startswith(f"{base}/"):
        return None
    path = address.removeprefix(base).partition("?")[0].partition("#")[0]
    with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            match = resolve(path)
        except Resolver404:
            return None
        look_up = _EMBEDDABLE.get(match.view_name)
        return look_up(then, **match.kwargs) if look_up else None


def _article(then, slug):
    article = next(iter(then.as_read(Article.objects.published(at=then.at).filter(slug=slug))), None)
    return article and Embeddable(article.headline, reverse("embed", args=[slug]), CARD_SIZE, article)


def _country(_then, slug):
    country = Country.objects.filter(slug=slug).first()
    path = reverse("articles:embed_country", args=[slug])
    return country and Embeddable(country.local_name, path, LIST_SIZE)


def _issue(_then, slug):
    issue = Issue.objects.filter(slug=slug).first()
    return issue and Embeddable(issue.local_name, reverse("articles:embed_issue", args=[slug]), LIST_SIZE)


def _dossier(_then, slug, issue_slug):
    country, issue = Country.objects.filter(slug=slug).first(), Issue.objects.filter(slug=issue_slug).first()
    if not country or not issue:
        return None
    path = reverse("articles:embed_cell", args=[slug, issue_slug])
    return Embeddable(f"{country.local_name}: {issue.local_name}", path, CELL_SIZE)


_EMBEDDABLE = {
    "articles:article": _article,
    "articles:country": _country,
    "articles:issue": _issue,
    "articles:dossier": _dossier,
}


def _size(text, usual):
    return int(text[:6]) if text.isascii() and text.isdigit() else usual
