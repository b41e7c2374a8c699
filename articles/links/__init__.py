"""Whether the pages that sources name are still there.

asking     one address: what is there, through redirects, without reaching into this machine's own network
archive    where an archived copy would be, or is
checking   sources one after the other, politely, each written down at once

Each module imports only from those before it.
"""

from .archive import proposed
from .asking import Found, ask
from .checking import Tally, check, due, note, use_archived

__all__ = ["Found", "Tally", "ask", "check", "due", "note", "proposed", "use_archived"]
