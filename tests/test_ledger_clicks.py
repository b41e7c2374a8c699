"""A move from the desk to the grid, counted in clicks and in seconds, in a real browser."""

import time

import pytest
from django.core.cache import cache

from tests import desk_pages as desk
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.each_engine]

MOST_CLICKS = 6
MOST_SECONDS = 1
BODY = (
    "<p>The Trans-Pacific Partnership talks went on in Tokyo.</p>"
    "<p>Japan refused to lower its tariff on beef.</p>"
)


@pytest.fixture
def report(transactional_db):
    """A report that readers can see, in which no move is recorded yet."""
    cache.clear()
    japan = desk.make_record()
    desk.make_editor()
    return factories.make_article("Talks in Tokyo", countries=[japan], issues=["beef"], body=BODY)


def test_an_editor_records_a_move_in_few_clicks_and_readers_see_it_at_once(live_server, report, page):
    desk.sign_in(page, live_server.url)
    page.goto(live_server.url + desk.address_of(report))
    clicks = {
        # The desk's proposal becomes a row of the report,
        "[name=accept][value^='position:']": "text=Draft saved",
        # what changes for readers is shown
        "[name=_publish]": "h1:has-text('What readers will see differ')",
        # and published.
        "button.do": "text=Readers see version",
    }
    for selector, arrived in clicks.items():
        page.click(selector)
        page.wait_for_selector(arrived)
    assert len(clicks) <= MOST_CLICKS
    published = time.monotonic()
    page.goto(f"{live_server.url}/state-of-play/?country=japan", wait_until="commit")
    assert time.monotonic() - published < MOST_SECONDS
    cell = page.locator("tr", has_text="Beef")
    assert (
        "Refuses" in cell.inner_text() and "Japan refused to lower its tariff on beef." in cell.inner_text()
    )
    assert "Talks in Tokyo" in cell.inner_text()
