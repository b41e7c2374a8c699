"""The state of play: who stands where, since when, says who.

Positions are kept one by one and never overwritten; this package reads them as of a day: the grid of
countries by issues and what moved in it, and the dossier of one country on one issue. Each module imports
only from those before it: rule, membership, fold, query, grid, tables; figures, dossier, citations.
"""

from .citations import dossier_bibtex, dossier_csv, dossier_markdown
from .dossier import Dossier
from .grid import Cell, Glance, Grid, at_a_glance, dossier_issues
from .query import GridFilters, day_asked
from .rule import RULE
from .tables import grid_csv, grid_json

__all__ = [
    "RULE",
    "Cell",
    "Dossier",
    "Glance",
    "Grid",
    "GridFilters",
    "at_a_glance",
    "day_asked",
    "dossier_bibtex",
    "dossier_csv",
    "dossier_issues",
    "dossier_markdown",
    "grid_csv",
    "grid_json",
]
