"""Tables that are sent to be taken in: looked at first, written once they are confirmed, each row once.

reading    bytes to rows: encoding, separator, lines, cells
names      what a cell names, by any written form on record
columns    which columns there are of each kind, and what heads them
reports    a row to a report's Content, judged by the desk's own checks
nouns      a row to a person, a meeting or a position
writing    reports into the database, some hundreds at a time
runs       look: what would come of a file; write: all that is good of it, once

Each module imports only from those before it.
"""

from .columns import COLUMNS
from .reading import ENCODINGS, SheetError
from .runs import bad_rows, look, write

__all__ = ["COLUMNS", "ENCODINGS", "SheetError", "bad_rows", "look", "write"]
