"""send_alerts: limits, refusals, killed attempts."""

import datetime
import io
import re

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from articles import alerts
from articles.choices import OutgoingState
from articles.models import AlertItem, AlertMail, Article, Watch
from tests.alert_world import READER, compose_all, mail_server, report, send, small_world, text_of, watch

pytestmark = pytest.mark.django_db


@pytest.fixture
def postbox(settings):
    with mail_server(settings) as postbox:
        yield postbox


@pytest.fixture
def world():
    return small_world()


def test_what_does_not_fit_into_a_mail_is_in_the_next(postbox, world, settings):
    settings.ALERT_ITEMS_A_MAIL = 2
    watch(rate="immediately")
    for n in range(5):
        report(f"Talks number {n}", world)
    for _ in range(4):
        send()
    told = [re.findall(r"Talks number \d(?=\r?\nhttps)", text_of(mail)) for mail in postbox.mails]
    assert sorted(name for names in told for name in names) == [f"Talks number {n}" for n in range(5)]
    assert [len(names) for names in told] == [2, 2, 1]


def test_one_address_gets_so_many_mails_a_day_and_the_rest_later_in_one(
    postbox, world, settings, time_machine
):
    time_machine.move_to("2026-03-02T12:00:00+00:00", tick=False)
    settings.ALERT_MAILS_A_DAY = 2
    watch()
    for n in range(5):
        report(f"Talks number {n}", world)
        send()
        time_machine.shift(60)
    assert len(postbox.mails) == 2
    time_machine.shift(24 * 3600)
    send()
    assert postbox.mails[-1]["Subject"] == "Japan: 3 reports"


def test_a_run_sends_so_many_and_the_next_goes_on(postbox, world):
    for n in range(3):
        watch(email=f"reader{n}@example.org")
    report("Talks", world)
    call_command("send_alerts", most=2, stdout=io.StringIO())
    assert len(postbox.mails) == 2
    send()
    assert {mail["To"] for mail in postbox.mails} == {f"reader{n}@example.org" for n in range(3)}


def test_mails_are_spaced_by_the_limit_a_second(postbox, world, settings, monkeypatch):
    pauses = []
    monkeypatch.setattr("articles.alerts.sending.time.sleep", pauses.append)
    settings.ALERT_MAILS_A_SECOND = 0.01
    for n in range(3):
        watch(email=f"reader{n}@example.org")
    report("Talks", world)
    send()
    assert len([pause for pause in pauses if 50 < pause <= 100]) == 2


def test_a_server_that_is_away_costs_no_attempt(world, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    watch()
    report("Talks", world)
    with pytest.raises(CommandError, match="No mail is lost"):
        send()
    assert [mail.attempts for mail in AlertMail.objects.all()] == [0]


def test_a_mail_not_taken_for_now_is_tried_again_later_with_the_same_message_id(postbox, world, time_machine):
    time_machine.move_to("2026-03-02T12:00:00+00:00", tick=False)
    watch()
    other = watch(email="other@example.org")
    report("Talks", world)
    postbox.refusals[READER] = "451 4.3.0 Try again"
    assert "1 sent" in (out := send())
    assert "1 not accepted" in out
    postbox.refusals.clear()
    send()
    assert len(postbox.mails) == 1
    time_machine.shift(3 * 60)
    send()
    assert {mail["To"] for mail in postbox.mails} == {READER, other.email}
    kept = AlertMail.objects.get(watch__email=READER)
    assert (kept.state, kept.attempts) == (OutgoingState.DONE, 2)
    assert postbox.mails[-1]["Message-ID"] == f"<{kept.key}@tracker.example>"


def test_a_mail_that_is_never_taken_is_given_up(postbox, world, time_machine):
    time_machine.move_to("2026-03-02T12:00:00+00:00", tick=False)
    running = watch()
    report("Talks", world)
    postbox.refusals[READER] = "451 4.3.0 Try again"
    for _ in range(20):
        send()
        time_machine.shift(7 * 3600)
    mail = AlertMail.objects.get()
    assert (mail.state, mail.attempts) == (OutgoingState.FAILED, AlertMail.MOST_ATTEMPTS)
    running.refresh_from_db()
    assert running.is_running


@pytest.mark.parametrize(
    ("answer", "stops"),
    [
        ("550 5.1.1 No such user", True),
        ("550 5.2.1 Mailbox disabled", True),
        ("550 5.7.1 Relaying denied", False),
        ("554 Go away", False),
    ],
)
def test_only_a_mailbox_that_is_not_there_stops_its_alerts_at_once(postbox, world, answer, stops):
    running = watch()
    report("Talks", world)
    postbox.refusals[READER] = answer
    send()
    running.refresh_from_db()
    assert running.is_running is not stops
    assert running.stop_reason == ("bounced" if stops else "")


def test_a_killed_attempt_comes_due_again_when_its_claim_has_run_out(postbox, world, settings, time_machine):
    time_machine.move_to("2026-03-02T12:00:00+00:00", tick=False)
    watch()
    report("Talks", world)
    compose_all()
    dying, beside = AlertMail.objects.get(), AlertMail.objects.get()
    until = timezone.now() + datetime.timedelta(seconds=settings.ALERT_CLAIM)
    assert [dying.claim(until=until), beside.claim(until=until)] == [True, False]
    send()
    assert postbox.mails == []
    time_machine.shift(settings.ALERT_CLAIM + 1)
    send()
    assert len(postbox.mails) == 1


def test_a_repeated_mail_has_the_message_id_and_the_date_it_had(postbox, world):
    watch()
    report("Talks", world)
    send()
    # As if killed between the server's acceptance and the note of it.
    AlertMail.objects.update(state=OutgoingState.WAITING, due_at=timezone.now())
    send()
    first, second = postbox.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]


def test_a_run_that_is_asked_to_stop_ends_between_two_mails(postbox, world):
    for n in range(3):
        watch(email=f"reader{n}@example.org")
    report("Talks", world)
    tally = alerts.run(is_stopped=lambda: len(postbox.mails) >= 1)
    assert tally.sent == len(postbox.mails) == 1
    send()
    assert len(postbox.mails) == 3


def test_stopped_watches_are_forgotten_after_a_while(postbox, world):
    old, lately = watch(), watch(email="other@example.org")
    for each in (old, lately):
        alerts.stop(each)
    Watch.objects.filter(pk=old.pk).update(stopped_at=timezone.now() - datetime.timedelta(days=91))
    send()
    assert list(Watch.objects.all()) == [lately]


def test_a_deleted_report_takes_its_place_in_the_ledger_along(postbox, world):
    watch()
    article = report("Talks", world)
    send()
    Article.objects.filter(pk=article.pk).delete()
    assert not AlertItem.objects.exists()
