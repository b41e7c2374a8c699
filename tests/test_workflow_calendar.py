"""The calendar of the newsroom: what it shows, in whose time, and moving what can move."""

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import drafting, publishing, workflow
from articles.models import Article, Assignment, Meeting, User
from tests import factories
from tests.workflow_world import CALENDAR, hidden, make_draft, make_newsroom

pytestmark = pytest.mark.django_db
NOW = "2026-03-10T09:00:00+00:00"
MOVE = f"{CALENDAR}move/"


@pytest.fixture
def newsroom(time_machine):
    time_machine.move_to(NOW, tick=False)
    return make_newsroom()


def schedule(newsroom, headline="Talks in Lima", *, date="2026-03-20"):
    article = make_draft(newsroom, headline, by="editor", date=date)
    publishing.publish(article=article, by=newsroom["editor"])
    article.refresh_from_db()
    return article


def page_of(client, query=""):
    response = client.get(f"{CALENDAR}{query}")
    assert response.status_code == 200
    return response.content.decode()


def cell(page, day):
    """Return what stands in the cell of a day."""
    return page.split(f'<time datetime="{day}">')[1].split("</td>")[0]


def sent(client, article, **more):
    """Return the form that the calendar shows of a scheduled report, filled in."""
    page = page_of(client, f"?month={article.published_at:%Y-%m}")
    part = page.split(f'name="article" value="{article.pk}"')[1].split("</form>")[0]
    return {
        "article": article.pk,
        "what": "publication",
        "number": hidden(part, "number"),
        "month": hidden(part, "month"),
        "day": "2026-03-25",
        "time": "08:30",
    } | more


def test_a_month_shows_what_is_scheduled_due_published_and_held(client, newsroom):
    schedule(newsroom)
    schedule(newsroom, "Talks in Quito", date="2026-03-05")
    due = make_draft(newsroom, "Draft for Friday", date="2020-01-01")
    workflow.assign(
        article=due,
        by=newsroom["editor"],
        account=newsroom["reporter"],
        due_on=datetime.date(2026, 3, 13),
    )
    factories.make_meeting("round-99", start="2026-03-16", end="2026-03-18", name="Round 99")
    Meeting.objects.create(slug="some-time", name="Some time", kind="round", start="2026-03", end="2026-03")
    client.force_login(newsroom["editor"])
    page = page_of(client)
    assert "March 2026" in page and "Days and times in UTC" in page
    assert "Scheduled" in cell(page, "2026-03-20") and "Talks in Lima" in cell(page, "2026-03-20")
    assert "Published" in cell(page, "2026-03-05") and "Talks in Quito" in cell(page, "2026-03-05")
    assert "Draft for Friday" in cell(page, "2026-03-13") and "reporter" in cell(page, "2026-03-13")
    for day in ("2026-03-16", "2026-03-17", "2026-03-18"):
        assert "Round 99" in cell(page, day)
    assert page.count("Some time") == 1 and "Some time" in cell(page, "2026-03-01")
    week = page_of(client, "?week=2026-03-18")
    assert "Talks in Lima" in week and "Talks in Quito" not in week
    assert cell(week, "2026-03-16") and 'datetime="2026-03-23"' not in week


def test_days_are_those_of_the_account_and_the_zone_is_named(client, newsroom):
    article = schedule(newsroom)
    moment = datetime.datetime(2026, 3, 20, 23, 30, tzinfo=datetime.UTC)
    Article.objects.filter(pk=article.pk).update(published_at=moment)
    User.objects.filter(pk=newsroom["editor"].pk).update(time_zone="Asia/Tokyo")
    client.force_login(newsroom["editor"])
    page = page_of(client)
    assert "Days and times in Asia/Tokyo" in page
    assert "Talks in Lima" in cell(page, "2026-03-21") and "08:30" in cell(page, "2026-03-21")


def test_a_scheduled_report_moves_with_its_text_as_it_was(client, newsroom):
    article = schedule(newsroom)
    User.objects.filter(pk=newsroom["editor"].pk).update(time_zone="Asia/Tokyo")
    client.force_login(newsroom["editor"])
    answer = client.post(MOVE, sent(client, article), follow=True)
    assert "is scheduled for 25 March 2026, 08:30 (Asia/Tokyo)" in answer.content.decode()
    article.refresh_from_db()
    assert article.published_at == datetime.datetime(2026, 3, 24, 23, 30, tzinfo=datetime.UTC)
    assert article.is_scheduled and article.headline == "Talks in Lima" and not hasattr(article, "draft")
    assert "Moved from 20 March 2026" in article.acts.first().reason
    assert article.acts.first().done_by == newsroom["editor"]


def test_readers_see_a_moved_report_from_its_new_time_on(client, newsroom, time_machine):
    article = schedule(newsroom)
    client.force_login(newsroom["editor"])
    client.post(MOVE, sent(client, article))
    client.logout()
    for moment, status in [("2026-03-20T13:00:00Z", 404), ("2026-03-25T08:31:00Z", 200)]:
        time_machine.move_to(moment, tick=False)
        cache.clear()
        assert client.get("/articles/talks-in-lima/").status_code == status


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"day": "2026-03-01"}, 400, "Choose a time to come"),
        ({"day": "soon"}, 400, "is no day"),
        ({"day": ""}, 400, "Give the new day and the time"),
        ({"time": "25:99"}, 400, "Give the new day and the time"),
        ({"time": "later"}, 400, "Give the new day and the time"),
        ({"day": "9999-12-31"}, 400, "no such time"),
        ({"number": "7"}, 400, "Somebody else changed this report"),
        ({"number": "x"}, 400, "Somebody else changed this report"),
        ({"article": "99999"}, 410, "no longer there"),
        ({"article": "x"}, 410, "no longer there"),
    ],
)
def test_a_move_that_cannot_be_is_refused_with_what_was_typed(client, newsroom, change, status, sentence):
    article = schedule(newsroom)
    client.force_login(newsroom["editor"])
    answer = client.post(MOVE, sent(client, article) | change)
    page = answer.content.decode()
    assert answer.status_code == status and sentence in page
    if status == 400 and change.get("time") not in ("25:99", "later"):
        assert f'value="{change.get("time", "08:30")}"' in page
    before = article.published_at
    article.refresh_from_db()
    assert article.published_at == before and article.version == 1


def test_a_time_over_which_clocks_are_put_forward_is_refused(client, newsroom):
    article = schedule(newsroom)
    User.objects.filter(pk=newsroom["editor"].pk).update(time_zone="Europe/Paris")
    client.force_login(newsroom["editor"])
    answer = client.post(MOVE, sent(client, article, day="2026-03-29", time="02:30"))
    assert answer.status_code == 400 and "no such time in Europe/Paris" in answer.content.decode()


def test_what_somebody_changed_meanwhile_is_neither_published_nor_undone(client, newsroom):
    article = schedule(newsroom)
    client.force_login(newsroom["editor"])
    form = sent(client, article)
    content = drafting.working_copy(article)
    content.headline = "Half a sentence about"
    drafting.save(article=article, content=content, by=newsroom["second"])
    answer = client.post(MOVE, form)
    assert answer.status_code == 400 and "changes that are not published" in answer.content.decode()
    article.refresh_from_db()
    assert article.headline == "Talks in Lima" and article.published_at == factories.at("2026-03-20")
    assert drafting.working_copy(article).headline == "Half a sentence about"


def test_what_became_public_while_the_calendar_was_open_stays(client, newsroom, time_machine):
    article = schedule(newsroom)
    client.force_login(newsroom["editor"])
    form = sent(client, article)
    time_machine.move_to("2026-03-21T09:00:00+00:00", tick=False)
    answer = client.post(MOVE, form)
    assert answer.status_code == 400 and "not scheduled any more" in answer.content.decode()
    assert client.get("/articles/talks-in-lima/").status_code == 200


def test_a_due_day_moves_unless_it_was_changed_meanwhile(client, newsroom):
    article = make_draft(newsroom)
    due = datetime.date(2026, 3, 13)
    workflow.assign(article=article, by=newsroom["editor"], account=newsroom["reporter"], due_on=due)
    client.force_login(newsroom["editor"])
    was = hidden(page_of(client), "was")
    form = {"article": article.pk, "what": "due", "was": was, "day": "2026-03-16", "month": "2026-03"}
    assert client.post(MOVE, form).status_code == 302
    assert Assignment.objects.get().due_on == datetime.date(2026, 3, 16)
    assert Assignment.objects.get().account == newsroom["reporter"]
    late = client.post(MOVE, form | {"day": "2026-03-30"})
    assert late.status_code == 400 and "Somebody else changed this meanwhile" in late.content.decode()
    assert Assignment.objects.get().due_on == datetime.date(2026, 3, 16)


def test_a_reporter_sees_own_reports_in_it_and_moves_nothing(client, newsroom):
    own = make_draft(newsroom, "Own report", date="2026-03-20")
    publishing.publish(article=own, by=newsroom["editor"])
    schedule(newsroom, "Report of an editor")
    client.force_login(newsroom["reporter"])
    page = page_of(client)
    assert "Own report" in page and "Report of an editor" not in page and "<form" in page
    assert MOVE not in page
    form = {"article": own.pk, "what": "publication", "number": "1", "day": "2026-03-25", "time": "08:00"}
    assert client.post(MOVE, form).status_code == 403
    assert client.post(MOVE, form | {"what": "due", "was": "|"}).status_code == 403


@pytest.mark.parametrize(
    "query",
    ["?month=2014", "?month=x", "?week=2014-13-01", "?month=0001-01", "?week=9999-12-31", "?month=%00"],
)
def test_an_address_that_names_no_month_says_so(client, newsroom, query):
    client.force_login(newsroom["editor"])
    answer = client.get(f"{CALENDAR}{query}")
    assert answer.status_code == 400 and "is no month or week" in answer.content.decode()


def test_a_full_day_is_named_in_part_and_counted_and_costs_no_more(client, newsroom):
    client.force_login(newsroom["editor"])

    def cost():
        with CaptureQueriesContext(connection) as asked:
            page = page_of(client)
        return len(asked), page

    schedule(newsroom, "First", date="2026-03-05")
    schedule(newsroom, "Later", date="2026-03-20")
    few, _page = cost()
    for n in range(9):
        schedule(newsroom, f"Report {n}", date="2026-03-05")
        schedule(newsroom, f"Later {n}", date="2026-03-20")
    many, page = cost()
    assert many <= few
    assert "and 4 more published" in cell(page, "2026-03-05")
    assert cell(page, "2026-03-20").count("Scheduled") == 10
