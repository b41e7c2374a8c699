"""The dossier of a country on an issue: history, figures, words, sources, and the same to take away."""

import csv
import io
import re

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.ledger.figures import offer_charts, outcome_charts
from articles.models import Offer, OfferFigure, Outcome, OutcomeFigure, Position, Redirect, Source
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/countries/japan/beef/"
# A dossier gathers all there is; how much that is does not matter.
QUERIES = 34


@pytest.fixture(autouse=True)
def no_page_of_another_test():
    cache.clear()


@pytest.fixture
def world():
    japan = factories.make_country(tpp_signed="2016-02-04")
    peru = factories.make_country("peru", "PE", "PER")
    agriculture = factories.make_issue("agriculture")
    beef = factories.make_issue("beef", parent=agriculture)
    amari = factories.make_negotiator(country=japan)
    group = factories.make_group(countries=[japan, peru], start="2013-07-15")
    article = factories.make_article(
        "A way through",
        date="2014-04-25",
        countries=[japan],
        issues=[beef],
        quotes=[{"speaker": "akira-amari", "text": "The gaps are narrowing.", "said_on": "2014-04-24"}],
    )
    source = Source.objects.create(
        title="Joint {statement} & notes_1",
        url="https://example.org/joint",
        archived_url="https://archive.example/1",
    )
    first = _position("first", beef, "2014-02", "deadlock", japan)
    first.people.add(amari)
    second = _position("second", beef, "2014-04-25", "narrowing", japan, article=article)
    second.counterparts.add(peru)
    second.sources.add(source)
    joint = Position.objects.create(
        slug="joint", issue=agriculture, since="2013-08-01", stance="statement", summary="Joint words."
    )
    joint.groups.add(group)
    return {
        "japan": japan,
        "peru": peru,
        "agriculture": agriculture,
        "beef": beef,
        "source": source,
        "group": group,
    }


def _position(slug, issue, since, stance, country, **fields):
    position = Position.objects.create(
        slug=slug, issue=issue, since=since, stance=stance, summary=f"Summary of {slug}.", **fields
    )
    position.countries.add(country)
    return position


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def entries(page):
    """Return the references of the records on a page, in their order."""
    return re.findall(r'<li id="([-\w]+)"(?: class="shown")?>\s*<time', page)


def test_an_issue_includes_what_lies_below_it(client, world):
    assert entries(text_of(client, "/countries/japan/agriculture/")) == ["second", "first", "joint"]
    assert entries(text_of(client, ADDRESS)) == ["second", "first"]
    assert entries(text_of(client, "/countries/peru/agriculture/")) == ["joint"]


def test_it_says_what_the_grid_shows_and_through_which_group(client, world):
    page = text_of(client, "/countries/japan/agriculture/")
    assert '<li id="joint" class="shown">' in page
    assert "Held by TPP12." in page
    assert '<li id="second" class="shown">' in text_of(client, ADDRESS)


def test_quotations_reports_people_and_linked_issues_are_on_the_page(client, world):
    page = text_of(client, ADDRESS)
    for shown in ("The gaps are narrowing.", "A way through", "Akira Amari", "Minister", "Toward Peru"):
        assert shown in page
    assert 'href="/countries/japan/agriculture/"' in page


def test_sources_are_numbered_and_cited(client, world):
    page = text_of(client, ADDRESS)
    assert 'href="#source-1"' in page and '<li id="source-1">' in page
    assert "https://archive.example/1" in page


def test_a_day_leaves_out_all_that_came_later(client, world):
    page = text_of(client, f"{ADDRESS}?asof=2014-04-24")
    assert entries(page) == ["first"]
    assert "The site as it stood on 24 April 2014" in page
    assert "The gaps are narrowing." not in page and "A way through" not in page
    assert 'href="/countries/japan/agriculture/?asof=2014-04-24"' in page


def test_what_the_text_gave_is_not_known_before_it_was_signed(client, world):
    outcome = Outcome.objects.create(
        slug="cut", giver=world["japan"], issue=world["beef"], measure="tariff cut"
    )
    OutcomeFigure.objects.create(outcome=outcome, label="duty", value="38.5", unit="percent", year=1)
    assert "38.5" in text_of(client, ADDRESS)
    assert "38.5" in text_of(client, f"{ADDRESS}?asof=2016-02-04")
    assert "38.5" not in text_of(client, f"{ADDRESS}?asof=2016-02-03")


def test_a_retracted_record_is_kept_apart_with_its_reason(client, world):
    Position.objects.filter(slug="second").update(
        standing="retracted", standing_note="The ministry denied it."
    )
    page = text_of(client, ADDRESS)
    apart = page.index('id="retracted"')
    assert page.index('<li id="first"') < apart < page.index('<li id="second"')
    assert "The ministry denied it." in page
    assert '<li id="first" class="shown">' in page


def test_a_dossier_without_any_record_says_so_and_is_not_indexed(client, world):
    factories.make_issue("rice")
    page = text_of(client, "/countries/peru/rice/")
    assert "No stance of this country on this issue" in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize(
    "address", ["/countries/atlantis/beef/", "/countries/japan/atlantis/", "/countries/japan/beef.pdf"]
)
def test_what_does_not_exist_answers_404(client, world, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("suffix", ["/", ".md", ".csv", ".bib"])
def test_old_slugs_lead_to_the_new_address(client, world, suffix):
    Redirect.record(kind="country", old_slug="nippon", new_slug="japan")
    Redirect.record(kind="issue", old_slug="cattle", new_slug="beef")
    response = client.get(f"/countries/nippon/cattle{suffix}?asof=2014-04-24")
    assert response.status_code == 301
    assert response["Location"] == f"/countries/japan/beef{suffix}?asof=2014-04-24"


# ---------------------------------------------------------------------- to take away


def test_the_csv_has_every_record_with_its_sources(client, world):
    Position.objects.filter(slug="first").update(summary="=HYPERLINK(1)")
    rows = list(csv.DictReader(io.StringIO(text_of(client, "/countries/japan/beef.csv"))))
    assert [row["record"] for row in rows] == ["second", "first"]
    assert rows[0]["sources"] == "https://example.org/joint"
    assert rows[0]["toward"] == "Peru"
    assert rows[0]["report"].endswith("/articles/a-way-through/")
    assert rows[1]["summary"] == "'=HYPERLINK(1)"


def test_the_markdown_numbers_its_sources(client, world):
    text = text_of(client, "/countries/japan/beef.md")
    assert text.startswith("# Japan · Beef\n")
    assert re.search(r"- 2014-04-25 \*\*Narrowing\*\* \(Beef\) Summary of second\. .*\[1\]", text)
    assert "1. Joint {statement} & notes\\_1 <https://example.org/joint>" in text
    assert "“The gaps are narrowing.”" in text


def test_the_bibtex_is_balanced_and_escaped(client, world):
    text = text_of(client, "/countries/japan/beef.bib")
    assert r"title = {Joint \{statement\} \& notes\_1}" in text
    assert "url = {https://example.org/joint}" in text
    bare = text.replace(r"\{", "").replace(r"\}", "")
    assert bare.count("{") == bare.count("}")
    keys = re.findall(r"^@misc\{([^,]+),$", text, re.MULTILINE)
    assert len(keys) == len(set(keys)) == 3


@pytest.mark.parametrize("suffix", [".md", ".csv", ".bib"])
def test_a_day_that_is_none_is_refused(client, world, suffix):
    response = client.get(f"/countries/japan/beef{suffix}?asof=then")
    assert response.status_code == 400
    assert "“then” is not a day" in response.content.decode()


# ---------------------------------------------------------------------- figures


def make_outcome(world, *figures):
    outcome = Outcome.objects.create(
        slug="cut", giver=world["japan"], issue=world["beef"], measure="tariff cut"
    )
    for order, (label, value, unit, year) in enumerate(figures):
        OutcomeFigure.objects.create(
            outcome=outcome, label=label, value=value, unit=unit, year=year, order=order
        )
    return Outcome.objects.get(pk=outcome.pk)


def test_a_base_leads_into_the_only_series_of_its_unit(world):
    [chart] = outcome_charts(
        make_outcome(
            world,
            ("base duty", "38.5", "percent", None),
            ("duty", "27.5", "percent", 1),
            ("duty", 9, "percent", 16),
        )
    )
    [line] = chart.lines
    assert [dot.text for dot in line.dots] == ["38.5", "27.5", "9"]
    assert chart.description == "duty: before 38.5 percent, year 1 27.5 percent, year 16 9 percent."
    assert line.dots[0].x < line.dots[1].x < line.dots[2].x
    assert line.dots[0].y < line.dots[1].y < line.dots[2].y


def test_each_unit_has_a_picture_of_its_own_and_lone_figures_none(world):
    charts = outcome_charts(
        make_outcome(
            world,
            ("quota", 1000, "t", 1),
            ("quota", 2000, "t", 7),
            ("other quota", 10, "t", 1),
            ("other quota", 20, "t", 7),
            ("share", 80, "percent", 1),
        )
    )
    assert [chart.unit for chart in charts] == ["t"]
    assert [(line.key, line.name) for line in charts[0].lines] == [("a", "quota"), ("b", "other quota")]


def make_offer(world, slug, state, since, value):
    offer = Offer.objects.create(
        slug=slug, giver=world["japan"], issue=world["beef"], measure="duty on beef", state=state, since=since
    )
    OfferFigure.objects.create(offer=offer, label="duty", value=value, unit="percent")
    return offer


def test_what_was_asked_offered_and_agreed_is_one_ladder_over_time(client, world):
    offers = [
        make_offer(world, "asked", "asked", "2013-10", 0),
        make_offer(world, "offered", "offered", "2014-04-10", 20),
        make_offer(world, "agreed", "agreed", "2015-10-05", 9),
    ]
    [chart] = offer_charts(offers)
    # What was asked is no step on the way from the offer to the agreement: no line joins it.
    assert [[dot.mark for dot in line.dots] for line in chart.lines] == [["◇", "✓"], ["▲"]]
    page = text_of(client, ADDRESS)
    assert page.count("<svg") == page.count('<table class="rungs">') == 1
    assert "2014-04-10, offered 20 percent" in page
    assert "2014-04-10, offered" not in text_of(client, f"{ADDRESS}?asof=2014-04-09")


def test_what_others_get_is_on_their_dossier(client, world):
    outcome = make_outcome(world, ("duty", 9, "percent", 1))
    assert "tariff cut" not in text_of(client, "/countries/peru/beef/")
    outcome.partner_groups.add(world["group"])
    assert "tariff cut" in text_of(client, "/countries/peru/beef/")


# ---------------------------------------------------------------------- the whole record


@pytest.fixture(scope="module")
def record_loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        call_command("load_samples", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "address", [ADDRESS, "/countries/japan/agriculture/", "/countries/united-states/market-access/"]
)
def test_dossiers_of_the_record_keep_their_budget(record_loaded, address):
    with CaptureQueriesContext(connection) as asked:
        response = Client().get(address)
    assert response.status_code == 200
    assert len(asked) <= QUERIES, "\n".join(each["sql"] for each in asked)
    assert len(response.content) < 200_000


@pytest.mark.parametrize("suffix", ["md", "csv", "bib"])
def test_a_dossier_of_a_branch_of_the_record_opens_in_every_format(record_loaded, suffix):
    """As a page each of them is opened by tests/test_record_pages.py."""
    assert Client().get(f"/countries/japan/sacred-five.{suffix}").status_code == 200
