"""One object from a query string to articles, counts, summary and address.

Pages, feeds and everything after them ask ArticleFilters, so that one address means one set of articles in
every format. Each module imports only from those before it: names, facets, addresses, article_filters.
"""

from .article_filters import ORDERS, SEARCH_ORDERS, ArticleFilters, Chip
from .facets import COUNTED, FACETS, Facet, FacetValue, OfferedFacet
from .names import local_name, spellings

__all__ = [
    "COUNTED",
    "FACETS",
    "ORDERS",
    "SEARCH_ORDERS",
    "ArticleFilters",
    "Chip",
    "Facet",
    "FacetValue",
    "OfferedFacet",
    "local_name",
    "spellings",
]
