"""Alias rows for tests of the desk, read from the YAML the site starts with: no database."""

from functools import cache
from pathlib import Path

from articles.desk import AliasIndex
from articles.desk.reference_rows import rows_from

REFERENCE = Path(__file__).resolve().parent.parent / "articles" / "reference"


@cache
def reference_rows():
    return tuple(rows_from(REFERENCE))


@cache
def reference_index():
    return AliasIndex(reference_rows())
