"""The Atom feed of any combination of filters: the same query as the page."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from .edition import public_page
from .filters import ArticleFilters

ENTRIES = 50


@require_safe
@public_page
def atom(request):
    filters = ArticleFilters(request.GET)
    if filters.errors:
        return HttpResponse("\n".join(filters.errors), status=400, content_type="text/plain; charset=utf-8")
    page = filters.page(size=ENTRIES)
    listing = request.build_absolute_uri(reverse("articles:article_list"))
    summary = filters.summary()
    feed = Atom1Feed(
        title=f"{settings.SITE_NAME}: {summary}" if summary else settings.SITE_NAME,
        link=f"{listing}?{filters.query}" if filters.query else listing,
        description=settings.SITE_DESCRIPTION,
        feed_url=request.build_absolute_uri(),
        language=request.LANGUAGE_CODE,
        author_name=settings.SITE_NAME,
    )
    for article in page.articles:
        address = request.build_absolute_uri(article.get_absolute_url())
        feed.add_item(
            title=article.headline,
            link=address,
            description=article.summary,
            unique_id=f"tag:{request.get_host().split(':')[0]},2026:article:{article.pk}",
            pubdate=article.published_at,
            updateddate=max(article.updated_at, article.published_at),
            author_name=article.byline or settings.SITE_NAME,
            categories=[link.country.name for link in article.shown_country_links]
            + [link.issue.name for link in article.shown_issue_links],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
