"""The verbs on an editor's working copy. None of them changes anything a reader can see.

working   begin, save, mirror: what an editor has in hand
history   every state that was saved, and what changed from one to the next
identifiers   what quotations and positions are known by, never another report's
merging   two editors' changes made into one document
"""

from .history import Head, head, keep_published, numbers_of, state_at
from .identifiers import new_reference
from .merging import Conflict, merge
from .working import (
    Saved,
    begin,
    begun_on,
    bring_back,
    discard,
    free_slug,
    mirror,
    move_to,
    restore,
    save,
    working_copy,
)

__all__ = [
    "Conflict",
    "Head",
    "Saved",
    "begin",
    "begun_on",
    "bring_back",
    "discard",
    "free_slug",
    "head",
    "keep_published",
    "merge",
    "mirror",
    "move_to",
    "new_reference",
    "numbers_of",
    "restore",
    "save",
    "state_at",
    "working_copy",
]
