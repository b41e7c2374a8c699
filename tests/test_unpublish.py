"""A report with a set end: gone everywhere with the first request after it, though no worker runs."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from articles import alerts, drafting, edition, publishing, search
from articles.choices import Status, Verb
from articles.desk.checks import Refusal
from articles.edition import SiteVersion
from articles.models import Article, Edition, PublishingAct
from tests import factories, processes
from tests.test_documents import make_document, storage

pytestmark = pytest.mark.django_db

__all__ = ["storage"]
ROOT = Path(__file__).resolve().parent.parent
HOUR = datetime.timedelta(hours=1)
SECRET, SLUG = "Zanzibarite", "zanzibarite-ending"
PAGES = [
    "/", "/articles/", "/articles/?country=japan", "/articles.atom", "/articles.rss", "/articles.json",
    "/articles.csv", "/countries/japan/", "/search/?q=zanzibarite", "/sitemap-articles.xml",
    "/news-sitemap.xml", "/ja/articles/", "/api/v1/articles/",
]  # fmt: skip


@pytest.fixture
def japan():
    return factories.make_country()


@pytest.fixture
def end():
    return timezone.now() + HOUR


@pytest.fixture
def article(japan, end):
    document = make_document()
    return factories.make_article(
        f"{SECRET} talks",
        slug=SLUG,
        countries=[japan],
        documents=[document.uid],
        unpublish_at=end.isoformat(),
    )


def shows(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    page = response.getvalue().decode()
    return f"{SECRET} talks" in page or f"{SLUG}/" in page


@pytest.mark.parametrize("address", PAGES)
def test_the_first_request_after_the_time_has_it_no_more(client, article, end, time_machine, address):
    time_machine.move_to(end - datetime.timedelta(seconds=1), tick=False)
    assert shows(client, address)
    time_machine.move_to(end, tick=False)
    assert not shows(client, address)


def test_its_own_addresses_answer_that_it_is_gone(client, article, end, time_machine):
    document = article.documents.get().get_absolute_url()
    own = [
        "/articles/zanzibarite-ending/",
        "/articles/zanzibarite-ending/v1/",
        "/articles/zanzibarite-ending/card.png",
        document,
    ]
    assert [client.get(address).status_code for address in own] == [200, 200, 200, 200]
    time_machine.move_to(end)
    assert [client.get(address).status_code for address in own] == [410, 410, 404, 404]


@pytest.mark.parametrize("first", ["/articles/zanzibarite-ending/card.png", "/news-sitemap.xml"])
def test_what_no_cache_keeps_is_up_to_date_too(client, article, end, time_machine, first):
    time_machine.move_to(end)
    client.get(first)
    assert Article.objects.get().status == Status.WITHDRAWN


def test_an_etag_of_before_is_no_longer_good(client, article, end, time_machine):
    etag = client.get("/articles/").headers["ETag"]
    assert client.get("/articles/", headers={"if-none-match": etag}).status_code == 304
    time_machine.move_to(end)
    assert client.get("/articles/", headers={"if-none-match": etag}).status_code == 200


def test_counts_and_the_search_index_are_right_at_once(client, article, japan, end, time_machine):
    factories.make_article("Other", countries=[japan])
    assert "2 reports" in client.get("/articles/?country=japan").content.decode()
    time_machine.move_to(end)
    assert "1 report" in client.get("/articles/?country=japan").content.decode()
    assert not search.matching("zanzibarite", Article.objects.all()).exists()
    assert article.country_links.get().live_at is None


def test_it_is_withdrawn_once_and_recorded_as_such(client, article, end, time_machine):
    time_machine.move_to(end + HOUR)
    # In whatever language the first reader came, the record is in the site's own.
    for address in ["/ja/articles/", "/articles/", "/articles/zanzibarite-ending/"]:
        client.get(address)
    act = PublishingAct.objects.get(verb=Verb.WITHDRAW)
    assert (act.article, act.done_by, act.reason) == (article, None, "At the time set.")
    assert not article.corrections.exists()


def test_nothing_is_written_before_the_time(client, article, end, time_machine):
    time_machine.move_to(end - datetime.timedelta(seconds=1), tick=False)
    before = Edition.objects.get(name=Edition.SITE).number
    client.get("/articles/")
    assert Edition.objects.get(name=Edition.SITE).number == before


def test_the_version_asks_once_and_knows_the_end(article, end, django_assert_num_queries):
    with django_assert_num_queries(1):
        version = SiteVersion.current(timezone.now())
    assert version.next_end == article.unpublish_at == end
    assert version.seconds_left(end - datetime.timedelta(seconds=90)) == 90


def test_the_next_end_is_read_from_its_index(article):
    ending = Article.objects.ending().values("unpublish_at")[:1]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "article_by_end" in ending.explain()


def test_a_request_that_comes_second_withdraws_nothing_again(client, article, end, time_machine, monkeypatch):
    def after_another(*, at):
        monkeypatch.setattr(edition, "END_ACTS", [publishing.withdraw_ended])
        assert not shows(client, "/articles/")
        publishing.withdraw_ended(at=at)

    monkeypatch.setattr(edition, "END_ACTS", [after_another])
    time_machine.move_to(end)
    assert not shows(client, "/countries/japan/")
    assert PublishingAct.objects.filter(verb=Verb.WITHDRAW).count() == 1


ASK = """
import sys, django
django.setup()
from django.test import Client
print("ready", flush=True)
sys.stdin.readline()
response = Client(SERVER_NAME="localhost").get("/articles/")
print(response.status_code, "Zanzibarite talks" in response.content.decode(), flush=True)
"""


@pytest.mark.django_db(transaction=True)
def test_two_processes_withdraw_it_once(article):
    Article.objects.update(unpublish_at=timezone.now())
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tpp_tracker.settings",
        "DATABASE_URL": processes.database_url(),
    }
    start = [sys.executable, "-c", ASK]
    readers = [
        subprocess.Popen(
            start, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _number in range(2)
    ]
    assert [process.stdout.readline() for process in readers] == ["ready\n"] * 2
    for process in readers:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[0] for process in readers]
    assert said == ["200 False\n"] * 2
    acts = PublishingAct.objects.order_by("pk")
    assert list(acts.values_list("verb", flat=True)) == [Verb.PUBLISH, Verb.WITHDRAW]


# ---------------------------------------------------------------------------- setting it


def test_the_end_is_published_with_the_report_and_can_be_taken_back(client, article, end, time_machine):
    assert article.unpublish_at == end
    content = drafting.working_copy(article)
    assert content.end == end
    content.unpublish_at = ""
    drafting.save(article=article, content=content, by=None)
    article.refresh_from_db()
    assert article.unpublish_at == end
    publishing.publish(article=article, by=None)
    time_machine.move_to(end + HOUR)
    assert shows(client, "/articles/")


def test_the_end_in_a_draft_ends_nothing(client, japan, end, time_machine):
    factories.make_draft("Draft", countries=[japan], unpublish_at=end.isoformat())
    time_machine.move_to(end + HOUR)
    client.get("/articles/")
    assert Article.objects.get().status == Status.DRAFT
    assert not PublishingAct.objects.exists()


def test_a_report_whose_time_is_over_needs_a_new_one_to_come_back(client, article, end, time_machine):
    time_machine.move_to(end)
    client.get("/")
    with pytest.raises(Refusal, match="has passed"):
        publishing.publish(article=article, by=None)
    content = drafting.working_copy(article)
    content.unpublish_at = (end + HOUR).isoformat()
    drafting.save(article=article, content=content, by=None)
    publishing.publish(article=article, by=None)
    assert shows(client, "/articles/")
    time_machine.move_to(end + HOUR)
    assert not shows(client, "/articles/")


def test_a_scheduled_report_comes_and_goes_by_itself(client, japan, time_machine):
    day = timezone.now().date() + datetime.timedelta(days=2)
    goes = factories.at(day.isoformat()) + HOUR
    factories.make_article(
        f"{SECRET} talks", countries=[japan], date=day.isoformat(), unpublish_at=goes.isoformat()
    )
    assert not shows(client, "/articles/")
    time_machine.move_to(goes - HOUR)
    assert shows(client, "/articles/")
    time_machine.move_to(goes)
    assert not shows(client, "/articles/")


def test_no_mail_tells_of_a_report_whose_time_is_over(japan, end, time_machine):
    wish = alerts.Wish(email="reader@example.org", query="country=japan", rate="immediately",
                       language="en", time_zone="UTC")  # fmt: skip
    alerts.confirm(wish)
    factories.make_article("Open talks", countries=[japan])
    ending = factories.make_article(f"{SECRET} talks", countries=[japan], unpublish_at=end.isoformat())
    time_machine.move_to(end + HOUR)
    alerts.run()
    ending.refresh_from_db()
    assert ending.status == Status.WITHDRAWN
    assert [SECRET in each.body for each in mail.outbox] == [False]
