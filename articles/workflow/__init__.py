"""What the newsroom does about a report before and beside publishing it.

Nothing here changes what readers see, but moving a scheduled report, which goes through publishing.

acts       send to review, send back, assign
anchors    where the words that a comment is about stand now
comments   threads on a passage: written, answered, resolved
moving     a scheduled report or a due day on another day
planning   what a month or a week of the calendar holds
mails      tell accounts that something waits for them
waiting    what waits for an account
Each module imports only from those before it: problems, mails; acts, anchors; comments; the rest.
"""

from .acts import assign, may_assign, send_back, send_to_review
from .problems import NotPossible
from .waiting import waiting_for

__all__ = ["NotPossible", "assign", "may_assign", "send_back", "send_to_review", "waiting_for"]
