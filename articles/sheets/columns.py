"""Which columns a table of each kind may have, in the order in which an empty one is given out."""

from ..choices import ImportKind
from .reading import heading

_SOURCE = {
    "source_title": ("source", "source title"),
    "source_outlet": ("outlet", "source outlet", "publisher"),
    "source_kind": (),
    "source_address": ("source url", "url", "link"),
    "source_archived": ("source archived url", "archived url"),
    "source_accessed": ("source accessed on", "accessed on", "accessed"),
}
_NOTE = {"note": ()}

# Column -> what else may head it.
COLUMNS = {
    ImportKind.ARTICLES: {
        "headline": ("title",),
        "date": ("published", "published at", "date of the report"),
        "summary": ("standfirst",),
        "body": ("text",),
        "byline": ("author", "by"),
        "dateline": ("place",),
        "language": ("lang",),
        "countries": ("country",),
        "issues": ("issue",),
        "negotiators": ("negotiator", "people", "person"),
        "meeting": ("meetings",),
        "tags": ("tag",),
        **_SOURCE,
        "slug": (),
    },
    ImportKind.PEOPLE: {
        "name": (),
        "native_name": ("name in its own script",),
        "country": (),
        "aliases": ("alias", "other names"),
        "office": ("title",),
        "office_kind": ("kind",),
        "from": ("start",),
        "to": ("end",),
        **_NOTE,
        "slug": (),
    },
    ImportKind.MEETINGS: {
        "name": ("meeting",),
        "kind": (),
        "start": ("from", "first day"),
        "end": ("to", "last day"),
        "city": ("place",),
        "country": ("host",),
        "countries": ("participants", "participating countries"),
        "round_number": ("round",),
        "outcome": ("what came of it",),
        "aliases": ("alias", "other names"),
        "slug": (),
    },
    ImportKind.POSITIONS: {
        "countries": ("country", "held by"),
        "groups": ("group",),
        "counterparts": ("toward",),
        "issue": (),
        "stance": (),
        "summary": ("in one line",),
        "since": ("date", "from"),
        "grade": ("attribution",),
        "meeting": (),
        "people": ("negotiators", "person"),
        **_SOURCE,
        "slug": ("reference",),
    },
}
NEEDED = {
    ImportKind.ARTICLES: ("headline", "date"),
    ImportKind.PEOPLE: ("name",),
    ImportKind.MEETINGS: ("name", "kind", "start"),
    ImportKind.POSITIONS: ("issue", "stance", "summary", "since"),
}


def known(kind):
    """Return {heading: column} of all that may head a column of a table of a kind."""
    return {heading(name): column for column, others in COLUMNS[kind].items() for name in (column, *others)}
