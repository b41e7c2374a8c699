"""The state of play as readers find it: cells, filters, what moved, the same in every format."""

import csv
import io
import re

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.ledger import at_a_glance, grid
from articles.models import Country, Group, Membership, Position, Redirect, Source
from tests import factories

pytestmark = pytest.mark.django_db

PAGE, TABLE, DATA = "/state-of-play/", "/state-of-play.csv", "/state-of-play.json"
QUERIES = 8
BYTES = 150_000


@pytest.fixture(autouse=True)
def no_page_of_another_test():
    """Editions start anew with each test, and so would the keys of its pages."""
    cache.clear()


@pytest.fixture
def world():
    japan = factories.make_country(cptpp_in_force="2018-12-30")
    peru = factories.make_country("peru", "PE", "PER")
    factories.make_country("china", "CN", "CHN", standing="candidate")
    agriculture = factories.make_issue("agriculture")
    beef = factories.make_issue("beef", parent=agriculture)
    rules = factories.make_issue("rules")
    group = factories.make_group(countries=[japan, peru], start="2013-07-15")
    return {
        "japan": japan,
        "peru": peru,
        "agriculture": agriculture,
        "beef": beef,
        "rules": rules,
        "group": group,
        "meeting": factories.make_meeting(),
    }


def record(slug, issue, since, stance="demand", *, by=(), groups=(), article=None, **fields):
    position = Position.objects.create(
        slug=slug, issue=issue, since=since, stance=stance, summary=f"Summary of {slug}.", **fields
    )
    position.countries.set(by)
    position.groups.set(groups)
    if article:
        Position.objects.filter(pk=position.pk).update(article=article)
    return position


def cells(client, query=""):
    """Return {(country, issue): cell} as /state-of-play.json tells it."""
    response = client.get(f"{DATA}{query}")
    assert response.status_code == 200, response.content
    return {(cell["country"], cell["issue"]): cell for cell in response.json()["cells"]}


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


# ---------------------------------------------------------------------- which record shows


def test_a_group_counts_for_its_members_of_the_day(client, world):
    late = factories.make_country("chile", "CL", "CHL")
    Membership.objects.create(group=world["group"], country=late, start="2014-01-01")
    record("joint", world["rules"], "2013-08-01", groups=[world["group"]])
    assert {country for country, _issue in cells(client)} == {"japan", "peru"}


def test_a_later_record_of_the_country_itself_supersedes_the_groups(client, world):
    record("joint", world["beef"], "2013-08-01", "deadlock", groups=[world["group"]])
    record("own", world["beef"], "2013-09-01", "offer", by=[world["japan"]])
    shown = cells(client)
    assert shown["japan", "beef"]["record"] == "own"
    assert shown["peru", "beef"]["held_by"] == "tpp12"


def test_a_retracted_record_never_shows_and_a_disputed_one_is_marked(client, world):
    record(
        "first",
        world["beef"],
        "2013-08-01",
        by=[world["japan"]],
        standing="disputed",
        standing_note="Denied.",
    )
    record(
        "second",
        world["beef"],
        "2013-09-01",
        by=[world["japan"]],
        standing="retracted",
        standing_note="Wrong.",
    )
    assert cells(client)["japan", "beef"]["record"] == "first"
    page = text_of(client, PAGE)
    assert "<b>disputed</b>" in page
    assert "Summary of second" not in page


@pytest.mark.parametrize("hidden", ["draft", "scheduled", "withdrawn"])
def test_a_record_whose_report_readers_cannot_see_is_absent(client, world, hidden):
    links = {"countries": [world["japan"]], "issues": [world["beef"]]}
    date = "2199-01-01" if hidden == "scheduled" else "2014-04-25"
    make = factories.make_draft if hidden == "draft" else factories.make_article
    article = make("Secret report", date=date, **links)
    record("secret", world["beef"], "2014-04-25", by=[world["japan"]], article=article)
    if hidden == "withdrawn":
        publishing.withdraw(article=article, by=None)
    for address in (PAGE, f"{PAGE}?since=2014-01-01", TABLE, DATA, "/countries/japan/beef/"):
        assert "secret" not in text_of(client, address).casefold(), address


def test_a_report_of_the_next_day_is_not_known_on_the_day(client, world):
    links = {"countries": [world["japan"]], "issues": [world["beef"]]}
    article = factories.make_article("Told later", date="2014-04-26", **links)
    record("told", world["beef"], "2014-04-25", by=[world["japan"]], article=article)
    assert cells(client, "?asof=2014-04-25") == {}
    assert cells(client, "?asof=2014-04-26")["japan", "beef"]["reports"] == 1


def test_reports_are_counted_once_each(client, world):
    links = {"countries": [world["japan"]], "issues": [world["beef"]]}
    first, second = factories.make_article(**links), factories.make_article(**links)
    record("a", world["beef"], "2014-01-01", by=[world["japan"]], article=first)
    record("b", world["beef"], "2014-02-01", by=[world["japan"]], groups=[world["group"]], article=second)
    record("c", world["beef"], "2014-03-01", by=[world["japan"]], article=second)
    shown = cells(client)
    assert shown["japan", "beef"]["reports"] == 2
    assert shown["peru", "beef"]["reports"] == 1


def test_old_cells_are_marked_by_the_day_shown(client, world):
    record("still", world["beef"], "2013-09-01", "deadlock", by=[world["japan"]])
    record("done", world["rules"], "2013-09-01", "final", by=[world["japan"]])
    assert not cells(client, "?asof=2013-12-01")["japan", "beef"]["old"]
    shown = cells(client, "?asof=2014-12-01")
    assert shown["japan", "beef"]["old"] and not shown["japan", "rules"]["old"]
    assert '<td class="old">' in text_of(client, f"{PAGE}?asof=2014-12-01")


# ---------------------------------------------------------------------- filters


@pytest.fixture
def ledger(world):
    record("japan-beef", world["beef"], "2013-09-01", "demand", by=[world["japan"]], grade="on-record")
    record("peru-beef", world["beef"], "2013-10-01", "offer", by=[world["peru"]], grade="press")
    record("japan-rules", world["rules"], "2013-11", "deadlock", by=[world["japan"]])
    record("china-rules", world["rules"], "2013-12-01", "demand", by=[Country.objects.get(slug="china")])
    return world


@pytest.mark.parametrize(
    "query, shown",
    [
        ("", {"japan-beef", "peru-beef", "japan-rules"}),
        ("?candidates=1", {"japan-beef", "peru-beef", "japan-rules", "china-rules"}),
        ("?country=china", {"china-rules"}),
        ("?country=japan&country=peru", {"japan-beef", "peru-beef", "japan-rules"}),
        ("?issue=agriculture", {"japan-beef", "peru-beef"}),
        ("?stance=demand", {"japan-beef"}),
        ("?stance=demand&stance=offer", {"japan-beef", "peru-beef"}),
        ("?grade=press", {"peru-beef"}),
        ("?group=tpp12", {"japan-beef", "peru-beef", "japan-rules"}),
        ("?group=tpp12&country=peru", {"peru-beef"}),
        ("?asof=2013-09-30", {"japan-beef"}),
        ("?asof=2013-11-01", {"japan-beef", "peru-beef", "japan-rules"}),
        ("?asof=2013-10-31", {"japan-beef", "peru-beef"}),
    ],
)
def test_filters_choose_which_cells_show(client, ledger, query, shown):
    assert {cell["record"] for cell in cells(client, query).values()} == shown
    table = csv.DictReader(io.StringIO(client.get(f"{TABLE}{query}").content.decode()))
    assert {row["record"] for row in table} == shown
    histories = {f"/countries/{country}/{issue}/" for country, issue in cells(client, query)}
    page = text_of(client, f"{PAGE}{query}")
    linked = set(re.findall(r'<td[^>]*>(?:<p>)?<a href="(/countries/[-\w]+/[-\w]+/)', page))
    assert linked == histories


def test_filters_never_change_which_record_a_cell_shows(client, ledger):
    record("newer", ledger["beef"], "2014-01-01", "offer", by=[ledger["japan"]])
    assert ("japan", "beef") not in cells(client, "?stance=demand")


MISTAKES = [
    ("asof=yesterday", "“yesterday” is not a day"),
    ("since=some-meeting", "neither a day (2014-04-25) nor a meeting"),
    ("since=2014-01-01&asof=2013-01-01", "Nothing can have moved"),
    ("country=atlantis", "There is no country “atlantis”"),
    ("issue=atlantis", "There is no issue “atlantis”"),
    ("stance=atlantis", "There is no stance “atlantis”"),
    ("grade=atlantis", "There is no attribution “atlantis”"),
    ("group=atlantis", "There is no group “atlantis”"),
    ("country=%00&issue=%3Cscript%3E&stance=a%00b", "There is no issue"),
]


@pytest.mark.parametrize("query, complaint", MISTAKES)
def test_what_is_not_understood_is_said_and_machines_refuse(client, ledger, query, complaint):
    page = text_of(client, f"{PAGE}?{query}")
    assert complaint in page and "<script>" not in page
    for address in (TABLE, DATA):
        response = client.get(f"{address}?{query}")
        assert response.status_code == 400
        assert complaint in response.content.decode()


def test_a_day_to_come_is_today(client, ledger, time_machine):
    time_machine.move_to(factories.at("2020-01-02"))
    assert client.get(f"{DATA}?asof=2199-01-01").json()["as_of"] == "2020-01-02"


def test_an_old_slug_still_filters(client, ledger):
    Redirect.record(kind="country", old_slug="nippon", new_slug="japan")
    assert {country for country, _issue in cells(client, "?country=nippon")} == {"japan"}


# ---------------------------------------------------------------------- what moved


def test_moves_name_what_was_before_and_who_says_so(client, world):
    record("before", world["beef"], "2014-02-01", "deadlock", by=[world["japan"]])
    links = {"countries": [world["japan"]], "issues": [world["beef"]]}
    article = factories.make_article("A way through", **links)
    after = record("after", world["beef"], "2014-04-25", "narrowing", by=[world["japan"]], article=article)
    after.sources.add(Source.objects.create(title="Joint statement", url="https://example.org/joint"))
    record("joint", world["rules"], "2014-03-01", "final", groups=[world["group"]])
    page = text_of(client, f"{PAGE}?since=2014-02-28")
    assert "A way through" in page and "https://example.org/joint" in page
    told = client.get(f"{DATA}?since=2014-02-28").json()
    moves = {(move["country"], move["issue"]): move for move in told["moves"]}
    assert set(moves) == {("japan", "beef"), ("japan", "rules"), ("peru", "rules")}
    assert moves["japan", "beef"]["before"] == {"stance": "deadlock", "since": "2014-02-01"}
    assert moves["peru", "rules"]["before"] is None
    assert "TPP12:" in page and page.count("Summary of joint") == 1
    rows = list(csv.DictReader(io.StringIO(client.get(f"{TABLE}?since=2014-02-28").content.decode())))
    assert {(row["country"], row["stance_before"]) for row in rows if row["issue"] == "beef"} == {
        ("japan", "deadlock")
    }


def test_since_a_meeting_means_since_its_last_day(client, world):
    record("at", world["beef"], "2014-04-25", by=[world["japan"]])
    record("after", world["rules"], "2014-04-26", by=[world["japan"]])
    moves = client.get(f"{DATA}?since=tokyo-2014").json()["moves"]
    assert [move["record"] for move in moves] == ["after"]


def test_nothing_moved_is_said(client, ledger):
    assert "Nothing on record moved" in text_of(client, f"{PAGE}?since=2018-01-01")


# ---------------------------------------------------------------------- the page


def test_the_grid_is_a_table_with_headers_and_the_rule_is_on_the_page(client, ledger):
    page = text_of(client, PAGE)
    assert page.count("<caption") == page.count("<table") == page.count("<details open")
    assert '<th scope="col">Issue</th>' in page and '<th scope="row"' in page
    assert "Among the records of a cell the latest shows." in page


def test_the_day_is_carried_through_the_links(client, ledger):
    page = text_of(client, f"{PAGE}?asof=2014-04-25")
    assert "The site as it stood on 25 April 2014" in page
    main = page[page.index('<main id="main"') : page.index("</main>")]
    addresses = re.findall(r'href="((?:/countries/[-\w]+/[-\w]+/|/state-of-play)[^"]*)"', main)
    assert addresses and all("asof=2014-04-25" in address for address in addresses)


def test_heavy_branches_stay_behind_a_link(client, ledger, monkeypatch):
    monkeypatch.setattr(grid, "CELLS_OF_A_PAGE", 2)
    page = text_of(client, PAGE)
    assert "/countries/japan/beef/" in page and "/countries/japan/rules/" not in page
    assert f'<a href="{PAGE}?issue=rules"><strong>Rules</strong></a>' in page
    assert "/countries/japan/rules/" in text_of(client, f"{PAGE}?issue=rules")
    assert len(cells(client)) == 3


def test_a_move_shows_with_the_next_request(client, ledger):
    assert "Narrowing</span></a>" not in client.get(PAGE).content.decode()
    record("new", ledger["beef"], "2014-04-25", "narrowing", by=[ledger["japan"]])
    assert "Narrowing</span></a>" in client.get(PAGE).content.decode()


def test_an_empty_ledger_has_a_page(client, world):
    assert "No record matches." in text_of(client, PAGE)
    assert at_a_glance().sections == []


def test_the_glance_shows_who_spoke_most(ledger):
    glance = at_a_glance()
    assert [country.slug for country in glance.columns] == ["japan", "peru"]
    assert [row.issue.slug for section in glance.sections for row in section.rows] == ["beef", "rules"]


# ---------------------------------------------------------------------- the whole record


@pytest.fixture(scope="module")
def record_loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        call_command("load_samples", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "query", ["", "?asof=2014-04-25", "?since=round-18", "?candidates=1", "?country=japan", "?issue=beef"]
)
def test_the_page_of_the_whole_record_keeps_its_budget(record_loaded, query):
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        response = Client().get(f"{PAGE}{query}")
    assert response.status_code == 200
    assert len(asked) <= QUERIES, "\n".join(each["sql"] for each in asked)
    assert len(response.content) < BYTES


def test_every_group_of_the_record_had_members_when_it_spoke(record_loaded):
    """Else a record of a group would be in no cell, and nobody would notice."""
    shown = {cell["record"] for cell in cells(Client(), "?candidates=1").values()}
    assert shown
    for group in Group.objects.filter(positions__isnull=False).distinct():
        for position in group.positions.all():
            countries = Country.objects.filter(memberships__group=group)
            assert any(position in Position.objects.held_by(country) for country in countries), (
                f"{position.slug}: {group} had no members on {position.since}"
            )
