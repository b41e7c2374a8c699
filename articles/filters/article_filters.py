"""The filters of one request.

A filter given several times means any of its values (`all=country`: every one of them); different filters
join by and. What is not understood is named in `errors`: pages show it, machines refuse.
"""

from dataclasses import dataclass, replace

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import asof, paging, search
from ..asof import AsOf
from ..carrying import NAME
from ..edition import SiteVersion
from ..models import Article
from ..models.content import by_slug
from ..search.query import MAX_CHARACTERS
from . import facets
from .addresses import PARAMETERS, canonical
from .facets import FACETS, YEAR
from .names import local_name, named, spellings

# Those with a link table in date order, the likely rarest values first.
LEADING = ("negotiator", "tag", "issue", "country")
ORDERS = {"newest": gettext_lazy("Newest first"), "oldest": gettext_lazy("Oldest first")}
SEARCH_ORDERS = {"relevance": gettext_lazy("Best match first")} | ORDERS
# Of one filter: more would make an address nobody wrote and a statement no database likes.
MOST_VALUES = 30
MOST_PAGES = 50
# With more filters than this a list is one of millions: search engines are asked to leave it out.
DEEP = 2


@dataclass(frozen=True)
class Chip:
    """A filter in force, in words, and the query string without it."""

    label: str
    text: str
    without: str


class ArticleFilters:
    """The filters of one request; `query` is a QueryDict, `orders` the ones to choose from, default first.

    `values` are the objects of each linked filter, `years` whole years, `text` the words to look for, less
    the field words (country:japan) in them, which count as filters.
    """

    # An article can have several of these, so that every one of several values may be asked for.
    MANY = ("country", "issue", "negotiator", "tag")

    def __init__(self, query, *, orders=ORDERS, now=None):
        self.now = now or timezone.now()
        self.errors = []
        self.orders = orders
        self.given = query
        words = search.parse(_plain(query.get("q", "")))
        self.text = words.rest[:MAX_CHARACTERS]
        self._notes = words.notes
        self.values = {name: self._linked(name, words.filters.get(name, [])) for name in FACETS}
        self.years = self._years(words.filters.get(YEAR, []))
        self.every = self._every()
        self.then = AsOf(self._day(query.get("asof", "")), self.now)
        self.order = self._order(query.get("order", ""))
        self.before = self._cursor(query.get("before", ""))
        # Read even where it has no say, so that what is no place is always said to be none.
        after = self._cursor(query.get("after", ""))
        self.after = None if self.before else after
        self.number = self._number(query.get("page", ""))

    # ------------------------------------------------------------------ reading the query string

    def _given(self, name):
        """Return the values given of one parameter, each once, as many as are read."""
        values = list(dict.fromkeys(filter(None, map(_plain, self.given.getlist(name)))))
        if len(values) > MOST_VALUES:
            message = _("At most %(count)d values of “%(name)s” are read; the others were left out.")
            self.errors.append(message % {"count": MOST_VALUES, "name": name})
        return values[:MOST_VALUES]

    def _linked(self, name, words):
        model, slugs = FACETS[name].model, self._given(name)
        found = by_slug(model, slugs)
        if len(found) < len(slugs):
            known = {each.slug for each in found}
            self._unknown(name, [slug for slug in slugs if slug not in known and not by_slug(model, [slug])])
        for word in words[:MOST_VALUES]:
            meant = named(model, word)
            found += [each for each in meant if each not in found]
            self._unknown(name, [] if meant else [word])
        return found

    def _unknown(self, name, values):
        kind = FACETS[name].label.lower()
        message = _("There is no %(kind)s “%(value)s”.")
        self.errors += [message % {"kind": kind, "value": value[:80]} for value in values]

    def _years(self, words):
        years = []
        for text in dict.fromkeys([*self._given(YEAR), *words]):
            if (
                text.isascii()
                and text.isdigit()
                and len(text) == 4
                and facets.FIRST_YEAR <= int(text) <= facets.LAST_YEAR
            ):
                years.append(int(text))
            else:
                message = _("“%(value)s” is not a year. Write four digits, as in 2014.")
                self.errors.append(message % {"value": text[:80]})
        return years

    def _every(self):
        names = self._given("all")
        for name in names:
            if name not in self.MANY:
                message = _("“all” can be one of %(names)s, not “%(value)s”.")
                self.errors.append(message % {"names": ", ".join(self.MANY), "value": name[:80]})
        return [name for name in names if name in self.MANY]

    def _day(self, text):
        try:
            return asof.read(text, now=self.now)
        except asof.BadDay as error:
            self.errors.append(str(error))
            return None

    def _order(self, text):
        default = next(iter(self.orders))
        if text in ("", *self.orders):
            return text or default
        self.errors.append(_("There is no order “%(value)s”.") % {"value": text[:80]})
        return default

    def _cursor(self, text):
        cursor = paging.Cursor.read(text)
        if text and not cursor:
            self.errors.append(_("That page cannot be found; this is the first one."))
        return cursor

    def _number(self, text):
        """Return which page of ranked results is asked for, from 1."""
        if text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MOST_PAGES:
            return int(text)
        if text:
            self.errors.append(_("That page cannot be found; this is the first one."))
        return 1

    @property
    def refusals(self):
        """What a machine is told was not understood: the errors, and parameters that there are not."""
        message = _("There is no parameter “%(value)s”.")
        strange = [message % {"value": name[:80]} for name in self.given if name not in PARAMETERS]
        return self.errors + strange

    @cached_property
    def notes(self):
        """Sentences about how the words were read."""
        return list(dict.fromkeys([*self._notes, *(self.search_query.notes if self.search_query else ())]))

    # ------------------------------------------------------------------ articles

    @property
    def at(self):
        """The moment whose articles are shown: now, or the end of the day asked for."""
        return self.then.at

    @property
    def as_of(self):
        """The day asked for, or None."""
        return self.then.asked

    @cached_property
    def search_query(self):
        return search.parse(self.text, resolve=spellings(self.text)) if self.text else None

    def articles(self, *, skip=(), words=True):
        """Return the articles that pass all filters (but those skipped, or the words), in no order."""
        articles = Article.objects.published(at=self.at)
        for name, values in self.values.items():
            if values and name not in skip:
                articles = articles.about(link=FACETS[name].link, values=values, every=name in self.every)
        if self.years and YEAR not in skip:
            within = Q(pk__in=[])
            for year in self.years:
                start, end = facets.bounds_of(year)
                within |= Q(published_at__gte=start, published_at__lt=end)
            articles = articles.filter(within)
        if words and self.search_query:
            articles = search.matching(self.search_query, articles)
        return articles

    def page(self, *, size=paging.SIZE, load="for_cards", before=None):
        """Return the paging.Page asked for (or that from `before` on), led by a link table where it can be.

        `load` names the queryset method that loads what is shown of each article, or is a function that does.
        """
        lead = self._lead()
        articles = self.articles(skip=lead)
        page = paging.page(
            load(articles) if callable(load) else getattr(articles, load)(),
            **self._leading(lead),
            before=before or self.before,
            after=None if before else self.after,
            oldest_first=self.order == "oldest",
            size=size,
        )
        return replace(page, articles=self.then.as_read(page.articles))

    def newest(self, *, skip):
        """Return the articles that pass all filters but one, newest first, led as a page is."""
        lead = self._lead(skip=skip)
        return self.articles(skip=(skip, *lead)).along(**self._leading(lead))

    def _lead(self, *, skip=""):
        """Return the (name,) of the filter by whose link table articles are read, () if there is none."""
        single = [name for name in LEADING if name != skip and len(self.values[name]) == 1]
        return tuple(single[:1])

    def _leading(self, lead):
        return {"link": FACETS[lead[0]].link, "value": self.values[lead[0]][0]} if lead else {}

    def chosen(self, name):
        """Return what is chosen of a facet: objects, or years."""
        return self.years if name == YEAR else self.values[name]

    def is_narrowed(self, name):
        """Whether any filter but this facet's own is in force."""
        return bool(self.text or any(self.chosen(other) for other in facets.LABELS if other != name))

    @property
    def is_active(self):
        """Whether any filter is in force."""
        return bool(self.text or any(map(self.chosen, facets.LABELS)))

    @property
    def is_deep(self):
        """Whether this is one of the very many lists that search engines need not keep."""
        filters = sum(len(self.chosen(name)) for name in facets.LABELS)
        paged = self.before or self.after or self.number > 1
        return bool(filters > DEEP or self.text or paged or self.as_of or self.errors)

    # ------------------------------------------------------------------ counts

    @cached_property
    def _counts(self):
        """The Counts of these filters, kept for every page and order of the list until the site changes."""
        version = SiteVersion.at(self.now)
        plain = canonical(pair for pair in self.parameters() if pair[0] != "order")
        # They hold the names in all languages, so every language shares them.
        with translation.override(None):
            key = f"counts:{version.key(plain)}"
        return cache.get_or_set(key, lambda: facets.count(self), version.seconds_left(self.now))

    @property
    def total(self):
        """How many articles pass, at most COUNTED + 1."""
        return self._counts.totals[""]

    def facets(self):
        """Return the OfferedFacets, each counted under all the other filters."""
        return facets.offered(self, self._counts)

    # ------------------------------------------------------------------ addresses

    def parameters(self):
        """Return the (name, value) pairs in force, without paging."""
        pairs = [(name, each.slug) for name, values in self.values.items() for each in values]
        pairs += [("all", name) for name in self.every]
        pairs += [(YEAR, str(year)) for year in self.years]
        pairs += [("q", self.text)]
        pairs += [("order", self.order)] if self.order != next(iter(self.orders)) else []
        pairs += [(NAME, self.as_of.isoformat())] if self.as_of else []
        return pairs

    @property
    def query(self):
        """The canonical query string."""
        return canonical(self.parameters())

    @property
    def listing_query(self):
        """The query string that gives the same articles by date, as a list or a feed."""
        plain = [pair for pair in self.parameters() if pair[0] != "order"]
        return canonical([*plain, *([("order", "oldest")] if self.order == "oldest" else [])])

    def query_without(self, *pair):
        return canonical(each for each in self.parameters() if each != pair)

    def query_with(self, *pair):
        return canonical([*self.parameters(), pair])

    def query_turning(self, name, value):
        """Return the query string with a value of a filter chosen, or not chosen if it is."""
        pair = (name, value)
        return self.query_without(*pair) if pair in self.parameters() else self.query_with(*pair)

    def query_toggling(self, name):
        """Return the query string that asks for every value of a filter instead of any, or the reverse."""
        return self.query_turning("all", name)

    def query_ordered(self, order):
        """Return the query string of the same list in another order."""
        others = [pair for pair in self.parameters() if pair[0] != "order"]
        return canonical([*others, *([("order", order)] if order != next(iter(self.orders)) else [])])

    def query_saying(self, text):
        """Return the query string with other words."""
        return canonical([*(pair for pair in self.parameters() if pair[0] != "q"), ("q", text)])

    def query_at(self, **cursor):
        """Return the query string of another page: before=…, after=… or page=…"""
        return canonical([*self.parameters(), *((name, str(value)) for name, value in cursor.items())])

    # ------------------------------------------------------------------ words

    def chips(self):
        """Return the filters in force, each with the way to take it off."""
        chips = [
            Chip(FACETS[name].label, local_name(each), self.query_without(name, each.slug))
            for name, values in self.values.items()
            for each in values
        ]
        chips += [Chip(_("Year"), str(year), self.query_without(YEAR, str(year))) for year in self.years]
        if self.text:
            chips.append(Chip(_("Words"), self.text, self.query_without("q", self.text)))
        return chips

    def summary(self):
        """Return the filters in one line: "Japan, United States · Beef · 2014"; "" where there are none."""
        parts = [
            (" + " if name in self.every else ", ").join(local_name(each) for each in values)
            for name, values in self.values.items()
            if values
        ]
        parts += [", ".join(map(str, self.years))] if self.years else []
        parts += [f"“{self.text}”"] if self.text else []
        return " · ".join(parts)

    def orders_offered(self):
        """Return (label, query string, whether in force) of each order."""
        return [(label, self.query_ordered(name), name == self.order) for name, label in self.orders.items()]


def _plain(text):
    """Return what was typed with white space evened and without NUL, which PostgreSQL takes for an error."""
    return " ".join(text.replace("\0", " ").split())
