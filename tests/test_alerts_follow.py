"""Following by mail as a reader does it: form, links, changing, stopping, data; what keeps spam out."""

import json
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from articles import alerts
from articles.alerts import Purpose
from articles.models import Edition, Watch
from tests import factories

pytestmark = pytest.mark.django_db
READER = "reader@example.org"


@pytest.fixture
def japan():
    factories.make_issue("beef", names={"ja": "牛肉"})
    return factories.make_country(names={"ja": "日本"})


def stamp_of(page):
    return re.search(r'name="stamp" value="([^"]+)"', page)[1]


def form(client, **changed):
    given = {
        "email": READER,
        "rate": "daily",
        "language": "en",
        "time_zone": "Asia/Tokyo",
        "stamp": stamp_of(client.get("/follow/").content.decode()),
    }
    return {name: value for name, value in (given | changed).items() if value is not None}


def ask(client, **changed):
    return client.post("/follow/ask/", form(client, **changed))


def link_in(message, page="confirm"):
    [path] = set(re.findall(rf"https?://[^/\s]+(\S*/follow/{page}/\S+/)", message.body))
    return path


def follow(client, **changed):
    ask(client, **changed)
    assert client.post(link_in(mail.outbox[-1])).status_code == 200
    return Watch.objects.order_by("-pk").first()


def test_the_form_is_a_kept_page_without_session_or_token(client, japan):
    response = client.get("/follow/?country=japan")
    assert response.headers["Cache-Control"].startswith("public")
    assert response.cookies == {}
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert re.search(r'value="japan" checked', response.content.decode())
    assert (
        client.get("/follow/?country=japan", headers={"If-None-Match": response["ETag"]}).status_code == 304
    )


def test_nothing_is_stored_before_the_link_is_followed(client, japan):
    edition = Edition.objects.get(name=Edition.SITE).number
    response = ask(client, country=["japan"], issue=["beef"])
    assert f"on its way to <strong>{READER}</strong>" in response.content.decode()
    assert not Watch.objects.exists()
    [message] = mail.outbox
    assert message.to == [READER]
    path = link_in(message)
    shown = client.get(path)
    assert "Japan · Beef" in shown.content.decode()
    assert not Watch.objects.exists()
    assert client.post(path).status_code == 200
    watch = Watch.objects.get()
    assert (watch.email, watch.query, watch.rate) == (READER, "country=japan&issue=beef", "daily")
    assert (watch.time_zone, watch.is_running) == ("Asia/Tokyo", True)
    assert Edition.objects.get(name=Edition.SITE).number == edition


def test_pages_behind_links_are_kept_by_nobody(client, japan):
    ask(client)
    path = link_in(mail.outbox[-1])
    for method in (client.get, client.post):
        response = method(path)
        assert response.headers["Cache-Control"] == "no-store, private"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert response.cookies == {}


def test_the_confirming_link_works_twice_and_changes_nothing_the_second_time(client, japan):
    watch = follow(client)
    begun = watch.confirmed_at
    client.post(link_in(mail.outbox[-1]))
    watch.refresh_from_db()
    assert watch.confirmed_at == watch.covered_until == begun


def test_a_link_good_for_one_thing_is_good_for_nothing_else(client, japan):
    watch = follow(client)
    signed = alerts.sign(Purpose.CHANGE, watch.token)
    assert client.post(reverse("articles:follow_stop", args=[signed])).status_code == 410
    assert client.get(f"/follow/change/{signed[:-1]}x/").status_code == 410
    watch.refresh_from_db()
    assert watch.is_running


@pytest.mark.parametrize(("purpose", "days"), [(Purpose.CONFIRM, 3), (Purpose.DATA, 1)])
def test_some_links_end(purpose, days, time_machine):
    time_machine.move_to("2026-03-02T12:00:00+00:00", tick=False)
    signed = alerts.sign(purpose, READER)
    time_machine.shift(days * 24 * 3600 - 1)
    assert alerts.read(purpose, signed) == READER
    time_machine.shift(2)
    assert alerts.read(purpose, signed) is None


def test_links_in_old_mails_still_stop_and_change(time_machine):
    time_machine.move_to("2026-03-02T12:00:00+00:00")
    signed = [(purpose, alerts.sign(purpose, "token")) for purpose in (Purpose.STOP, Purpose.CHANGE)]
    time_machine.move_to("2036-03-02T12:00:00+00:00")
    assert [alerts.read(*each) for each in signed] == ["token", "token"]


def test_opening_the_stop_link_stops_nothing_one_post_does(client, japan):
    watch = follow(client)
    path = reverse("articles:follow_stop", args=[alerts.sign(Purpose.STOP, watch.token)])
    assert "<form" in client.get(path).content.decode()
    watch.refresh_from_db()
    assert watch.is_running
    # What a mail program sends by RFC 8058: no cookie, no token, no referrer.
    response = client.post(
        path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 200
    watch.refresh_from_db()
    assert (watch.is_running, watch.stop_reason) == (False, "reader")
    assert client.post(path).status_code == 200


def test_the_one_click_passes_a_client_that_checks_csrf(client, japan):
    watch = follow(client)
    strict = type(client)(enforce_csrf_checks=True)
    path = reverse("articles:follow_stop", args=[alerts.sign(Purpose.STOP, watch.token)])
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert strict.post("/follow/ask/", form(client)).status_code == 200


def test_a_watch_can_be_changed(client, japan):
    watch = follow(client, country=["japan"])
    path = reverse("articles:follow_change", args=[alerts.sign(Purpose.CHANGE, watch.token)])
    assert 'value="japan" checked' in client.get(path).content.decode()
    wanted = {"issue": ["beef"], "rate": "weekly", "language": "ja", "time_zone": "UTC"}
    response = client.post(path, wanted)
    assert response.status_code == 302
    watch.refresh_from_db()
    assert (watch.query, watch.rate, watch.language, watch.time_zone) == ("issue=beef", "weekly", "ja", "UTC")


def test_a_change_that_is_not_understood_says_so_and_changes_nothing(client, japan):
    watch = follow(client, country=["japan"])
    path = reverse("articles:follow_change", args=[alerts.sign(Purpose.CHANGE, watch.token)])
    response = client.post(
        path, {"country": "atlantis", "rate": "weekly", "language": "en", "time_zone": "UTC"}
    )
    assert response.status_code == 400
    assert "There is no country “atlantis”" in response.content.decode()
    watch.refresh_from_db()
    assert watch.rate == "daily"


def test_changing_one_alert_into_another_of_the_address_leaves_one(client, japan):
    follow(client, country=["japan"])
    watch = follow(client, issue=["beef"])
    alerts.change(watch, query="country=japan", rate="daily", language="en", time_zone="UTC")
    assert [each.query for each in Watch.objects.all()] == ["country=japan"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"email": "nobody"}, "Enter a valid email address"),
        ({"email": None}, "Write the address"),
        ({"rate": None}, "Choose how often"),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
        ({"country": "atlantis"}, "There is no country “atlantis”"),
        ({"stamp": None}, "open for too long"),
        ({"stamp": "2026-01-01:x"}, "open for too long"),
    ],
)
def test_what_is_wrong_with_a_form_is_said_and_what_was_typed_is_kept(client, japan, changed, said):
    response = ask(client, **({"q": "quota"} | changed))
    page = response.content.decode()
    assert response.status_code == 400
    assert said in page
    assert 'value="quota"' in page
    assert mail.outbox == []


def test_an_old_form_gets_a_new_stamp_and_can_be_sent_again(client, japan, time_machine):
    time_machine.move_to("2026-03-02T12:00:00+00:00")
    old = form(client)
    time_machine.move_to("2026-03-04T23:00:00+00:00")
    assert client.post("/follow/ask/", old).status_code == 200
    time_machine.move_to("2026-03-05T01:00:00+00:00")
    response = client.post("/follow/ask/", old)
    assert response.status_code == 400
    assert (
        client.post("/follow/ask/", old | {"stamp": stamp_of(response.content.decode())}).status_code == 200
    )


def test_a_form_that_a_program_filled_in_sends_no_mail_and_says_nothing_of_it(client, japan):
    honest = ask(client).content
    mail.outbox.clear()
    assert ask(client, website="https://example.org/").content == honest
    assert mail.outbox == []


def test_nobody_learns_whether_an_address_is_known(client, japan):
    follow(client)
    known = ask(client).content.decode()
    unknown = ask(client, email="other@example.org").content.decode()
    assert known.replace(READER, "") == unknown.replace("other@example.org", "")
    bodies = [re.sub(r"confirm/\S+", "", message.body) for message in mail.outbox[-2:]]
    assert bodies[0].replace(READER, "") == bodies[1].replace("other@example.org", "")


def test_an_address_gets_few_such_mails_and_the_page_does_not_tell(client, japan):
    pages = {ask(client).content for _ in range(6)}
    assert len(mail.outbox) == 3
    assert len(pages) == 1


def test_one_place_can_send_the_form_only_so_often(client, japan):
    answers = [ask(client, email=f"reader{n}@example.org").status_code for n in range(32)]
    assert answers == [200] * 30 + [429] * 2
    cache.clear()
    assert ask(client).status_code == 200


def test_a_mail_server_that_is_away_is_admitted(client, japan, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    response = ask(client)
    assert response.status_code == 503
    assert "No mail can be sent just now" in response.content.decode()


def test_addresses_are_one_whatever_their_case(client, japan):
    follow(client, email="Reader@Example.ORG")
    follow(client, email=READER)
    assert Watch.objects.count() == 1


def test_everything_is_in_the_readers_language(client, japan):
    page = client.get("/ja/follow/?country=japan").content.decode()
    assert 'action="/ja/follow/ask/"' in page
    assert re.search(r'<option value="ja" selected', page)
    assert re.search(r'<option value="Asia/Tokyo" selected', page)
    given = form(client, language="ja", country=["japan"])
    client.post("/ja/follow/ask/", given)
    [message] = mail.outbox
    assert "日本" in message.subject
    assert link_in(message).startswith("/ja/follow/confirm/")


def test_following_again_what_was_stopped_begins_anew(client, japan):
    watch = follow(client, country=["japan"])
    alerts.stop(watch)
    again = follow(client, country=["japan"], rate="weekly")
    assert again == watch
    assert (again.is_running, again.rate, again.stop_reason) == (True, "weekly", "")
    assert again.confirmed_at > watch.confirmed_at


def data_path(client, email=READER):
    page = client.get("/follow/").content.decode()
    client.post("/follow/data/", {"email": email, "stamp": stamp_of(page)})
    return link_in(mail.outbox[-1], page="data")


def test_all_that_is_kept_of_an_address_is_shown_given_and_deleted(client, japan):
    follow(client, country=["japan"])
    follow(client, email="other@example.org")
    path = data_path(client)
    page = client.get(path).content.decode()
    assert "<h1>reader@example.org</h1>" in page
    assert "Japan" in page
    export = client.get(re.search(r'href="([^"]+alerts\.json)"', page)[1])
    assert "attachment" in export.headers["Content-Disposition"]
    told = json.loads(export.content)
    assert told["email"] == READER
    assert [each["filters"] for each in told["alerts"]] == ["country=japan"]
    assert "deleted" in client.post(path).content.decode()
    assert [watch.email for watch in Watch.objects.all()] == ["other@example.org"]


def test_an_address_of_which_nothing_is_kept_gets_the_same_mail(client, japan):
    path = data_path(client, "stranger@example.org")
    assert "Nothing is kept of this address" in client.get(path).content.decode()


def test_too_many_filters_for_one_alert_are_refused(client, japan):
    for n in range(30):
        factories.make_issue(f"issue-with-a-rather-long-name-for-an-address-{n}")
    response = ask(client, issue=[f"issue-with-a-rather-long-name-for-an-address-{n}" for n in range(30)])
    assert response.status_code == 400
    assert "too many filters" in response.content.decode()


PAGES = {
    "/articles/?country=japan": "/follow/?country=japan",
    "/countries/japan/": "/follow/?country=japan",
    "/issues/beef/": "/follow/?issue=beef",
    "/negotiators/akira-amari/": "/follow/?negotiator=akira-amari",
    "/meetings/tokyo-2014/": "/follow/?meeting=tokyo-2014",
    "/countries/japan/beef/": "/follow/?country=japan&amp;issue=beef",
}


@pytest.mark.parametrize("address", PAGES)
def test_pages_lead_to_following_what_they_show(client, japan, address):
    factories.make_negotiator(country=japan)
    factories.make_meeting()
    assert f'href="{PAGES[address]}"' in client.get(address).content.decode()


def test_what_lists_cannot_be_followed_by_is_left_out(client, japan):
    ask(client, country=["japan"], order="oldest", asof="2014-04-25", all="country")
    client.post(link_in(mail.outbox[-1]))
    assert Watch.objects.get().query == "country=japan"
