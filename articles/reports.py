"""The reports shown on the page of a country, an issue, a person, a meeting or a tag."""

from dataclasses import dataclass

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


def about(each, *, at=None):
    """Return the Reports about a country, issue, negotiator, meeting or tag."""
    facet = next(facet for facet in FACETS.values() if isinstance(each, facet.model))
    published = Article.objects.published(at=at)
    if facet.link == "meeting":
        found = published.about(link=facet.link, values=[each])
        page = paging.page(found.for_cards())
        total = found.count()
    else:
        page = paging.page(published.for_cards(), link=facet.link, value=each)
        total = published.along(link=facet.link, value=each).order_by().count()
    return Reports(page.articles, total, f"{facet.parameter}={each.slug}", page.next)
