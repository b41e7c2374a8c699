"""The state of play in a real browser: nothing axe finds, no sideways scroll, one country at a time."""

import pytest
from django.core.cache import cache

from articles.models import Linkage, Offer, Outcome, Position, RedLine, RedLineStatus, Source
from tests import factories, looks

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "/state-of-play/",
    "/state-of-play/?asof=2014-12-31&since=2013-01-01",
    "/state-of-play/?country=japan",
    "/state-of-play/?issue=beef&stance=demand",
    "/state-of-play/?country=atlantis",
    "/countries/japan/beef/",
    "/countries/japan/agriculture/?asof=2014-12-31",
    "/issues/agriculture/sides/",
    "/issues/beef/sides/?asof=2014-12-31",
    "/meetings/tokyo-2014/",
]
SIGNATORIES = {"japan": ("JP", "JPN"), "peru": ("PE", "PER"), "chile": ("CL", "CHL"), "canada": ("CA", "CAN")}
STANCES = [
    "demand",
    "offer",
    "rejected",
    "deadlock",
    "narrowing",
    "agreed-in-principle",
    "final",
    "suspended",
]


@pytest.fixture
def world(db):
    cache.clear()
    countries = [factories.make_country(slug, iso2, iso3) for slug, (iso2, iso3) in SIGNATORIES.items()]
    agriculture = factories.make_issue("agriculture")
    issues = [
        agriculture,
        *(factories.make_issue(slug, parent=agriculture) for slug in ("beef", "pork", "rice", "dairy")),
        factories.make_issue("rules"),
    ]
    article = factories.make_article("A way through", countries=countries, issues=issues[:2])
    source = Source.objects.create(title="Joint statement", url="https://example.org/joint")
    for number in range(len(STANCES) * 3):
        position = Position.objects.create(
            slug=f"record-{number}",
            issue=issues[number % len(issues)],
            stance=STANCES[number % len(STANCES)],
            summary="What was said of it in one line, as long as such lines are in the record.",
            since=f"2014-{number % 12 + 1:02}",
            standing="disputed" if number == 5 else "standing",
            standing_note="The ministry denied it." if number == 5 else "",
            article=article if number % 3 else None,
        )
        position.countries.add(countries[number // len(issues)])
        position.sources.add(source)
    meeting = factories.make_meeting()
    meeting.countries.set(countries)
    joint = Position.objects.create(
        slug="joint",
        issue=issues[1],
        stance="demand",
        summary="Both ask for it.",
        since="2014-04-24",
        meeting=meeting,
    )
    joint.countries.set(countries[:2])
    denied = Position.objects.create(
        slug="denied", issue=issues[1], stance="rejected", summary="Neither does.", since="2014-04-25"
    )
    denied.countries.set(countries[:2])
    offered = Position.objects.create(
        slug="offered", issue=issues[1], stance="offer", summary="One does.", since="2014-04-26"
    )
    offered.countries.add(countries[0])
    tie = Linkage.objects.create(
        slug="tie", issue=issues[1], in_return=issues[2], summary="Beef if pork.", since="2014-04"
    )
    tie.countries.add(countries[0])
    line = RedLine.objects.create(
        slug="line", country=countries[0], drawn_by="A committee", summary="No cut.", since="2013-04"
    )
    line.issues.add(issues[1])
    RedLineStatus.objects.create(red_line=line, state="kept", since="2014", reason="The duty stayed.")
    for state, since, value in (
        ("asked", "2014-01", 0),
        ("offered", "2014-02", 20),
        ("agreed", "2014-03", 9),
    ):
        offer = Offer.objects.create(
            slug=state, giver=countries[0], issue=issues[1], measure="duty on beef", state=state, since=since
        )
        offer.figures.create(label="duty", value=value, unit="percent")
    outcome = Outcome.objects.create(slug="cut", giver=countries[0], issue=issues[1], measure="tariff cut")
    for year, value in ((0, "38.5"), (1, "27.5"), (16, "9")):
        outcome.figures.create(label="duty", value=value, unit="percent", year=year)


@pytest.mark.parametrize("pages", [PAGES[::2], PAGES[1::2]], ids=["half", "other-half"])
def test_every_page_of_the_ledger_reads_well_on_every_screen(live_server, world, page, pages):
    found = [looks.problems(page, live_server.url + address) for address in pages]
    assert sum(found, []) == []


@pytest.mark.long
def test_axe_finds_nothing_in_either_scheme_on_either_width(live_server, world, page):
    found = [looks.problems(page, live_server.url + address, looks=looks.LOOKS) for address in PAGES]
    assert sum(found, []) == []


def test_a_phone_shows_one_country_at_a_time(live_server, world, page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_server.url}/state-of-play/")
    table = page.locator(".grid").first
    visible = """table => [...table.querySelectorAll("thead th")].slice(1).filter(head => {
        const box = head.getBoundingClientRect(), edge = table.getBoundingClientRect();
        return box.left >= edge.left && box.right <= edge.right + 1;
    }).map(head => head.textContent)"""
    assert table.evaluate(visible) == ["Canada"]
    table.evaluate("table => table.scrollBy({left: 200})")
    page.wait_for_function("table => table.scrollLeft > 100", arg=table.element_handle())
    assert len(table.evaluate(visible)) == 1
    page.get_by_role("link", name="Japan").first.click()
    assert page.locator("table caption").inner_text().startswith("Japan: stance by issue")


def test_the_form_and_a_cell_lead_on_without_scripts(live_server, world, new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/state-of-play/")
    page.get_by_text("Choose a day, countries, issues, stances").click()
    page.get_by_label("As of").fill("2014-12-31")
    page.get_by_role("combobox", name="Issue").select_option("beef")
    page.get_by_role("button", name="Show").click()
    assert page.locator("caption").inner_text() == "Beef: stance by country on 31 December 2014"
    page.locator("td a .stance").first.click()
    assert page.locator(".asof").inner_text().startswith("The site as it stood on 31 December 2014")
    assert page.get_by_role("heading", level=1).inner_text().endswith(": Beef")


def test_print_leaves_the_controls_out_and_keeps_sources(live_server, world, page):
    page.emulate_media(media="print")
    page.goto(f"{live_server.url}/state-of-play/")
    assert not page.locator(".choose").is_visible()
    assert page.locator(".grid table").first.is_visible()
    page.goto(f"{live_server.url}/countries/japan/beef/")
    assert page.locator("#source-1").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.two')).display") == "block"
