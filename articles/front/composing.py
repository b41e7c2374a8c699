"""Which reports stand on the front page: those chosen, as far as readers may have them, then the newest."""

from dataclasses import dataclass, field

from ..models import Article, FrontPlace

# The lead and the pinned report among them.
SHOWN = 7


@dataclass(frozen=True)
class Plan:
    """What is chosen: the reports in order, the first of which leads, and the pinned one (row numbers)."""

    order: tuple[int, ...] = ()
    pinned: int | None = None


@dataclass(frozen=True)
class Front:
    """The reports of a front page, loaded for cards; `chosen` are the numbers of those an editor chose."""

    lead: Article | None = None
    pinned: Article | None = None
    others: list[Article] = field(default_factory=list)
    chosen: frozenset[int] = frozenset()

    @property
    def articles(self):
        """All of them in the order in which they stand on the page."""
        return [each for each in (self.lead, self.pinned, *self.others) if each]


def planned(at, *, instead=None) -> Plan:
    """Return what is chosen for a moment, in one query.

    Order and pinned report each come from the choice that began last among those that say anything of it: so
    a report can stay pinned for a week while the lead changes each day. `instead` is what a choice is about
    to become: (its row number or None, starts_at, Plan to count in its place, None if not at that moment).
    """
    places = FrontPlace.objects.in_force(at=at)
    states = {}
    for place in places.values_list("state__starts_at", "state", "state__choice", "is_pinned", "article"):
        states.setdefault(place[:3], []).append(place[3:])
    plans = [(start, choice, _plan(rows)) for (start, _state, choice), rows in states.items()]
    if instead:
        number, starts_at, plan = instead
        plans = [each for each in plans if each[1] != number]
        if plan:
            later = [each for each in plans if each[0] > starts_at]
            plans = [*later, (starts_at, number, plan), *plans[len(later) :]]
    return Plan(
        order=next((plan.order for *_when, plan in plans if plan.order), ()),
        pinned=next((plan.pinned for *_when, plan in plans if plan.pinned), None),
    )


def _plan(rows):
    return Plan(
        order=tuple(article for is_pinned, article in rows if not is_pinned),
        pinned=next((article for is_pinned, article in rows if is_pinned), None),
    )


def compose(articles, plan, *, shown=SHOWN) -> Front:
    """Return the front page of a plan: what of it is among the articles given, filled up with the newest.

    `articles` are those readers may have at that moment, so that what was withdrawn or is still to come is
    left out by the one rule there is.
    """
    wanted = [*plan.order, *filter(None, [plan.pinned])]
    newest = articles.newest_first()
    if wanted:
        # Two queries: one with "or" would have PostgreSQL read the whole table.
        filling = list(newest.values_list("pk", flat=True)[: shown + len(wanted)])
        found = {each.pk: each for each in articles.filter(pk__in={*wanted, *filling}).for_cards()}
    else:
        found = {each.pk: each for each in newest.for_cards()[:shown]}
        filling = list(found)
    order = [pk for pk in plan.order if pk in found]
    pinned = plan.pinned if plan.pinned in found and plan.pinned not in order[:1] else None
    line = [pk for pk in dict.fromkeys([*order, *filling]) if pk != pinned]
    line = line[: shown - 1 if pinned else shown]
    # Where the pinned report is all there is, it leads.
    lead, pinned = (line[0], pinned) if line else (pinned, None)
    return Front(
        lead=found.get(lead),
        pinned=found.get(pinned),
        others=[found[pk] for pk in line[1:]],
        chosen=frozenset(wanted) & found.keys(),
    )
