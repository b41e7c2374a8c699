"""What a position changed: the record that the same parties had on the same issue before it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from .. import parties
from ..ledger.rule import place
from ..models import Position

# Of one issue's earlier records, the latest few decide which was the last word.
COMPARED = 20


@dataclass(frozen=True)
class Move:
    """A position and the record before it, None where it is the first."""

    position: Position
    before: Position | None

    @property
    def is_change(self):
        return self.before is None or self.before.stance != self.position.stance


def moves_of(positions) -> list[Move]:
    """Return the Move of each position, those that changed a stance first, each kind latest first.

    A query for each position, and two for all.
    """
    positions = parties.attach(
        positions.for_rows().prefetch_related("countries", "groups"), parties.OF_POSITION
    )
    moves = [Move(each, _before(each)) for each in positions]
    moves.sort(key=lambda move: (move.position.since.first_day, move.position.pk), reverse=True)
    return sorted(moves, key=lambda move: not move.is_change)


def _before(position):
    earlier = Position.objects.published().standing().filter(issue=position.issue_id)
    earlier = earlier.filter(since__lt=position.since).exclude(pk=position.pk)
    earlier = earlier.filter(
        _held_by("countries", "country", position) | _held_by("groups", "group", position)
    )
    candidates = [
        each
        for each in earlier.order_by("-since")[:COMPARED]
        if place(each, own=True) < place(position, own=True)
    ]
    return max(candidates, key=lambda each: place(each, own=True), default=None)


def _held_by(name, target, position):
    holders = getattr(position, name).all()
    through = Position._meta.get_field(name).remote_field.through
    return Q(Exists(through.objects.filter(position=OuterRef("pk"), **{f"{target}__in": list(holders)})))
