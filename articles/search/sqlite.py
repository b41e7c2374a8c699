"""The SQLite engine: an FTS5 table of prepared tokens.

The rowid of a row is the article's key (report date, then id), so that FTS5 by itself yields matches
newest first and stops after as many as are wanted; articles_search_key leads from an article to its row.
The tokenizer `ascii` takes every character outside ASCII as it comes and ASCII letters and digits in
lower case: it leaves prepared tokens alone, whatever Unicode version SQLite was built with. There are no
prefix indexes: they double the index and the time to write it, to quicken only the shortest beginnings.
"""

from .documents import FIELDS, ID_MASK, Document
from .query import Phrase, Query

ARTICLE_ID = f"(articles_search.rowid & {ID_MASK})"
KEY = "articles_search.rowid"
# How matches are asked for; `readable` is the condition on their articles.
ORDERED = "SELECT {article_id} FROM articles_search WHERE {words} AND {readable} {order} LIMIT %s"
SCORED = "SELECT {article_id}, {score} FROM articles_search WHERE {words} AND {readable} {order} LIMIT %s"
UNORDERED = "SELECT {article_id} FROM articles_search WHERE {words} AND {readable} LIMIT %s"

GAP = "·"  # holds a place that has no token; no query contains it
COLUMNS = (*FIELDS, "unplaced")
WEIGHTS = {"headline": 10, "summary": 4, "names": 4, "body": 1, "unplaced": 0.2}


def install(cursor, articles: str) -> None:
    """Create what is missing of the tables and the trigger; `articles` is the table of articles."""
    cursor.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS articles_search USING fts5({', '.join(COLUMNS)}, "
        "tokenize=\"ascii tokenchars '.'\")"
    )
    cursor.execute(
        "CREATE TABLE IF NOT EXISTS articles_search_key "
        "(article_id INTEGER PRIMARY KEY, key INTEGER NOT NULL)"
    )
    # Django drops the trigger whenever it rebuilds the table of articles, as SQLite makes it do.
    cursor.execute(
        f"CREATE TRIGGER IF NOT EXISTS articles_search_forget AFTER DELETE ON {articles} BEGIN "
        "DELETE FROM articles_search "
        "WHERE rowid = (SELECT key FROM articles_search_key WHERE article_id = OLD.id); "
        "DELETE FROM articles_search_key WHERE article_id = OLD.id; END"
    )


def uninstall(cursor, articles: str) -> None:
    """Drop all that install() makes."""
    cursor.execute("DROP TRIGGER IF EXISTS articles_search_forget")
    cursor.execute("DROP TABLE IF EXISTS articles_search_key")
    cursor.execute("DROP TABLE IF EXISTS articles_search")


def write(cursor, documents: list[Document]) -> None:
    """Write the rows of documents in place of those there are."""
    remove(cursor, [document.article_id for document in documents])
    cursor.executemany(
        "INSERT INTO articles_search_key (article_id, key) VALUES (%s, %s)",
        [(document.article_id, document.key) for document in documents],
    )
    cursor.executemany(
        f"INSERT INTO articles_search (rowid, {', '.join(COLUMNS)}) VALUES (%s{', %s' * len(COLUMNS)})",
        [(document.key, *_columns(document)) for document in documents],
    )


def remove(cursor, article_ids: list[int]) -> None:
    """Remove the rows of articles; those that have none are passed over."""
    marks = ", ".join(["%s"] * len(article_ids))
    of_articles = f"FROM articles_search_key WHERE article_id IN ({marks})"
    cursor.execute(f"DELETE FROM articles_search WHERE rowid IN (SELECT key {of_articles})", article_ids)
    cursor.execute(f"DELETE {of_articles}", article_ids)


def begin_load(cursor) -> None:
    """Do nothing: FTS5 sorts out many rows as they come."""


def optimise(cursor) -> None:
    """Merge the index into one piece, after many rows were written."""
    cursor.execute("INSERT INTO articles_search (articles_search) VALUES ('optimize')")


def condition(query: Query) -> tuple[str, list]:
    """Return the SQL condition on a row of articles_search, with its parameters."""
    unwanted = " OR ".join(map(_group, query.unwanted))
    if not query.wanted:
        # FTS5 has no NOT without something to subtract from.
        found = "SELECT rowid FROM articles_search WHERE articles_search MATCH %s"
        return f"articles_search.rowid NOT IN ({found})", [unwanted]
    match = " AND ".join(map(_group, query.wanted))
    return "articles_search MATCH %s", [f"({match}) NOT ({unwanted})" if unwanted else match]


def score(query: Query) -> tuple[str, list]:
    """Return the SQL expression of a row's relevance, higher is better, with its parameters."""
    if not query.wanted:
        return "0.0", []
    return f"-bm25(articles_search, {', '.join(str(WEIGHTS[column]) for column in COLUMNS)})", []


def order(connection, query: Query, limit: int) -> str:
    """Return the SQL expression to order matches by date: FTS5 yields them so, and stops at the limit."""
    return KEY


def fetch(connection, sql: str, parameters: list) -> list[tuple]:
    """Return the rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _columns(document):
    for name in FIELDS:
        yield " ".join(_with_gaps(document.places[name]))
    yield f" {GAP} ".join(document.unplaced)


def _with_gaps(placed):
    expected = placed[0][1] if placed else 0
    for token, place in placed:
        yield from [GAP] * (place - expected)
        yield token
        expected = place + 1


def _group(group):
    return f"({' OR '.join(map(_alternative, group))})"


def _alternative(alternative):
    return f"({' AND '.join(map(_phrase, alternative))})"


def _phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.tokens)}"{" *" if phrase.prefix else ""}'
