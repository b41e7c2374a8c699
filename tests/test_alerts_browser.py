"""Following in a real browser; and a mail as a program that shows HTML shows it."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core import mail
from django.utils import timezone

from articles import alerts
from articles.alerts import messages
from articles.alerts.composing import compose
from articles.models import Position, Watch
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = [(scheme, width) for scheme in ("light", "dark") for width in (390, 700)]


@pytest.fixture
def world():
    return factories.make_country(), factories.make_issue()


@pytest.fixture
def elsewhere():
    """Return a function that puts HTML on a page of another site and returns its address."""
    shown = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            is_page = self.path == "/"
            self.send_response(200 if is_page else 204)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            if is_page:
                self.wfile.write(f"<!doctype html><title>Elsewhere</title>{shown[-1]}".encode())

        def log_message(self, *args):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()

    def put(html):
        shown.append(html)
        return f"http://127.0.0.1:{server.server_port}/"

    yield put
    server.shutdown()
    server.server_close()
    thread.join()


def has_no_sideways_scroll(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_reader_follows_changes_and_stops(live_server, world, page, assert_accessible):
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{live_server.url}/countries/japan/")
    page.get_by_role("link", name="Follow this by mail").click()
    assert_accessible(page)
    assert has_no_sideways_scroll(page)
    form = page.locator("form").filter(has=page.get_by_role("button", name="Send me the link that confirms"))
    form.get_by_label("weekly").check()
    form.get_by_label("E-mail").fill("reader@example.org")
    form.get_by_role("button").click()
    assert page.get_by_role("heading", name="Look into your mail").is_visible()
    path = re.search(r"https?://[^/]+(/follow/confirm/\S+)", mail.outbox[0].body)[1]
    page.goto(live_server.url + path)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("link", name="Change or stop it").click()
    assert_accessible(page)
    page.get_by_label("immediately").check()
    page.get_by_role("button", name="Save").click()
    assert page.get_by_role("status").get_by_text("Saved").is_visible()
    assert Watch.objects.get().rate == "immediately"
    page.get_by_role("button", name="Stop these mails").click()
    assert_accessible(page)
    assert not Watch.objects.get().is_running


def test_the_readers_own_time_zone_is_chosen(live_server, world, new_context):
    page = new_context(timezone_id="America/Lima").new_page()
    page.goto(f"{live_server.url}/follow/")
    assert page.get_by_label("Time zone").input_value() == "America/Lima"


@pytest.mark.parametrize(("scheme", "width"), WIDTHS)
def test_a_mail_is_readable_in_both_schemes_on_narrow_and_wide(
    world, page, tmp_path, assert_accessible, scheme, width
):
    japan, beef = world
    wish = {"email": "reader@example.org", "rate": "immediately", "language": "en", "time_zone": "UTC"}
    watch = alerts.confirm(alerts.Wish(query="country=japan", **wish))
    article = factories.make_article("Talks in Tokyo", countries=[japan], issues=[beef])
    position = Position.objects.create(
        slug="p1", issue=beef, stance="narrowing", summary="In a line.", since="2014-04", article=article
    )
    position.countries.add(japan)
    made = messages.alert(compose(watch, now=timezone.now()))
    file = tmp_path / "mail.html"
    file.write_text(made.alternatives[0].content, encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(file.as_uri())
    assert page.get_by_role("heading", name="What moved").is_visible()
    assert has_no_sideways_scroll(page)
    assert_accessible(page)


@pytest.mark.parametrize("path", ["countries/japan/", "countries/japan/beef/", "issues/beef/"])
def test_a_frame_shows_on_another_site(live_server, elsewhere, world, page, assert_accessible, path):
    japan, beef = world
    position = Position.objects.create(
        slug="p1", issue=beef, stance="narrowing", summary="In a line.", since="2014-04"
    )
    position.countries.add(japan)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(elsewhere(f'<iframe src="{live_server.url}/embed/{path}" title="Stances"></iframe>'))
    page.frame_locator("iframe").get_by_text("Narrowing").wait_for(timeout=10_000)
    page.goto(f"{live_server.url}/embed/{path}")
    assert has_no_sideways_scroll(page)
    assert_accessible(page)
