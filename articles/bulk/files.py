"""The three files of the whole record: written once an edition, kept on disk, one process at a time."""

import contextlib
import fcntl
import json
import os
import zipfile

from django.conf import settings
from django.db import connection

from . import sqlite
from .tables import NOUNS, TABLES
from .writing import csv_lines, json_lines

PACKAGE, README = "datapackage.json", "README.txt"


def _write_csv(path, about):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        _write_about(archive, about)
        for table in TABLES:
            _write_lines(archive, f"{table.name}.csv", csv_lines(table, about.view))


def _write_jsonl(path, about):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        _write_about(archive, about)
        for noun in NOUNS:
            _write_lines(archive, f"{noun.name}.jsonl", json_lines(noun, about.view))


def _write_about(archive, about):
    archive.writestr(PACKAGE, json.dumps(about.package(), ensure_ascii=False, indent=1))
    archive.writestr(README, about.readme())


def _write_lines(archive, name, lines):
    # Its size is not known before it is written, and may be more than 2 GB.
    with archive.open(name, "w", force_zip64=True) as file:
        for line in lines:
            file.write(line.encode())


# {end of the address: function that writes the file}
FORMATS = {
    "csv.zip": _write_csv,
    "jsonl.zip": _write_jsonl,
    "sqlite3": sqlite.write,
}


def path_of(suffix, about):
    """Return the path of the file of a format, written now if this edition has none yet.

    The name is that of the page's version; what is out of date is removed when its successor is there.
    """
    folder = settings.DATA_DIR
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{about.version.key(about.base)}.{suffix}"
    if not path.exists():
        with _alone(folder / f"{suffix}.lock"):
            if not path.exists():
                _write(path, suffix, about)
    return path


def size_of(suffix, about):
    """Return the size in bytes of a format's file, or None while it is not written."""
    path = settings.DATA_DIR / f"{about.version.key(about.base)}.{suffix}"
    return path.stat().st_size if path.exists() else None


def _write(path, suffix, about):
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with _snapshot():
            FORMATS[suffix](fresh, about)
        old = [each for each in path.parent.glob(f"*.{suffix}") if each != path]
        fresh.rename(path)
    finally:
        fresh.unlink(missing_ok=True)
    for each in old:
        # Whoever is reading one goes on: the name goes, the file when it is closed.
        each.unlink(missing_ok=True)


@contextlib.contextmanager
def _alone(path):
    """Wait until no other process writes this file."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _snapshot():
    """Read the database as it is at the first query, whatever is written meanwhile; nobody waits for it.

    Not by atomic(): on SQLite that would keep writers waiting (see settings), on PostgreSQL show each query
    a later state.
    """
    if connection.in_atomic_block:
        yield
        return
    begin = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
    with connection.cursor() as cursor, _unmapped(cursor):
        cursor.execute(begin[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


@contextlib.contextmanager
def _unmapped(cursor):
    """Let SQLite read its file without mapping it into memory, where reading it all would leave it all."""
    if connection.vendor != "sqlite":
        yield
        return
    mapped = cursor.execute("PRAGMA mmap_size").fetchone()
    cursor.execute("PRAGMA mmap_size=0")
    try:
        yield
    finally:
        # A database in memory has no file to map and answers nothing.
        cursor.execute(f"PRAGMA mmap_size={mapped[0] if mapped else 0}")
