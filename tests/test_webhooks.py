"""Webhooks: what they are told, signed how, tried again when, and what they cannot be made to reach."""

import hashlib
import hmac
import http.client
import io
import ipaddress
import json
import socket
import ssl
import time

import pytest
from django.contrib.auth.models import Group as AccountGroup
from django.core.management import call_command
from django.utils import timezone

from articles import publishing, webhooks
from articles.choices import OutgoingState
from articles.models import Edition, Position, Webhook, WebhookDelivery
from articles.roles import EDITOR, REPORTER
from articles.webhooks import network
from tests import factories, receiver

pytestmark = pytest.mark.django_db


@pytest.fixture
def hook_at(settings):
    with receiver.running() as listening:
        settings.WEBHOOK_PRIVATE_NETWORKS = ["127.0.0.0/8"]
        settings.SITE_URL = "https://tracker.example"
        yield listening


@pytest.fixture
def japan():
    return factories.make_country()


def make_hook(listening, **fields):
    hook = Webhook.objects.create(**{"name": "Archive", "url": listening.url()} | fields)
    # A moment ago, also by a clock that stands still.
    Webhook.objects.filter(pk=hook.pk).update(told_from=timezone.now() - timezone.timedelta(microseconds=1))
    return hook


def send():
    out = io.StringIO()
    call_command("send_webhooks", stdout=out)
    return out.getvalue()


def told(listening):
    return [json.loads(body) for _path, _headers, body in listening.told]


def position(slug, japan, *, stance="rejected", since="2014-04-25", **fields):
    issue = factories.Issue.objects.filter(slug="beef").first() or factories.make_issue()
    made = Position.objects.create(
        slug=slug, issue=issue, stance=stance, summary="In a line.", since=since, **fields
    )
    made.countries.add(japan)
    return made


# --------------------------------------------------------------------------- what is told


def test_a_new_report_is_told_once_an_old_one_never(hook_at, japan):
    factories.make_article("Before", countries=[japan])
    make_hook(hook_at)
    factories.make_article("After", countries=[japan], tags=["quota"])
    assert "1 events, 1 told" in send()
    assert "0 events, 0 told" in send()
    [message] = told(hook_at)
    assert message["event"] == "article.published"
    assert message["data"]["url"] == "https://tracker.example/articles/after/"
    assert message["data"]["countries"] == ["japan"]
    assert message["data"]["published_at"] == "2014-04-25T12:00:00+00:00"


def test_a_correction_is_told_and_not_as_a_new_report(hook_at, japan):
    article = factories.make_article("Talks", countries=[japan])
    make_hook(hook_at)
    publishing.correct(article=article, by=None, kind="correction", text="The day was wrong.")
    send()
    [message] = told(hook_at)
    assert message["event"] == "article.corrected"
    assert (message["data"]["kind"], message["data"]["text"]) == ("correction", "The day was wrong.")
    assert message["data"]["version"] == 2


def test_a_withdrawal_is_told_with_its_note(hook_at, japan):
    article = factories.make_article("Talks", countries=[japan])
    make_hook(hook_at)
    publishing.withdraw(article=article, by=None, note="It was not so.")
    send()
    assert [message["data"]["kind"] for message in told(hook_at)] == ["withdrawal"]


def test_a_position_is_told_with_the_one_before_it(hook_at, japan):
    position("p-old", japan, stance="rejected", since="2013-03-15")
    make_hook(hook_at)
    position("p-new", japan, stance="narrowing")
    send()
    [message] = told(hook_at)
    assert message["event"] == "position.recorded"
    assert message["data"]["record"] == "p-new"
    assert message["data"]["held_by"] == ["japan"]
    assert message["data"]["before"] == {"record": "p-old", "stance": "rejected", "since": "2013-03-15"}


def test_a_webhook_is_told_only_what_it_wants(hook_at, japan):
    article = factories.make_article("First", countries=[japan])
    make_hook(hook_at, tells_articles=False, tells_moves=False)
    factories.make_article("Talks", countries=[japan])
    position("p1", japan)
    publishing.correct(article=article, by=None, kind="update", text="More is known.")
    send()
    assert [message["event"] for message in told(hook_at)] == ["article.corrected"]


def test_filters_narrow_all_three_kinds(hook_at, japan):
    peru = factories.make_country("peru", "PE", "PER")
    make_hook(hook_at, query="country=peru")
    article = factories.make_article("Tokyo talks", countries=[japan])
    factories.make_article("Lima talks", countries=[peru])
    publishing.correct(article=article, by=None, kind="update", text="More is known.")
    position("p1", japan)
    send()
    assert [message["data"]["headline"] for message in told(hook_at)] == ["Lima talks"]


def test_what_was_withdrawn_before_it_was_told_is_not_told(hook_at, japan):
    make_hook(hook_at, tells_corrections=False)
    article = factories.make_article("Talks", countries=[japan])
    webhooks.collect(Webhook.objects.get(), now=timezone.now())
    publishing.withdraw(article=article, by=None)
    assert "1 with nothing left to tell" in send()
    assert hook_at.told == []


def test_a_report_to_come_and_a_draft_are_not_told(hook_at, japan):
    make_hook(hook_at)
    factories.make_article("To come", countries=[japan], date="2099-01-01")
    factories.make_draft("Draft", countries=[japan])
    send()
    assert hook_at.told == []


def test_webhooks_are_no_change_of_the_site(hook_at, japan):
    before = Edition.objects.get(name=Edition.SITE).number
    make_hook(hook_at)
    send()
    assert Edition.objects.get(name=Edition.SITE).number == before


# --------------------------------------------------------------------------- how


def test_a_message_is_signed_with_its_moment(hook_at, japan):
    hook = make_hook(hook_at, url=hook_at.url("/hook?room=1"))
    factories.make_article("Talks", countries=[japan])
    send()
    [(path, headers, body)] = hook_at.told
    assert path == "/hook?room=1"
    moment, signed = (part.partition("=")[2] for part in headers["TPP-Signature"].split(","))
    expected = hmac.new(hook.secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    assert signed == expected
    assert abs(int(moment) - time.time()) < 60
    assert headers["TPP-Event"] == "article.published"
    assert headers["TPP-Delivery"] == json.loads(body)["id"]


def test_what_is_not_taken_is_tried_again_with_growing_pauses_and_the_same_id(hook_at, japan, time_machine):
    time_machine.move_to("2026-03-02T12:00:00+00:00", tick=False)
    make_hook(hook_at)
    factories.make_article("Talks", countries=[japan])
    hook_at.answers = [500, 503, 429]
    pauses = []
    for _ in range(4):
        send()
        send()
        delivery = WebhookDelivery.objects.get()
        pauses.append((delivery.due_at - timezone.now()).total_seconds() / 60)
        time_machine.move_to(delivery.due_at, tick=False)
    assert pauses[:3] == [2, 10, 30]
    assert len({message["id"] for message in told(hook_at)}) == 1
    assert (delivery.state, delivery.attempts, delivery.status) == (OutgoingState.DONE, 4, 200)


def test_what_is_never_taken_is_given_up_and_can_be_told_again(hook_at, japan, time_machine, admin_client):
    time_machine.move_to("2026-03-02T12:00:00+00:00", tick=False)
    make_hook(hook_at)
    factories.make_article("Talks", countries=[japan])
    hook_at.answers = [500] * WebhookDelivery.MOST_ATTEMPTS
    for _ in range(WebhookDelivery.MOST_ATTEMPTS + 2):
        send()
        time_machine.shift(7 * 3600)
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.attempts) == (OutgoingState.FAILED, WebhookDelivery.MOST_ATTEMPTS)
    chosen = {"action": "tell_again", "_selected_action": [delivery.pk]}
    admin_client.post("/admin/articles/webhookdelivery/", chosen)
    send()
    delivery.refresh_from_db()
    assert delivery.state == OutgoingState.DONE


def test_a_redirect_is_not_followed(hook_at, japan):
    make_hook(hook_at)
    factories.make_article("Talks", countries=[japan])
    hook_at.answers = [302]
    send()
    assert [path for path, _headers, _body in hook_at.told] == ["/hook"]
    assert WebhookDelivery.objects.get().state == OutgoingState.WAITING


def test_a_receiver_that_wants_no_more_is_left_alone(hook_at, japan):
    make_hook(hook_at)
    factories.make_article("Talks", countries=[japan])
    hook_at.answers = [410]
    send()
    assert not Webhook.objects.get().is_active
    factories.make_article("More talks", countries=[japan])
    send()
    assert len(hook_at.told) == 1


def test_one_that_does_not_answer_does_not_hold_up_the_others(hook_at, japan):
    make_hook(hook_at, name="Away", url="http://127.0.0.1:1/hook")
    make_hook(hook_at)
    for n in range(3):
        factories.make_article(f"Talks {n}", countries=[japan])
    assert "3 told, 1 not taken" in send()


def test_an_answer_that_drips_is_cut_off(hook_at, monkeypatch):
    monkeypatch.setattr(network, "DEADLINE", 0.5)
    begun = time.monotonic()
    hook_at.drips = b"HTTP/1.0 20"
    with pytest.raises(http.client.HTTPException):
        network.post(hook_at.url(), b"{}", {})
    # What was said before is heard.
    hook_at.drips = b"HTTP/1.0 202 Accepted\r\nSlow: "
    assert network.post(hook_at.url(), b"{}", {}).status == 202
    assert time.monotonic() - begun < 8


def test_two_runs_write_each_event_down_once(hook_at, japan):
    hook = make_hook(hook_at)
    factories.make_article("Talks", countries=[japan])
    stale = Webhook.objects.get(pk=hook.pk)
    webhooks.collect(hook, now=timezone.now())
    webhooks.collect(stale, now=timezone.now())
    assert WebhookDelivery.objects.count() == 1
    one, other = WebhookDelivery.objects.get(), WebhookDelivery.objects.get()
    until = timezone.now() + timezone.timedelta(minutes=1)
    assert [one.claim(until=until), other.claim(until=until)] == [True, False]


# --------------------------------------------------------------------------- what cannot be reached

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.5", "172.16.3.4", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::",
    "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.5", "64:ff9b::a00:5",
    "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_is_public_in_whatever_form(address):
    assert not network.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_of_the_open_internet_are_public(address):
    assert network.is_public(ipaddress.ip_address(address))


def answering(monkeypatch, *addresses):
    """Let every name lead to these addresses."""
    family = {True: socket.AF_INET6, False: socket.AF_INET}
    found = [(family[":" in each], socket.SOCK_STREAM, 6, "", (each, 443)) for each in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["8.8.8.8", "10.0.0.5"], ["::ffff:169.254.169.254"]])
def test_a_name_that_leads_inside_is_refused_whatever_else_it_leads_to(monkeypatch, addresses):
    answering(monkeypatch, *addresses)
    with pytest.raises(network.Refused, match="may not be reached"):
        network.post("https://hook.example/", b"{}", {})


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "localhost", "[::1]", "127.0.0.1"])
def test_other_ways_to_write_this_machine_are_refused(host):
    with pytest.raises(network.Refused):
        network.post(f"https://{host}/", b"{}", {})


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch):
    answering(monkeypatch, "8.8.8.8")
    dialled = []

    def dial(address, timeout):
        dialled.append(address)
        raise ConnectionRefusedError("Nobody is there.")

    monkeypatch.setattr(socket, "create_connection", dial)
    with pytest.raises(ConnectionRefusedError):
        network.post("https://hook.example/", b"{}", {})
    assert dialled == [("8.8.8.8", 443)]


def test_the_certificate_must_be_the_hosts_own(hook_at, monkeypatch):
    seen = []

    def wrap(self, sock, *, server_hostname):
        seen.append((self.verify_mode, self.check_hostname, server_hostname))
        raise ssl.SSLError("Not its certificate.")

    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", wrap)
    with pytest.raises(ssl.SSLError):
        network.post(f"https://localhost:{hook_at.port}/", b"{}", {})
    assert seen == [(ssl.CERT_REQUIRED, True, "localhost")]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://hook.example/", "must begin with https"),
        ("ftp://hook.example/", "not an address that begins with https"),
        ("https:///path", "not an address"),
        ("https://user:secret@hook.example/", "no name and password"),
        ("https://hook.example:22/", "port must be one of 443, 8443"),
        ("https://hook.example:99999/", "is not an address"),
        ("https://hook.example/a b", "not an address"),
        ("https://[::1/", "is not an address"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(url, said):
    with pytest.raises(network.Refused, match=said):
        webhooks.check(url)


def test_a_refused_address_is_put_down_and_tried_again(hook_at, japan, settings):
    make_hook(hook_at, url="https://127.0.0.1/")
    settings.WEBHOOK_PRIVATE_NETWORKS = []
    factories.make_article("Talks", countries=[japan])
    assert "1 not taken" in send()
    delivery = WebhookDelivery.objects.get()
    assert "may not be reached" in delivery.answer
    assert delivery.state == OutgoingState.WAITING


# --------------------------------------------------------------------------- the desk


def hook_form(**changed):
    given = {"name": "Archive", "url": "https://hook.example/", "tells_articles": "on", "is_active": "on"}
    return given | {"query": ""} | changed


def test_an_administrator_makes_a_webhook_and_sees_its_secret(admin_client, japan):
    response = admin_client.post("/admin/articles/webhook/add/", hook_form(query="?issue=&country=japan"))
    assert response.status_code == 302
    hook = Webhook.objects.get()
    assert hook.query == "country=japan"
    page = admin_client.get(f"/admin/articles/webhook/{hook.pk}/change/").content.decode()
    assert hook.secret in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"url": "http://hook.example/"}, "must begin with https"),
        ({"query": "country=atlantis"}, "There is no country “atlantis”"),
    ],
)
def test_the_form_says_what_is_wrong(admin_client, changed, said):
    page = admin_client.post("/admin/articles/webhook/add/", hook_form(**changed)).content.decode()
    assert said in page
    assert not Webhook.objects.exists()


def test_editors_see_deliveries_but_not_the_secret_reporters_neither(client, hook_at, japan):
    hook = make_hook(hook_at)
    factories.make_article("Talks", countries=[japan])
    send()
    delivery = WebhookDelivery.objects.get()
    pages = [
        "/admin/articles/webhookdelivery/",
        f"/admin/articles/webhookdelivery/{delivery.pk}/change/",
        f"/admin/articles/webhook/{hook.pk}/change/",
    ]
    for role, status in ((EDITOR, 200), (REPORTER, 403)):
        user = factories.make_user(role.lower())
        user.groups.add(AccountGroup.objects.get(name=role))
        client.force_login(user)
        for address in pages:
            response = client.get(address)
            assert response.status_code == status, (role, address)
            assert hook.secret not in response.content.decode()
