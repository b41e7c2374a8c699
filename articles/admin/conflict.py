"""What the desk shows and reads back where two editors changed the same words."""

from dataclasses import dataclass

from ..models import Revision
from .differences import column_label, in_words, label, words

# Parts a path from the number of the state in a field of the form: "quotes/3f9a/text:12".
MARK = ":"
STEP = "/"


@dataclass(frozen=True)
class Shown:
    """One conflict on the page: what the field is, both texts, and how one becomes the other."""

    label: str
    path: str
    seen: str
    by: str
    made_at: object
    mine: str
    theirs: str
    parts: list


def shown(article, conflicts):
    """Return the conflicts of a save as the page shows them."""
    numbers = {conflict.number for conflict in conflicts}
    states = {
        state.number: state
        for state in Revision.objects.filter(article=article, number__in=numbers).select_related("made_by")
    }
    return [_shown(conflict, states.get(conflict.number)) for conflict in conflicts]


def _shown(conflict, state):
    name = conflict.path[-1]
    mine, theirs = (in_words(name, value) for value in (conflict.mine, conflict.theirs))
    path = STEP.join(conflict.path)
    return Shown(
        label=label_of(conflict.path),
        path=path,
        seen=f"{path}{MARK}{conflict.number}",
        by=str(state.made_by) if state and state.made_by else "",
        made_at=state.made_at if state else None,
        mine=mine,
        theirs=theirs,
        parts=words(theirs, mine),
    )


def label_of(path):
    if len(path) == 1:
        return label(path[0])
    return f"{label(path[0])}: {column_label(path[0], path[-1])}"


def settled(data):
    """Return {path: number or None} of the conflicts that the editor decided with this request.

    Taking theirs in one field decides nothing about the others.
    """
    taken = [*data.getlist("taken"), *data.getlist("_take")]
    found = {} if "_take" in data else _seen(data)
    return found | {tuple(path.split(STEP)): None for path in taken}


def _seen(data):
    found = {}
    for each in data.getlist("seen"):
        path, _mark, number = each.rpartition(MARK)
        if number.isascii() and number.isdigit():
            found[tuple(path.split(STEP))] = int(number[:9])
    return found
