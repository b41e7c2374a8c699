"""What must hold in the database beyond its constraints, and how to mend what does not.

    check()     every Finding, check by check
    mend()      make anew what is only a copy of something else: derived links, dates of links, search rows

    finding.py      what a Finding says
    facts.py        checks of the record: sources, offices, memberships, aliases, the tree of issues
    reports.py      checks of articles: versions, drafts, quotations, redirects
    copies.py       checks of copies kept for speed, and how each is made anew

A check is a function without arguments that yields Findings and writes nothing.
"""

from .copies import CHECKS as OF_COPIES
from .copies import mend
from .facts import CHECKS as OF_FACTS
from .finding import Finding
from .reports import CHECKS as OF_REPORTS

__all__ = ["CHECKS", "Finding", "check", "mend"]

CHECKS = (*OF_FACTS, *OF_REPORTS, *OF_COPIES)


def check():
    """Yield (name of the check, its Findings) for every check there is."""
    for each in CHECKS:
        yield each.__name__.replace("_", " "), list(each())
