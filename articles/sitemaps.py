"""The sitemap: every address with something to read."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from taggit.models import Tag

from .models import Article, ArticleTag, Country, Issue, Meeting, Negotiator


class ArticleSitemap(Sitemap):
    # Google's limit is 50,000 addresses a file; Django splits at this many and lists the files in an index.
    limit = 10_000

    def items(self):
        return Article.objects.published().newest_first().only("slug", "updated_at", "published_at")

    def lastmod(self, article):
        return article.updated_at


class RecordSitemap(Sitemap):
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


class PageSitemap(Sitemap):
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
