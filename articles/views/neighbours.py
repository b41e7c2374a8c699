"""For those who show the site elsewhere: calendars and card pictures."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import formats
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import calendar, cards
from ..addresses import absolute, host
from ..asof import AsOf
from ..choices import RedirectKind
from ..edition import public_page, up_to_date
from ..models import Article, Meeting
from .pages import following_redirects, found

# A picture is of one version of its article, which its address names.
CARD_KEPT = 30 * 24 * 3600  # seconds


@require_safe
@public_page
def meetings_ics(request):
    then = AsOf.of(request.GET)
    meetings = Meeting.objects.begun(then.asked).select_related("country").order_by("start", "pk")
    text = calendar.calendar(
        then.known(meetings),
        name=f"{settings.SITE_NAME}: {_('Meetings')}",
        address=lambda meeting: absolute(request, meeting.get_absolute_url(), then.query),
        host=host(request),
        stamp=then.at.replace(hour=0, minute=0, second=0, microsecond=0),
        approximate=_("The exact days are not known."),
    )
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@require_safe
@following_redirects(RedirectKind.ARTICLE)
@up_to_date
def card(request, slug):
    then = AsOf.of(request.GET)
    article = found(Article.objects.published(at=then.at).for_cards(), slug=slug)
    [article] = then.as_read([article])
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
