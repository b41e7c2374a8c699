"""Any combination of filters for machines: Atom, RSS, JSON Feed and CSV, the same query as the page.

What is not understood is refused: a feed that quietly left a filter out would tell its reader, for years,
about the wrong articles.
"""

from .corrections import corrections_atom
from .json_feed import json_feed
from .table import csv
from .xml_feeds import atom, rss

__all__ = ["atom", "corrections_atom", "csv", "json_feed", "rss"]
