"""Nothing on a page of a day dates from after that day: every page of the site is opened as of three days."""

import datetime
import re

import pytest
from django.core.management import call_command
from django.db import transaction

from articles.cleaning import text_of
from articles.models import Article
from tests import asof_world
from tests.asof_crawl import Crawl, later, looking_ahead

pytestmark = pytest.mark.django_db
# They tell the same in other words.
OTHER_LANGUAGES = re.compile("/(?:ja|es|fr|vi)/")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), transaction.atomic():
        asof_world.make(tmp_path_factory.mktemp("record"))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def world(made, time_machine):
    time_machine.move_to(asof_world.TODAY)


@pytest.mark.parametrize("day", asof_world.DAYS)
def test_nothing_on_a_page_of_a_day_is_of_a_later_one(client, world, day):
    crawl = Crawl(client, day, start=("/", "/search/?q=talks"), but=OTHER_LANGUAGES)
    assert crawl.found == {}
    assert set(crawl.statuses.values()) == {200}
    paths = {address.partition("?")[0] for address in crawl.statuses}
    assert {"/articles/", "/countries/japan/", "/issues/rice/", "/meetings.ics", "/search/"} <= paths
    for headline, date, _more in asof_world.REPORTS:
        slug = headline.lower().replace(" ", "-")
        assert (f"/articles/{slug}/" in paths) is (date <= day)


def test_the_crawl_finds_what_is_of_a_later_day(client, world):
    """The pages of today as if they were of the day: the test above must not pass on any page."""
    day = datetime.date.fromisoformat(asof_world.DAY)

    class Today:
        def get(self, address):
            return client.get(re.sub(r"[?&]asof=[\d-]+", "", address))

    pages = (
        "/",
        "/countries/japan/",
        "/meetings.ics",
        "/chapters/",
        "/negotiators/akira-amari/",
        "/issues/rice/",
    )
    found = Crawl(Today(), day.isoformat(), start=pages, but=OTHER_LANGUAGES).found
    assert set(found) == {f"{page}?asof={day}" for page in pages}


@pytest.mark.parametrize(
    "text, count",
    [
        ("on 26 April 2014", 1), ("on 25 April 2014", 0), ("in May 2014", 1), ("in April 2014", 0),
        ("April 26, 2014", 1), ("2014-04-26T00:00", 1), ("of 2015", 1), ("of 2014", 0), ("/2014/05/x", 1),
        ("20140426", 1), ("20140425123000", 0), ("2013-14", 0), ("2014-15 and 2016-17", 1), ("204224-x", 0),
        ("50,000 t", 0), ("1–26 April 2014", 1),
    ],
)  # fmt: skip
def test_the_crawl_reads_dates(text, count):
    assert len(later(text, "2014-04-25")) == count


@pytest.mark.long
@pytest.mark.parametrize("day", ["2010-12-31", "2014-04-25", "2017-06-30"])
def test_nothing_of_the_whole_record_is_of_a_later_day(client, day):
    call_command("load_reference", verbosity=0)
    call_command("load_samples", verbosity=0)
    reports = Article.objects.as_of(datetime.date.fromisoformat(day))
    # A report of the day may well say what is to come.
    ahead = looking_ahead([text_of(body) for body in reports.values_list("body", flat=True)], day)
    crawl = Crawl(client, day, leave_out=ahead, but=OTHER_LANGUAGES)
    assert crawl.found == {}
    assert len(crawl.statuses) > 400
    assert set(crawl.statuses.values()) == {200}
