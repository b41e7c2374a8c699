"""A reader reports a mistake: kept once and for editors only; programs are kept out, and told why."""

import datetime
import os
import re
import subprocess
import sys
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from articles import drafting, publishing
from articles.mistakes.keeping_out import ticket_for
from articles.models import Allowance, Edition, Mistake
from tests import factories
from tests.processes import ROOT, database_url

pytestmark = pytest.mark.django_db
ADDRESS = "/articles/talks-in-tokyo/mistake/"
START = "2026-03-02T12:00:00Z"
NOTE = {
    "words": "the duty is 38.5 per cent",
    "wrong": "The duty was 50 per cent in that year.",
    "source": "https://example.org/tariff",
}


@pytest.fixture
def japan():
    return factories.make_country()


@pytest.fixture
def article(japan):
    return factories.make_article("Talks in Tokyo", countries=[japan])


def ticket(page):
    return unescape(re.search(r'name="ticket" value="([^"]+)"', page.content.decode())[1])


@pytest.fixture
def send(client, article, time_machine):
    """Return a function that opens the form, waits, fills it in and sends it; None leaves a field out."""
    time_machine.move_to(START, tick=False)

    def do(address=ADDRESS, *, seconds=20, **typed):
        fields = NOTE | {"ticket": ticket(client.get(address))} | typed
        time_machine.shift(seconds)
        return client.post(address, {name: value for name, value in fields.items() if value is not None})

    return do


def told(response):
    return unescape(response.content.decode())


def test_the_way_from_the_report_to_the_editors(client, article, send):
    page = client.get("/articles/talks-in-tokyo/").content.decode()
    assert f'href="{ADDRESS}" rel="nofollow"' in page
    response = send(name="A reader", email="reader@example.org", wants_answer="on")
    assert response.status_code == 302
    assert "Your note is with the editors" in told(client.get(response.headers["Location"]))
    mistake = Mistake.objects.get()
    assert (mistake.article, mistake.version, mistake.state) == (article, 1, "open")
    assert {name: getattr(mistake, name) for name in NOTE} == NOTE
    assert (mistake.name, mistake.email, mistake.wants_answer) == ("A reader", "reader@example.org", True)


def test_nothing_of_it_reaches_a_reader_or_a_cache(client, article, send):
    before = Edition.objects.get(name=Edition.SITE).number
    etag = client.get("/articles/talks-in-tokyo/").headers["ETag"]
    form = client.get(ADDRESS)
    assert "no-store" in form.headers["Cache-Control"] and "ETag" not in form.headers
    assert form.headers["X-Robots-Tag"] == "noindex" and not form.cookies
    assert "/articles/*/mistake/" in client.get("/robots.txt").content.decode()
    send(wrong="Zanzibarite was meant, not zirconium.")
    assert Edition.objects.get(name=Edition.SITE).number == before
    assert client.get("/articles/talks-in-tokyo/", headers={"if-none-match": etag}).status_code == 304
    for address in ["/", "/articles/talks-in-tokyo/", "/corrections/", "/api/v1/articles/talks-in-tokyo/"]:
        cache.clear()
        assert "Zanzibarite" not in client.get(address).content.decode()


@pytest.mark.parametrize(
    "how, status", [("draft", 404), ("scheduled", 404), ("withdrawn", 410), ("binned", 404), ("none", 404)]
)
def test_of_what_readers_cannot_see_no_mistake_is_reported(client, japan, how, status):
    if how in ("draft", "binned"):
        article = factories.make_draft("Hidden talks", countries=[japan])
    elif how != "none":
        date = "2099-01-01" if how == "scheduled" else "2014-04-25"
        article = factories.make_article("Hidden talks", date=date, countries=[japan])
    if how == "withdrawn":
        publishing.withdraw(article=article, by=None)
    if how == "binned":
        drafting.discard(article)
    for answer in (
        client.get("/articles/hidden-talks/mistake/"),
        client.post("/articles/hidden-talks/mistake/"),
    ):
        assert answer.status_code == status
        assert how in ("withdrawn", "none") or "Hidden talks" not in told(answer)
    assert not Mistake.objects.exists()


def test_an_old_address_leads_to_the_form_and_a_past_day_has_none(client, article):
    article.slug = "talks-in-kyoto"
    article.save()
    assert client.get(ADDRESS).headers["Location"].endswith("/articles/talks-in-kyoto/mistake/")
    assert "mistake/" not in client.get("/articles/talks-in-kyoto/?asof=2014-05-01").content.decode()


def forged(client):
    other = factories.make_article("Other talks", countries=[factories.make_country("peru", "PE", "PER")])
    return {"ticket": ticket_for(other)}


TRICKS = [
    ("the field that no reader sees", {"website": "https://spam.example"}, {}, "not for readers"),
    ("no ticket", {"ticket": None}, {}, "is not ours"),
    ("a ticket made up", {"ticket": "eyJhIjoxfQ:1abc:xyz"}, {}, "is not ours"),
    ("sent at once", {}, {"seconds": 1}, "very quick"),
    ("a ticket of last week", {}, {"seconds": 7 * 86400}, "open too long"),
    ("a ticket of another report", forged, {}, "is not ours"),
    ("links", {"wrong": "See http://a.example http://b.example www.c.example."}, {}, "Too many links"),
    ("links as the source", {"source": "http://a.example " * 6}, {}, "Too many links"),
    ("HTML", {"wrong": 'Look <a href="//a.example">here</a> for it.'}, {}, "without tags"),
    ("forum code", {"words": "[url=//a.example]here[/url]"}, {}, "without tags"),
    ("nothing", {"wrong": " \u200b \n "}, {}, "Write"),
    ("a word", {"wrong": "wrong"}, {}, "a little more"),
    ("a flood", {"wrong": "x " * 1001}, {}, "at most 2000 characters"),
    ("a flood of words", {"words": "x" * 1001}, {}, "at most 1000 characters"),
    ("no address", {"email": "reader@nowhere"}, {}, "valid email address"),
    ("an answer to nobody", {"wants_answer": "on"}, {}, "Write the address"),
    ("a second header", {"email": "a@example.org\nBcc: b@example.org"}, {}, "valid email address"),
]  # fmt: skip


@pytest.mark.parametrize("trick, typed, how, reason", TRICKS, ids=[trick[0] for trick in TRICKS])
def test_tricks_are_refused_with_a_reason_and_nothing_is_lost(client, send, trick, typed, how, reason):
    typed = typed(client) if callable(typed) else typed
    response = send(**typed, **how)
    assert response.status_code == 400
    page = told(response)
    assert reason in page
    assert not Mistake.objects.exists()
    for name in ("words", "wrong", "source"):
        assert str((NOTE | typed)[name]).strip()[:40] in page
    assert "spam.example" not in page


def test_what_was_refused_can_be_mended_and_sent(client, send, time_machine):
    refused = send(seconds=1)
    time_machine.shift(10)
    assert client.post(ADDRESS, NOTE | {"ticket": ticket(refused)}).status_code == 302
    refused = send(seconds=2 * 86400, wrong="The minister was another one.")
    time_machine.shift(10)
    again = {"wrong": "The minister was another one.", "ticket": ticket(refused)}
    assert client.post(ADDRESS, again).status_code == 302
    assert Mistake.objects.count() == 2


def test_a_form_sent_twice_is_one_note_and_a_ticket_is_good_for_one(client, article, time_machine):
    time_machine.move_to(START, tick=False)
    given = ticket(client.get(ADDRESS))
    time_machine.shift(10)
    assert client.post(ADDRESS, NOTE | {"ticket": given}).status_code == 302
    assert client.post(ADDRESS, NOTE | {"ticket": given}).status_code == 302
    other = client.post(ADDRESS, NOTE | {"ticket": given, "wrong": "Quite another thing is wrong."})
    assert other.status_code == 409 and "sent before, with other words" in told(other)
    assert "Quite another thing" in told(other)
    time_machine.shift(10)
    again = {"ticket": ticket(other), "wrong": "Quite another thing is wrong."}
    assert client.post(ADDRESS, again).status_code == 302
    assert Mistake.objects.count() == 2


def test_the_same_words_about_report_after_report_are_refused(client, japan, send):
    assert send().status_code == 302
    factories.make_article("Other talks", countries=[japan])
    response = send("/articles/other-talks/mistake/")
    assert response.status_code == 400 and "about another report" in told(response)


def test_a_form_from_another_site_needs_a_page_of_this_one(article, time_machine):
    """There is no session to ride on: what another site can send is what anybody can."""
    time_machine.move_to(START, tick=False)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ADDRESS, NOTE).status_code == 400
    given = ticket(strict.get(ADDRESS))
    time_machine.shift(10)
    assert strict.post(ADDRESS, NOTE | {"ticket": given}).status_code == 302


def test_one_sender_is_let_through_so_often_an_hour(client, send, settings, time_machine):
    settings.MISTAKES_AN_HOUR_FROM_ONE = 2
    for n in range(2):
        assert send(wrong=f"Number {n} is not right.").status_code == 302
    late = send(wrong="Number 3 is not right.")
    assert late.status_code == 429
    assert "Number 3 is not right." in told(late)
    time_machine.shift(3600)
    assert send(wrong="Number 4 is not right.").status_code == 302
    assert Mistake.objects.count() == 3


@pytest.mark.parametrize(
    "one, other, are_one",
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
    ],
)
def test_who_sends_is_known_by_a_hash_of_the_day_alone(client, send, settings, one, other, are_one):
    settings.MISTAKES_AN_HOUR_FROM_ONE = 1
    client.defaults["REMOTE_ADDR"] = one
    assert send(wrong="Number one is not right.").status_code == 302
    client.defaults["REMOTE_ADDR"] = other
    assert send(wrong="Number two is not right.").status_code == (429 if are_one else 302)
    keys = [each.key for each in Allowance.objects.exclude(key="all")]
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in keys)


def test_all_senders_together_have_a_limit_too(client, send, settings):
    settings.MISTAKES_AN_HOUR = 2
    answers = []
    for n in range(3):
        client.defaults["REMOTE_ADDR"] = f"192.0.2.{n}"
        answers.append(send(wrong=f"Number {n} is not right.").status_code)
    assert answers == [302, 302, 429]


SPEND = """
import sys, django
django.setup()
from django.conf import settings
from articles import mistakes
settings.MISTAKES_AN_HOUR_FROM_ONE = 7
print("ready", flush=True)
sys.stdin.readline()
print(sum(mistakes.may_send("192.0.2.1") for _ in range(10)), flush=True)
"""


@pytest.mark.django_db(transaction=True)
def test_two_processes_count_together():
    # Not over the end of an hour, at which both would begin anew.
    now = timezone.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    if now - hour > datetime.timedelta(minutes=58):
        pytest.fail("Run it again in two minutes: an hour is about to end.")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tpp_tracker.settings",
        "DATABASE_URL": database_url(),
    }
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", SPEND],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _number in range(2)
    ]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 2
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    assert sum(int(process.communicate(timeout=60)[0]) for process in processes) == 7
