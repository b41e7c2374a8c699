"""From what a reader writes to what the record calls it."""

from collections import defaultdict

from ..models import Alias
from ..models.alias import OWNERS
from ..models.content import by_slug

MOST_WORDS = 32
LONGEST_NAME = 5


def local_name(each):
    """Return the name of a country, issue, person, meeting or tag in the page's language."""
    return getattr(each, "local_name", None) or each.name


def spellings(text):
    """Return a function that gives other ways to write what a stretch of the reader's words names.

    All stretches are looked up at once, in one query.
    """
    words = text.casefold().replace('"', " ").split()[:MOST_WORDS]
    stretches = {" ".join(words[i : i + n]) for n in range(1, LONGEST_NAME + 1) for i in range(len(words))}
    names = defaultdict(list)
    for alias in Alias.objects.filter(folded__in=stretches).select_related(*OWNERS):
        names[alias.folded].append(alias.owner.name)
    return lambda stretch: names.get(stretch.casefold(), [])


def named(model, value):
    """Return what a field word (country:usa, person:amari) names: by slug, else by any of its aliases.

    `value` is written as a slug; an alias that several bear names them all.
    """
    found = by_slug(model, [value])
    owner = model._meta.model_name
    if found or owner not in OWNERS:
        return found
    written = {value, value.replace("-", " ")}
    aliases = Alias.objects.filter(folded__in=written, **{f"{owner}__isnull": False}).select_related(owner)
    return list(dict.fromkeys(getattr(alias, owner) for alias in aliases))
