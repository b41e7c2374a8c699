"""One object from a query string to articles, counts, summary and address.

Pages, feeds and everything after them ask ArticleFilters, so that one address means one set of articles in
every format. A filter given several times means any of its values (`all=country`: every one of them);
different filters join by and. What is not understood is named in `errors`: pages show it, machines refuse.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.models import Tag

from . import paging, search
from .models import Alias, Article, Country, Issue, Meeting, Negotiator
from .models.content import by_slug
from .querysets import end_of_day

# Above this, a count says "10,000+": to be exact about a larger one would cost more than it tells.
COUNTED = 10_000
SHOWN_VALUES = 12
MOST_WORDS = 32
LONGEST_NAME = 5
MOST_PAGES = 50


@dataclass(frozen=True)
class Facet:
    """A filter on what articles are linked to."""

    parameter: str
    model: type[models.Model]
    link: str
    label: str


FACETS = {
    facet.parameter: facet
    for facet in (
        Facet("country", Country, "country_links", gettext_lazy("Country")),
        Facet("issue", Issue, "issue_links", gettext_lazy("Issue")),
        Facet("negotiator", Negotiator, "negotiator_links", gettext_lazy("Person")),
        Facet("meeting", Meeting, "meeting", gettext_lazy("Meeting")),
        Facet("tag", Tag, "tag_links", gettext_lazy("Tag")),
    )
}
# Those with a link table in date order, the likely rarest values first.
LEADING = ("negotiator", "tag", "issue", "country")
ORDERS = {"newest": gettext_lazy("Newest first"), "oldest": gettext_lazy("Oldest first")}


@dataclass(frozen=True)
class Chip:
    """A filter in force, in words, and the query string without it."""

    label: str
    text: str
    without: str


@dataclass(frozen=True)
class FacetValue:
    """A value a reader could add: how many articles it would leave, and the query string with it."""

    name: str
    total: int
    chosen: bool
    query: str


class ArticleFilters:
    """The filters of one request; `query` is a QueryDict."""

    def __init__(self, query, *, now=None):
        self.now = now or timezone.now()
        self.errors = []
        self.values = {name: self._linked(facet, query.getlist(name)) for name, facet in FACETS.items()}
        self.every = [name for name in FACETS if name in query.getlist("all")]
        self.year = self._year(query.get("year", ""))
        self.as_of = self._day(query.get("asof", ""))
        self.text = " ".join(query.get("q", "").split())
        self.order = self._order(query.get("order", ""))
        self.before = self._cursor(query.get("before", ""))
        self.number = self._number(query.get("page", ""))
        self.after = None if self.before else self._cursor(query.get("after", ""))

    # ------------------------------------------------------------------ reading the query string

    def _linked(self, facet, slugs):
        slugs = list(dict.fromkeys(slug.strip() for slug in slugs if slug.strip()))
        found = by_slug(facet.model, slugs) if slugs else []
        known = {each.slug for each in found}
        if len(found) < len(slugs):
            unknown = [slug for slug in slugs if slug not in known]
            unknown = [slug for slug in unknown if not by_slug(facet.model, [slug])]
            self.errors += [
                _("There is no %(kind)s “%(value)s”.") % {"kind": facet.label.lower(), "value": slug[:80]}
                for slug in unknown
            ]
        return found

    def _year(self, text):
        if not text:
            return None
        if text.isascii() and text.isdigit() and 1900 <= int(text[:6]) <= 2200:
            return int(text)
        self.errors.append(
            _("“%(value)s” is not a year. Write four digits, as in 2014.") % {"value": text[:80]}
        )
        return None

    def _day(self, text):
        if not text:
            return None
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            self.errors.append(_("“%(value)s” is not a day. Write it as 2014-04-25.") % {"value": text[:80]})
            return None

    def _order(self, text):
        if text in ("", *ORDERS):
            return text or "newest"
        self.errors.append(_("There is no order “%(value)s”.") % {"value": text[:80]})
        return "newest"

    def _cursor(self, text):
        cursor = paging.Cursor.read(text)
        if text and not cursor:
            self.errors.append(_("That page cannot be found; this is the first one."))
        return cursor

    def _number(self, text):
        """Return which page of ranked results is asked for, from 1."""
        if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MOST_PAGES:
            return int(text)
        if text:
            self.errors.append(_("That page cannot be found; this is the first one."))
        return 1

    # ------------------------------------------------------------------ articles

    @property
    def at(self):
        """The moment whose articles are shown: now, or the end of the day asked for."""
        return min(self.now, end_of_day(self.as_of)) if self.as_of else self.now

    @cached_property
    def search_query(self):
        return search.parse(self.text, resolve=spellings(self.text)) if self.text else None

    def articles(self, *, skip=None, words=True):
        """Return the articles that pass all filters (but the one skipped, or the words), in no order."""
        articles = Article.objects.published(at=self.at)
        for name, values in self.values.items():
            if values and name != skip:
                articles = articles.about(link=FACETS[name].link, values=values, every=name in self.every)
        if self.year and skip != "year":
            start = datetime.datetime(self.year, 1, 1, tzinfo=datetime.UTC)
            end = datetime.datetime(self.year + 1, 1, 1, tzinfo=datetime.UTC)
            articles = articles.filter(published_at__gte=start, published_at__lt=end)
        if words and self.search_query:
            articles = search.matching(self.search_query, articles)
        return articles

    def page(self, *, size=paging.SIZE):
        """Return the paging.Page asked for, led by the link table where a filter has a single value."""
        lead = next((name for name in LEADING if len(self.values[name]) == 1), None)
        return paging.page(
            self.articles(skip=lead).for_cards(),
            link=FACETS[lead].link if lead else None,
            value=self.values[lead][0] if lead else None,
            before=self.before,
            after=self.after,
            oldest_first=self.order == "oldest",
            size=size,
        )

    @cached_property
    def total(self):
        """How many articles pass, at most COUNTED + 1."""
        return self.articles()[: COUNTED + 1].count()

    @property
    def is_active(self):
        """Whether any filter is in force."""
        return bool(self.text or self.year or any(self.values.values()))

    # ------------------------------------------------------------------ addresses

    def parameters(self):
        """Return the (name, value) pairs of the canonical query string, without paging."""
        pairs = [
            (name, each.slug) for name, values in self.values.items() for each in sorted(values, key=_slug)
        ]
        pairs += [("all", name) for name in self.every if len(self.values[name]) > 1]
        pairs += [("year", str(self.year))] if self.year else []
        pairs += [("q", self.text)] if self.text else []
        pairs += [("order", self.order)] if self.order != "newest" else []
        pairs += [("asof", self.as_of.isoformat())] if self.as_of else []
        return pairs

    @property
    def query(self):
        return urlencode(self.parameters())

    def query_without(self, *pair):
        return urlencode([each for each in self.parameters() if each != pair])

    def query_with(self, *pair):
        return urlencode(self.parameters() + [pair])

    def query_at(self, **cursor):
        """Return the query string of another page: before=… or after=…"""
        return urlencode(self.parameters() + list(cursor.items()))

    # ------------------------------------------------------------------ words and counts

    def chips(self):
        """Return the filters in force, each with the way to take it off."""
        chips = [
            Chip(FACETS[name].label, local_name(each), self.query_without(name, each.slug))
            for name, values in self.values.items()
            for each in values
        ]
        if self.year:
            chips.append(Chip(_("Year"), str(self.year), self.query_without("year", str(self.year))))
        if self.text:
            chips.append(Chip(_("Words"), self.text, self.query_without("q", self.text)))
        return chips

    def summary(self):
        """Return the filters in one line: "Japan, United States · Beef · 2014"; "" where there are none."""
        parts = [", ".join(local_name(each) for each in values) for values in self.values.values() if values]
        parts += [str(self.year)] if self.year else []
        parts += [f"“{self.text}”"] if self.text else []
        return " · ".join(parts)

    def facet(self, name):
        """Return the values of one facet under all the other filters, most articles first.

        Counted over the link table alone; where there are other filters, among the newest COUNTED
        articles that pass them.
        """
        facet = FACETS[name]
        link_model = Article._meta.get_field(facet.link).related_model
        links = link_model.objects.filter(live_at__lte=self.at)
        if self._others(name):
            passing = self.articles(skip=name).newest_first()[:COUNTED].values("pk")
            links = links.filter(**{f"{link_model.article_name}__in": passing})
        target = link_model.target_name
        named = [field for field in ("slug", "name", "names") if _has(facet.model, field)]
        counted = (
            links.values(*(f"{target}__{field}" for field in named))
            .annotate(total=Count("pk"))
            .order_by("-total", f"{target}__name")[:SHOWN_VALUES]
        )
        return [self._value(facet, row) for row in counted]

    def _value(self, facet, row):
        target = Article._meta.get_field(facet.link).related_model.target_name
        shown = facet.model(
            **{key.removeprefix(f"{target}__"): value for key, value in row.items() if key != "total"}
        )
        chosen = shown.slug in {each.slug for each in self.values[facet.parameter]}
        pair = (facet.parameter, shown.slug)
        query = self.query_without(*pair) if chosen else self.query_with(*pair)
        return FacetValue(local_name(shown), row["total"], chosen, query)

    def _others(self, name):
        chosen = [other for other, values in self.values.items() if values and other != name]
        return bool(chosen or self.year or self.text)

    def facets(self, names=("country", "issue", "negotiator")):
        """Return (facet, values) for those facets that have any value to offer."""
        offered = [(FACETS[name], self.facet(name)) for name in names]
        return [(facet, values) for facet, values in offered if values]


def local_name(each):
    """Return the name of a country, issue, person, meeting or tag in the page's language."""
    return getattr(each, "local_name", None) or each.name


def spellings(text):
    """Return a function that gives other ways to write what a stretch of the reader's words names.

    All stretches are looked up at once, in one query.
    """
    words = text.casefold().replace('"', " ").split()[:MOST_WORDS]
    stretches = {" ".join(words[i : i + n]) for n in range(1, LONGEST_NAME + 1) for i in range(len(words))}
    names = defaultdict(list)
    for alias in Alias.objects.filter(folded__in=stretches).select_related(
        "country", "negotiator", "issue", "meeting"
    ):
        names[alias.folded].append(alias.owner.name)
    return lambda stretch: names.get(stretch.casefold(), [])


def _slug(each):
    return each.slug


def _has(model, field):
    return any(each.name == field for each in model._meta.fields)
