"""Many varied articles for measuring. Never for readers: what they tell is made up of stock sentences.

They are written by the database's bulk ways (COPY on PostgreSQL, executemany on SQLite) with the triggers
suspended, whose work is done here at once. The HTML is clean by construction.
"""

import csv
import datetime
import io
import itertools
import json
import random
from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection, models, transaction
from django.utils.text import slugify
from taggit.models import Tag

from . import search, triggers
from .choices import Status
from .models import (
    Article,
    ArticleCountry,
    ArticleIssue,
    ArticleNegotiator,
    ArticleTag,
    Content,
    Country,
    Issue,
    Meeting,
    Negotiator,
    Source,
    Version,
)
from .models.issue import ancestors
from .partial_dates import PartialDate

BATCH = 5_000
NULL = "\\N"
FIRST_DAY = datetime.datetime(2008, 1, 1, tzinfo=datetime.UTC)
DAYS = 18 * 365
# One in so many is a draft, so that every page has something to leave out.
ONE_DRAFT_IN = 50
TAGS = 200
SUBJECTS = (
    "negotiators", "ministers", "chief negotiators", "farm leaders", "officials", "legislators",
    "exporters", "carmakers", "trade unions", "drug makers", "the working group", "both delegations",
    "industry groups",
)  # fmt: skip
ACTS = (
    "discussed", "set aside", "came back to", "narrowed differences over", "could not agree on",
    "tabled a text on", "asked for more on", "defended", "reviewed", "put off a decision on",
    "exchanged offers on", "welcomed progress on",
)  # fmt: skip
MATTERS = (
    "tariff cuts", "quota volumes", "the safeguard trigger", "rules of origin", "staging periods",
    "market access", "investor protection", "data exclusivity", "state enterprises", "labour standards",
    "the transition period", "customs procedures", "copyright terms", "procurement thresholds",
    "services schedules", "side letters",
)  # fmt: skip
TAILS = (
    "before the next round", "in a session that ran late", "without naming figures", "for the second day",
    "as the deadline came nearer", "in small groups", "with the chair's draft before them",
    "on the margins of APEC", "after talks in the capital", "despite calls from home",
    "in exchange for movement elsewhere", "once more",
)  # fmt: skip


def make(number, *, seed=0):
    """Write so many articles, in one transaction, and return the row numbers of the published ones."""
    with transaction.atomic(), triggers.suspended(connection):
        writer = Writer(random.Random(seed))
        for start in range(0, number, BATCH):
            writer.write(min(BATCH, number - start))
    return writer.published


def index(article_ids):
    """Write the search rows of articles by row number; slower than all the rest, and so apart."""
    ids = iter(article_ids)
    with search.loading():
        while batch := list(itertools.islice(ids, 500)):
            found = Article.objects.filter(pk__in=batch).prefetch_related("countries", "negotiators")
            search.index_many((article, _names(article)) for article in found)


def _names(article):
    return [each.name for each in (*article.countries.all(), *article.negotiators.all())]


@dataclass
class Rows:
    """What is to be written, as {(model, columns): rows of values}."""

    of: dict = field(default_factory=lambda: defaultdict(list))

    def add(self, model, **values):
        self.of[model, tuple(values)].append(tuple(values.values()))

    def write(self):
        for (model, columns), rows in self.of.items():
            _bulk(model, columns, rows)
        self.of.clear()


class Writer:
    """Makes articles that differ in length, day, links and words; the same for the same seed."""

    def __init__(self, chance):
        self.chance = chance
        self.rows = Rows()
        self.published = []
        self.now = _stored(datetime.datetime.now(datetime.UTC))
        self.next = (Article.objects.aggregate(last=models.Max("pk"))["last"] or 0) + 1
        self.countries = list(Country.objects.order_by("pk").values_list("pk", "slug", "name"))
        self.people = list(Negotiator.objects.order_by("pk").values_list("pk", "slug", "name"))
        parents = Issue.objects.parents()
        self.issues = list(Issue.objects.order_by("pk").values_list("pk", "slug", "name"))
        self.above = {pk: ancestors(pk, parents)[1:] for pk in parents}
        self.meetings = [
            (pk, slug, PartialDate(start).first_day)
            for pk, slug, start in Meeting.objects.order_by("pk").values_list("pk", "slug", "start")
        ]
        if not (self.countries and self.people and self.issues):
            raise ValueError("There is no record to link articles to. Run load_reference first.")
        self.tags = [self._tag(number) for number in range(TAGS)]
        self.source = Source.objects.get_or_create(title="Synthetic source", url="")[0]
        self.sentences = [self._sentence() for _each in range(3_000)]
        # A few countries and issues are in most reports, most are in few, as in life.
        self.country_weights = _falling(len(self.countries), start=1)
        self.issue_weights = _falling(len(self.issues), start=3)
        self.people_weights = _falling(len(self.people), start=5)

    def write(self, number):
        for _each in range(number):
            self._article()
        self.rows.write()

    def _article(self):
        pk, chance = self.next, self.chance
        self.next += 1
        moment = FIRST_DAY + datetime.timedelta(days=chance.randrange(DAYS), seconds=chance.randrange(86_400))
        day = _stored(moment)
        is_draft = pk % ONE_DRAFT_IN == 0
        countries = self._some(self.countries, self.country_weights, 1, 4)
        issues = self._some(self.issues, self.issue_weights, 1, 4)
        people = self._some(self.people, self.people_weights, 0, 4)
        tags = chance.sample(self.tags, chance.randrange(0, 3))
        meeting = chance.choice(self.meetings) if self.meetings and chance.random() < 0.4 else None
        headline = f"{countries[0][2]} {chance.choice(ACTS)} {issues[0][2].lower()}, report {pk}"
        sentences = chance.choices(self.sentences, k=chance.randrange(6, 30))
        named = [f"{person[2]} spoke for {countries[0][2]}." for person in people]
        body = "".join(f"<p>{' '.join(sentences[i : i + 3])}</p>" for i in range(0, len(sentences), 3))
        body += f"<p>{' '.join(named)}</p>" if named else ""
        content = Content(
            headline=headline,
            slug=f"{slugify(headline)[:100]}",
            summary=sentences[0],
            body=body,
            byline="Synthetic",
            published_at=moment.isoformat(),
            meeting=meeting[1] if meeting else "",
            countries=[slug for _pk, slug, _name in countries],
            issues=[slug for _pk, slug, _name in issues],
            negotiators=[slug for _pk, slug, _name in people],
            tags=[tag.name for tag in tags],
            sources=[{"title": self.source.title, "url": ""}],
        )
        self.rows.add(
            Article,
            id=pk,
            headline=headline,
            slug=content.slug,
            summary=content.summary,
            body=body,
            byline=content.byline,
            dateline="",
            language="en",
            translation_of_id=None,
            status=Status.DRAFT.value if is_draft else Status.PUBLISHED.value,
            published_at=day,
            first_public_at=None if is_draft else self.now,
            version=0 if is_draft else 1,
            is_sample=True,
            meeting_id=meeting[0] if meeting else None,
            photo_id=None,
            created_by_id=None,
            created_at=self.now,
            updated_at=self.now,
        )
        live_at = None if is_draft else day
        self._link(ArticleCountry, "country_id", pk, live_at, [each[0] for each in countries])
        self._link(ArticleNegotiator, "negotiator_id", pk, live_at, [each[0] for each in people])
        self._link(ArticleTag, "tag_id", pk, live_at, [tag.pk for tag in tags])
        chosen = [each[0] for each in issues]
        above = {each for issue in chosen for each in self.above[issue]} - set(chosen)
        self._link(ArticleIssue, "issue_id", pk, live_at, chosen, derived=False)
        self._link(ArticleIssue, "issue_id", pk, live_at, sorted(above), derived=True)
        self.rows.add(Article.sources.through, article_id=pk, source_id=self.source.pk)
        if not is_draft:
            self.published.append(pk)
            self.rows.add(
                Version,
                article_id=pk,
                number=1,
                document=json.dumps(vars(content)),
                current_from=day,
                is_public=True,
                created_at=self.now,
                created_by_id=None,
            )

    def _link(self, model, column, article, live_at, targets, **more):
        rows = self.rows.of[model, ("article_id", "live_at", column, *more)]
        rows += [(article, live_at, target, *more.values()) for target in targets]

    def _some(self, values, weights, least, most):
        """Return between least and most different values, in no order."""
        chosen = self.chance.choices(values, cum_weights=weights, k=self.chance.randint(least, most))
        return list(dict.fromkeys(chosen))

    def _sentence(self):
        subject, act, matter, tail = (self.chance.choice(words) for words in (SUBJECTS, ACTS, MATTERS, TAILS))
        figure = (
            f" The figure named was {self.chance.randrange(1, 90_000):,} tonnes."
            if self.chance.random() < 0.2
            else ""
        )
        return f"{subject.capitalize()} {act} {matter} {tail}.{figure}"

    @staticmethod
    def _tag(number):
        return Tag.objects.get_or_create(name=f"Synthetic {number}")[0]


def _falling(number, *, start):
    """Return the cumulative weights 1/start, 1/(start + 1), …"""
    return list(itertools.accumulate(1 / (rank + start) for rank in range(number)))


def _stored(moment):
    """Return a moment in the database's form: one article's day stands in a dozen rows."""
    return connection.ops.adapt_datetimefield_value(moment)


def _bulk(model, columns, rows):
    """Write rows of values by the database's quickest way."""
    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = io.StringIO()
            csv.writer(text).writerows([NULL if value is None else value for value in row] for row in rows)
            text.seek(0)
            cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN WITH (FORMAT csv, NULL '{NULL}')", text)
        else:
            marks = ", ".join(["?"] * len(columns))
            # Past Django's own cursor, which would look through each row for marks of its own.
            connection.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
