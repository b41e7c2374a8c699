"""send_alerts: who gets what, once; and when."""

import datetime

import pytest

from articles import alerts, publishing
from articles.models import AlertItem, Edition
from tests import factories
from tests.alert_world import READER, compose_all, mail_server, report, send, small_world, text_of, watch

pytestmark = pytest.mark.django_db


@pytest.fixture
def postbox(settings):
    with mail_server(settings) as postbox:
        yield postbox


@pytest.fixture
def world():
    return small_world()


def test_what_was_public_before_is_not_told_what_comes_after_is_told_once(postbox, world):
    report("Before", world)
    watch()
    send()
    assert postbox.mails == []
    report("After", world)
    assert "1 put together, 1 sent" in send()
    assert "0 put together, 0 sent" in send()
    [mail] = postbox.mails
    assert mail["To"] == READER
    assert "After" in text_of(mail)
    assert "Before" not in text_of(mail)


def test_a_report_about_2014_entered_today_is_news_and_a_corrected_one_is_not_again(postbox, world):
    watch()
    article = report("Of the past", world, date="2014-04-25")
    send()
    publishing.correct(article=article, by=None, kind="correction", text="The name was wrong.")
    send()
    assert len(postbox.mails) == 1


def test_a_scheduled_report_is_told_when_it_goes_public(postbox, world, time_machine):
    time_machine.move_to("2026-03-02T12:00:00+00:00", tick=False)
    watch()
    report("To come", world, date="2026-03-04")
    send()
    assert postbox.mails == []
    time_machine.move_to("2026-03-04T12:00:01+00:00", tick=False)
    send()
    assert len(postbox.mails) == 1


QUERIES = {
    "": True,
    "country=japan": True,
    "country=peru": False,
    "country=japan&country=peru": True,
    "all=country&country=japan&country=peru": False,
    "issue=agriculture": True,
    "country=japan&issue=beef": True,
    "negotiator=akira-amari": True,
    "meeting=tokyo-2014": True,
    "tag=quota": True,
    "q=governments+path": True,
    "q=nothing+of+it": False,
    "year=2014": True,
    "year=2015": False,
}


@pytest.mark.parametrize("query", QUERIES)
def test_any_combination_of_filters_can_be_followed(postbox, world, query):
    factories.make_meeting()
    report("First", world, tags=["quota"])
    watch(query)
    report(
        "Talks",
        world,
        issues=[world["beef"]],
        negotiators=[world["amari"]],
        meeting="tokyo-2014",
        tags=["quota"],
    )
    send()
    assert bool(postbox.mails) is QUERIES[query]


def test_a_report_withdrawn_meanwhile_is_not_sent_and_the_rest_is(postbox, world):
    watch()
    gone, stays = report("Gone", world), report("Stays", world)
    compose_all()
    publishing.withdraw(article=gone, by=None)
    send()
    [mail] = postbox.mails
    assert "Stays" in text_of(mail)
    assert "Gone" not in text_of(mail)
    assert [item.article for item in AlertItem.objects.all()] == [stays]


def test_a_mail_with_nothing_left_to_tell_is_dropped_and_what_comes_back_is_told(postbox, world):
    watch()
    article = report("Gone", world)
    compose_all()
    publishing.withdraw(article=article, by=None)
    assert "1 with nothing left to tell" in send()
    assert postbox.mails == []
    publishing.publish(article=article, by=None)
    send()
    assert len(postbox.mails) == 1


def test_a_stopped_watch_gets_nothing_even_of_what_was_waiting(postbox, world):
    running = watch()
    report("Talks", world)
    compose_all()
    alerts.stop(running)
    send()
    assert postbox.mails == []


def test_a_watch_whose_filter_is_gone_gets_nothing_rather_than_everything(postbox, world):
    watch("country=peru")
    world["peru"].delete()
    report("Talks", world)
    send()
    assert postbox.mails == []


def test_a_renamed_thing_is_still_followed(postbox, world):
    watch("country=peru")
    world["peru"].slug = "republic-of-peru"
    world["peru"].save()
    report("Lima talks", world, countries=[world["peru"]])
    send()
    assert len(postbox.mails) == 1


def test_a_run_after_which_nothing_changed_looks_at_no_alert(postbox, world, django_assert_max_num_queries):
    for n in range(20):
        watch(email=f"reader{n}@example.org")
    send()
    with django_assert_max_num_queries(6):
        send()
    report("Talks", world)
    send()
    assert len(postbox.mails) == 20


def test_no_alert_counts_as_a_change_of_the_site(postbox, world):
    watch()
    report("Talks", world)
    before = Edition.objects.get(name=Edition.SITE).number
    send()
    assert len(postbox.mails) == 1
    assert Edition.objects.get(name=Edition.SITE).number == before


# --------------------------------------------------------------------------- when


def test_daily_mails_go_in_the_readers_morning(postbox, world, time_machine):
    time_machine.move_to("2026-03-02T12:00:00+00:00", tick=False)
    watch(rate="daily", zone="Asia/Tokyo")
    report("Talks", world)
    time_machine.move_to("2026-03-02T21:59:00+00:00", tick=False)
    send()
    assert postbox.mails == []
    time_machine.move_to("2026-03-02T22:00:00+00:00", tick=False)
    send()
    report("More talks", world)
    time_machine.move_to("2026-03-03T21:00:00+00:00", tick=False)
    send()
    assert len(postbox.mails) == 1
    time_machine.move_to("2026-03-03T22:05:00+00:00", tick=False)
    send()
    assert [mail["Subject"] for mail in postbox.mails] == ["Japan: 1 report"] * 2


@pytest.mark.parametrize(
    ("rate", "zone", "after", "due"),
    [
        ("daily", "UTC", "2026-03-02T06:59:00+00:00", "2026-03-02T07:00:00+00:00"),
        ("daily", "UTC", "2026-03-02T07:00:00+00:00", "2026-03-03T07:00:00+00:00"),
        ("weekly", "UTC", "2026-03-02T07:00:00+00:00", "2026-03-09T07:00:00+00:00"),
        ("weekly", "UTC", "2026-03-04T07:00:00+00:00", "2026-03-09T07:00:00+00:00"),
        ("weekly", "Pacific/Auckland", "2026-03-04T07:00:00+00:00", "2026-03-08T18:00:00+00:00"),
        # The clocks of New York go forward on 8 March.
        ("daily", "America/New_York", "2026-03-07T13:00:00+00:00", "2026-03-08T11:00:00+00:00"),
        ("immediately", "UTC", "2026-03-02T07:00:00+00:00", "2026-03-02T07:00:00+00:00"),
    ],
)
def test_when_the_next_mail_is_due(rate, zone, after, due):
    after, due = map(datetime.datetime.fromisoformat, (after, due))
    assert alerts.next_due(rate, zone, after=after) == due


def test_a_day_without_news_sends_nothing_and_the_next_day_tells_of_both(postbox, world, time_machine):
    time_machine.move_to("2026-03-02T12:00:00+00:00", tick=False)
    watch(rate="daily")
    time_machine.move_to("2026-03-03T08:00:00+00:00", tick=False)
    send()
    assert postbox.mails == []
    report("Talks", world, date="2026-03-03")
    time_machine.move_to("2026-03-04T08:00:00+00:00", tick=False)
    send()
    assert len(postbox.mails) == 1
