import datetime

from django.db.models import F
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import parties, structured
from ..addresses import origin
from ..choices import CorrectionKind, RedirectKind, Status
from ..edition import public_page
from ..filters import ArticleFilters
from ..models import Appointment, Article
from .pages import following_redirects, found, render

RELATED = 5


@require_safe
@public_page
def article_list(request):
    filters = ArticleFilters(request.GET)
    context = {
        "filters": filters,
        "page": filters.page(),
        "facets": filters.facets(),
        "canonical_query": f"?{filters.query}" if filters.query else "",
    }
    return render(request, "articles/article_list.html", context)


@require_safe
@following_redirects(RedirectKind.ARTICLE)
@public_page
def article_detail(request, slug):
    as_of = ArticleFilters(request.GET).as_of
    if request.GET.get("asof") and not as_of:
        raise Http404
    if as_of:
        article = Article.objects.as_of(as_of).filter(slug=slug).first()
        return _version_page(request, slug, article, lambda versions: versions.current_on(as_of))
    article = Article.objects.published().for_page().filter(slug=slug).first()
    if article is None:
        return _gone(request, slug)
    context = {
        "version_number": article.version,
        "is_current": True,
        "sources": article.sources.all(),
        "tags": article.tags.all(),
        "quotes": article.quotes.select_related("speaker"),
        "positions": parties.attach(article.positions.standing().for_rows(), parties.OF_POSITION),
        "related": Article.objects.published().sharing_links_with(article)[:RELATED],
    }
    return _page(request, article, context)


@require_safe
@following_redirects(RedirectKind.ARTICLE)
@public_page
def version_detail(request, slug, number):
    article = Article.objects.published().filter(slug=slug).first()
    return _version_page(request, slug, article, lambda versions: versions.filter(number=number).first())


def _version_page(request, slug, article, choose):
    """Render what readers saw of an article in the version that `choose` picks from its versions."""
    if article is None:
        return _gone(request, slug)
    version = choose(article.versions.readable())
    if version is None:
        raise Http404
    content = version.content
    context = {
        "version_number": version.number,
        "version": version,
        "is_current": version.number == article.version,
        "sources": content.sources,
        "tags": content.tags,
        "quotes": content.quotes_with_speakers(),
    }
    return _page(request, content.as_article(article), context)


def _page(request, article, context):
    """Render the page of an article, or of a version of one, with what both show alike."""
    people = [link.negotiator for link in article.shown_negotiator_links]
    corrections = list(article.corrections.all())
    base, sources = origin(request), list(context["sources"])
    told = structured.news_article(article, base=base, sources=sources, corrections=corrections)
    trail = structured.trail(base, _("Reports"), "articles:article_list", article, article.headline)
    context |= {
        "article": article,
        "offices": offices_on(people, article.published_at.date()),
        "sources": sources,
        "corrections": corrections,
        "card_address": structured.card_address(article),
        "structured": structured.script(told, trail),
    }
    return render(request, "articles/article_detail.html", context)


def offices_on(people, day: datetime.date):
    """Return (person, office held that day or None) pairs, in one query."""
    held = {}
    for office in Appointment.objects.held_on(day).filter(negotiator__in=people).order_by("start", "pk"):
        held[office.negotiator_id] = office
    return [(person, held.get(person.pk)) for person in people]


def _gone(request, slug):
    """Answer 410 with the public note for a withdrawn article, 404 for one that readers never had."""
    # A withdrawal of what was only scheduled is older than its first public moment.
    withdrawn = Article.objects.filter(status=Status.WITHDRAWN, first_public_at__lte=F("updated_at"))
    article = found(withdrawn, slug=slug)
    note = article.corrections.filter(kind=CorrectionKind.WITHDRAWAL).first()
    context = {"article": article, "note": note}
    return render(request, "articles/article_gone.html", context, status=410)
