"""The front page as editors choose it: for a time, in an order, with one pinned; and by itself."""

import datetime
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import drafting, front, publishing
from articles.edition import SiteVersion
from articles.models import Article, FrontChoice, FrontPlace, FrontState
from tests import factories
from tests.test_query_budgets import BUDGETS

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)
HEADLINE = re.compile(r"<h[23][^>]*><a href=\"/articles/([\w-]+)/")


@pytest.fixture
def japan():
    return factories.make_country()


@pytest.fixture
def reports(japan):
    """Ten reports, one a day; the last is the newest."""
    return [
        factories.make_article(f"Report {n}", date=f"2014-04-{n:02}", countries=[japan]) for n in range(1, 11)
    ]


def choose(*order, pinned=None, start=None, end=None, uid="choice", opened_on=0):
    wish = front.Wish(
        plan=front.Plan(tuple(each.pk for each in order), pinned.pk if pinned else None),
        starts_at=start or timezone.now(),
        ends_at=end,
    )
    return front.save(uid=uid, opened_on=opened_on, wish=wish, by=None)


def shown(client, address="/"):
    """Return the slugs of the reports on the front page, in their order."""
    response = client.get(address)
    assert response.status_code == 200
    page = response.content.decode()
    section = page[page.index('class="lead') : page.index('class="side"')] if 'class="lead' in page else ""
    return [slug.removeprefix("report-") for slug in HEADLINE.findall(section)]


def test_where_nobody_chooses_the_newest_leads(client, reports):
    assert shown(client) == ["10", "9", "8", "7", "6", "5", "4"]


def test_what_is_chosen_leads_in_its_order_and_the_newest_follow(client, reports):
    choose(reports[2], reports[0])
    assert shown(client) == ["3", "1", "10", "9", "8", "7", "6"]


def test_a_pinned_report_stands_below_the_lead_once_and_is_marked(client, reports):
    choose(pinned=reports[4])
    assert shown(client) == ["10", "5", "9", "8", "7", "6", "4"]
    assert "In focus" in client.get("/").content.decode()
    choose(reports[4], uid="other")
    assert shown(client) == ["5", "10", "9", "8", "7", "6", "4"]
    assert "In focus" not in client.get("/").content.decode()


def test_it_begins_and_ends_by_itself_on_every_page_kept(client, reports, time_machine):
    start = timezone.now() + HOUR
    choose(reports[0], start=start, end=start + HOUR)
    etag = client.get("/").headers["ETag"]
    time_machine.move_to(start - datetime.timedelta(seconds=1), tick=False)
    assert client.get("/", headers={"if-none-match": etag}).status_code == 304
    time_machine.move_to(start, tick=False)
    assert client.get("/", headers={"if-none-match": etag}).status_code == 200
    assert shown(client)[:2] == ["1", "10"]
    time_machine.move_to(start + HOUR, tick=False)
    assert shown(client)[:2] == ["10", "9"]


def test_no_copy_is_kept_beyond_the_next_change(reports):
    start = timezone.now() + HOUR
    choose(reports[0], start=start, end=start + HOUR)
    assert SiteVersion.current(start - 2 * MINUTE).seconds_left(start - 2 * MINUTE) == 120
    assert SiteVersion.current(start + 55 * MINUTE).seconds_left(start + 55 * MINUTE) == 300
    version = SiteVersion.at(start + 2 * HOUR)
    assert (version.last_front, version.next_front) == (start + HOUR, None)


def test_of_several_that_run_the_last_begun_counts_for_what_it_says(client, reports, time_machine):
    now = timezone.now()
    choose(reports[0], pinned=reports[1], uid="week")
    choose(reports[2], start=now + HOUR, end=now + 2 * HOUR, uid="hour")
    assert shown(client)[:3] == ["1", "2", "10"]
    time_machine.move_to(now + HOUR)
    assert shown(client)[:3] == ["3", "2", "10"]
    time_machine.move_to(now + 2 * HOUR)
    assert shown(client)[:3] == ["1", "2", "10"]


@pytest.mark.parametrize("how", ["withdrawn", "scheduled", "draft", "binned", "ended"])
def test_a_chosen_report_that_readers_may_not_have_is_left_out(client, japan, reports, time_machine, how):
    tomorrow = (timezone.now() + datetime.timedelta(days=1)).date().isoformat()
    if how == "scheduled":
        hidden = factories.make_article("Report hidden", date=tomorrow, countries=[japan])
    elif how in ("draft", "binned"):
        hidden = factories.make_draft("Report hidden", countries=[japan])
    else:
        soon = (timezone.now() + MINUTE).isoformat()
        hidden = factories.make_article("Report hidden", countries=[japan], unpublish_at=soon)
    choose(hidden, reports[1], uid="order")
    choose(pinned=hidden, uid="pin")
    if how == "withdrawn":
        publishing.withdraw(article=hidden, by=None)
    if how == "binned":
        drafting.discard(hidden)
    if how == "ended":
        assert shown(client)[0] == "hidden"
        time_machine.move_to(timezone.now() + 2 * MINUTE)
    page = client.get("/").content.decode()
    assert "Report hidden" not in page and hidden.slug not in page
    assert shown(client)[:2] == ["2", "10"]


def test_a_scheduled_report_leads_from_its_moment_on(client, japan, reports, time_machine):
    later = (timezone.now() + datetime.timedelta(days=1)).date().isoformat()
    coming = factories.make_article("Report coming", date=later, countries=[japan])
    choose(coming)
    assert shown(client)[0] == "10"
    time_machine.move_to(coming.published_at)
    assert shown(client)[0] == "coming"


def test_a_past_day_shows_what_was_chosen_that_day(client, reports, time_machine):
    time_machine.move_to("2026-03-02T12:00:00Z")
    first = choose(reports[0], pinned=reports[5])
    time_machine.move_to("2026-03-04T12:00:00Z")
    choose(reports[1], opened_on=first.number)
    time_machine.move_to("2026-03-06T12:00:00Z")
    front.drop(choice=FrontChoice.objects.get(), opened_on=2, by=None)
    time_machine.move_to("2026-03-08T12:00:00Z")
    assert shown(client)[:2] == ["10", "9"]
    assert shown(client, "/?asof=2026-03-01")[:2] == ["10", "9"]
    assert shown(client, "/?asof=2026-03-03")[:3] == ["1", "6", "10"]
    assert shown(client, "/?asof=2026-03-04")[:2] == ["2", "10"]
    assert shown(client, "/?asof=2026-03-07")[:2] == ["10", "9"]
    assert shown(client, "/?asof=2014-04-03") == ["3", "2", "1"]


def test_one_made_for_a_time_that_began_earlier_does_not_change_the_past(client, reports, time_machine):
    time_machine.move_to("2026-03-05T12:00:00Z")
    choose(reports[0], start=factories.at("2026-03-01"))
    assert shown(client)[0] == "1"
    assert shown(client, "/?asof=2026-03-03")[0] == "10"


def test_every_save_and_drop_shows_with_the_next_request(client, reports):
    before = client.get("/").headers["ETag"]
    state = choose(reports[0])
    assert client.get("/", headers={"if-none-match": before}).status_code == 200
    assert shown(client)[0] == "1"
    front.drop(choice=state.choice, opened_on=1, by=None)
    assert shown(client)[0] == "10"


def test_a_stale_save_is_refused_and_the_same_twice_is_one(reports):
    first = choose(reports[0])
    assert choose(reports[0], start=first.starts_at) == first
    second = choose(reports[1], opened_on=1)
    with pytest.raises(front.Stale) as stale:
        choose(reports[2], opened_on=1)
    assert stale.value.head == second
    with pytest.raises(front.Stale):
        front.drop(choice=first.choice, opened_on=1, by=None)
    assert FrontState.objects.count() == 2


def test_a_page_of_few_reports_and_of_none(client, japan):
    assert shown(client) == []
    only = factories.make_article("Report 1", countries=[japan])
    choose(pinned=only)
    assert shown(client) == ["1"]
    Article.objects.filter(pk=only.pk).delete()
    assert not FrontPlace.objects.exists()
    assert shown(client) == []


def test_the_page_costs_one_query_more_where_something_is_chosen(client, reports):
    for n, each in enumerate(reports):
        choose(each, pinned=reports[n - 1], uid=f"choice{n}")
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    assert len(asked) <= sum(BUDGETS["/"].values()) + 1, "\n".join(query["sql"] for query in asked)
