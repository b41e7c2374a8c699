"""The sitemaps: every address with something to read, and the news of two days."""

import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse
from taggit.models import Tag

from .models import Article, ArticleTag, Country, Issue, Meeting, Negotiator

# By Google's rules of news sitemaps.
NEWS_AGE = datetime.timedelta(days=2)
NEWS_LIMIT = 1_000


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
    found = Article.objects.published(at=at).filter(first_public_at__gt=at - NEWS_AGE, first_public_at__lte=at)
    return found.order_by("-first_public_at", "-pk")[:NEWS_LIMIT]
