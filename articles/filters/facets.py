"""How many articles each further choice would leave: all facets and the total, in one statement.

A facet's counts leave out its own choice. They go over the link tables. Where no other filter is in force
a count is that of a single value and exact, whatever its size; else it is taken among the newest COUNTED
articles that pass the others, and says so where there are more.
"""

import datetime
import json
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import Count
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy
from taggit.models import Tag

from ..models import Article, Country, Issue, Meeting, Negotiator
from ..partial_dates import PartialDate
from .names import local_name

# Above this, a count says "10,000+": to be exact about a larger one would cost more than it tells.
COUNTED = 10_000
# Values offered of one facet, besides those chosen.
OFFERED = 40
FIRST_YEAR, LAST_YEAR = 1900, 2200
NOTHING = "SELECT 0 WHERE 1 = 0"


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
YEAR = "year"
LABELS = {name: facet.label for name, facet in FACETS.items()} | {YEAR: gettext_lazy("Year")}


@dataclass(frozen=True)
class FacetValue:
    """A value a reader could add or take off.

    `total` is how many articles it would leave (`at_least` that many), `query` the query string after the
    choice, `since` the day a meeting began, which tells it from others of its name.
    """

    name: str
    slug: str
    total: int
    chosen: bool
    query: str
    at_least: bool = False
    since: str = ""


@dataclass(frozen=True)
class OfferedFacet:
    """A facet with its values; `toggle` is the query string that asks for every or any of several chosen."""

    parameter: str
    label: str
    values: list[FacetValue]
    every: bool = False
    toggle: str = ""


class UtcYear(models.Func):
    """The year of a moment in UTC. Django's own extraction is a call into Python for each row on SQLite."""

    output_field = models.IntegerField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(
            compiler, connection, template="CAST(SUBSTR(%(expressions)s, 1, 4) AS INTEGER)", **context
        )

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(
            compiler,
            connection,
            template="CAST(EXTRACT(YEAR FROM %(expressions)s AT TIME ZONE 'UTC') AS INTEGER)",
            **context,
        )


@dataclass(frozen=True)
class Counts:
    """{facet: rows (pk, slug, name, names, since, total), most first} and {facet: articles it counts among}.

    Totals go up to COUNTED + 1; the one of all filters stands under "".
    """

    rows: dict[str, list[tuple]]
    totals: dict[str, int]


def count(filters) -> Counts:
    """Return the Counts under an ArticleFilters, in one query."""
    statement = _Statement(filters)
    with connections[Article.objects.db].cursor() as cursor:
        cursor.execute(*statement.sql())
        found = cursor.fetchall()
    rows = {name: [] for name in LABELS}
    totals = {}
    for facet, kind, place, *row in sorted(found, key=lambda each: each[:3]):
        if kind == "total":
            totals[facet] = place
        else:
            rows[facet].append(tuple(row))
    return Counts(rows, {name: totals.get(name, totals[""]) for name in ("", *LABELS)})


class _Statement:
    """Builds the statement: sets of passing articles, counts among them, and the names of what is counted."""

    def __init__(self, filters):
        self.filters = filters
        self.parts = []
        self.parameters = []

    def sql(self):
        chosen = [name for name in LABELS if self.filters.chosen(name)]
        for name in ("", *chosen):
            passing = self.filters.newest(skip=name).values("pk")[: COUNTED + 1]
            self._define(f"passing_{name}(id)", passing)
        for name in LABELS:
            self._define(f"counts_{name}(target, total)", self._counts(name, name if name in chosen else ""))
        selects = [
            f"SELECT '{name}', 'total', (SELECT COUNT(*) FROM passing_{name}), 0, '', '', '', '', 0"
            for name in ("", *chosen)
        ]
        selects += [self._offered(name) for name in LABELS]
        return f"WITH {', '.join(self.parts)} {' UNION ALL '.join(selects)}", self.parameters

    def _define(self, name, queryset):
        try:
            sql, parameters = queryset.query.get_compiler(using=queryset.db).as_sql()
        except EmptyResultSet:
            sql, parameters = (NOTHING if "total" not in name else "SELECT 0, 0 WHERE 1 = 0"), ()
        self.parts.append(f"{name} AS ({sql})")
        self.parameters += parameters

    def _counts(self, name, passing):
        """Return a queryset of (target, how many) of one facet."""
        among = RawSQL(f"SELECT id FROM passing_{passing}", []) if self.filters.is_narrowed(name) else None
        if name in FACETS and FACETS[name].link != "meeting":
            links = Article._meta.get_field(FACETS[name].link).related_model
            article, target = links.article_name, f"{links.target_name}_id"
            of_passing = {"live_at__lte": self.filters.at} if among is None else {f"{article}__in": among}
            found = links.objects.filter(**of_passing)
        else:
            found = Article.objects.published(at=self.filters.at) if among is None else Article.objects
            found = found.filter(pk__in=among) if among is not None else found
            found = found.annotate(in_year=UtcYear("published_at")).order_by()
            target = "in_year" if name == YEAR else "meeting_id"
            found = found.filter(meeting__isnull=False) if name == "meeting" else found
        return found.order_by().values(target).annotate(total=Count("pk")).values_list(target, "total")

    def _offered(self, name):
        """Return the select of one facet's values with their names, in their order."""
        if name == YEAR:
            return (
                "SELECT 'year', 'value', ROW_NUMBER() OVER (ORDER BY target DESC), target, "
                "CAST(target AS text), CAST(target AS text), '', '', total FROM counts_year"
            )
        model = FACETS[name].model
        names = "CAST(of.names AS text)" if model is not Tag else "''"
        since = "of.start" if model is Meeting else "''"
        chosen = ", ".join(str(each.pk) for each in self.filters.values[name]) or "0"
        return (
            f"SELECT '{name}', 'value', place, pk, slug, name, names, since, total FROM ("
            "SELECT ROW_NUMBER() OVER (ORDER BY total DESC, of.name, of.id) AS place, of.id AS pk, "
            f"of.slug AS slug, of.name AS name, {names} AS names, {since} AS since, total "
            f"FROM counts_{name} JOIN {model._meta.db_table} of ON of.id = target) AS {name}_values "
            f"WHERE place <= {OFFERED} OR pk IN ({chosen})"
        )


def offered(filters, counts: Counts) -> list[OfferedFacet]:
    """Return the facets that have any value to offer; what is chosen always is, if only to take it off."""
    facets = []
    for name, label in LABELS.items():
        values = _linked_values(filters, name, counts) if name in FACETS else _years(filters, counts)
        if values:
            several = name in filters.MANY and len(filters.chosen(name)) > 1
            toggle = filters.query_toggling(name) if several else ""
            facets.append(OfferedFacet(name, label, values, every=name in filters.every, toggle=toggle))
    return facets


def _linked_values(filters, name, counts):
    facet = FACETS[name]
    chosen = {each.pk: each for each in filters.values[name]}
    at_least = counts.totals[name] > COUNTED and filters.is_narrowed(name)
    values, seen = [], set()
    for pk, slug, plain_name, names, since, total in counts.rows[name]:
        seen.add(pk)
        # A report may be linked to a meeting that it announced.
        is_to_come = since and filters.as_of and not filters.then.has(PartialDate(since))
        if is_to_come and pk not in chosen:
            continue
        fields = {"names": json.loads(names)} if names else {}
        shown = local_name(facet.model(slug=slug, name=plain_name, **fields))
        query = filters.query_turning(name, slug)
        since = "" if is_to_come else since
        values.append(FacetValue(shown, slug, total, pk in chosen, query, at_least, since))
    missing = [each for pk, each in chosen.items() if pk not in seen]
    return values + [
        FacetValue(local_name(each), each.slug, 0, True, filters.query_turning(name, each.slug))
        for each in missing
    ]


def _years(filters, counts):
    at_least = counts.totals[YEAR] > COUNTED and filters.is_narrowed(YEAR)
    totals = {year: total for year, *_others, total in counts.rows[YEAR]}
    years = sorted({*totals, *filters.years}, reverse=True)
    return [
        FacetValue(
            str(year),
            str(year),
            totals.get(year, 0),
            year in filters.years,
            filters.query_turning(YEAR, str(year)),
            at_least,
        )
        for year in years
    ]


def bounds_of(year) -> tuple[datetime.datetime, datetime.datetime]:
    """Return the first moment of a year and the first after it, in UTC."""
    start = datetime.datetime(year, 1, 1, tzinfo=datetime.UTC)
    return start, start.replace(year=year + 1)
