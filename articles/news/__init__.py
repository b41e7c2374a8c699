"""What is new under some filters since a moment: for alerts by mail and for webhooks.

News goes by when readers could first see something, never by its own date. Each module imports only from
those before it: filters, fresh, moves.
"""

from .filters import FilterError, filters_of, watched
from .fresh import OVERLAP, last_position, new_articles, new_positions
from .moves import Move, moves_of

__all__ = [
    "OVERLAP",
    "FilterError",
    "Move",
    "filters_of",
    "last_position",
    "moves_of",
    "new_articles",
    "new_positions",
    "watched",
]
