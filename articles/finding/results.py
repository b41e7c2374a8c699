"""The results of a search: reports with the passage that matches, in order of relevance or date."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.functional import cached_property

from .. import paging, search
from ..cleaning import text_of
from ..models import Article
from . import names, spelling

# How much of the text an address names for the browser to scroll to.
FRAGMENT_WORDS = 6


@dataclass(frozen=True)
class Result:
    """A report found, the passage that shows why as (text, is a hit) pieces, and that place's address."""

    article: Article
    passage: list[tuple[str, bool]]
    address: str


class Results:
    """What a reader's words find among the articles that pass the other filters."""

    def __init__(self, filters, *, size=paging.SIZE):
        self.filters = filters
        self.size = size
        self.query = filters.search_query

    @property
    def is_ranked(self):
        """Whether results stand by relevance: where there are words, and no other order was asked for."""
        return bool(self.query) and self.filters.order == "relevance"

    @cached_property
    def _ids(self):
        """The ids of all results that a reader can page through, best first: the newest ones are ranked."""
        return [pk for pk, _score in search.best(self.query, self.filters.articles(words=False))]

    @cached_property
    def _by_date(self):
        return self.filters.page(size=self.size, load="with_text")

    @cached_property
    def page(self):
        """Return the results of the page asked for."""
        if not self.filters.is_active:
            return []
        if not self.is_ranked:
            return [self._result(article) for article in self._by_date.articles]
        then = self.filters.then
        start = (self.filters.number - 1) * self.size
        wanted = self._ids[start : start + self.size]
        found = Article.objects.published(at=then.at).with_text().in_bulk(wanted)
        return [self._result(each) for each in then.as_read(found[pk] for pk in wanted if pk in found)]

    def _result(self, article):
        text = f"{article.summary}\n\n{text_of(article.body)}"
        query = self.query or search.Query()
        return Result(
            article, search.snippet(text, query), article.get_absolute_url() + fragment(text, query)
        )

    @cached_property
    def known(self):
        """Return what the record has under the reader's words, best first."""
        return [known for _rank, known in names.find(self.filters.text, self._forms)]

    @cached_property
    def _forms(self):
        return names.forms_by(self.filters.as_of)

    @property
    def total(self):
        """How many articles match, at most one more than can be counted at a glance."""
        return self.filters.total if self.filters.is_active else 0

    @cached_property
    def did_you_mean(self):
        """Other words that find more, or ""."""
        return spelling.did_you_mean(self.filters, self.total, self._forms)

    @property
    def did_you_mean_query(self):
        return self.filters.query_saying(self.did_you_mean)

    @property
    def next(self):
        """The query string of the next page, or ""."""
        if not self.is_ranked:
            return self._query_at("before", self._by_date.next)
        more = len(self._ids) > self.filters.number * self.size
        return self._query_at("page", self.filters.number + 1 if more else 0)

    @property
    def previous(self):
        """The query string of the page before, or ""."""
        if not self.is_ranked:
            return self._query_at("after", self._by_date.previous)
        return self._query_at("page", self.filters.number - 1)

    def _query_at(self, name, place):
        return self.filters.query_at(**{name: place}) if place else ""


def fragment(text, query):
    """Return the end of an address (#:~:text=…) by which browsers scroll to the first hit shown, or "".

    The words named stand in one paragraph: no browser looks for them across two.
    """
    at = search.first_hit(text, query)
    if at is None:
        return ""
    paragraph = text[at:].partition("\n")[0]
    words = " ".join(paragraph.split()[:FRAGMENT_WORDS])
    # A hyphen would be read as the end of a prefix.
    return f"#:~:text={quote(words, safe='').replace('-', '%2D')}"
