"""Twenty thousand positions: the grid takes less than twice the time it takes for the record alone."""

import datetime
import random
import time

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client

from articles.choices import Grade
from articles.models import Article, Position

pytestmark = [pytest.mark.django_db, pytest.mark.long]

POSITIONS = 20_000
TIMES = 15
FIRST = datetime.date(2010, 3, 15)
DAYS = 3200
ADDRESSES = ["/state-of-play/", "/state-of-play/?asof=2015-12-31", "/state-of-play/?since=2014-04-25"]


def add_positions(number):
    """Add positions with the holders, issues and stances of those on record, on other days."""
    chance = random.Random(1)
    known = list(Position.objects.prefetch_related("countries", "groups"))
    articles = list(Article.objects.published().values_list("pk", flat=True))
    patterns = [chance.choice(known) for _each in range(number)]
    made = Position.objects.bulk_create(
        (
            Position(
                slug=f"many-{count}",
                issue_id=pattern.issue_id,
                stance=pattern.stance,
                summary=pattern.summary,
                since=(FIRST + datetime.timedelta(days=chance.randrange(DAYS))).isoformat(),
                grade=chance.choice([*Grade.values, ""]),
                confidence=pattern.confidence,
                article_id=chance.choice(articles),
            )
            for count, pattern in enumerate(patterns)
        ),
        batch_size=1000,
    )
    for name, target in (("countries", "country"), ("groups", "group")):
        through = Position._meta.get_field(name).remote_field.through
        through.objects.bulk_create(
            (
                through(**{"position": position, target: each})
                for position, pattern in zip(made, patterns, strict=True)
                for each in getattr(pattern, name).all()
            ),
            batch_size=1000,
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def seconds(client, address):
    """Return the least server time of some requests for a page that is not in the cache."""
    least = float("inf")
    for _each in range(TIMES):
        cache.clear()
        start = time.perf_counter()
        response = client.get(address)
        least = min(least, time.perf_counter() - start)
        assert response.status_code == 200
    return least


def test_the_time_of_the_grid_grows_less_than_twofold():
    call_command("load_reference", verbosity=0)
    call_command("load_samples", verbosity=0)
    client = Client()
    before = {address: seconds(client, address) for address in ADDRESSES}
    add_positions(POSITIONS)
    after = {address: seconds(client, address) for address in ADDRESSES}
    for address in ADDRESSES:
        told = f"{address}: {before[address] * 1000:.0f} ms before, {after[address] * 1000:.0f} ms after"
        print(told)
        assert after[address] < 2 * before[address], told
