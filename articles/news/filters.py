"""The filters of what is to come: those of a list of reports, less how the list is ordered and dated."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from ..filters import ArticleFilters
from ..filters.addresses import canonical
from ..models import Watch

# How a list is ordered, paged and dated is no part of what a reader follows.
WATCHED = ("country", "issue", "negotiator", "meeting", "tag", "all", "year", "q")
LONGEST = Watch._meta.get_field("query").max_length


class FilterError(ValueError):
    """The filters cannot be followed; the message says why, in the reader's language."""


def watched(filters: ArticleFilters) -> str:
    """Return the canonical query string of what a reader would follow."""
    query = canonical(pair for pair in filters.parameters() if pair[0] in WATCHED)
    if filters.errors:
        raise FilterError(" ".join(map(str, filters.errors)))
    if len(query) > LONGEST:
        raise FilterError(_("These are too many filters for one alert. Take some off, or make two alerts."))
    return query


def filters_of(query: str, *, now=None) -> ArticleFilters:
    """Return the filters that a stored query string stands for.

    Where `errors` says that something it names is gone, what is left would match far too much: nothing is
    sent then.
    """
    return ArticleFilters(QueryDict(query), now=now)
