"""A hundred thousand reports taken away within 200 MB of memory, every row of them."""

import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import time
import zipfile

import pytest
from django.db import connection

pytestmark = pytest.mark.long

ARTICLES = 100_000
MOST_MEMORY = 200  # MB
# Without the search index, which no file holds and which would take longer than all the rest.
MADE = """
import django, sys
django.setup()
from articles import synthetic
synthetic.make(int(sys.argv[1]))
"""
# The rows that readers may know, asked of the database itself.
COUNTED = """
import django, json
django.setup()
from articles.models import Alias, Appointment, Article, Chapter, Country, Issue, Meeting, Negotiator
from articles.models import Outcome, Position
print(json.dumps({
    "articles": Article.objects.published().count(),
    "countries": Country.objects.count(),
    "issues": Issue.objects.count(),
    "negotiators": Negotiator.objects.count(),
    "appointments": Appointment.objects.count(),
    "meetings": Meeting.objects.count(),
    "positions": Position.objects.published().count(),
    "outcomes": Outcome.objects.count(),
    "chapters": Chapter.objects.count(),
    "aliases": Alias.objects.count(),
}))
"""
# VmHWM is the most that the process held, in kB; ru_maxrss begins with what the test's own process holds.
MEASURED = """
import re, sys
from pathlib import Path
from django.core.management import call_command
import django
django.setup()
call_command(*sys.argv[1:])
print("peak:", int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


@pytest.fixture
def environment(request, tmp_path):
    """Return the environment of a site with a database of its own, of the same kind as the tests'."""
    shared = {**os.environ, "ENVIRONMENT": "development", "DJANGO_SETTINGS_MODULE": "tpp_tracker.settings"}
    shared["DATA_DIR"] = str(tmp_path / "data")
    if connection.vendor == "sqlite":
        yield shared | {"DATABASE_URL": f"sqlite:///{tmp_path}/many.sqlite3"}
        return
    request.getfixturevalue("transactional_db")
    at, name = connection.settings_dict, "bulk_load"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    address = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{name}"
    yield shared | {"DATABASE_URL": address}
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(environment, *arguments, program=MEASURED):
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_hundred_thousand_reports_are_written_in_constant_memory(environment, tmp_path):
    for command in (["migrate", "-v0"], ["load_reference"]):
        run(environment, *command)
    run(environment, str(ARTICLES), program=MADE)
    start = time.perf_counter()
    told = run(environment, "write_data", "--base=https://example.org")
    peak = int(re.search(r"peak: (\d+)", told)[1])
    print(f"{told.strip()} MB, {time.perf_counter() - start:.0f} s")
    assert peak < MOST_MEMORY
    expected = json.loads(run(environment, program=COUNTED))
    assert expected["articles"] > 0.9 * ARTICLES
    paths = {path.name.partition(".")[2]: path for path in (tmp_path / "data").iterdir()}
    database = sqlite3.connect(paths["sqlite3"])
    for name, count in expected.items():
        assert database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] == count, name
        assert rows_of_csv(paths["csv.zip"], f"{name}.csv") == count, name
        assert lines_of(paths["jsonl.zip"], f"{name}.jsonl") == count, name
    database.close()


def rows_of_csv(archive, name):
    with zipfile.ZipFile(archive) as opened, opened.open(name) as file:
        return sum(1 for _row in csv.DictReader(io.TextIOWrapper(file, "utf-8", newline="")))


def lines_of(archive, name):
    with zipfile.ZipFile(archive) as opened, opened.open(name) as file:
        return sum(1 for _line in file)
