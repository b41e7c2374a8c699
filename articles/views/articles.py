import datetime

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import cards, citing, known, parties, structured
from ..addresses import absolute, origin
from ..asof import AsOf
from ..choices import CorrectionKind, RedirectKind
from ..edition import public_page
from ..filters import ArticleFilters
from ..models import Appointment, Article, Document, Photo
from .pages import following_redirects, found, render

RELATED = 5
# Below this width a shared picture is shown as a stamp beside the words: then the card tells more (pixels).
LEAST_SHARED = 600


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
    then = AsOf.of(request.GET)
    if then.asked:
        return _version_page(request, slug, lambda versions: versions.current_on(then.day))
    article = Article.objects.published().for_page().filter(slug=slug).first()
    if article is None:
        return gone(request, slug)
    context = {
        "version_number": article.version,
        "is_current": True,
        "sources": article.sources.all(),
        "tags": article.tags.all(),
        "quotes": article.quotes.select_related("speaker"),
        "documents": [(each, each.get_absolute_url()) for each in article.documents.all()],
        "positions": _positions(article, then),
        "related": known.shared_with(article, _related(article)),
    }
    return _page(request, article, context)


@require_safe
@following_redirects(RedirectKind.ARTICLE)
@public_page
def version_detail(request, slug, number):
    return _version_page(request, slug, lambda versions: versions.filter(number=number).first())


@require_safe
@following_redirects(RedirectKind.ARTICLE)
@public_page
def version_bibtex(request, slug, number):
    article = found(Article.objects.published(at=AsOf.of(request.GET).at), slug=slug)
    content = found(article.versions.readable(), number=number).content
    address = absolute(request, reverse("articles:version", args=[slug, number]))
    entry = citing.article_bibtex(content.as_article(article), number=number, address=address)
    return HttpResponse(entry, content_type="application/x-bibtex; charset=utf-8")


def _version_page(request, slug, choose):
    """Render what readers saw of an article in the version that `choose` picks from its versions."""
    then = AsOf.of(request.GET)
    article = Article.objects.published(at=then.at).filter(slug=slug).first()
    if article is None:
        return gone(request, slug)
    versions = article.versions.readable()
    version = choose(versions)
    latest = versions.current_on(then.day).number if then.asked and version else article.version
    if version is None or version.number > latest:
        raise Http404
    content = version.content
    shown = _with_readable_photo(content.as_article(article), article)
    context = {
        "version_number": version.number,
        "version": version,
        "is_current": version.number == latest,
        "sources": then.known_sources(content.sources),
        "tags": content.tags,
        "quotes": content.quotes_with_speakers(),
        "documents": _documents(content),
        "positions": _positions(article, then) if then.asked else (),
    }
    return _page(request, then.as_told(shown, article, version), context)


def _page(request, article, context):
    """Render the page of an article, or of a version of one, with what both show alike."""
    people = [link.negotiator for link in article.shown_negotiator_links]
    then = AsOf.of(request.GET)
    corrections = list(article.corrections.filter(published_at__lte=then.at))
    base, sources = origin(request), list(context["sources"])
    told = structured.news_article(article, base=base, sources=sources, corrections=corrections)
    trail = structured.trail(base, _("Reports"), "articles:article_list", article, article.headline)
    context |= {
        "article": article,
        "text": known.linked_text(article),
        "terms": known.terms_in(article),
        "photo": article.photo,
        "offices": offices_on(people, article.published_at.date()),
        "sources": sources,
        "corrections": corrections,
        "translations": Article.objects.published(at=then.at).in_other_languages(article),
        "social_image": _social_image(article),
        "structured": structured.script(told, trail),
    }
    return render(request, "articles/article_detail.html", context)


def _social_image(article):
    """Return what stands for an article where it is shared: its photograph if large, else its card."""
    crop = article.photo.largest("social") if article.photo else None
    if crop and crop.width >= LEAST_SHARED:
        address, alt = article.photo.address_of(crop), article.photo.alt
        media_type, width, height = crop.media_type, crop.width, crop.height
    else:
        address, alt = structured.card_address(article), article.headline
        media_type, (width, height) = "image/png", cards.SIZE
    return {"address": address, "media_type": media_type, "width": width, "height": height, "alt": alt}


def _with_readable_photo(shown, article):
    """Return what a version shows, without a photograph that readers can have no more."""
    if shown.photo_id not in (None, article.photo_id) and not _is_readable(shown.photo):
        shown.photo = None
    return shown


def _is_readable(photo):
    return Photo.objects.published().filter(pk=photo.pk).exists()


def _documents(content):
    """Return the documents of a version, each with its address if readers can still have it."""
    documents = content.attached()
    readable = set(Document.objects.published().filter(uid__in=content.documents)) if documents else set()
    return [(each, each.get_absolute_url() if each in readable else "") for each in documents]


def _related(article):
    return Article.objects.published().sharing_links_with(article)[:RELATED]


def _positions(article, then):
    positions = then.known(article.positions.as_of(then.day).standing().for_rows())
    return parties.attach(positions, parties.OF_POSITION)


def offices_on(people, day: datetime.date):
    """Return (person, office held that day or None) pairs, in one query."""
    held = {}
    for office in Appointment.objects.held_on(day).filter(negotiator__in=people).order_by("start", "pk"):
        held[office.negotiator_id] = office
    return [(person, held.get(person.pk)) for person in people]


def gone(request, slug):
    """Answer 410 with the public note for a withdrawn article, 404 for one that readers never had."""
    article = found(Article.objects.withdrawn(), slug=slug)
    note = article.corrections.filter(kind=CorrectionKind.WITHDRAWAL).first()
    context = {"article": article, "note": note}
    return render(request, "articles/article_gone.html", context, status=410)
