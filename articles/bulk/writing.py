"""Tables as CSV and nouns as JSON Lines, line by line."""

import csv
import json

from ..spreadsheets import harmless

SEPARATOR = "; "


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line):
        return line


def csv_lines(table, view):
    """Yield a Table as lines of CSV (RFC 4180), the names of its columns first."""
    writer = csv.writer(_Echo())
    names = [column.name for column in table.columns]
    yield writer.writerow(names)
    for record in table.records(view):
        yield writer.writerow(cell(record[name]) for name in names)


def cell(value):
    """Return a value as a cell that is safe in a spreadsheet; numbers stay numbers, negative ones too."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, list):
        value = SEPARATOR.join(map(str, value))
    elif isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False)
    return harmless(value)


def json_lines(noun, view):
    """Yield all of a noun as lines of JSON, each an object as the API tells it."""
    for row in noun.rows(view):
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
