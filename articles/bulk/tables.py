"""The tables of the bulk files, made from the API's schemas: a table a noun, and one for each kind of part.

A noun's plain fields and lists of slugs are columns of its table. Parts with fields of their own (sources,
figures, members, …) stand in a table of their kind, with the noun and the name of the row they belong to.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ..api import articles, nouns
from ..api.schemas import ArticleSchema, told
from ..api.schemas.base import Part
from ..models import Article

CHUNK = 200
# Types as JSON Schema names them.
TEXT, INTEGER, NUMBER, BOOLEAN, OBJECT = "string", "integer", "number", "boolean", "object"
# Where a column holds the name of a row of another table.
LINKED = {
    "article": "articles",
    "country": "countries",
    "giver": "countries",
    "giver_group": "groups",
    "group": "groups",
    "issue": "issues",
    "in_return": "issues",
    "meeting": "meetings",
    "negotiator": "negotiators",
    "parent": "issues",
    "quote": "quotes",
    "speaker": "negotiators",
}
# Parts that are a noun of their own elsewhere.
TOLD_ELSEWHERE = {
    ("countries", "memberships"),
    ("negotiators", "appointments"),
}


@dataclass(frozen=True)
class Column:
    """A column: its type as JSON Schema names it, its meaning, the table a value names a row of or ""."""

    name: str
    kind: str
    description: str = ""
    links_to: str = ""


@dataclass(frozen=True)
class BulkNoun:
    """A noun as it is read whole: `load` takes the fields wanted and a View, and returns a queryset."""

    name: str
    title: str
    schema: type
    load: Callable
    attach: Callable = lambda rows, wanted, view: None

    def rows(self, view, wanted=None):
        """Yield all rows as plain data, in the order of entry; a chunk at a time is in memory."""
        wanted = wanted or set(self.schema.fields())
        last = 0
        while True:
            chunk = list(self.load(wanted, view).filter(pk__gt=last).order_by("pk")[:CHUNK])
            self.attach(chunk, wanted, view)
            for row in chunk:
                yield told(self.schema, row, wanted, view)
            if len(chunk) < CHUNK:
                return
            last = chunk[-1].pk

    def count(self, view):
        return self.load({self.schema.key}, view).order_by().count()


def _reports(wanted, view):
    return Article.objects.published(at=view.as_of.at).for_fields(wanted)


def _noun(noun):
    name = noun.name.replace("-", "_")
    return BulkNoun(name, noun.title, noun.schema, lambda wanted, view: noun.loaded(view.as_of, wanted))


NOUNS = (
    BulkNoun("articles", "Reports", ArticleSchema, _reports, articles.attach),
    *map(_noun, nouns.NOUNS),
)


@dataclass(frozen=True)
class Table:
    """A table: `records` yields its rows as dicts, given a View."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: str
    records: Callable


def _kind(described):
    """Return the type of a property of a JSON schema, less its null."""
    for each in described.get("anyOf", [described]):
        if each.get("type") not in (None, "null"):
            return each["type"]
    return OBJECT


def _columns(schema):
    """Return the columns of a schema's plain fields and lists of plain values."""
    described = schema.model_json_schema(mode="serialization")["properties"]
    return tuple(
        Column(name, _kind(told), told.get("description", ""), LINKED.get(name, ""))
        for name, told in described.items()
        if part_of(schema, name) is None
    )


def part_of(schema, name):
    """Return the schema of the parts that a field lists, or None where it holds plain values."""
    arguments = getattr(schema.model_fields[name].annotation, "__args__", ())
    inner = arguments[0] if arguments else None
    return inner if isinstance(inner, type) and hasattr(inner, "model_fields") else None


def _noun_table(noun):
    columns = _columns(noun.schema)
    names = {column.name for column in columns}
    return Table(
        noun.name, noun.schema.__doc__, columns, noun.schema.key, lambda view: noun.rows(view, names)
    )


def _part_tables():
    """Yield a table for each kind of part, with the rows of all nouns that have such parts."""
    kinds = {}
    for noun in NOUNS:
        for name in noun.schema.fields():
            part = part_of(noun.schema, name)
            if part and issubclass(part, Part) and (noun.name, name) not in TOLD_ELSEWHERE:
                kinds.setdefault(name, (part, []))[1].append(noun)
    for name, (part, owners) in kinds.items():
        columns = (
            Column("of_noun", TEXT, "The table of the row it belongs to."),
            Column("of_row", TEXT, "That row’s key."),
            *_columns(part),
        )
        yield Table(name, part.__doc__, columns, "", _records_of_parts(name, owners))


def _records_of_parts(name, owners):
    def records(view):
        for noun in owners:
            for row in noun.rows(view, {noun.schema.key, name}):
                for part in row[name]:
                    yield {"of_noun": noun.name, "of_row": str(row[noun.schema.key]), **part}

    return records


TABLES = (*map(_noun_table, NOUNS), *_part_tables())
_NOUNS = {noun.name: noun for noun in NOUNS}
_TABLES = {table.name: table for table in TABLES}


def noun_named(name):
    """Return the BulkNoun of a name, or None."""
    return _NOUNS.get(name)


def table_named(name):
    """Return the Table of a name, or None."""
    return _TABLES.get(name)
