"""Two people, issues, meetings or tags that are one: made one, and parted again.

relations   every column of the database that leads to a kind of thing, found by looking, never listed
values      rows as plain values that JSON holds, and back
looking     what a merge would do, before it is done
acts        merge: moves all that leads to the one over to the other, and writes down what it did
undoing     undo: parts them again by what was written down

Documents are never rewritten. Drafts, saved states and versions name things by slug, filters and watches too;
a slug that moved on is followed through Redirect wherever one is read (models.content.named).
"""

from .acts import KINDS, Clash, merge
from .looking import Comparison, compare
from .undoing import Undone, undo

__all__ = ["KINDS", "Clash", "Comparison", "Undone", "compare", "merge", "undo"]
