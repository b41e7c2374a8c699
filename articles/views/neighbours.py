"""For those who show the site elsewhere: calendars, card pictures, embedded cards."""

from csp.decorators import csp_replace
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseNotModified, JsonResponse
from django.template import loader
from django.urls import Resolver404, resolve, reverse
from django.utils import formats, timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from .. import calendar, cards, structured
from ..addresses import absolute, host, origin
from ..choices import RedirectKind
from ..edition import public_page
from ..models import Article, Meeting
from .pages import following_redirects, found

# A picture is of one version of its article, which its address names.
CARD_KEPT = 30 * 24 * 3600  # seconds
EMBED_SIZE = (600, 260)
SMALLEST_EMBED = (240, 160)


@require_safe
@public_page
def meetings_ics(request):
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    text = calendar.calendar(
        Meeting.objects.select_related("country").order_by("start", "pk"),
        name=f"{settings.SITE_NAME}: {_('Meetings')}",
        address=lambda meeting: absolute(request, meeting.get_absolute_url()),
        host=host(request),
        stamp=today,
        approximate=_("The exact days are not known."),
    )
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@require_safe
@following_redirects(RedirectKind.ARTICLE)
def card(request, slug):
    article = found(Article.objects.published().for_cards(), slug=slug)
    key = f"card:{cards.DRAWING}:{article.pk}:{article.version}"
    response = get_conditional_response(request, etag=f'"{key}"')
    if not isinstance(response, HttpResponseNotModified):
        picture = cache.get(key)
        if picture is None:
            picture = _drawn(article)
            cache.set(key, picture, CARD_KEPT)
        response = HttpResponse(picture, content_type="image/png")
    response.headers["ETag"] = f'"{key}"'
    response.headers["Cache-Control"] = f"public, max-age={CARD_KEPT if 'v' in request.GET else 300}"
    return response


def _drawn(article):
    names = [link.country.name for link in article.shown_country_links]
    names += [link.issue.name for link in article.shown_issue_links]
    day = formats.date_format(article.published_at, "DATE_FORMAT")
    place = f"{article.dateline}, {day}" if article.dateline else day
    return cards.draw(headline=article.headline, label=" · ".join(names) or day, foot=place)


# An embedded card stands in pages of other sites; it has no script and no form.
@csp_replace({"frame-ancestors": ["*"]})
@xframe_options_exempt
@require_safe
@following_redirects(RedirectKind.ARTICLE)
@public_page
def embed(request, slug):
    article = found(Article.objects.published().for_cards(), slug=slug)
    context = {
        "article": article,
        "address": absolute(request, article.get_absolute_url()),
        "site_name": settings.SITE_NAME,
    }
    return HttpResponse(loader.render_to_string("articles/embed.html", context))


@require_safe
@public_page
def oembed(request):
    """Answer by oEmbed 1.0 how a report can be embedded, for the address in `url`."""
    if request.GET.get("format", "json") != "json":
        return _refusal(_("Only JSON is spoken here."), 501)
    article = _article_at(request, request.GET.get("url", ""))
    if article is None:
        return _refusal(_("“url” is not the address of a report that readers can see."), 404)
    width, height = (
        max(smallest, min(usual, _size(request.GET.get(name, ""), usual)))
        for name, usual, smallest in zip(("maxwidth", "maxheight"), EMBED_SIZE, SMALLEST_EMBED, strict=True)
    )
    context = {
        "address": absolute(request, reverse("embed", args=[article.slug])),
        "headline": article.headline,
        "width": width,
        "height": height,
    }
    return JsonResponse(
        {
            "version": "1.0",
            "type": "rich",
            "title": article.headline,
            "author_name": article.byline or settings.SITE_NAME,
            "provider_name": settings.SITE_NAME,
            "provider_url": absolute(request, "/"),
            "cache_age": 3600,
            "thumbnail_url": origin(request) + structured.card_address(article),
            "thumbnail_width": cards.SIZE[0],
            "thumbnail_height": cards.SIZE[1],
            "width": width,
            "height": height,
            "html": loader.render_to_string("articles/_embed_frame.html", context).strip(),
        }
    )


def _refusal(message, status):
    return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")


def _article_at(request, address):
    """Return the public article at a whole address of this site, or None."""
    base = origin(request)
    if not address.startswith(f"{base}/"):
        return None
    try:
        match = resolve(address.removeprefix(base).partition("?")[0].partition("#")[0])
    except Resolver404:
        return None
    if match.view_name != "articles:article":
        return None
    return Article.objects.published().filter(slug=match.kwargs["slug"]).first()


def _size(text, usual):
    return int(text[:6]) if text.isascii() and text.isdigit() else usual
