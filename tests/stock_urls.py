"""The site's addresses, and beside them a stock admin for articles at /stock/."""

from django.contrib import admin
from django.urls import path
from reversion.admin import VersionAdmin

from articles.models import (
    Article,
    ArticleCountry,
    ArticleIssue,
    ArticleNegotiator,
    Country,
    Group,
    Issue,
    Meeting,
    Negotiator,
    Photo,
    Position,
    Quote,
    Source,
)
from tpp_tracker.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]


class StockSite(admin.AdminSite):
    """The stock admin in the site's own frame, whose settings page it leads to."""

    def get_urls(self):
        return [path("settings/", self.admin_view(self.index), name="own_settings"), *super().get_urls()]


site = StockSite(name="stock")


def register(model, *fields):
    admin_class = type(f"Stock{model.__name__}", (admin.ModelAdmin,), {"search_fields": fields})
    site.register(model, admin_class)


for named in (Country, Issue, Meeting, Negotiator, Group):
    register(named, "name" if named is not Group else "label")
register(Photo, "alt")
register(Source, "title")


def inline(of, *autocompletes, **options):
    return type(
        f"Stock{of.__name__}Inline",
        (admin.TabularInline,),
        {"model": of, "extra": 1, "autocomplete_fields": autocompletes} | options,
    )


@admin.register(Article, site=site)
class StockArticle(VersionAdmin):
    fields = [
        "headline", "summary", "body", "byline", "dateline", "language", "published_at", "slug", "is_sample",
        "status", "meeting", "photo", "sources", "tags",
    ]  # fmt: skip
    autocomplete_fields = ["meeting", "photo", "sources"]
    inlines = [
        inline(ArticleCountry, "country"),
        inline(ArticleIssue, "issue"),
        inline(ArticleNegotiator, "negotiator"),
        inline(Quote, "speaker", "issues"),
        inline(
            Position,
            "issue", "countries", "counterparts",
            fields=["slug", "countries", "issue", "stance", "summary", "since", "counterparts", "grade"],
        ),
    ]  # fmt: skip


urlpatterns = [path("stock/", site.urls), *urlpatterns]
