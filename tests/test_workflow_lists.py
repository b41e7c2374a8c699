"""Lists at the desk, what waits for an account, and the mails that say so."""

import datetime
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import drafting, publishing, workflow
from articles.models import Article, DeskMail, Draft, SavedList, User
from articles.workflow import comments
from tests import factories
from tests.workflow_world import LIST, make_draft, make_newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom():
    return make_newsroom()


def listed(client, query):
    """Return the headlines of a list of reports, in its order."""
    response = client.get(f"{LIST}{query}")
    assert response.status_code == 200, response.headers.get("Location")
    return [each.headline for each in response.context["cl"].result_list]


def age(article, days):
    Draft.objects.filter(article=article).update(updated_at=timezone.now() - datetime.timedelta(days=days))


def day(days):
    return timezone.now().date() + datetime.timedelta(days=days)


@pytest.fixture
def reports(newsroom):
    """One report for each list."""
    found = {
        name: make_draft(newsroom, name, by="other")
        for name in ("fresh", "stale", "due late", "due soon", "asked first", "asked last", "binned")
    }
    for name, days in [("stale", 30), ("binned", 40)]:
        age(found[name], days)
    drafting.discard(found["binned"])
    for name, days, who in [("due late", 20, None), ("due soon", -1, "reporter"), ("binned", 1, None)]:
        account = newsroom[who] if who else None
        workflow.assign(article=found[name], by=newsroom["editor"], account=account, due_on=day(days))
    for name in ("asked first", "asked last"):
        workflow.send_to_review(article=found[name], by=newsroom["other"])
    factories.make_article("public", by=newsroom["other"], countries=["japan"])
    factories.make_article("later", by=newsroom["other"], date="2099-01-02", countries=["japan"])
    factories.make_article("sooner", by=newsroom["other"], date="2099-01-01", countries=["japan"])
    return found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?list=review", ["asked first", "asked last"]),
        ("?list=stale", ["stale"]),
        ("?list=due", ["due soon", "due late"]),
        ("?list=scheduled", ["sooner", "later"]),
        ("?due=overdue", ["due soon"]),
        ("?due=today", []),
        ("?due=week", []),
        ("?due=any", ["due late", "due soon"]),
        ("?assigned={reporter}", ["due soon"]),
        ("?assigned=x", []),
        ("?standing=in-review", ["asked first", "asked last"]),
        ("?list=due&assigned={reporter}", ["due soon"]),
    ],
)
def test_each_list_holds_its_reports_in_its_order(client, newsroom, reports, query, expected):
    client.force_login(newsroom["editor"])
    found = listed(client, query.format(reporter=newsroom["reporter"].pk))
    assert (found if "list=" in query else sorted(found)) == expected


def test_mine_holds_what_i_began_or_was_given(client, newsroom, reports):
    client.force_login(newsroom["reporter"])
    assert listed(client, "?list=mine") == ["due soon"]
    client.force_login(newsroom["other"])
    assert sorted(listed(client, "?list=mine")) == sorted(set(reports) - {"binned"})
    client.force_login(newsroom["editor"])
    assert listed(client, "?list=mine") == []


def test_an_unknown_list_is_all_reports_rather_than_an_error(client, newsroom, reports):
    client.force_login(newsroom["editor"])
    assert len(listed(client, "?list=nothing")) == 9


def test_every_list_costs_the_same_however_many_reports_there_are(client, newsroom, reports):
    client.force_login(newsroom["editor"])

    def cost(query):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{LIST}{query}")
        return len(asked)

    queries = [f"?list={name}" for name in ("mine", "review", "due", "stale", "scheduled")]
    few = [cost(query) for query in queries]
    for n in range(12):
        article = make_draft(newsroom, f"More {n}", by="editor")
        workflow.assign(article=article, by=newsroom["editor"], account=newsroom["editor"], due_on=day(n))
        workflow.send_to_review(article=article, by=newsroom["editor"])
        age(article, 30)
    many = [cost(query) for query in queries]
    # Countries and issues of none of two reports are not asked for; of fourteen there are some.
    assert all(after <= before + 2 for after, before in zip(many, few, strict=True)), (few, many)
    assert max(few) <= 14


# ---------------------------------------------------------------------- kept lists


def test_an_account_keeps_a_filtered_list_under_a_name_and_drops_it(client, newsroom, reports):
    client.force_login(newsroom["editor"])
    query = f"assigned={newsroom['reporter'].pk}&due=overdue"
    assert "Keep this list" in client.get(f"{LIST}?{query}").content.decode()
    answer = client.post(f"{LIST}lists/save/", {"name": " Late  ones ", "query": f"{query}&p=2"})
    kept = SavedList.objects.get()
    assert (kept.name, kept.query, kept.account) == ("Late ones", query, newsroom["editor"])
    assert answer.headers["Location"] == f"{LIST}?{query}"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Late ones" in page and "Keep this list" not in page
    client.post(f"{LIST}lists/save/", {"name": "Late ones", "query": "list=due&due=overdue"})
    assert SavedList.objects.get().query == "list=due&due=overdue"
    client.force_login(newsroom["second"])
    client.get(LIST)  # the message of before
    assert "Late ones" not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}lists/{kept.pk}/drop/").status_code == 404
    client.force_login(newsroom["editor"])
    client.post(f"{LIST}lists/{kept.pk}/drop/")
    assert not SavedList.objects.exists()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": "", "query": "list=due"}, "needs a name"),
        ({"name": "x" * 61, "query": "list=due"}, "needs a name"),
        ({"name": "Empty", "query": ""}, "choose a filter first"),
        ({"name": "Only a page", "query": "p=3"}, "choose a filter first"),
        ({"name": "Long", "query": "q=" + "x" * 1000}, "choose a filter first"),
    ],
)
def test_a_list_that_cannot_be_kept_is_refused_with_a_word(client, newsroom, sent, sentence):
    client.force_login(newsroom["editor"])
    page = client.post(f"{LIST}lists/save/", sent, follow=True).content.decode()
    assert sentence in page
    assert not SavedList.objects.exists()


# ---------------------------------------------------------------------- what waits


def test_the_first_page_of_the_desk_says_what_waits(client, newsroom, reports):
    client.force_login(newsroom["editor"])
    page = client.get("/admin/").content.decode()
    assert "asked first" in page and "?list=review" in page
    client.force_login(newsroom["reporter"])
    page = client.get("/admin/").content.decode()
    assert "?list=due" in page and "due soon" in page and "overdue" in page
    assert "?list=review" not in page


def test_what_waits_is_asked_for_with_four_queries_and_kept_short(newsroom, django_assert_max_num_queries):
    for n in range(12):
        article = make_draft(newsroom, f"Report {n}", by="editor")
        content = drafting.working_copy(article)
        comments.write(article=article, content=content, by=newsroom["reporter"], text="Who?")
        workflow.assign(article=article, by=newsroom["second"], account=newsroom["editor"], due_on=day(n))
        workflow.send_to_review(article=article, by=newsroom["reporter"])
    user = User.objects.get(username="editor")
    assert user.has_perm("articles.publish_article")
    with django_assert_max_num_queries(4):
        lists = workflow.waiting_for(user)
    assert {each.name: len(each.items) for each in lists} == {"comments": 8, "review": 8, "due": 8}


# ---------------------------------------------------------------------- mails


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    """Return the context in which what is done is committed at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def told():
    """Return (address, subject) of the mails sent so far, in the order of addresses."""
    return sorted((each.to[0].partition("@")[0], each.subject) for each in mail.outbox)


def test_those_for_whom_something_waits_are_told_by_mail(newsroom, committing):
    article = make_draft(newsroom)
    reporter, editor = newsroom["reporter"], newsroom["editor"]
    with committing():
        workflow.send_to_review(article=article, by=reporter)
    assert told() == [("editor", "To review: Talks in Lima"), ("second", "To review: Talks in Lima")]
    assert f"/admin/articles/article/{article.pk}/change/" in mail.outbox[0].body
    mail.outbox.clear()
    with committing():
        workflow.send_back(article=article, by=editor, note="Name the second source.")
    assert told() == [("reporter", "Sent back: Talks in Lima")]
    assert "Name the second source." in mail.outbox[0].body
    mail.outbox.clear()
    with committing():
        workflow.assign(article=article, by=editor, account=newsroom["second"], due_on=day(3))
    assert told() == [("second", "Assigned to you: Talks in Lima")]
    mail.outbox.clear()
    with committing():
        thread = comments.write(
            article=article, content=drafting.working_copy(article), by=editor, text="Who?"
        )
    assert [who for who, _subject in told()] == ["reporter", "second"]
    mail.outbox.clear()
    with committing():
        comments.answer(thread=thread, by=reporter, text="The minister.")
    assert [who for who, _subject in told()] == ["editor", "second"]
    mail.outbox.clear()
    with committing():
        workflow.send_to_review(article=article, by=reporter)
    assert told() == [("second", "To review: Talks in Lima")], "It is assigned to an editor."


@pytest.mark.parametrize(
    "account",
    [{"desk_mail": "never"}, {"email": ""}, {"is_active": False}],
    ids=lambda each: next(iter(each)),
)
def test_who_wants_no_mail_or_can_get_none_is_sent_none(newsroom, committing, account):
    User.objects.filter(username="second").update(**account)
    with committing():
        workflow.send_to_review(article=make_draft(newsroom), by=newsroom["reporter"])
    assert [who for who, _subject in told()] == ["editor"]


def test_an_account_sets_its_own_mail_and_time_zone(client, newsroom):
    client.force_login(newsroom["editor"])
    assert "editor@example.org" in client.get("/admin/settings/").content.decode()
    bad = client.post("/admin/settings/", {"desk_mail": "hourly", "time_zone": "Mars/North"})
    assert bad.status_code == 400
    client.post("/admin/settings/", {"desk_mail": "never", "time_zone": "Asia/Tokyo"})
    user = User.objects.get(username="editor")
    assert (user.desk_mail, user.time_zone, user.is_superuser) == ("never", "Asia/Tokyo", False)


class Broken(BaseEmailBackend):
    """A mail server that answers as it is told to."""

    error = OSError("nobody answers")

    def send_messages(self, messages):
        raise self.error


@pytest.mark.parametrize(
    "error",
    [OSError("nobody answers"), smtplib.SMTPServerDisconnected("gone"), ValueError("not foreseen")],
    ids=lambda error: type(error).__name__,
)
def test_an_act_stands_whatever_becomes_of_its_mails_and_they_go_later(newsroom, committing, settings, error):
    article = make_draft(newsroom)
    Broken.error = error
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Broken"
    with committing():
        workflow.send_to_review(article=article, by=newsroom["reporter"])
    assert list(Article.objects.in_review()) == [article]
    assert DeskMail.objects.filter(state="waiting").count() == 2
    settings.EMAIL_BACKEND = working
    DeskMail.objects.update(due_at=timezone.now())
    call_command("send_alerts")
    assert [who for who, _subject in told()] == ["editor", "second"]
    call_command("send_alerts")
    assert len(mail.outbox) == 2
    assert set(DeskMail.objects.values_list("state", flat=True)) == {"done"}


def test_one_address_that_is_refused_does_not_keep_the_others_waiting(newsroom, committing, settings):
    Broken.error = smtplib.SMTPRecipientsRefused({"editor@example.org": (550, b"5.1.1 unknown")})
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    with committing():
        workflow.send_to_review(article=make_draft(newsroom), by=newsroom["reporter"])
    assert list(DeskMail.objects.values_list("attempts", flat=True)) == [1, 1]


def test_a_mail_about_a_report_in_the_bin_is_not_sent(newsroom):
    article = make_draft(newsroom)
    workflow.send_to_review(article=article, by=newsroom["reporter"])
    drafting.discard(article)
    call_command("send_alerts")
    assert mail.outbox == []
    assert set(DeskMail.objects.values_list("state", flat=True)) == {"dropped"}


def test_publishing_asks_nobody_for_anything(newsroom, committing):
    with committing():
        publishing.publish(article=make_draft(newsroom), by=newsroom["editor"])
    assert mail.outbox == []
