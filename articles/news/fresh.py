"""Reports that first became public since a moment, and positions that were put on record since."""

import datetime

from django.db.models import Exists, OuterRef, Q

from .. import issue_tree
from ..models import Article, Issue, Membership, Position

# A transaction that began before the last look may have been committed after it. Who keeps a ledger of what
# was told can look further back at no cost.
OVERLAP = datetime.timedelta(days=1)
PARTIES = ("countries", "counterparts")
GROUPS = ("groups", "counterpart_groups")


def new_articles(filters, *, since, now):
    """Return the articles that pass filters and first became public since, in the order in which they did.

    A report about 2014 that was put in today is new today; one that was corrected is not new again.
    """
    fresh = filters.articles().filter(first_public_at__gt=since, first_public_at__lte=now)
    return fresh.order_by("first_public_at", "pk")


def new_positions(filters, *, since, after, now):
    """Return the positions under filters that were recorded since, in the order in which they were.

    New is one with a row number above `after`, or told by a report that first became public since.
    """
    fresh = Q(pk__gt=after) | Q(article__first_public_at__gt=since)
    positions = Position.objects.published(at=now).standing().filter(fresh)
    for condition in _conditions(filters):
        positions = positions.filter(condition)
    return positions.order_by("pk")


def last_position():
    """Return the row number of the position recorded last, 0 if there is none."""
    return Position.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _conditions(filters):
    """Yield what a position must be, all of it, to be told under some filters."""
    countries, issues = filters.values["country"], filters.values["issue"]
    if countries:
        parts = [_of_country(each) for each in countries]
        yield from parts if "country" in filters.every else [_any(parts)]
    if issues:
        tree = {each.pk: each for each in Issue.objects.all()}
        yield _any(Q(issue__in=issue_tree.below(each, tree)) for each in issues)
    people, meetings = filters.values["negotiator"], filters.values["meeting"]
    if filters.text or filters.years or filters.values["tag"]:
        # Words, years and tags are a report's: a position has them from the report that tells of it.
        yield Q(article__in=filters.articles().values("pk"))
    elif people or meetings:
        own = Q()
        if people:
            own &= _linked("people", negotiator__in=people)
        if meetings:
            own &= Q(meeting__in=meetings)
        yield own | Q(article__in=_of_reports(people, meetings))


def _of_reports(people, meetings):
    """Return the articles about some people and some meetings."""
    articles = Article.objects.all()
    if people:
        articles = articles.about(link="negotiator_links", values=people)
    if meetings:
        articles = articles.about(link="meeting", values=meetings)
    return articles.values("pk")


def _of_country(country):
    """Return the condition that a country, or a group it was ever in, holds a position or is its target."""
    joined = Membership.objects.filter(country=country).values("group")
    own = [_linked(name, country=country) for name in PARTIES]
    return _any([*own, *(_linked(name, group__in=joined) for name in GROUPS)])


def _linked(name, **wanted):
    through = Position._meta.get_field(name).remote_field.through
    return Q(Exists(through.objects.filter(position=OuterRef("pk"), **wanted)))


def _any(conditions):
    found = Q(pk__in=[])
    for each in conditions:
        found |= each
    return found
