"""What the mail of an alert holds: what moved, reports, why it came; its language; nothing that follows."""

import re

import pytest
from django.utils import timezone

from articles.models import Position
from tests import factories
from tests.alert_world import html_of, mail_server, position, report, send, small_world, text_of, watch

pytestmark = pytest.mark.django_db


@pytest.fixture
def postbox(settings):
    with mail_server(settings) as postbox:
        yield postbox


@pytest.fixture
def world():
    return small_world()


# --------------------------------------------------------------------------- positions


def test_changes_of_position_come_first_with_what_they_changed(postbox, world):
    position("p-old", world, stance="rejected", since="2013-03-15")
    watch("country=japan&issue=agriculture")
    article = report("Talks", world, issues=[world["beef"]])
    position("p-same", world, stance="narrowing", since="2014-05-01", article=article)
    position("p-new", world, stance="narrowing", since="2014-04-25", article=article)
    send()
    [mail] = postbox.mails
    text = text_of(mail)
    assert mail["Subject"] == "Japan · Agriculture: 2 positions, 1 report"
    assert (
        text.index("What moved")
        < text.index("p-new said")
        < text.index("p-same said")
        < text.index("== Reports")
    )
    assert "Narrowing (was: Refuses, since 15 March 2013)" in text
    assert "Narrowing (said again)" in text
    assert html_of(mail).index("p-new said") < html_of(mail).index("Talks</a></h3>")


def test_a_position_recorded_without_a_report_is_told_once(postbox, world):
    watch("country=japan&issue=beef")
    position("p1", world)
    send()
    send()
    [mail] = postbox.mails
    assert mail["Subject"] == "Japan · Beef: 1 position"
    assert "(first record)" in text_of(mail)


def test_positions_of_others_are_left_out(postbox, world):
    watch("country=japan&issue=beef")
    position("p-peru", world, holder="peru")
    position("p-agriculture", world, issue="agriculture")
    retracted = position("p-retracted", world)
    Position.objects.filter(pk=retracted.pk).update(standing="retracted", standing_note="Misread.")
    send()
    assert postbox.mails == []


def test_a_groups_position_is_told_to_those_who_follow_a_member(postbox, world):
    group = factories.make_group(countries=[world["japan"]])
    watch("country=japan")
    made = position("p-group", world)
    made.countries.clear()
    made.groups.add(group)
    send()
    assert "TPP12 · Beef" in text_of(postbox.mails[0])


def test_a_position_of_a_report_not_yet_public_waits_for_it(postbox, world):
    watch("country=japan")
    draft = factories.make_draft("Secret", countries=[world["japan"]])
    position("p1", world, article=draft)
    send()
    assert postbox.mails == []


@pytest.mark.parametrize(
    "query", ["negotiator=akira-amari", "meeting=tokyo-2014", "tag=quota", "q=governments"]
)
def test_positions_are_found_through_their_report(postbox, world, query):
    factories.make_meeting()
    fields = {"negotiators": [world["amari"]], "meeting": "tokyo-2014", "tags": ["quota"]}
    article = report("Earlier", world, **fields)
    watch(query)
    position("p1", world, article=article)
    send()
    assert "p1 said" in text_of(postbox.mails[0])


# --------------------------------------------------------------------------- the mail


def test_a_mail_says_why_it_came_and_how_to_stop_it_by_one_click(client, postbox, world, settings):
    running = watch("country=japan")
    report("Talks", world)
    send()
    [mail] = postbox.mails
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    [address] = re.fullmatch(
        r"<https://tracker\.example(/follow/stop/\S+/)>", mail["List-Unsubscribe"].strip()
    ).groups()
    assert f"You get this because you asked for it on {timezone.now():%-d %B %Y}" in text_of(mail)
    for body in (text_of(mail), html_of(mail)):
        assert address in body
        assert "/follow/change/" in body
    client.post(address, {"List-Unsubscribe": "One-Click"})
    running.refresh_from_db()
    assert not running.is_running


def test_a_mail_has_text_enough_to_know_what_a_report_says(postbox, world):
    watch()
    body = "".join(f"<p>Sentence number {n} of the report tells something more.</p>" for n in range(60))
    report("Talks", world, body=body, summary="In a sentence.")
    send()
    text = text_of(postbox.mails[0])
    assert "In a sentence." in text
    assert "Sentence number 10 of" in text
    assert "Sentence number 40 of" not in text
    assert "more." in text.partition("Here since")[0].strip()[-6:]


def test_a_mail_fetches_nothing_and_follows_nobody(postbox, world):
    watch()
    report("Talks <b>&", world, body='<p>See <a href="https://example.org/x">this</a>.</p>')
    send()
    html = html_of(postbox.mails[0])
    assert not re.search(r"<(img|script|link|iframe|form)\b|url\(", html)
    assert set(re.findall(r'href="(https?://[^/"]+)', html)) == {"https://tracker.example"}
    assert "Talks &lt;b&gt;&amp;" in html
    reports = re.findall(r'href="(https://tracker\.example/articles/[^"]*)"', html)
    assert set(reports) == {
        "https://tracker.example/articles/talks-b/",
        "https://tracker.example/articles/?country=japan",
    }


def test_a_mail_is_in_the_language_and_the_time_zone_of_its_reader(postbox, world, time_machine):
    time_machine.move_to("2026-03-02T20:30:00+00:00", tick=False)
    watch("country=japan&issue=beef", language="ja", zone="Asia/Tokyo")
    report("Talks", world, issues=[world["beef"]])
    send()
    [mail] = postbox.mails
    assert mail["Subject"].startswith("日本 · 牛肉")
    assert "https://tracker.example/ja/articles/talks/" in text_of(mail)
    assert "JST" in text_of(mail)
    assert re.search(r'<html lang="ja">', html_of(mail))
