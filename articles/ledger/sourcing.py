"""What a dated record rests on: its own sources or, where it has none, those of the report that told it."""

from django.db.models import Prefetch, prefetch_related_objects

from ..models import Source

SOURCES = Prefetch("sources", Source.objects.order_by("pk"))


def cite(things, asof):
    """Return things loaded with SOURCES as a list, each with those known by the day as `cited`.

    Of things that have none of their own the `article` has been joined, if there is one; their reports'
    sources are one query more.
    """
    things = list(things)
    lacking = [each for each in things if not each.sources.all() and getattr(each, "article", None)]
    prefetch_related_objects([each.article for each in lacking], SOURCES)
    for each in things:
        each.cited = asof.known(each.article.sources.all() if each in lacking else each.sources.all())
    return things
