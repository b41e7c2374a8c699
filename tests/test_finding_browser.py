"""Finding in a real browser: facets with and without scripts, the back button, the search box by keyboard."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

# One value of each of five facets, and how many reports each click leaves.
CLICKS = [
    ("country-japan", 6),
    ("issue-beef", 5),
    ("negotiator-akira-amari", 4),
    ("tag-quota", 3),
    ("year-2014", 2),
]
PARAMETERS = ["country=japan", "issue=beef", "negotiator=akira-amari", "tag=quota", "year=2014"]


@pytest.fixture
def world(db):
    """Seven reports, each with one link less than the one before."""
    japan = factories.make_country()
    beef = factories.make_issue("beef")
    amari = factories.make_negotiator(country=japan)
    amari.aliases.create(text="Amari")
    peru = factories.make_country("peru", "PE", "PER")
    for number in range(7):
        factories.make_article(
            f"Report {number} on cheese",
            countries=[japan] if number < 6 else [peru],
            issues=[beef] if number < 5 else [],
            negotiators=[amari] if number < 4 else [],
            tags=["Quota"] if number < 3 else [],
            date="2014-04-25" if number < 2 else "2013-04-25",
            body=f"<p>{'Officials met and spoke. ' * 400}</p><p>Then came the walkout of the day.</p>",
        )


def expect_state(page, clicked):
    """Expect the page to show what so many clicks leave, in its list, heading, chips and address."""
    total = CLICKS[clicked - 1][1] if clicked else 7
    expect(page.locator(".card")).to_have_count(total)
    expect(page.locator("[data-count]")).to_have_text(f"{total} reports")
    expect(page.locator(".picked li")).to_have_count(clicked + 1 if clicked else 0)
    expect(page).to_have_url(re.compile(r"/articles/(\?.*)?$"))
    query = page.url.partition("?")[2]
    assert query.split("&") == (sorted_as_addresses(PARAMETERS[:clicked]) if clicked else [""])
    for place, (facet, _total) in enumerate(CLICKS):
        chosen = "true" if place < clicked else None
        assert page.locator(f"#{facet}").get_attribute("aria-current") == chosen, facet


def sorted_as_addresses(pairs):
    order = ["country", "issue", "negotiator", "meeting", "tag", "year"]
    return sorted(pairs, key=lambda pair: order.index(pair.partition("=")[0]))


def click_five_and_go_back(page, address):
    page.goto(address)
    expect_state(page, 0)
    for number, (facet, _total) in enumerate(CLICKS, start=1):
        page.locator(f"#{facet}").click()
        expect_state(page, number)
    for number in reversed(range(5)):
        page.go_back()
        expect_state(page, number)
    page.go_forward()
    expect_state(page, 1)


def test_five_facets_and_back_without_a_page_load(live_server, world, page):
    loads = []
    page.on("request", lambda request: loads.append(request.url) if request.is_navigation_request() else None)
    click_five_and_go_back(page, live_server.url + "/articles/")
    assert len(loads) == 1


def test_five_facets_and_back_without_scripts(live_server, world, browser, console_errors):
    context = browser.new_context(java_script_enabled=False)
    click_five_and_go_back(context.new_page(), live_server.url + "/articles/")
    context.close()


def test_the_keyboard_stays_where_it_was_and_the_count_is_said(live_server, world, page):
    page.goto(live_server.url + "/articles/")
    page.locator("#country-japan").focus()
    page.keyboard.press("Enter")
    expect_state(page, 1)
    assert page.evaluate("document.activeElement.id") == "country-japan"
    expect(page.locator("[data-announce]")).to_have_text("6 reports")
    assert page.title().startswith("Japan")
    assert page.locator("link[rel=canonical]").get_attribute("href").endswith("/articles/?country=japan")
    page.locator(".picked a").first.click()
    expect_state(page, 0)
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_a_list_that_cannot_be_fetched_is_loaded_by_the_browser(live_server, world, page, console_errors):
    page.goto(live_server.url + "/articles/")
    page.route(
        "**/articles/?country=japan",
        lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_(),
    )
    page.locator("#country-japan").click()
    expect_state(page, 1)
    assert [error for error in console_errors if "ERR_FAILED" not in error] == []
    console_errors.clear()


def test_a_jump_on_the_page_does_not_fetch_the_list(live_server, world, page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(live_server.url + "/articles/")
    fetched = []
    page.on("request", lambda request: fetched.append(request.url) if "/articles/" in request.url else None)
    page.get_by_role("link", name="Narrow the list").click()
    expect(page.locator("#narrow")).to_be_in_viewport()
    page.go_back()
    expect_state(page, 0)
    assert fetched == []


def test_search_results_are_narrowed_without_a_page_load(live_server, world, page):
    page.goto(live_server.url + "/search/?q=cheese")
    page.locator("#country-peru").click()
    expect(page.locator("ol.list > li")).to_have_count(1)
    page.go_back()
    expect(page.locator("ol.list > li")).to_have_count(7)


def test_the_search_box_works_by_keyboard(live_server, world, page):
    page.goto(live_server.url + "/")
    box = page.get_by_role("combobox", name="Search reports, people, issues")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("ama")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Akira Amari")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "find"
    chosen = box.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{chosen}")).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(box).to_have_value("ama")
    box.press_sequentially("r")
    expect(options.first).to_be_visible()
    box.press("ArrowUp")
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile("/negotiators/akira-amari/$"))


def test_the_search_box_searches_what_is_typed(live_server, world, page):
    page.goto(live_server.url + "/")
    page.get_by_role("combobox").press_sequentially("cheese")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=cheese$"))


def test_the_search_box_is_a_plain_form_without_scripts(live_server, world, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/")
    page.get_by_role("searchbox").fill("amari")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".known a").first).to_have_text("Akira Amari")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_an_open_search_box_and_a_deep_list(
    live_server, world, page, assert_accessible, scheme
):
    page.emulate_media(color_scheme=scheme)
    page.goto(live_server.url + "/articles/?country=japan&country=peru&issue=nothing&q=cheese")
    page.get_by_role("combobox").fill("")
    page.get_by_role("combobox").press_sequentially("ama")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert_accessible(page)
    page.goto(live_server.url + "/search/?q=akira+amarri")
    assert_accessible(page)
    page.goto(live_server.url + "/embed/articles/report-0-on-cheese/")
    assert_accessible(page)


def test_data_for_machines_is_no_offence_to_the_policy(live_server, world, page, console_errors):
    page.goto(live_server.url + "/articles/report-0-on-cheese/")
    assert page.locator('script[type="application/ld+json"]').count() == 1
    assert console_errors == []


def test_a_result_opens_at_its_passage(live_server, world, page):
    page.goto(live_server.url + "/search/?q=walkout")
    page.locator("ol.list a").first.click()
    expect(page).to_have_url(re.compile("/articles/report-"))
    expect(page.get_by_text("Then came the walkout")).to_be_in_viewport()


@pytest.fixture
def other_site():
    """Return a function that serves a page from another origin on this machine and gives its address."""
    servers = []

    def serve(html):
        class Page(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(html.encode())

            def log_message(self, *arguments):
                """Keep the test's output free of the server's."""

        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Page))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def test_an_embedded_card_shows_on_another_site(live_server, world, page, other_site):
    address = f"{live_server.url}/embed/articles/report-0-on-cheese/"
    icon = '<link rel="icon" href="data:,">'
    page.goto(other_site(f'<!doctype html>{icon}<iframe src="{address}" title="card"></iframe>'))
    expect(page.frame_locator("iframe").get_by_role("heading")).to_have_text("Report 0 on cheese")


def test_a_page_itself_shows_in_no_frame(live_server, world, page, other_site, console_errors):
    address = f"{live_server.url}/articles/report-0-on-cheese/"
    icon = '<link rel="icon" href="data:,">'
    page.goto(other_site(f'<!doctype html>{icon}<iframe src="{address}" title="page"></iframe>'))
    expect(page.frame_locator("iframe").get_by_text("Officials met")).to_have_count(0)
    assert any("frame-ancestors" in error for error in console_errors)
    console_errors.clear()
