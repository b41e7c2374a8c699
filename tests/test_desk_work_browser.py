"""The writing desk at work in a real browser: few clicks and keys, preview, chips, shortcuts, weight."""

from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import expect

from articles import drafting
from articles.models import Alias, Article
from tests import desk_pages as desk
from tests import factories, looks

pytestmark = pytest.mark.django_db(transaction=True)

MOST_CLICKS = 8
MOST_KEYS = 20
MOST_BYTES = 600_000
COUNTRIES = {"japan": ("JP", "JPN"), "united-states": ("US", "USA"), "australia": ("AU", "AUS")}
PEOPLE = {
    "akira-amari": "japan",
    "hiroshi-oe": "japan",
    "michael-froman": "united-states",
    "wendy-cutler": "united-states",
    "andrew-robb": "australia",
}
ISSUES = ("beef", "rice", "wheat", "dairy")
REPORT = """Three governments narrow the gap on farm goods
TOKYO, April 25, 2014 – Japan, the United States and Australia said on Friday that they had narrowed their \
differences over tariffs on beef, rice, wheat and dairy in the Trans-Pacific Partnership talks.
Akira Amari, the minister, met Michael Froman and Andrew Robb in Tokyo. Hiroshi Oe and Wendy Cutler led the \
talks between officials.
Japan and the United States spoke of rice and wheat; Australia and Japan of beef and dairy."""

PASTE = """html => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    const pasted = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.getElementById("id_headline").dispatchEvent(pasted);
}"""
PLACE = "document.getElementById('id_sources-0-title').getBoundingClientRect().top"


@pytest.fixture
def signed_in(live_server, transactional_db, page):
    desk.make_record()
    desk.make_editor()
    with desk.settled(page.context):
        yield desk.sign_in(page, live_server.url)


class Hands:
    """A person at the page, whose clicks and keys are counted; keys held together count one by one."""

    def __init__(self, page):
        self.page = page
        self.clicks = self.keys = 0

    def click(self, selector):
        self.clicks += 1
        self.page.click(selector)

    def press(self, keys):
        self.keys += len(keys.split("+"))
        self.page.keyboard.press(keys)

    def type(self, words):
        self.keys += len(words)
        self.page.keyboard.type(words)


def copy(page, text):
    """Put a text on the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)


@pytest.fixture
def many_to_link(live_server, transactional_db, page):
    countries = {slug: factories.make_country(slug, *codes) for slug, codes in COUNTRIES.items()}
    for slug, country in countries.items():
        Alias.objects.create(text=country.name, kind="name", country=countries[slug])
    for slug, country in PEOPLE.items():
        factories.make_negotiator(slug, country=countries[country])
    for slug in ISSUES:
        Alias.objects.create(text=slug, kind="name", issue=factories.make_issue(slug))
    desk.make_editor()
    with desk.settled(page.context):
        yield


def test_a_report_with_twelve_links_takes_eight_clicks_and_twenty_keys_at_most(
    live_server, many_to_link, page
):
    desk.sign_in(page, live_server.url)
    copy(page, REPORT)
    hands = Hands(page)
    hands.click("text=New report")
    page.wait_for_selector(".tiptap")
    page.keyboard.press("Control+v")
    page.wait_for_selector("[data-accept-all]")
    hands.press("Alt+a")
    page.wait_for_selector("text=Draft saved.")
    hands.click(".checks a[href='#id_sources-0-title']")
    hands.type("MOFA")
    hands.press("Control+Enter")
    page.wait_for_selector("text=Readers see version 1")
    article = Article.objects.published().get()
    assert article.headline == "Three governments narrow the gap on farm goods"
    assert set(article.countries.values_list("slug", flat=True)) == set(COUNTRIES)
    assert set(article.negotiators.values_list("slug", flat=True)) == set(PEOPLE)
    assert set(article.issues.values_list("slug", flat=True)) == set(ISSUES)
    assert hands.clicks <= MOST_CLICKS
    assert hands.keys <= MOST_KEYS


def test_the_preview_follows_what_is_typed(live_server, signed_in):
    page = signed_in
    article = factories.make_draft("Seen beside the form", body="<p>First words.</p>", countries=["japan"])
    page.goto(live_server.url + desk.address_of(article))
    page.click("#preview-button")
    assert page.get_attribute("#preview-button", "aria-expanded") == "true"
    frame = page.frame_locator("#preview iframe:not(.coming)")
    expect(frame.locator("body")).to_contain_text("First words.")
    page.click(".tiptap p")
    page.keyboard.press("End")
    page.keyboard.type(" And more.")
    expect(frame.locator("body")).to_contain_text("First words. And more.", timeout=15_000)
    for width, pixels in (("phone", 390), ("desktop", 1280)):
        page.click(f"[data-width={width}]")
        assert page.evaluate("document.querySelector('#preview iframe').contentWindow.innerWidth") == pixels
    page.keyboard.press("Alt+p")
    assert page.locator("#preview").is_hidden()


def test_a_new_report_can_be_previewed_once_it_is_typed(live_server, signed_in):
    page = signed_in
    page.goto(live_server.url + desk.ADD)
    page.fill("#id_headline", "Not saved by hand")
    page.click("#preview-button")
    frame = page.frame_locator("#preview iframe:not(.coming)")
    expect(frame.locator("h1")).to_contain_text("Not saved by hand")


def test_without_scripts_the_preview_is_a_link(live_server, signed_in, new_context):
    article = factories.make_draft("Plain", countries=["japan"])
    context = new_context(java_script_enabled=False, storage_state=signed_in.context.storage_state())
    page = context.new_page()
    page.goto(live_server.url + desk.address_of(article))
    with page.expect_popup() as opened:
        page.click("#preview-link")
    expect(opened.value.locator("h1")).to_contain_text("Plain")


def test_links_are_chips_that_the_keyboard_takes_away(live_server, signed_in):
    page = signed_in
    article = factories.make_draft("Chips", countries=["japan", "united-states"])
    page.goto(live_server.url + desk.address_of(article))
    page.focus("#id_countries-find")
    page.keyboard.press("Backspace")
    expect(page.locator("[aria-label='Remove United States']")).to_be_focused()
    page.keyboard.press("Delete")
    expect(page.locator("[aria-label='Remove Japan']")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.type("united")
    page.wait_for_selector(".found [aria-selected=true]")
    page.keyboard.press("Enter")
    page.keyboard.press("Backspace")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    content = desk.wait_for_content(page, lambda content: content.countries == ["united-states"])
    assert content.headline == "Chips"


def test_tags_are_chips_and_known_ones_are_offered(live_server, signed_in):
    factories.make_article("Tagged", tags=["Beef safeguards"], countries=["japan"])
    draft = factories.make_draft("Untagged", countries=["japan"])
    page = signed_in
    page.goto(live_server.url + desk.address_of(draft))
    page.focus("#id_tags-find")
    page.keyboard.type("saf")
    page.click(".found [role=option]:text('Beef safeguards')")
    page.keyboard.type("new one,other")
    page.keyboard.press("Enter")
    page.click("[aria-label='Remove new one']")
    page.click(".savebar [name=_save]")
    page.wait_for_selector("text=Draft saved.")
    assert drafting.working_copy(draft).tags == ["Beef safeguards", "other"]


def test_the_keys_of_the_desk_are_listed_on_a_question_mark(live_server, signed_in):
    page = signed_in
    page.goto(live_server.url + desk.ADD)
    page.fill("#id_headline", "Why")
    page.keyboard.type("?")
    assert page.input_value("#id_headline") == "Why?"
    assert page.locator("dialog[open]").count() == 0
    page.focus(".savebar [name=_save]")
    page.keyboard.type("?")
    page.wait_for_selector("dialog[open]")
    page.uncheck("#by-question-mark")
    page.keyboard.press("Escape")
    page.keyboard.type("?")
    assert page.locator("dialog[open]").count() == 0
    page.click("#shortcuts-button")
    page.wait_for_selector("dialog[open]")


def test_enter_in_a_field_neither_accepts_nor_sends_anything(live_server, signed_in):
    page = signed_in
    page.goto(live_server.url + desk.ADD)
    desk.write(page, "Japan spoke of beef.")
    page.wait_for_selector("[data-accept]")
    page.focus("#id_byline")
    page.keyboard.type("A reporter")
    page.keyboard.press("Enter")
    desk.wait_for_content(page, lambda content: content.byline == "A reporter" and not content.countries)


def test_saving_by_hand_leaves_the_page_where_it_was(live_server, signed_in):
    page = signed_in
    article = factories.make_draft("Long", body="<p>One.</p>" * 60, countries=["japan"])
    page.goto(live_server.url + desk.address_of(article))
    page.wait_for_selector(".tiptap")
    page.fill("#id_sources-0-title", "A source far down")
    before = page.evaluate(PLACE)
    page.keyboard.press("Control+s")
    page.wait_for_selector("text=Draft saved.")
    expect(page.locator("#id_sources-0-title")).to_be_focused()
    assert page.evaluate("scrollY") > 500
    assert abs(page.evaluate(PLACE) - before) < 100


def test_the_moment_of_a_report_is_told_in_the_times_of_venue_and_editor(live_server, signed_in, new_context):
    article = factories.make_draft("Said in Tokyo", dateline="TOKYO", date="2014-04-25", countries=["japan"])
    state = signed_in.context.storage_state()
    page = new_context(timezone_id="Europe/Paris", storage_state=state).new_page()
    page.goto(live_server.url + desk.address_of(article))
    page.fill("#id_published_at_1", "00:40")
    times = page.inner_text("#local-times").splitlines()
    assert [line.partition(":")[0] for line in times] == ["TOKYO", "Where you are (Europe/Paris)"]
    assert "09:40" in times[0]
    assert "02:40" in times[1]


def test_a_report_pasted_into_the_headline_keeps_its_bold_words_and_lists(live_server, signed_in):
    page = signed_in
    page.goto(live_server.url + desk.ADD)
    page.wait_for_selector(".tiptap")
    page.evaluate(
        PASTE, "<h1>Gap on beef</h1><p>They <b>met</b>.</p><ul><li>Beef</li></ul><script>x</script>"
    )
    content = desk.wait_for_content(page, lambda content: content.body)
    assert content.headline == "Gap on beef"
    assert content.body == "<p>They <strong>met</strong>.</p><ul><li>Beef</li></ul>"


def test_the_desk_with_all_its_panels_open_is_accessible(live_server, signed_in):
    page = signed_in
    article = factories.make_draft("Panels", countries=["japan"], tags=["beef"])
    page.goto(live_server.url + desk.address_of(article))
    desk.write(page, "Akira Amara of Japan and the United States spoke of beef.")
    page.wait_for_selector("[data-accept]")
    page.click("text=Another source")
    page.focus("#id_countries-find")
    page.keyboard.type("united")
    page.wait_for_selector(".found [role=option]")
    found = list(looks.axe(page, looks.LOOKS))
    for width in looks.WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 900})
    desk.wait_until_saved(page)
    page.click("#preview-button")
    page.wait_for_selector("#preview iframe:not(.coming)")
    found += looks.axe(page, looks.TWO_LOOKS)
    page.click("#preview [data-close]")
    page.click("#shortcuts-button")
    found += looks.axe(page, looks.TWO_LOOKS)
    assert found == []


def test_the_desk_weighs_less_than_six_hundred_kilobytes(live_server, signed_in):
    page = signed_in
    article = factories.make_draft("Weighed", countries=["japan"])
    loaded = {}
    page.on("response", lambda response: loaded.setdefault(response.url, response))
    page.goto(live_server.url + desk.address_of(article))
    page.wait_for_load_state("networkidle")
    assert any(url.endswith("editor.js") for url in loaded)
    weights = {url: weight(response) for url, response in loaded.items()}
    assert sum(weights.values()) < MOST_BYTES, weights


def weight(response):
    """Return the bytes that a response costs; static files come compressed by brotli."""
    _site, mark, path = response.url.partition(settings.STATIC_URL)
    if mark:
        return len(brotli.compress(Path(finders.find(path)).read_bytes()))
    return response.request.sizes()["responseBodySize"]
