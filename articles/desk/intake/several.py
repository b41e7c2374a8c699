"""Several reports in one file are refused: which words belong to which, only the sender knows."""

import re

from django.utils.translation import gettext as _

from .front import dateline_of, details_in
from .headline import is_headline
from .report import IntakeError

NEAR = 3  # blocks below a headline in which a byline, date or dateline stands
_NUMBERED = re.compile(r"(?:document )?(\d{1,3}) of (\d{1,3})(?: documents?)?", re.I)


def refuse_several(blocks):
    """Raise IntakeError where blocks hold more than one report.

    One is sure of it only by signs that a single report does not have: rules between parts that each have a
    headline with a date or name of their own, headings that each have a byline or dateline, the labels or the
    numbers ("2 of 5 DOCUMENTS") that databases print above each.
    """
    parts = sum(_has_own_head(part) for part in _parts(blocks))
    headings = sum(_is_signed_heading(blocks[at : at + NEAR]) for at in range(len(blocks)))
    labelled = sum("headline" in details_in(block) for block in blocks)
    numbered = sum(bool(_NUMBERED.fullmatch(block.text)) for block in blocks)
    found = max(parts, headings, labelled, numbered)
    if found > 1:
        raise IntakeError(
            _("There seem to be %(count)s reports in this. Make a file of each, or paste one at a time.")
            % {"count": found}
        )


def _parts(blocks):
    part = []
    for block in blocks:
        if block.tag == "hr":
            yield part
            part = []
        else:
            part.append(block)
    yield part


def _has_own_head(part):
    """Whether a part begins with a headline and says near it when, where or by whom it was written."""
    if len(part) < 2:
        return False
    stated = set().union(*(details_in(block) | dateline_of(block.text) for block in part[: NEAR + 1]))
    headed = "headline" in stated or any(is_headline(block, followed=True) for block in part[:NEAR])
    return headed and bool(stated & {"date", "dateline", "byline"})


def _is_signed_heading(blocks):
    """Whether a heading has a byline or dateline below it; a date alone may be an entry of a chronology."""
    if not blocks or blocks[0].tag not in {"h2", "h3"}:
        return False
    stated = set().union(*(details_in(block) | dateline_of(block.text) for block in blocks[1:]))
    return bool(stated & {"dateline", "byline"})
