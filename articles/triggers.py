"""What the database does by itself, so that no way of writing can go round it.

Two things, each said once for SQLite and PostgreSQL:

* The edition number goes up when anything a reader can see changes: by save(), bulk_create(), update(),
  a cascade or a statement typed at the database's own prompt. Drafts and accounts do not count.
* live_at on every link of an article repeats the article's published_at while its status is published.

Triggers are made anew after each migrate (apps.prepare_database): SQLite drops a table's triggers
whenever Django rebuilds the table.
"""

import contextlib
from dataclasses import dataclass

from django.apps import apps

from .choices import Status
from .models import Article, ArticleCountry, ArticleIssue, ArticleNegotiator, ArticleTag, Edition

EVENTS = ("insert", "update", "delete")
LINKS = (ArticleCountry, ArticleIssue, ArticleNegotiator, ArticleTag)

# Rows of these can be seen by readers, always.
PUBLIC = (
    "alias", "appointment", "attendance", "chapter", "correction", "country", "document", "frontplace",
    "frontstate", "group", "issue", "meeting", "linkage", "membership", "negotiator", "offer", "offerfigure",
    "outcome", "outcomefigure", "photo", "position", "quote", "redirect", "redline", "redlinestatus",
    "source", "version",
)  # fmt: skip

# What the desk's index of names is built from.
INDEXED = ("alias", "appointment", "country", "issue", "meeting", "negotiator")

# Rows of these only while a condition on them holds ({row} is the row's alias).
_SEEN = f"{{row}}.status IN ('{Status.PUBLISHED}', '{Status.WITHDRAWN}')"
_LIVE = "{row}.live_at IS NOT NULL"


@dataclass(frozen=True)
class Counted:
    """A table whose changes raise an edition, and on which of its rows ("" for all)."""

    table: str
    edition: str = Edition.SITE
    condition: str = ""

    @property
    def name(self):
        return f"{self.edition}_edition_{self.table}"


def counted():
    """Return every Counted table: public models, their many-to-many tables, articles, links and tags."""
    tables = [Counted(Article._meta.db_table, condition=_SEEN)]
    tables += [Counted(link._meta.db_table, condition=_LIVE) for link in LINKS]
    # Only publishing writes an article's sources and documents; a draft names its own in its document.
    tables += [Counted(each.through._meta.db_table) for each in (Article.sources, Article.documents)]
    tables += [Counted(apps.get_model("taggit", "Tag")._meta.db_table)]
    for name in PUBLIC:
        model = apps.get_model("articles", name)
        tables.append(Counted(model._meta.db_table))
        tables += [
            Counted(field.m2m_db_table())
            for field in model._meta.local_many_to_many
            if field.remote_field.through._meta.auto_created
        ]
    for name in INDEXED:
        tables.append(Counted(apps.get_model("articles", name)._meta.db_table, edition=Edition.ALIASES))
    return tables


def install(connection):
    """Make all triggers anew on a database of either kind, and the rows they count in."""
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        for statement in [*_edition_rows(), *statements()]:
            cursor.execute(statement)


@contextlib.contextmanager
def suspended(connection):
    """Let a bulk load in one transaction do the triggers' work itself; it counts as one change."""
    tables = {f"live_{model._meta.db_table}": model._meta.db_table for model in (Article, *LINKS)}
    tables |= {f"{each.name}_{event}": each.table for each in counted() for event in EVENTS}
    on_table = " ON {}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name, table in tables.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table.format(table)}")
        yield
        # Else PostgreSQL would refuse to alter tables whose foreign keys are still to be checked.
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        install(connection)
        cursor.execute(_raise(Edition.SITE))


def _edition_rows():
    table = Edition._meta.db_table
    for name in (Edition.SITE, Edition.ALIASES):
        yield f"INSERT INTO {table} (name, number) VALUES ('{name}', 1) ON CONFLICT (name) DO NOTHING"


def _raise(edition):
    """The statement that counts an edition up; it makes the row where a test emptied the table."""
    table = Edition._meta.db_table
    return (
        f"INSERT INTO {table} (name, number) VALUES ('{edition}', 2) "
        f"ON CONFLICT (name) DO UPDATE SET number = {table}.number + 1"
    )


def _article_of(link):
    return link._meta.get_field(link.article_name).column


def _copy_to_links():
    """The statements by which an article's new status and date reach its links."""
    live = f"CASE WHEN NEW.status = '{Status.PUBLISHED}' THEN NEW.published_at END"
    return " ".join(
        f"UPDATE {link._meta.db_table} SET live_at = {live} WHERE {_article_of(link)} = NEW.id;"
        for link in LINKS
    )


# --------------------------------------------------------------------------- SQLite: a trigger a row


def _sqlite():
    for each in counted():
        for event, rows in (("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"]), ("DELETE", ["OLD"])):
            when = " OR ".join(each.condition.format(row=row) for row in rows) if each.condition else "1"
            name = f"{each.name}_{event.lower()}"
            yield f"DROP TRIGGER IF EXISTS {name}"
            # A link's INSERT is counted by the UPDATE that fills its live_at.
            yield (
                f"CREATE TRIGGER {name} AFTER {event} ON {each.table} WHEN {when} "
                f"BEGIN {_raise(each.edition)}; END"
            )
    articles = Article._meta.db_table
    for link in LINKS:
        table, column = link._meta.db_table, _article_of(link)
        yield f"DROP TRIGGER IF EXISTS live_{table}"
        yield (
            f"CREATE TRIGGER live_{table} AFTER INSERT ON {table} WHEN EXISTS "
            f"(SELECT 1 FROM {articles} WHERE id = NEW.{column} AND status = '{Status.PUBLISHED}') BEGIN "
            f"UPDATE {table} SET live_at = (SELECT published_at FROM {articles} WHERE id = NEW.{column}) "
            "WHERE id = NEW.id; END"
        )
    yield f"DROP TRIGGER IF EXISTS live_{articles}"
    yield (
        f"CREATE TRIGGER live_{articles} AFTER UPDATE OF status, published_at ON {articles} "
        "WHEN OLD.status IS NOT NEW.status OR OLD.published_at IS NOT NEW.published_at "
        f"BEGIN {_copy_to_links()} END"
    )


# --------------------------------------------------------------------------- PostgreSQL: one a statement


def _postgresql():
    for each in counted():
        for event, tables in (("INSERT", ["new"]), ("UPDATE", ["old", "new"]), ("DELETE", ["old"])):
            # One count a statement, however many rows it wrote, and none if it wrote none a reader sees.
            found = " OR ".join(
                f"EXISTS (SELECT 1 FROM {table}_rows"
                + (f" WHERE {each.condition.format(row=table + '_rows')})" if each.condition else ")")
                for table in tables
            )
            yield from _pg_trigger(
                name=f"{each.name}_{event.lower()}",
                table=each.table,
                when=f"AFTER {event}",
                level=" ".join(
                    ["REFERENCING", *(f"{t.upper()} TABLE AS {t}_rows" for t in tables), "FOR EACH STATEMENT"]
                ),
                body=f"IF {found} THEN {_raise(each.edition)}; END IF; RETURN NULL;",
            )
    articles = Article._meta.db_table
    for link in LINKS:
        table, column = link._meta.db_table, _article_of(link)
        yield from _pg_trigger(
            name=f"live_{table}",
            table=table,
            when="BEFORE INSERT",
            level="FOR EACH ROW",
            body=(
                f"NEW.live_at := (SELECT CASE WHEN status = '{Status.PUBLISHED}' THEN published_at END "
                f"FROM {articles} WHERE id = NEW.{column}); RETURN NEW;"
            ),
        )
    yield from _pg_trigger(
        name=f"live_{articles}",
        table=articles,
        when="AFTER UPDATE OF status, published_at",
        level=(
            "FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status "
            "OR OLD.published_at IS DISTINCT FROM NEW.published_at)"
        ),
        body=f"{_copy_to_links()} RETURN NULL;",
    )


def _pg_trigger(*, name, table, when, level, body):
    yield f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    yield f"CREATE OR REPLACE TRIGGER {name} {when} ON {table} {level} EXECUTE FUNCTION {name}()"
