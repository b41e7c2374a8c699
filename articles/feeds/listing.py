"""What all formats share: reading the filters, refusing what is not understood, an article as an entry."""

import datetime
import functools
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from ..addresses import absolute, host, origin, with_whole_links
from ..carrying import carrying, dated
from ..edition import public_page
from ..filters import ArticleFilters, local_name
from ..structured import authors, card_address

ENTRIES = 50
# The year in which the site's tag: addresses were coined (RFC 4151). It must never change.
COINED = 2026


@dataclass(frozen=True)
class Entry:
    """An article as feeds tell it: whole addresses, aware moments, plain text but for `html`."""

    id: str
    address: str
    headline: str
    summary: str
    html: str
    published: datetime.datetime
    updated: datetime.datetime
    authors: list[str]
    subjects: list[tuple[str, str]]  # (whole address, name) of countries and issues
    language: str
    card: str


class Listing:
    """The articles of one request and the addresses around them."""

    def __init__(self, request, filters, *, name, load="with_text"):
        self.request = request
        self.filters = filters
        self.language = request.LANGUAGE_CODE
        self.own_path = reverse(f"articles:{name}")
        self._load = load

    @cached_property
    def page(self):
        return self.filters.page(size=ENTRIES, load=self._load)

    @property
    def title(self):
        summary = self.filters.summary()
        return f"{settings.SITE_NAME}: {summary}" if summary else settings.SITE_NAME

    @property
    def home(self):
        """The page of the same articles."""
        return absolute(self.request, reverse("articles:article_list"), self.filters.query)

    @property
    def address(self):
        """The canonical address of this feed, at the place it is read from."""
        cursors = {"before": self.filters.before, "after": self.filters.after}
        return self._at(**{name: cursor for name, cursor in cursors.items() if cursor})

    @property
    def next(self):
        return self._at(before=self.page.next) if self.page.next else ""

    @property
    def previous(self):
        return self._at(after=self.page.previous) if self.page.previous else ""

    def _at(self, **cursor):
        return absolute(self.request, self.own_path, self.filters.query_at(**cursor))

    @property
    def updated(self):
        """When anything in the feed last changed; the start of the day for an empty one."""
        day = self.filters.at.astimezone(datetime.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return max((entry.updated for entry in self.entries), default=day)

    @cached_property
    def entries(self):
        return [self._entry(article) for article in self.page.articles]

    def _entry(self, article):
        base = origin(self.request)
        links = [link.country for link in article.shown_country_links]
        links += [link.issue for link in article.shown_issue_links]
        return Entry(
            id=f"tag:{host(self.request)},{COINED}:article:{article.pk}",
            address=base + dated(article.get_absolute_url(), self.filters.then.query),
            headline=article.headline,
            summary=article.summary,
            html=with_whole_links(carrying(article.body, self.filters.then.query, base), base),
            published=article.published_at.astimezone(datetime.UTC),
            updated=max(article.updated_at, article.published_at).astimezone(datetime.UTC),
            authors=authors(article.byline) or [settings.SITE_NAME],
            subjects=[(base + each.get_absolute_url(), local_name(each)) for each in links],
            language=article.language,
            card=base + dated(card_address(article), self.filters.then.query),
        )


def feed(refuse):
    """Make a public page of a function that answers (request, filters); `refuse` words a refusal.

    `refuse` takes the list of what was not understood and returns the content and its type.
    """

    def decorate(view):
        @require_safe
        @public_page
        @functools.wraps(view)
        def serve(request):
            filters = ArticleFilters(request.GET)
            if filters.refusals:
                content, content_type = refuse(filters.refusals)
                return HttpResponse(content, status=400, content_type=content_type)
            return view(request, filters)

        return serve

    return decorate


def in_words(refusals):
    """Return a refusal as plain text, a line for each thing not understood."""
    return "\n".join([*refusals, ""]), "text/plain; charset=utf-8"
