"""The reports shown on the page of a country, an issue, a person, a meeting or a tag."""

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import ExtractYear

from . import paging
from .filters import FACETS
from .models import Article


@dataclass(frozen=True)
class Reports:
    """The newest reports about one thing, how many there are in all, and the query that lists them."""

    articles: list
    total: int
    query: str
    next: str


def by_year(each, then):
    """Return {year: how many} of the reports about a country, issue or person, as of a day (AsOf)."""
    facet = next(facet for facet in FACETS.values() if isinstance(each, facet.model))
    links = Article._meta.get_field(facet.link).related_model.objects
    live = links.filter(**{links.model.target_name: each}, live_at__lte=then.at)
    years = live.order_by().annotate(year=ExtractYear("live_at")).values_list("year")
    return dict(years.annotate(total=Count("pk")).order_by("year"))


def about(each, then, total=None):
    """Return the Reports about a country, issue, negotiator, meeting or tag, as of a day (AsOf).

    `total` is how many there are in all, where the caller has counted them already.
    """
    facet = next(facet for facet in FACETS.values() if isinstance(each, facet.model))
    published = Article.objects.published(at=then.at)
    if facet.link == "meeting":
        found = published.about(link=facet.link, values=[each])
        page = paging.page(found.for_cards())
        total = found.count()
    else:
        page = paging.page(published.for_cards(), link=facet.link, value=each)
        if total is None:
            total = published.along(link=facet.link, value=each).order_by().count()
    return Reports(then.as_read(page.articles), total, f"{facet.parameter}={each.slug}", page.next)
