"""Records that cannot both tell how things stood: side by side, and how that was settled."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..choices import PositionStanding, Stance
from .records import Record
from .rule import CONFIDENCES, GRADES, rank

# Two reports of the same days that say the opposite; further apart, something may have moved.
NEAR = 3  # days
OPEN_HANDED = frozenset({Stance.OFFER, Stance.NARROWING, Stance.AGREED, Stance.FINAL, Stance.RATIFIED})
CLOSED_HANDED = frozenset({Stance.REJECTED, Stance.DEADLOCK, Stance.WITHDRAWN})

BY_RULE = {
    "day": gettext_lazy("The grid shows “%(stance)s”: it is the later record."),
    "grade": gettext_lazy("The grid shows “%(stance)s”: of records of one day it is the better attributed."),
    "confidence": gettext_lazy("The grid shows “%(stance)s”: of records of one day it is held more firmly."),
    "own": gettext_lazy("The grid shows “%(stance)s”: it is the country’s own record."),
    "entered": gettext_lazy("The grid shows “%(stance)s”: of records of one day it was entered later."),
}


@dataclass(frozen=True)
class Contradiction:
    """A record and its rival (None where only its own dispute is known); `countries` hold both, by pk."""

    record: Record
    rival: Record | None
    countries: tuple[int, ...]

    @property
    def sides(self):
        """The records, the earlier one first."""
        both = [each for each in (self.record, self.rival) if each]
        return sorted(both, key=lambda each: (each.day, each.position.pk))

    @property
    def resolution(self):
        """How it was settled, in words: by what the record says of the dispute, else by the grid's rule."""
        notes = [_told(each.position) for each in self.sides if not each.stands]
        if notes:
            return " ".join(notes)
        why, stance = _by_rule(self.record, self.rival, self.countries[0])
        return _("No correction is on record.") + " " + BY_RULE[why] % {"stance": stance.label}


def contradictions(records) -> list[Contradiction]:
    """Return the contradictions among some records, the latest first, each pair once.

    Rivals are records of one issue that one country holds toward the same side: either of them disputed
    or retracted, or both of the same days and one open-handed where the other is closed.
    """
    by_issue = {}
    for record in records:
        by_issue.setdefault(record.position.issue_id, []).append(record)
    found = {}
    for of_issue in by_issue.values():
        of_issue.sort(key=lambda each: (each.day, each.position.pk))
        for each in (*_of_the_same_days(of_issue), *_disputed(of_issue)):
            found.setdefault(frozenset(side.position.pk for side in each.sides), each)
    return sorted(
        found.values(), key=lambda each: (each.sides[-1].day, each.sides[-1].position.pk), reverse=True
    )


def _of_the_same_days(ordered):
    known = [each for each in ordered if each.stands and each.position.since.precision == "day"]
    for number, record in enumerate(known):
        for later in known[number + 1 :]:
            if (later.day - record.day).days > NEAR:
                break
            if _is_opposite(record, later) and (shared := _shared(record, later)):
                yield Contradiction(record, later, shared)


def _disputed(ordered):
    for record in ordered:
        if record.stands:
            continue
        rivals = [each for each in ordered if each is not record and _shared(record, each)]
        rivals.sort(key=lambda each: (not _is_opposite(record, each), abs((each.day - record.day).days)))
        rival = rivals[0] if rivals else None
        yield Contradiction(record, rival, _shared(record, rival) if rival else tuple(record.holders))


def _is_opposite(one, other):
    stances = {one.stance, other.stance}
    return bool(stances & OPEN_HANDED and stances & CLOSED_HANDED)


def _shared(one, other):
    """Return the countries that hold both toward the same side, or none."""
    toward, other_toward = set(one.position.toward), set(other.position.toward)
    if toward and other_toward and not toward & other_toward:
        return ()
    return tuple(country for country in one.holders if country in other.holders)


def _told(position):
    why = {"why": position.standing_note}
    if position.standing == PositionStanding.RETRACTED:
        return _("Taken back: %(why)s") % why
    return _("Disputed: %(why)s") % why


def _by_rule(record, rival, country):
    """Return by what the grid chose between two records of a country, and the stance it shows."""
    winner, other = sorted((record, rival), key=lambda each: each.place_for(country), reverse=True)
    differ = {
        "day": winner.day != other.day,
        "grade": rank(winner.position.grade, GRADES) != rank(other.position.grade, GRADES),
        "confidence": rank(winner.position.confidence, CONFIDENCES)
        != rank(other.position.confidence, CONFIDENCES),
        "own": winner.holders[country] != other.holders[country],
        "entered": True,
    }
    return next(why for why, is_so in differ.items() if is_so), winner.stance
