"""send_alerts killed at random points and run in parallel: no mail lost, none told twice."""

import os
import random
import re
import signal
import time
from collections import Counter

import pytest

from articles import alerts
from articles.models import AlertItem, AlertMail, Watch
from tests import factories, processes, smtp

READERS = 12
CLAIM = 8  # seconds
ARTICLE = re.compile(r"https://tracker\.example/articles/([a-z0-9-]+)/")


@pytest.fixture
def runs(transactional_db):
    """Yield (runner, postbox): processes of send_alerts that work on the test's database."""
    with smtp.server() as (postbox, host, port):
        environment = {
            "DATABASE_URL": processes.database_url(),
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": host,
            "EMAIL_PORT": str(port),
            "SITE_URL": "https://tracker.example",
            "ALERT_CLAIM": str(CLAIM),
            "ALERT_MAILS_A_DAY": "100000",
            "ALERT_MAILS_A_SECOND": "0",
            "LOG_LEVEL": "ERROR",
        }
        with processes.Runner("send_alerts", environment) as runner:
            yield runner, postbox


def told(mails):
    """Return a Counter of (reader, slug of a report) over mails."""
    return Counter(
        (mail["To"], slug)
        for mail in mails
        for slug in set(ARTICLE.findall(mail.get_body(("plain",)).get_content()))
    )


def follow(japan, beef):
    for n in range(READERS):
        query = ("country=japan", "issue=beef", "q=governments")[n % 3]
        wish = alerts.Wish(
            email=f"reader{n}@example.org", query=query, rate="immediately", language="en", time_zone="UTC"
        )
        alerts.confirm(wish)


def check(postbox, slugs):
    """Fail unless every reader was told each report once; return how many mails arrived a second time.

    As mail servers and programs do, a mail is known by its Message-ID: one that arrives again is the same.
    """
    mails = {mail["Message-ID"]: mail for mail in postbox.mails}
    expected = {(f"reader{n}@example.org", slug) for n in range(READERS) for slug in slugs}
    counts = told(mails.values())
    assert expected - counts.keys() == set(), "Some mail was lost."
    assert {key: count for key, count in counts.items() if count > 1} == {}, "Something was told twice."
    assert counts.keys() <= expected
    for mail in postbox.mails:
        same = mails[mail["Message-ID"]]
        assert (mail["To"], mail["Subject"], mail["Date"]) == (same["To"], same["Subject"], same["Date"])
    assert AlertMail.objects.exclude(state="done").count() == 0
    assert AlertItem.objects.filter(article__isnull=False).count() == len(expected)
    return len(postbox.mails) - len(mails)


def finish(runner):
    """Run to the end, two at once, when every claim of a killed process has run out."""
    time.sleep(CLAIM + 0.5)
    both = [runner.start(), runner.start()]
    assert [runner.wait(pid) for pid in both] == [0, 0]


def report(n, japan, beef):
    article = factories.make_article(f"Report {n}", countries=[japan], issues=[beef], date="2014-04-25")
    return article.slug


def test_two_runs_at_once_share_the_mails(runs):
    runner, postbox = runs
    japan, beef = factories.make_country(), factories.make_issue()
    follow(japan, beef)
    slugs = [report(n, japan, beef) for n in range(3)]
    pids = [runner.start() for _ in range(4)]
    assert [runner.wait(pid) for pid in pids] == [0] * 4
    assert check(postbox, slugs) == 0


def test_a_killed_run_loses_nothing_and_tells_nothing_twice(runs):
    kill_often(*runs, rounds=3)


def test_a_run_that_is_asked_to_stop_finishes_its_mail_and_leaves_the_rest(runs):
    runner, postbox = runs
    japan, beef = factories.make_country(), factories.make_issue()
    follow(japan, beef)
    slugs = [report(0, japan, beef)]
    pid = runner.start()
    assert postbox.wait_for(1)
    os.kill(pid, signal.SIGTERM)
    assert runner.wait(pid) == 0
    taken = len(postbox.mails)
    assert AlertMail.objects.filter(state="done").count() == taken
    assert AlertMail.objects.exclude(attempts=0).count() == taken
    assert runner.wait(runner.start()) == 0
    assert check(postbox, slugs) == 0


@pytest.mark.long
def test_fifty_killed_runs_lose_nothing_and_tell_nothing_twice(runs):
    kill_often(*runs, rounds=50)


def kill_often(runner, postbox, *, rounds):
    chance = random.Random(4)
    japan, beef = factories.make_country(), factories.make_issue()
    follow(japan, beef)
    slugs, killed = [], 0
    while killed < rounds:
        slugs.append(report(len(slugs), japan, beef))
        both = [runner.start(), runner.start()]
        time.sleep(chance.uniform(0.01, 0.6))
        for pid in both[: chance.randint(1, 2)]:
            killed += runner.kill(pid) != 0
        if chance.random() < 0.5:
            time.sleep(chance.uniform(0, 1))
    finish(runner)
    again = check(postbox, slugs)
    # Only a kill between the server's acceptance and the note of it can make a mail arrive again.
    assert again <= killed
    assert Watch.objects.running().count() == READERS
    print(f"{killed} kills, {len(slugs)} reports, {len(postbox.mails)} mails taken, {again} of them again")
