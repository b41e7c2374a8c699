"""The sitemaps: every address with something to read, and the news of two days."""

import datetime
from xml.etree import ElementTree

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe
from taggit.models import Tag

from .addresses import absolute
from .edition import up_to_date
from .models import Article, ArticleTag, Country, Issue, Meeting, Negotiator
from .xml_writing import add, document

# By Google's rules of news sitemaps.
NEWS_AGE = datetime.timedelta(days=2)
NEWS_LIMIT = 1_000
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


class ArticleSitemap(Sitemap):
    # Google's limit is 50,000 addresses a file; Django splits at this many and lists the files in an index.
    limit = 10_000

    def items(self):
        return Article.objects.published().newest_first().only("slug", "updated_at", "published_at")

    def lastmod(self, article):
        return article.updated_at

    def get_latest_lastmod(self):
        # Django would load every article to find the latest.
        return Article.objects.published().aggregate(latest=Max("updated_at"))["latest"]


class InAllLanguages(Sitemap):
    """Pages of the record: what they name is translated, so each language's address is listed."""

    i18n = True
    alternates = True
    x_default = True


class RecordSitemap(InAllLanguages):
    def __init__(self, model):
        self.model = model

    def items(self):
        return self.model.objects.order_by("pk").only("slug")


class TagSitemap(Sitemap):
    def items(self):
        live = ArticleTag.objects.filter(content_object__in=Article.objects.published().values("pk"))
        return Tag.objects.filter(pk__in=live.values("tag")).order_by("pk")

    def location(self, tag):
        return reverse("articles:tag", args=[tag.slug])


class PageSitemap(InAllLanguages):
    def items(self):
        return [
            "home",
            "article_list",
            "country_list",
            "issue_list",
            "negotiator_list",
            "meeting_list",
            "chapter_list",
            "state_of_play",
            "archive",
            "quote_list",
            "correction_list",
            "glossary",
            "about",
        ]

    def location(self, name):
        return reverse(f"articles:{name}")


SITEMAPS = {
    "pages": PageSitemap(),
    "articles": ArticleSitemap(),
    "tags": TagSitemap(),
    **{f"{model._meta.model_name}s": RecordSitemap(model) for model in (Country, Issue, Negotiator, Meeting)},
}


def news(*, at):
    """Return the articles that readers could first see within two days before a moment, newest first."""
    young = Article.objects.published(at=at).filter(first_public_at__gt=at - NEWS_AGE)
    return young.order_by("-first_public_at", "-pk")[:NEWS_LIMIT]


@require_safe
@conditional_page
@up_to_date
def news_sitemap(request):
    """Answer the news sitemap. It is not kept in the page cache: what is news changes by the minute."""
    root = ElementTree.Element("urlset", {"xmlns": SITEMAP, "xmlns:news": NEWS})
    for article in news(at=timezone.now()):
        first_public = article.first_public_at.astimezone(datetime.UTC)
        item = add(root, "url")
        add(item, "loc", absolute(request, article.get_absolute_url()))
        told = add(item, "news:news")
        publication = add(told, "news:publication")
        add(publication, "news:name", settings.SITE_NAME)
        add(publication, "news:language", article.language)
        add(told, "news:publication_date", first_public.isoformat(timespec="seconds"))
        add(told, "news:title", article.headline)
    return HttpResponse(document(root), content_type="application/xml; charset=utf-8")
