"""Full-text search: one face, one tokenizer (tokens.py), an engine for each kind of database.

    parse(text)                 what a reader typed -> a Query; never an error
    matching(query, articles)   the articles that match, as a queryset to filter, count and page further
    newest(query, articles)     their ids by date, reading no more of the index than a page needs
    best(query, articles)       their ids by relevance, ranked among the newest RANKED
    count(query, articles)      how many, up to a bound
    index(article, names=…)     write an article's row, in the caller's transaction
    snippet(text, query)        the passage that shows why

`articles` is any queryset of Article and says who may read what; search adds no such rule of its own.
A word as common as "trade" matches half of all articles. Whatever asks for all of them takes time in
proportion, so listings of such words use newest(), best() and count(), whose work has a bound.
"""

import contextlib
import datetime
import itertools
from collections.abc import Iterable, Iterator
from types import ModuleType

from django.core.exceptions import EmptyResultSet
from django.db import connections, router, transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from ..models import Article
from . import postgres, sqlite
from .documents import document_of, key_of
from .query import Query, parse
from .snippets import first_hit, snippet

__all__ = [
    "RANKED", "Query", "best", "count", "first_hit", "index", "index_many", "install", "loading", "matching",
    "newest", "optimise", "parse", "remove", "snippet", "uninstall",
]  # fmt: skip

ENGINES = {"sqlite": sqlite, "postgresql": postgres}
RANKED = 1_000  # matches that are ranked: the newest ones of a query that has more
COUNTED = 10_000
BATCH = 200  # rows in one statement


def install(connection) -> None:
    """Create whatever search needs and the database lacks: after each migrate, at no cost if all is there."""
    with connection.cursor() as cursor:
        _engine(connection.alias).install(cursor, Article._meta.db_table)


def uninstall(connection) -> None:
    """Drop all that install() makes, with what is indexed."""
    with connection.cursor() as cursor:
        _engine(connection.alias).uninstall(cursor, Article._meta.db_table)


def index(article: Article, *, names: Iterable[str] = (), using: str | None = None) -> None:
    """Write an article's search row; `names` are further names it is found under, as of its countries."""
    index_many([(article, names)], using=using)


def index_many(rows: Iterable[tuple[Article, Iterable[str]]], *, using: str | None = None) -> int:
    """Write the search rows of (article, names) pairs and return how many there were.

    The rows are written in the caller's transaction, or together in one of their own.
    """
    using = using or router.db_for_write(Article)
    written = 0
    rows = iter(rows)
    with transaction.atomic(using=using, savepoint=False), connections[using].cursor() as cursor:
        while batch := [document_of(article, names) for article, names in itertools.islice(rows, BATCH)]:
            _engine(using).write(cursor, batch)
            written += len(batch)
    return written


def remove(article_ids: Iterable[int], *, using: str | None = None) -> None:
    """Remove the search rows of articles that stay in the database but must not be found."""
    using = using or router.db_for_write(Article)
    article_ids = iter(article_ids)
    with transaction.atomic(using=using, savepoint=False), connections[using].cursor() as cursor:
        while batch := list(itertools.islice(article_ids, BATCH)):
            _engine(using).remove(cursor, batch)


@contextlib.contextmanager
def loading(*, using: str | None = None) -> Iterator[None]:
    """Write very many rows within: quicker, but until the end searches may be slow and wait for it."""
    using = using or router.db_for_write(Article)
    connection = connections[using]
    with connection.cursor() as cursor:
        _engine(using).begin_load(cursor)
    try:
        yield
    finally:
        install(connection)
        optimise(using=using)


def optimise(*, using: str | None = None) -> None:
    """Put the index in order after many rows were written; search is right without, only slower."""
    using = using or router.db_for_write(Article)
    with connections[using].cursor() as cursor:
        _engine(using).optimise(cursor)


def matching(query: Query | str, articles: QuerySet) -> QuerySet:
    """Return the articles among those given that match: all where a query has no words, only filters.

    Nothing matches a query in which there is nothing to look for ("?!").
    """
    query = _read(query)
    if query.is_futile:
        return articles.none()
    if not query.has_terms:
        return articles
    engine = _engine(articles.db)
    condition, parameters = engine.condition(query)
    found = f"SELECT {engine.ARTICLE_ID} FROM articles_search WHERE {condition}"
    return articles.filter(pk__in=RawSQL(found, parameters))


def newest(
    query: Query | str,
    articles: QuerySet,
    *,
    limit: int,
    before: tuple[datetime.datetime, int] | None = None,
) -> list[int]:
    """Return the ids of the newest matches by report date (to the second), then id.

    `before` is the (published_at, id) of the last one of the page before. The order of `articles` is not
    regarded. The work is in proportion to `limit`, however many articles match.
    """
    rows = _rows(query, articles, "ORDERED", limit=limit, before=key_of(*before) if before else None)
    return [article_id for (article_id,) in rows]


def best(query: Query | str, articles: QuerySet, *, newest: int = RANKED) -> list[tuple[int, float]]:
    """Return (id, score) of the newest matches, most relevant first, those of one score by date.

    Only the `newest` matches are scored: to score all matches of a common word among a million articles
    would take seconds. The scores of the two engines differ in scale and detail, not in direction: a
    match counts more in the headline than in the summary and names, and there more than in the text.
    """
    return sorted(_rows(query, articles, "SCORED", limit=newest), key=lambda row: -row[1])


def count(query: Query | str, articles: QuerySet, *, up_to: int = COUNTED) -> int:
    """Return how many articles match; up_to + 1 says that there are more."""
    return len(_rows(query, articles, "UNORDERED", limit=up_to + 1))


def _rows(query, articles, manner, *, limit, before=None):
    """Return the matches as the engine's statement of that name gives them: ids, by date or with scores.

    The search table leads and the articles are asked about one match at a time, so that the database can
    stop at the limit. Led by the articles, SQLite would start the search anew for each of them.
    """
    query = _read(query)
    engine = _engine(articles.db)
    readable = articles.order_by().filter(pk=RawSQL(engine.ARTICLE_ID, [])).values("pk")
    try:
        readable, of_readable = readable.query.get_compiler(using=articles.db).as_sql()
    except EmptyResultSet:
        return []
    if query.is_futile:
        return []
    readable = f"EXISTS ({readable})"
    words, of_words = engine.condition(query) if query.has_terms else ("1 = 1", [])
    if before is not None:
        words, of_words = f"{words} AND {engine.KEY} < %s", [*of_words, before]
    score, of_score = engine.score(query) if manner == "SCORED" else ("", [])
    connection = connections[articles.db]
    order = f"ORDER BY {engine.order(connection, query, limit)} DESC" if manner != "UNORDERED" else ""
    sql = getattr(engine, manner).format(
        article_id=engine.ARTICLE_ID, score=score, words=words, readable=readable, order=order
    )
    return engine.fetch(connection, sql, [*of_score, *of_words, *of_readable, limit])


def _read(query):
    return parse(query) if isinstance(query, str) else query


def _engine(alias) -> ModuleType:
    return ENGINES[connections[alias].vendor]
