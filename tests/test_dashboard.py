"""The first page of the admin: what waits for an account, what is coming, where coverage is wanting."""

import datetime
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import drafting, front, publishing, workflow
from articles.desk_querysets import grown_stale
from articles.models import Draft, Mistake, Position
from articles.roles import EDITOR, REPORTER
from tests import factories

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20
NOW = "2014-06-01T12:00:00Z"


def account(name, group):
    user = factories.make_user(name)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(client):
    user = account("editor", EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def record():
    japan, peru = factories.make_country(), factories.make_country("peru", "PE", "PER")
    return {
        "japan": japan,
        "peru": peru,
        "beef": factories.make_issue(),
        "rice": factories.make_issue("rice"),
    }


def panel(page, heading):
    """Return the HTML of one panel of the first page."""
    for part in page.split('<div class="panel">')[1:]:
        if heading in part.partition("</h3>")[0]:
            return part.partition("</div>")[0]
    raise AssertionError(f"There is no panel {heading}")


def first_page(client, query=""):
    response = client.get(f"/admin/{query}")
    assert response.status_code == 200
    return unescape(response.content.decode())


def position(slug, record, *, since, stance="rejected", country="japan", issue="beef"):
    made = Position.objects.create(slug=slug, issue=record[issue], stance=stance, summary="It.", since=since)
    made.countries.add(record[country])
    return made


def test_what_waits_for_an_editor_leads_to_where_it_is_done(client, editor, record):
    mine = factories.make_draft("My own draft", countries=[record["japan"]], by=editor)
    public = factories.make_article("Public report", countries=[record["japan"]])
    drafting.save(article=public, content=factories.content("Public report, changed"), by=editor)
    theirs = factories.make_draft("Report of a colleague", countries=[record["japan"]])
    workflow.send_to_review(article=theirs, by=theirs.created_by or editor)
    binned = factories.make_draft("Binned draft", by=editor)
    drafting.discard(binned)
    note = Mistake.objects.create(article=public, version=1, key="k", wrong="The date is another one.")
    page = first_page(client)
    own = panel(page, "My work")
    assert f"/admin/articles/article/{mine.pk}/change/" in own and "Public report" in own
    assert "changes not published" in own
    assert "colleague" not in own and "Binned" not in page
    assert f"/admin/articles/article/{theirs.pk}/change/" in panel(page, "To review")
    assert f"/admin/articles/mistake/{note.pk}/change/" in panel(page, "Mistakes reported")


def test_what_is_coming_and_what_was_put_right(client, editor, record):
    coming = factories.make_article("Report to come", date="2099-01-01", countries=[record["japan"]])
    article = factories.make_article("Mended report", countries=[record["japan"]])
    publishing.correct(article=article, by=editor, kind="correction", text="A name was misspelt.")
    wish = front.Wish(front.Plan((article.pk,)), timezone.now() + datetime.timedelta(days=1))
    state = front.save(uid="choice", opened_on=0, wish=wish, by=editor)
    page = first_page(client)
    assert f"/admin/articles/article/{coming.pk}/change/" in panel(page, "Scheduled next")
    assert "/articles/mended-report/#correction-" in panel(page, "Recent corrections")
    chosen = panel(page, "Front page")
    assert f"/admin/articles/frontchoice/{state.choice_id}/change/" in chosen and "planned for" in chosen


def test_a_country_or_issue_is_a_gap_after_so_many_days(client, editor, record, time_machine):
    time_machine.move_to(NOW)
    factories.make_article(date="2014-05-20", countries=[record["japan"]], issues=[record["beef"]])
    factories.make_article(date="2014-03-20", countries=[record["peru"]], issues=[record["rice"]])
    factories.make_article(date="2014-06-09", countries=[record["peru"]])
    factories.make_country("chile", "CL", "CHL")
    silent = panel(first_page(client), "Countries without a report")
    assert "Peru" in silent and "20 March 2014" in silent and "Japan" not in silent
    assert f"/admin/articles/article/?countries__id__exact={record['peru'].pk}" in silent
    assert "Never reported (1): Chile" in silent
    assert "Rice" in panel(first_page(client), "Issues without a report")
    assert "Peru" not in panel(first_page(client, "?quiet=90"), "Countries without a report")
    time_machine.move_to("2014-06-30T12:00:00Z")
    assert "Japan" in panel(first_page(client), "Countries without a report")
    assert "Peru" not in panel(first_page(client), "Countries without a report")
    assert client.get("/admin/?quiet=9'").status_code == 200


@pytest.mark.parametrize(
    "second, is_stale",
    [
        (None, True),
        ({"since": "2014-05-20", "stance": "narrowing"}, False),
        ({"since": "2014-05-20", "country": "peru"}, True),
        ({"since": "2014-05-20", "issue": "rice"}, True),
        ({"since": "2014-02-01", "stance": "narrowing"}, True),
    ],
)
def test_a_position_is_stale_until_its_holder_is_heard_on_the_issue_again(
    client, editor, record, time_machine, second, is_stale
):
    time_machine.move_to(NOW)
    old = position("old", record, since="2014-01-15")
    if second:
        position("second", record, **second)
    shown = panel(first_page(client), "Positions grown stale")
    assert (f"/admin/articles/position/{old.pk}/change/" in shown) is is_stale
    if is_stale:
        assert "Japan · Beef: Refuses" in shown


@pytest.mark.parametrize("fields", [{"stance": "final"}, {"stance": "statement"}, {"since": "2014-05-20"}])
def test_what_is_settled_or_fresh_is_not_stale(record, fields):
    position("p", record, **{"since": "2014-01-15"} | fields)
    assert not grown_stale(Position.objects.all(), since=datetime.date(2014, 5, 2)).exists()


def test_a_reporter_sees_what_is_theirs(client, record):
    reporter = account("reporter", REPORTER)
    factories.make_draft("Draft of the reporter", by=reporter)
    other = factories.make_article("Report to come of others", date="2099-01-01", countries=[record["japan"]])
    Mistake.objects.create(article=other, version=1, key="k", wrong="Zanzibarite is wrong.")
    client.force_login(reporter)
    page = first_page(client)
    assert "Draft of the reporter" in panel(page, "My work")
    assert "of others" not in page and "Zanzibarite" not in page
    assert "To review" not in page and "Front page" not in page.partition("desk-sections")[0]


def test_an_account_that_may_nothing_gets_no_panel(client):
    client.force_login(factories.make_user("nobody"))
    assert 'class="panel"' not in first_page(client)


def test_it_asks_the_same_few_queries_however_much_there_is(client, editor, record):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            first_page(client)
        return [query["sql"] for query in asked]

    assert len(queries()) <= MOST_QUERIES
    later = "2099-01-01"
    for n in range(9):
        article = factories.make_article(
            date="2014-01-01", countries=[record["japan"]], issues=[record["beef"]]
        )
        factories.make_article(date=later, countries=[record["peru"]])
        draft = factories.make_draft(f"Draft {n}", by=editor)
        workflow.send_to_review(article=draft, by=editor)
        Mistake.objects.create(article=article, version=1, key=f"k{n}", wrong="The date is wrong.")
        position(f"p{n}", record, since=f"2014-01-0{n + 1}")
        wish = front.Wish(front.Plan((article.pk,), draft.pk), timezone.now())
        front.save(uid=f"c{n}", opened_on=0, wish=wish, by=editor)
        publishing.correct(article=article, by=editor, kind="update", text="More is known.")
    asked = queries()
    assert len(asked) <= MOST_QUERIES, "\n".join(asked)
    counting = [query for query in asked if "COUNT(" in query and "articles_article" in query]
    assert not counting
    assert Draft.objects.count() == 9
