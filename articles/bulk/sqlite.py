"""The record as a SQLite database that Datasette and any other tool can open."""

import itertools
import json
import sqlite3

from .tables import BOOLEAN, INTEGER, NUMBER, TABLES

BATCH = 500
# Columns that many look by, beside those that name rows of other tables.
INDEXED = ("published_at", "since", "start")
TYPES = {INTEGER: "INTEGER", BOOLEAN: "INTEGER", NUMBER: "REAL"}


def write(path, about):
    """Write the tables into a new database at a path; lists are kept as JSON, which SQLite can search."""
    database = sqlite3.connect(path)
    try:
        # The file is new and in nobody's way until it is whole.
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8000;")
        _write_dictionary(database, about)
        for table in TABLES:
            _write_table(database, table, about.view)
        database.executescript("ANALYZE; PRAGMA application_id=0x54505054;")
        database.commit()
    finally:
        database.close()


def _write_table(database, table, view):
    columns = [_column(column, table) for column in table.columns]
    database.execute(f"CREATE TABLE {_quoted(table.name)} ({', '.join(columns)})")
    names = [column.name for column in table.columns]
    places = ", ".join("?" * len(names))
    insert = f"INSERT INTO {_quoted(table.name)} VALUES ({places})"
    records = ([_value(record[name]) for name in names] for record in table.records(view))
    while batch := list(itertools.islice(records, BATCH)):
        database.executemany(insert, batch)
        database.commit()
    indexed = [(column.name,) for column in table.columns if column.links_to or column.name in INDEXED]
    if "of_row" in names:
        indexed.append(("of_noun", "of_row"))
    for columns in indexed:
        index = _quoted(f"{table.name}_by_{columns[0]}")
        database.execute(
            f"CREATE INDEX {index} ON {_quoted(table.name)} ({', '.join(map(_quoted, columns))})"
        )


def _column(column, table):
    told = f"{_quoted(column.name)} {TYPES.get(column.kind, 'TEXT')}"
    if column.name == table.key:
        return f"{told} PRIMARY KEY"
    return f"{told} REFERENCES {_quoted(column.links_to)}" if column.links_to else told


def _value(value):
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    # Texts of ours are of subclasses that sqlite3 does not know.
    return str(value) if isinstance(value, str) else value


def _quoted(name):
    return f'"{name}"'


def _write_dictionary(database, about):
    """Write what the file is and what every column means as two tables of their own."""
    package = about.package()
    [licence] = package["licenses"]
    database.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
    told = {
        "title": package["title"],
        "description": package["description"],
        "homepage": package["homepage"],
        "edition": package["version"],
        "date": about.day,
        "created": package["created"],
        "licence": licence["title"],
        "licence_url": licence["path"],
    }
    database.executemany("INSERT INTO about VALUES (?, ?)", told.items())
    database.execute(
        "CREATE TABLE dictionary (table_name TEXT, column_name TEXT, type TEXT, description TEXT)"
    )
    database.executemany(
        "INSERT INTO dictionary VALUES (?, ?, ?, ?)",
        (
            (table.name, column.name, column.kind, column.description)
            for table in TABLES
            for column in table.columns
        ),
    )
