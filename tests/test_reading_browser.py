"""Readers' pages in a real browser: no sideways scroll, nothing axe finds, nothing the policy blocks."""

import pytest

from articles import publishing
from articles.models import Chapter, Outcome, Position
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "/", "/articles/", "/articles/?country=japan&issue=beef", "/articles/?country=nowhere",
    "/articles/talks-in-tokyo/", "/articles/talks-in-tokyo/v1/", "/countries/", "/countries/japan/",
    "/issues/", "/issues/beef/", "/negotiators/", "/negotiators/akira-amari/", "/meetings/",
    "/meetings/tokyo-2014/", "/tags/tokyo/", "/search/?q=tokyo", "/chapters/", "/about/", "/ja/",
]  # fmt: skip
ERRORS = ["/nowhere/", "/articles/mistaken/"]


@pytest.fixture
def world(db):
    japan = factories.make_country(native_name="日本", joined_note="Joined in 2013.", trade_facts=["A fact."])
    beef = factories.make_issue("beef", parent=factories.make_issue("agriculture"), hs_codes=["0201"])
    amari = factories.make_negotiator(country=japan, end="2016-01-28")
    meeting = factories.make_meeting(outcome="A way forward was declared.")
    japan.guards.add(beef)
    for number, stance in enumerate(
        ["demand", "offer", "rejected", "deadlock", "narrowing", "final", "suspended"]
    ):
        position = Position.objects.create(
            slug=f"p{number}",
            issue=beef,
            stance=stance,
            summary="Duty on beef.",
            since="2014-04",
            meeting=meeting,
        )
        position.countries.add(japan)
    outcome = Outcome.objects.create(
        slug="jp-beef", giver=japan, issue=beef, measure="tariff cut", summary="Cut."
    )
    outcome.figures.create(label="duty", value=9, unit="percent", year=16)
    Chapter.objects.create(number=2, name="National treatment").issues.add(beef)
    quotes = [{"speaker": "akira-amari", "text": "Overall, the gaps are narrowing."}]
    links = {"countries": [japan], "issues": [beef], "negotiators": [amari], "meeting": meeting.slug}
    body = (
        '<p>Talks went on <a href="/issues/beef/">on beef</a>.</p><table><thead><tr><th scope="col">Year</th>'
        "</tr></thead><tbody><tr><td>16</td></tr></tbody></table>"
    )
    factories.make_article(
        "Talks in Tokyo", body=body, quotes=quotes, tags=["Tokyo"], dateline="Tokyo", **links
    )
    for _each in range(3):
        factories.make_article(**links)
    publishing.withdraw(article=factories.make_article("Mistaken", **links), by=None, note="It was not so.")


@pytest.mark.parametrize("scheme, width", [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)])
def test_axe_finds_nothing_on_any_kind_of_page(live_server, world, page, assert_accessible, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for address in PAGES:
        page.goto(live_server.url + address)
        assert_accessible(page)


def test_axe_finds_nothing_on_pages_of_errors(live_server, world, page, assert_accessible, console_errors):
    for address in ERRORS:
        page.goto(live_server.url + address)
        assert_accessible(page)
    # The browser itself reports each answer of 404 and 410.
    assert len(console_errors) == len(ERRORS)
    console_errors.clear()


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1600])
def test_no_page_scrolls_sideways(live_server, world, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    for address in PAGES:
        page.goto(live_server.url + address)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{address} is {over} pixels too wide at {width}"


def test_the_first_key_leads_to_the_text(live_server, world, page):
    page.goto(live_server.url + "/articles/talks-in-tokyo/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_page_weighs_less_than_a_hundred_kilobytes(live_server, world, page):
    sizes = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(live_server.url + "/articles/talks-in-tokyo/", wait_until="networkidle")
    assert sum(sizes) < 100_000
