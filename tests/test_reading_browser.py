"""Readers' pages in a real browser: no sideways scroll, nothing axe finds, nothing the policy blocks."""

import gzip

import pytest

from articles import publishing
from articles.models import Article, Chapter, Correction, Outcome, Position
from tests import factories, looks

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "/", "/articles/", "/articles/?country=japan&issue=beef", "/articles/?country=nowhere",
    "/articles/talks-in-tokyo/", "/articles/talks-in-tokyo/v1/", "/countries/", "/countries/japan/",
    "/issues/", "/issues/beef/", "/negotiators/", "/negotiators/akira-amari/", "/meetings/",
    "/meetings/tokyo-2014/", "/tags/tokyo/", "/search/?q=tokyo", "/search/", "/chapters/", "/about/",
    "/state-of-play/", "/countries/japan/beef/", "/archive/", "/archive/2014/4/", "/quotes/",
    "/quotes/?speaker=akira-amari", "/quotes/0123456789ab/", "/corrections/", "/glossary/", "/ja/",
    "/?asof=2014-04-25",
]  # fmt: skip
ERRORS = ["/nowhere/", "/articles/mistaken/", "/?asof=never"]
# What a first visit may weigh, everything the page asks for, sent compressed (bytes).
FIRST_VISIT = 60_000
LARGEST_PAGE = 100_000


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
    quotes = [
        {
            "uid": "0123456789ab",
            "speaker": "akira-amari",
            "text": "The gaps are narrowing.",
            "issues": ["beef"],
        }
    ]
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
    Correction.objects.create(
        article=Article.objects.get(slug="talks-in-tokyo"), kind="correction", text="A name.", version=1
    )
    publishing.withdraw(article=factories.make_article("Mistaken", **links), by=None, note="It was not so.")


@pytest.mark.parametrize("pages", [PAGES[::2], PAGES[1::2]], ids=["half", "other-half"])
def test_every_kind_of_page_reads_well_on_every_screen(live_server, world, page, pages):
    """Headings in order, no sideways scroll, nothing too small to press, nothing that axe finds."""
    found = [looks.problems(page, live_server.url + address) for address in pages]
    assert sum(found, []) == []


@pytest.mark.long
def test_axe_finds_nothing_in_either_scheme_on_either_width(live_server, world, page):
    found = [looks.problems(page, live_server.url + address, looks=looks.LOOKS) for address in PAGES]
    assert sum(found, []) == []


def test_axe_finds_nothing_on_pages_of_errors(live_server, world, page, assert_accessible, console_errors):
    for address in ERRORS:
        page.goto(live_server.url + address)
        assert_accessible(page)
    # The browser itself reports each answer of 404 and 410.
    assert len(console_errors) == len(ERRORS)
    console_errors.clear()


def test_the_first_key_leads_to_the_text(live_server, world, page):
    page.goto(live_server.url + "/articles/talks-in-tokyo/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_first_visit_is_light_and_asks_no_other_host(live_server, world, browser):
    weights = {}
    for address in PAGES:
        # A browser that has nothing yet.
        with browser.new_context() as newcomer:
            page, answers = newcomer.new_page(), []
            page.on("response", lambda answer, answers=answers: answers.append(answer))
            page.goto(live_server.url + address)
            assert [answer.url for answer in answers if not answer.url.startswith(live_server.url)] == []
            bodies = [answer.body() for answer in answers]
        assert len(bodies[0]) < LARGEST_PAGE, address
        weights[address] = sum(min(len(body), len(gzip.compress(body))) for body in bodies)
    assert {address: weight for address, weight in weights.items() if weight >= FIRST_VISIT} == {}


def test_the_page_is_whole_in_forced_colours_without_motion_and_on_paper(live_server, world, page):
    for address in ("/", "/articles/talks-in-tokyo/", "/countries/japan/", "/meetings/"):
        page.emulate_media(forced_colors="active", reduced_motion="reduce", media="screen")
        page.goto(live_server.url + address)
        assert page.locator("h1").count() == 1
        marks = page.locator(".stance").evaluate_all("all => all.filter(each => !each.textContent.trim())")
        assert marks == []
        page.emulate_media(forced_colors="none", media="print")
        shown = page.locator("nav, form, .skip").evaluate_all(
            "all => all.filter(each => each.checkVisibility() && !each.closest('main')).length"
        )
        assert shown == 0, address


def test_the_text_face_is_our_own_and_moves_nothing_when_it_comes(live_server, world, page):
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "each => window.moved += each.value)).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(live_server.url + "/articles/talks-in-tokyo/", wait_until="networkidle")
    assert page.evaluate("document.fonts.check('400 16px \"Record Serif\"')")
    assert page.evaluate("window.moved") < 0.05
