"""Saves at the same instant, on a database file or server of their own: no 500, no lost word."""

import json
import os
import secrets
import subprocess
import sys

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def empty_database(tmp_path):
    """Yield the address of an empty database on the engine of this run."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'race.sqlite3'}"
        return
    name = f"race_{secrets.token_hex(4)}"
    address, _slash, _own = os.environ["DATABASE_URL"].rpartition("/")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield f"{address}/{name}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")


def raced(address, rounds):
    run = subprocess.run(
        [sys.executable, "-m", "tests.desk_race", str(rounds)],
        env=os.environ | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout)


@pytest.mark.parametrize("rounds", [5, pytest.param(50, marks=pytest.mark.long)])
def test_four_editors_at_the_same_instants_lose_no_word_and_see_no_error(empty_database, rounds):
    told = raced(empty_database, rounds)
    assert told["lost"] == []
    assert set(told["answers"]) <= {"200", "409"}
    assert sum(told["answers"].values()) == 4 * rounds
    assert told["findings"] == []
