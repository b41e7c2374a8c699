"""How long a table of ten thousand rows takes."""

import time

import pytest
from django.db import connection

from articles import sheets
from articles.models import Article
from tests.sheet_files import look, record, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return record()


def thousands(number, bad):
    """Return a table of so many rows, the bad ones spread over it, each bad in another way in turn."""
    mistakes = [{"countries": "Nowhere"}, {"date": "yesterday"}, {"headline": ""}, {"source address": "x"}]
    step = number // bad
    rows = (
        {"headline": f"Report number {line}"}
        | (mistakes[line // step % len(mistakes)] if line % step == 0 else {})
        for line in range(number)
    )
    return table(*(row | {"body": "A line of text. " * 60} for row in rows))


def run_of(number, bad, *, publish):
    data = thousands(number, bad)
    start = time.perf_counter()
    run = look(data, publish=publish)
    seen = time.perf_counter() - start
    assert Article.objects.count() == 0
    assert len(run.problems) == bad and run.good == number - bad
    start = time.perf_counter()
    assert sheets.write(run, by=None).written == number - bad
    took = time.perf_counter() - start
    assert sheets.write(run, by=None).written == number - bad
    assert Article.objects.count() == number - bad
    print(
        f"{connection.vendor}, publish={publish}: looked at {number} in {seen:.1f} s, written in {took:.1f} s"
    )
    return took


def test_a_thousand_rows_with_ten_bad_ones(world):
    run_of(1_000, 10, publish=True)


@pytest.mark.long
@pytest.mark.parametrize("publish", [False, True])
def test_ten_thousand_rows_with_a_hundred_bad_ones_take_less_than_a_minute(world, publish):
    assert run_of(10_000, 100, publish=publish) < 60
