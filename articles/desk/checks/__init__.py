"""What must hold before an article goes public. Never in the way of saving a draft.

impossible   cannot be stored in the rows that readers see: no reason overrides it
blocking     stands in the way of publishing, unless an editor gives a reason, which is recorded
warnings     worth another look, and no more

Each is a list of Checks; the number of queries is the same for two quotations and for fifty.
"""

from . import advice, fitness, storing
from .check import Check, Refusal
from .ground import Ground
from .shapes import is_partial_date, is_web_address

__all__ = [
    "Check",
    "Ground",
    "Refusal",
    "all_checks",
    "blocking",
    "impossible",
    "is_partial_date",
    "is_web_address",
    "judged",
    "warnings",
]


def impossible(content, *, article=None, at=None):
    """Return the Checks of what cannot be published at all, whatever the reason.

    article is the report the Content is of (None: a new one), at the moment of publishing (default now).
    """
    return list(storing.found(Ground(content, article=article, at=at)))


def blocking(content, *, article=None, at=None):
    """Return the Checks of what stands in the way of publishing unless an editor overrides it."""
    return list(fitness.found(Ground(content, article=article, at=at)))


def judged(ground, *, publish):
    """Return the Checks of a Ground, which may hold what was looked up for many reports at once.

    They are those that stand in the way of publishing or, without publish, of ever doing so.
    """
    return [*storing.found(ground), *(fitness.found(ground) if publish else ())]


def warnings(content, *, article=None, at=None, reading=None):
    """Return the Checks of what an editor should look at once more.

    reading is the desk's Reading of the Content, whose misspelt names and likely duplicates are told too.
    """
    return list(advice.found(Ground(content, article=article, at=at), reading))


def all_checks(content, *, article=None, at=None, reading=None):
    """Return all Checks, the gravest first, with one look-up of what the Content names."""
    ground = Ground(content, article=article, at=at)
    return [*storing.found(ground), *fitness.found(ground), *advice.found(ground, reading)]
