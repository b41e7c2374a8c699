"""The whole public record to take away, at /data/: CSV, JSON Lines and SQLite, each with its dictionary.

What is told of a noun is what the API tells of it; articles.api.schemas say it once. Files are written a few
hundred rows at a time, whatever their number. Each module imports only from those before it: tables, about,
writing, sqlite, files.
"""

from .about import About
from .files import FORMATS, path_of, size_of
from .tables import NOUNS, TABLES, noun_named, table_named
from .writing import csv_lines, json_lines

__all__ = [
    "FORMATS",
    "NOUNS",
    "TABLES",
    "About",
    "csv_lines",
    "json_lines",
    "noun_named",
    "path_of",
    "size_of",
    "table_named",
]
