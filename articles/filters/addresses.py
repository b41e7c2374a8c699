"""The one way in which a choice of filters is written in an address."""

from django.utils.http import urlencode

# All parameters there are, in the order in which an address has them.
PARAMETERS = (
    "country", "issue", "negotiator", "meeting", "tag", "all", "year", "q", "order", "asof",
    "before", "after", "page",
)  # fmt: skip


def canonical(pairs):
    """Return the query string of (name, value) pairs: one order, no empty or repeated ones.

    `all` stays only with a filter that has several values.
    """
    pairs = {(name, value) for name, value in pairs if value}
    names = [name for name, _value in pairs]
    kept = [(name, value) for name, value in pairs if name != "all" or names.count(value) > 1]
    return urlencode(sorted(kept, key=lambda pair: (PARAMETERS.index(pair[0]), pair[1])))
