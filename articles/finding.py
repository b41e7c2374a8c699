"""The results of a search: reports with the passage that matches, in order of relevance or date."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from . import paging, search
from .cleaning import text_of
from .models import Alias, Article
from .models.alias import OWNERS as ALIAS_OWNERS


@dataclass(frozen=True)
class Result:
    """A report found, and the passage that shows why as (text, is a hit) pieces."""

    article: Article
    passage: list[tuple[str, bool]]


@dataclass(frozen=True)
class Known:
    """A country, issue, person or meeting of the record that the words name."""

    name: str
    address: str
    kind: str


class Results:
    """What a reader's words find among the articles that pass the other filters."""

    def __init__(self, filters, *, size=paging.SIZE):
        self.filters = filters
        self.size = size
        self.query = filters.search_query

    @cached_property
    def _ids(self):
        """The ids of all results that a reader can page through, best first: the newest ones are ranked."""
        return [pk for pk, _score in search.best(self.query, self.filters.articles(words=False))]

    @cached_property
    def page(self):
        """Return the results of the page asked for."""
        if not self.query:
            return []
        start = (self.filters.number - 1) * self.size
        wanted = self._ids[start : start + self.size]
        found = Article.objects.published(at=self.filters.at).with_text().in_bulk(wanted)
        return [self._result(found[pk]) for pk in wanted if pk in found]

    def _result(self, article):
        return Result(article, search.snippet(f"{article.summary}\n\n{text_of(article.body)}", self.query))

    @cached_property
    def known(self):
        """Return what the reader's words, taken together, are a name of."""
        if not self.filters.text:
            return []
        aliases = Alias.objects.filter(folded=self.filters.text.casefold()).select_related(*ALIAS_OWNERS)
        owners = list(dict.fromkeys(alias.owner for alias in aliases))
        return [Known(each.local_name, each.get_absolute_url(), each._meta.verbose_name) for each in owners]

    @cached_property
    def total(self):
        """How many articles match, at most one more than can be counted at a glance."""
        return search.count(self.query, self.filters.articles(words=False)) if self.query else 0

    @property
    def next(self):
        """The query string of the next page, or ""."""
        more = self.query and len(self._ids) > self.filters.number * self.size
        return self.filters.query_at(page=self.filters.number + 1) if more else ""

    @property
    def previous(self):
        """The query string of the page before, or ""."""
        return self.filters.query_at(page=self.filters.number - 1) if self.filters.number > 1 else ""
