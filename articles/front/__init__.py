"""The front page: what editors choose for a time, and what stands there where nobody chose.

planned(at)                 what is chosen for a moment
compose(articles, plan)     the page's reports: the lead, the pinned one, the others
save, drop                  the verbs; each adds a state and covers none unseen
"""

from .choosing import Stale, Wish, drop, head_of, number_of, plan_of, save, wish_of
from .composing import SHOWN, Front, Plan, compose, planned

__all__ = [
    "SHOWN", "Front", "Plan", "Stale", "Wish", "compose", "drop", "head_of", "number_of", "plan_of",
    "planned", "save", "wish_of",
]  # fmt: skip
