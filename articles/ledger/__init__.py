"""The state of play: who stands where, since when, says who.

Positions are kept one by one and never overwritten; this package reads them as of a day: the grid of
countries by issues and what moved in it, the dossier of one country on one issue, the sides on an issue,
what a meeting moved. Each module imports only from those before it: rule, membership, sourcing, fold, query,
grid, tables, meeting; records, contradictions, sides, around; figures, dossier, citations.
"""

from .around import Around
from .citations import dossier_bibtex, dossier_csv, dossier_markdown
from .dossier import Dossier
from .grid import Cell, Glance, Grid, at_a_glance, dossier_issues
from .meeting import MeetingDossier
from .query import GridFilters, day_asked
from .rule import RULE
from .sides import SIDES_RULE, Sides
from .tables import grid_csv, grid_json

__all__ = [
    "RULE",
    "SIDES_RULE",
    "Around",
    "Cell",
    "Dossier",
    "Glance",
    "Grid",
    "GridFilters",
    "MeetingDossier",
    "Sides",
    "at_a_glance",
    "day_asked",
    "dossier_bibtex",
    "dossier_csv",
    "dossier_issues",
    "dossier_markdown",
    "grid_csv",
    "grid_json",
]
