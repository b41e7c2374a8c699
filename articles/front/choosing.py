"""The verbs by which editors choose the front page. Each save adds a state; a stale one is refused."""

import datetime
from dataclasses import dataclass

from django.db import transaction

from ..models import Edition, FrontChoice, FrontPlace, FrontState
from .composing import Plan


@dataclass(frozen=True)
class Wish:
    """What an editor wants of a choice; times are aware, ends_at may be None."""

    plan: Plan
    starts_at: datetime.datetime
    ends_at: datetime.datetime | None = None
    note: str = ""


class Stale(Exception):
    """Somebody else saved the choice since the page was opened; `head` is the state there is now."""

    def __init__(self, head):
        super().__init__()
        self.head = head


def number_of(uid) -> int | None:
    """Return the row number of the choice of a uid, None for one not saved yet."""
    return FrontChoice.objects.filter(uid=uid).values_list("pk", flat=True).first()


def head_of(choice) -> FrontState | None:
    """Return the last state of a choice, None for one not saved yet."""
    return choice.states.order_by("-number").select_related("made_by").first()


@transaction.atomic
def save(*, uid, opened_on, wish, by) -> FrontState:
    """Add a state to the choice of that uid, which the first save makes, and return it.

    opened_on is the number of the state that the editor saw (0 for a new choice): where there is a later one
    that says something else, Stale is raised and nothing is saved. What changes nothing adds nothing.
    """
    _wait()
    choice, _is_new = FrontChoice.objects.get_or_create(uid=uid)
    head = head_of(choice)
    if head and not head.is_dropped and wish_of(head) == wish:
        return head
    if head and head.number != opened_on:
        raise Stale(head)
    state = FrontState.objects.create(
        choice=choice,
        number=head.number + 1 if head else 1,
        note=wish.note,
        starts_at=wish.starts_at,
        ends_at=wish.ends_at,
        made_by=by,
    )
    _place(state, wish.plan)
    return state


@transaction.atomic
def drop(*, choice, opened_on, by) -> FrontState:
    """End a choice, running or planned, by a state that says so; Stale as for save()."""
    _wait()
    head = head_of(choice)
    if head.is_dropped:
        return head
    if head.number != opened_on:
        raise Stale(head)
    state = FrontState.objects.create(
        choice=choice,
        number=head.number + 1,
        note=head.note,
        starts_at=head.starts_at,
        ends_at=head.ends_at,
        is_dropped=True,
        made_by=by,
    )
    _place(state, plan_of(head))
    return state


def plan_of(state) -> Plan:
    """Return the plan of a state."""
    places = list(state.places.all())
    return Plan(
        order=tuple(each.article_id for each in places if not each.is_pinned),
        pinned=next((each.article_id for each in places if each.is_pinned), None),
    )


def wish_of(state) -> Wish:
    """Return what a state wants."""
    return Wish(plan_of(state), state.starts_at, state.ends_at, state.note)


def _place(state, plan):
    places = [FrontPlace(state=state, article_id=pk, order=n) for n, pk in enumerate(plan.order)]
    if plan.pinned:
        places.append(FrontPlace(state=state, article_id=plan.pinned, is_pinned=True))
    FrontPlace.objects.bulk_create(places)


def _wait():
    """Wait for any other act to end: the edition's row is taken first, as the verbs of publishing do."""
    Edition.objects.select_for_update().get(name=Edition.SITE)
