"""The PostgreSQL engine: a tsvector of prepared tokens under a GIN index.

The tsvector is written as a literal, with places and weights, and a query as a tsquery literal: no text
search configuration, parser or dictionary of the server has a say in what is a word.
"""

import math
from collections import defaultdict

from .documents import Document
from .query import Phrase, Query

ARTICLE_ID = "articles_search.article_id"
KEY = "articles_search.key"
# How matches are asked for; `readable` is the condition on their articles.
ORDERED = "SELECT {article_id} FROM articles_search WHERE {words} AND {readable} {order} LIMIT %s"
# The limit comes before the scores: PostgreSQL takes ts_rank to be cheap and would score what it leaves out.
SCORED = (
    "SELECT {article_id}, {score} FROM "
    "(SELECT * FROM articles_search WHERE {words} AND {readable} {order} LIMIT %s) AS articles_search"
)
# Planned with the limit, the search would read the table until that is reached; see fetch().
UNORDERED = (
    "WITH found AS MATERIALIZED (SELECT article_id FROM articles_search WHERE {words}) "
    "SELECT {article_id} FROM found AS articles_search WHERE {readable} LIMIT %s"
)

# How many rows there are, as '', and in which share of them tokens (and any with such beginnings) stand, as
# far as ANALYZE found them to be frequent.
FREQUENCIES = (
    "SELECT '', reltuples FROM pg_class WHERE oid = 'articles_search'::regclass UNION ALL "
    "SELECT lexeme, frequency FROM pg_stats, "
    "unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common (lexeme, frequency) "
    "WHERE schemaname = current_schema() AND tablename = 'articles_search' AND attname = 'document' "
    "AND (lexeme = ANY(%s) OR lexeme LIKE ANY(%s))"
)

WEIGHTS = {"headline": "A", "summary": "B", "names": "B", "body": "D"}
WEIGHT_VALUES = "'{0.1, 0.2, 0.4, 1.0}'"  # of D, C, B, A
UNPLACED = 16_383  # the highest place a tsvector has, and one that no document gives to a token
BY_LENGTH = 1  # ts_rank's flag: divided by 1 + the logarithm of the document's length


def install(cursor, articles: str) -> None:
    """Create what is missing of the table, its indexes and triggers; `articles` is the table of articles.

    Triggers rather than a foreign key keep it in step with deletions: a foreign key from a table that
    Django does not know would forbid the TRUNCATE by which `flush` and the tests empty the tables.
    """
    cursor.execute(
        "CREATE TABLE IF NOT EXISTS articles_search "
        "(article_id bigint PRIMARY KEY, key bigint NOT NULL, document tsvector NOT NULL)"
    )
    # A tsvector hardly shrinks: each row would be compressed in vain.
    cursor.execute("ALTER TABLE articles_search ALTER COLUMN document SET STORAGE EXTERNAL")
    cursor.execute("CREATE INDEX IF NOT EXISTS articles_search_by_key ON articles_search (key DESC)")
    # Without fastupdate a row takes some milliseconds longer to write; with it, every search would also read
    # through the rows written lately, and PostgreSQL shun the index for having to.
    cursor.execute(
        "CREATE INDEX IF NOT EXISTS articles_search_words ON articles_search "
        "USING gin (document) WITH (fastupdate = off)"
    )
    _trigger(
        cursor,
        name="articles_search_forget",
        on=f"AFTER DELETE ON {articles} REFERENCING OLD TABLE AS gone",
        act="DELETE FROM articles_search WHERE article_id IN (SELECT id FROM gone)",
    )
    _trigger(
        cursor,
        name="articles_search_clear",
        on=f"AFTER TRUNCATE ON {articles}",
        act="TRUNCATE articles_search",
    )


def _trigger(cursor, *, name, on, act):
    cursor.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {act}; RETURN NULL; END $$"
    )
    cursor.execute(f"CREATE OR REPLACE TRIGGER {name} {on} FOR EACH STATEMENT EXECUTE FUNCTION {name}()")


def uninstall(cursor, articles: str) -> None:
    """Drop all that install() makes."""
    for name in ("articles_search_forget", "articles_search_clear"):
        cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {articles}")
        cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")
    cursor.execute("DROP TABLE IF EXISTS articles_search")


def write(cursor, documents: list[Document]) -> None:
    """Write the rows of documents in place of those there are."""
    rows = ", ".join(["(%s, %s, %s::tsvector)"] * len(documents))
    cursor.execute(
        f"INSERT INTO articles_search (article_id, key, document) VALUES {rows} "
        "ON CONFLICT (article_id) DO UPDATE SET key = excluded.key, document = excluded.document",
        [value for each in documents for value in (each.article_id, each.key, tsvector(each))],
    )


def remove(cursor, article_ids: list[int]) -> None:
    """Remove the rows of articles; those that have none are passed over."""
    cursor.execute("DELETE FROM articles_search WHERE article_id = ANY(%s)", [article_ids])


def begin_load(cursor) -> None:
    """Drop the index of words, which is made anew in a fraction of the time it takes to add to it."""
    cursor.execute("DROP INDEX IF EXISTS articles_search_words")


def optimise(cursor) -> None:
    """Let PostgreSQL take note of which words are frequent, after many rows were written."""
    cursor.execute("ANALYZE articles_search")


def condition(query: Query) -> tuple[str, list]:
    """Return the SQL condition on a row of articles_search, with its parameters."""
    return "articles_search.document @@ %s::tsquery", [_tsquery(query)]


def score(query: Query) -> tuple[str, list]:
    """Return the SQL expression of a row's relevance, higher is better, with its parameters."""
    if not query.wanted:
        return "0.0", []
    wanted = " & ".join(map(_group, query.wanted))
    return f"ts_rank({WEIGHT_VALUES}, articles_search.document, %s::tsquery, {BY_LENGTH})", [wanted]


def order(connection, query: Query, limit: int) -> str:
    """Return the SQL expression to order matches by date, which also says how to go about it.

    Either all matches are gathered by the GIN index and sorted (key + 0, for which there is no index), or
    the rows are read in date order until enough of them match. PostgreSQL's own choice goes wrong for words
    too rare for it to have statistics of: it takes them for ten times as frequent, and reads on and on.

    Reading a row costs about as much as one and a half matches gathered, so with n rows of which a share
    s matches, limit / s rows read cost the same as s * n matches gathered where s = sqrt(1.5 * limit / n).
    """
    phrases = [phrase for group in query.wanted for alternative in group for phrase in alternative]
    begun = [f"{phrase.tokens[-1]}%" for phrase in phrases if phrase.prefix]
    with connection.cursor() as cursor:
        cursor.execute(FREQUENCIES, [[token for phrase in phrases for token in phrase.tokens], begun])
        frequencies = dict(cursor.fetchall())
    rows = max(frequencies.pop(""), 1)
    share = math.prod(_frequency(group, frequencies) for group in query.wanted)
    return KEY if share > math.sqrt(1.5 * limit / rows) else f"{KEY} + 0"


def _frequency(group, frequencies):
    """Return about which share of documents a group matches: that of its most frequent alternative."""
    return max(
        math.prod(_phrase_frequency(phrase, frequencies) for phrase in alternative) for alternative in group
    )


def _phrase_frequency(phrase, frequencies):
    """Return about which share of documents a phrase matches; side by side is taken for a tenth of both."""
    *before, last = phrase.tokens
    begun = [each for token, each in frequencies.items() if phrase.prefix and token.startswith(last)]
    share = max(begun, default=frequencies.get(last, 0))
    return share * math.prod(frequencies.get(token, 0) / 10 for token in before)


def fetch(connection, sql: str, parameters: list) -> list[tuple]:
    """Return the rows of a statement that is to go by the indexes rather than read through the table.

    PostgreSQL takes a look at a tsvector to be as cheap as one at a number and prefers to read the table
    where a good part of it matches. But each tsvector lies outside its row and takes long to fetch.
    """
    with connection.cursor() as cursor:
        # Sent together, the two are a transaction of their own unless there is one already.
        cursor.execute(f"SET LOCAL enable_seqscan = off; {sql}", parameters)
        rows = cursor.fetchall()
        if connection.in_atomic_block:
            cursor.execute("SET LOCAL enable_seqscan = DEFAULT")
    return rows


def tsvector(document: Document) -> str:
    """Return the literal of a document's tsvector."""
    places = defaultdict(list)
    for name, placed in document.places.items():
        for token, place in placed:
            places[token].append(f"{place}{WEIGHTS[name]}")
    lexemes = [f"'{token}':{','.join(found)}" for token, found in places.items()]
    lexemes += [f"'{token}':{UNPLACED}" for token in document.unplaced]
    return " ".join(lexemes)


def _tsquery(query):
    return " & ".join([*map(_group, query.wanted), *(f"!{_group(group)}" for group in query.unwanted)])


def _group(group):
    return f"({' | '.join(map(_alternative, group))})"


def _alternative(alternative):
    return f"({' & '.join(map(_phrase, alternative))})"


def _phrase(phrase: Phrase) -> str:
    *before, last = (f"'{token}'" for token in phrase.tokens)
    return f"({' <-> '.join([*before, f'{last}:*' if phrase.prefix else last])})"
