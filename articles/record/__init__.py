"""The record: the facts and sample reports that the site starts with, and their way into the database.

    files.py      the YAML and Markdown files -> entries that say where they stand when something is wrong
    facts.py      entries -> Facts: plain values of the rows to be, other rows named by key
    ledger.py     the same for positions, linkages, red lines, offers and outcomes
    aliases.py    entries -> the Facts of every other way a country, person, issue or meeting is written
    sources.py    "Title - address" -> the values of a Source
    kinds.py      which model each sort of Fact fills, and how its rows are told apart
    loading.py    Facts -> rows, leaving alone whatever an editor changed
    samples.py    sample reports -> published articles, through the door every report goes through

Nothing here is imported by the pages: once loaded, the database is all that the site reads.
"""

from pathlib import Path

REFERENCE = Path(__file__).resolve().parent.parent / "reference"
