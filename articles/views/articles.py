import datetime

from django.views.decorators.http import require_safe

from .. import parties
from ..choices import RedirectKind, Status
from ..edition import public_page
from ..filters import ArticleFilters
from ..models import Appointment, Article
from .pages import following_redirects, found, render

RELATED = 5


@require_safe
@public_page
def article_list(request):
    filters = ArticleFilters(request.GET)
    context = {"filters": filters, "page": filters.page(), "facets": filters.facets()}
    return render(request, "articles/article_list.html", context)


@require_safe
@following_redirects(RedirectKind.ARTICLE)
@public_page
def article_detail(request, slug):
    as_of = ArticleFilters(request.GET).as_of
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
        "positions": parties.attach(article.positions.select_related("issue"), parties.OF_POSITION),
        "related": Article.objects.published().sharing_links_with(article)[:RELATED],
    }
    return render(request, "articles/article_detail.html", context | _shared(article))


@require_safe
@following_redirects(RedirectKind.ARTICLE)
@public_page
def version_detail(request, slug, number):
    article = Article.objects.published().filter(slug=slug).first()
    return _version_page(request, slug, article, lambda versions: versions.filter(number=number))


def _version_page(request, slug, article, choose):
    """Render what readers saw of an article in the version that `choose` picks from its versions."""
    if article is None:
        return _gone(request, slug)
    version = found(choose(article.versions))
    content = version.content
    context = {
        "version_number": version.number,
        "version": version,
        "is_current": version.number == article.version,
        "sources": content.sources,
        "tags": content.tags,
        "quotes": content.quotes_with_speakers(),
    }
    return render(request, "articles/article_detail.html", context | _shared(content.as_article(article)))


def _shared(article):
    """Return what a page shows of an article and of a version of it alike."""
    people = [link.negotiator for link in article.shown_negotiator_links]
    offices = offices_on(people, article.published_at.date())
    return {"article": article, "offices": offices, "corrections": article.corrections.all()}


def offices_on(people, day: datetime.date):
    """Return (person, office held that day or None) pairs, in one query."""
    held = {}
    for office in Appointment.objects.held_on(day).filter(negotiator__in=people).order_by("start", "pk"):
        held[office.negotiator_id] = office
    return [(person, held.get(person.pk)) for person in people]


def _gone(request, slug):
    """Answer 410 with the public note for a withdrawn article, 404 for one that readers never had."""
    article = found(Article.objects.filter(status=Status.WITHDRAWN), slug=slug)
    context = {"article": article, "note": article.corrections.first()}
    return render(request, "articles/article_gone.html", context, status=410)
