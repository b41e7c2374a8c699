"""Choosing the front page at the desk: every step is a form that works without JavaScript."""

import datetime
import re
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, FrontChoice, FrontState
from articles.roles import EDITOR, REPORTER
from tests import factories
from tests.test_front_page import reports, shown

pytestmark = pytest.mark.django_db

__all__ = ["reports"]
ADD = "/admin/articles/frontchoice/add/"
LIST = "/admin/articles/frontchoice/"
FIELD = re.compile(r'<input (?=[^>]*name="(\w+)")(?=[^>]*type="(?:hidden|date|time|text)")[^>]*>')


def account(name, group):
    user = factories.make_user(name)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def japan():
    return factories.make_country()


@pytest.fixture
def editor(client):
    user = account("editor", EDITOR)
    client.force_login(user)
    return user


class Page:
    """The page of a choice as a browser without JavaScript has it."""

    def __init__(self, client, address=ADD):
        self.client, self.address = client, address
        self.take(client.get(address))

    def take(self, response):
        self.response = response
        if response.status_code == 302:
            self.address = response.headers["Location"]
            return self.take(self.client.get(self.address))
        self.html = response.content.decode()
        self.fields = {}
        form = self.html[self.html.index("</button>", self.html.index('value="find"')) :]
        for match in FIELD.finditer(form):
            value = re.search(r'value="([^"]*)"', match[0])
            self.fields.setdefault(match[1], []).append(unescape(value[1]) if value else "")
        return self

    def press(self, act, report=None, **typed):
        self.fields |= {name: [value] for name, value in typed.items()}
        act = f"{act}:{report.pk}" if report else act
        return self.take(self.client.post(self.address, self.fields | {"act": act}))

    @property
    def order(self):
        return [Article.objects.get(pk=pk).headline for pk in self.fields.get("order", [])]


def test_an_editor_orders_pins_and_saves_and_readers_see_it(client, editor, reports):
    page = Page(client)
    page.press("lead", reports[2]).press("add", reports[0]).press("add", reports[6])
    page.press("up", reports[6]).press("down", reports[2]).press("pin", reports[4])
    assert page.order == ["Report 7", "Report 3", "Report 1"]
    page.press("out", reports[0])
    assert not FrontState.objects.exists()
    page.press("save", note="Beef first")
    assert shown(client) == ["7", "5", "3", "10", "9", "8", "6"]
    state = FrontState.objects.get()
    assert (state.made_by, state.note) == (editor, "Beef first")
    page.press("unpin", reports[4]).press("save")
    assert shown(client)[:3] == ["7", "3", "10"]
    assert FrontState.objects.count() == 2
    assert "Who chose what" in page.html and page.html.count("<td>editor</td>") == 2


def test_a_report_is_found_by_its_words_also_one_still_to_come(client, editor, japan, reports):
    factories.make_draft("Rice talks in the making", countries=[japan], by=editor)
    tomorrow = (timezone.now() + datetime.timedelta(days=1)).date().isoformat()
    factories.make_article("Rice talks to come", date=tomorrow, countries=[japan])
    page = Page(client).press("find", q="rice talks")
    assert "Rice talks in the making" in page.html and "draft: left out until it is published" in page.html
    assert "Rice talks to come" in page.html and "scheduled for" in page.html
    assert "No report was found" in page.press("find", q="zanzibar").html


def test_a_choice_is_planned_and_looked_at_for_its_moment(client, editor, reports):
    page = Page(client).press("lead", reports[0])
    page.press("save", starts_0="2090-01-02", starts_1="10:00", ends_0="2090-01-03", ends_1="10:00")
    assert shown(client)[0] == "10"
    preview = f"{LIST}preview/?at_0=2090-01-02&at_1="
    assert "Report 1<" in client.get(preview + "10:00").content.decode().partition("</h2>")[0]
    assert "Report 10<" in client.get(preview + "09:59").content.decode().partition("</h2>")[0]
    listed = client.get(LIST, {"at_0": "2090-01-02", "at_1": "12:00"}).content.decode()
    assert "planned" in listed and "leads, chosen" in listed
    assert "leads, as the newest" in client.get(LIST).content.decode()


def test_the_preview_shows_what_is_not_saved_yet_and_what_will_have_come(client, editor, japan, reports):
    tomorrow = (timezone.now() + datetime.timedelta(days=1)).date().isoformat()
    coming = factories.make_article("Report coming", date=tomorrow, countries=[japan])
    page = Page(client).press("lead", reports[3])
    frame = unescape(re.search(r'<iframe src="([^"]+)"', page.html)[1])
    response = client.get(frame)
    assert "Report 4<" in response.content.decode().partition("</h2>")[0]
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in response.headers["Cache-Control"]
    later = f"{LIST}preview/?at_0={tomorrow}&at_1=23:00"
    assert coming.headline in client.get(later).content.decode().partition("</h2>")[0]


def test_a_stale_save_covers_nothing_before_its_editor_has_seen_it(client, editor, reports):
    mine = Page(client).press("lead", reports[0]).press("save")
    theirs = Page(client, mine.address)
    theirs.press("lead", reports[1]).press("save")
    mine.press("lead", reports[2]).press("save")
    assert mine.response.status_code == 409
    assert "What editor saved" in mine.html and "Report 2" in mine.html
    assert mine.order == ["Report 3", "Report 1"]
    assert shown(client)[0] == "2"
    mine.press("save")
    assert shown(client)[0] == "3"
    assert FrontState.objects.count() == 3


def test_a_new_choice_sent_twice_is_one(client, editor, reports):
    page = Page(client).press("lead", reports[0])
    fields = page.fields | {"act": "save", "starts_0": ["2090-01-01"], "starts_1": ["10:00"]}
    assert client.post(ADD, fields).status_code == client.post(ADD, fields).status_code == 302
    assert (FrontChoice.objects.count(), FrontState.objects.count()) == (1, 1)


def test_a_choice_is_dropped_and_stays_in_the_history(client, editor, reports):
    page = Page(client).press("lead", reports[0]).press("save")
    response = client.post(page.address, page.fields | {"act": "drop"})
    assert response.status_code == 302
    assert shown(client)[0] == "10"
    assert "dropped" in client.get(LIST).content.decode()
    assert "Report 1" in client.get(page.address).content.decode()


@pytest.mark.parametrize(
    "typed, told",
    [
        ({}, "Choose at least one report"),
        (
            {"starts_0": "2090-01-02", "starts_1": "10:00", "ends_0": "2090-01-01", "ends_1": "10:00"},
            "ends before it begins",
        ),
        ({"ends_0": "2014-01-01", "ends_1": "10:00"}, "ends before it begins"),
        (
            {"starts_0": "2014-01-01", "starts_1": "10:00", "ends_0": "2014-01-02", "ends_1": "10:00"},
            "That time is over",
        ),
        ({"starts_0": "soon", "starts_1": "10:00"}, "Enter a valid date"),
        ({"starts_0": "2090-01-02", "starts_1": ""}, "Enter a valid time"),
        ({"note": "x" * 201}, "at most 200 characters"),
        ({"order": "999999"}, "no longer there"),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_is_told_and_nothing_is_lost(client, editor, reports, typed, told):
    page = Page(client)
    if typed and "order" not in typed:
        page.press("lead", reports[0])
    page.press("save", **typed)
    assert page.response.status_code == 400
    assert told in unescape(page.html)
    assert not FrontState.objects.exists()
    for name, value in typed.items():
        assert name == "order" or page.fields[name] == [value]


def test_a_button_nobody_was_given_does_nothing(client, editor, reports):
    page = Page(client).press("lead", reports[0])
    for number in ["", "x", "0", "-1", "9" * 30, "999999", "１"]:
        for act in ["lead", "pin", "out", "nonsense"]:
            response = client.post(ADD, page.fields | {"act": f"{act}:{number}"})
            assert response.status_code == 200
            assert page.take(response).order == ["Report 1"]


def test_an_odd_address_is_answered(client, editor, reports):
    for query in [
        "at_0=x&at_1=y",
        "at_0=0001-01-01&at_1=00:00",
        "at_0=9999-12-31&at_1=23:59",
        "order=x&order=-1&pinned=x",
        "uid=%00&at_0=%00",
    ]:
        assert client.get(f"{LIST}preview/?{query}").status_code == 200
        if query.startswith("at"):
            assert client.get(f"{LIST}?{query}").status_code == 200


def test_no_more_than_the_page_has_places_for(client, editor, reports):
    page = Page(client)
    for each in reports[:8]:
        page.press("add", each)
    assert len(page.order) == 7
    assert "The front page has 7 places" in page.html


def test_reporters_do_not_choose_and_readers_get_no_preview(client, reports):
    for address in (ADD, LIST, f"{LIST}preview/"):
        assert client.get(address).status_code == 302
    client.force_login(account("reporter", REPORTER))
    for address in (ADD, LIST, f"{LIST}preview/"):
        assert client.get(address).status_code == 403
    assert client.post(ADD, {"act": "save"}).status_code == 403


def test_the_page_asks_the_same_few_queries_whatever_is_chosen(client, editor, reports):
    page = Page(client)
    for each in reports[:7]:
        page.press("add", each)
    page.press("save")
    for _each in range(3):
        page.press("down", reports[0]).press("save")
    with CaptureQueriesContext(connection) as asked:
        client.get(page.address)
    assert len(asked) <= 20, "\n".join(query["sql"] for query in asked)
