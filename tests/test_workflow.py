"""From draft to review and back, by role; who is to see to a report; what readers notice of it: nothing."""

import datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from articles import drafting, publishing, workflow
from articles.models import Article, Assignment, DeskAct, Draft, Edition, ShareLink
from articles.workflow import comments
from tests import factories
from tests.test_public import ADDRESSES, words
from tests.workflow_world import LIST, act, desk_of, hidden, make_draft, make_newsroom

pytestmark = pytest.mark.django_db
SECRET = "Zanzibarite"


@pytest.fixture
def newsroom():
    return make_newsroom()


def stage(article):
    return Draft.objects.get(article=article).stage


def edition():
    return Edition.objects.get(name=Edition.SITE).number


# ---------------------------------------------------------------------- by role

MAY = {
    # act: (what is sent, whose report, {who: answer})
    "send own": ({"_review": "1"}, "reporter", {"reporter": 302, "editor": 302, "other": 403}),
    "publish": ({"_publish": "1"}, "reporter", {"reporter": 403, "editor": 302, "other": 403}),
    "assign": ({"_assign": "1", "work-was": "|"}, "reporter", {"reporter": 403, "editor": 302, "other": 403}),
    "comment": (
        {"_comment": "new", "work-about": "body", "work-text": "Who?"},
        "reporter",
        {"reporter": 302, "editor": 302, "other": 403},
    ),
}


@pytest.mark.parametrize(
    ("name", "who", "status"),
    [
        (name, who, status)
        for name, (_sent, _whose, answers) in MAY.items()
        for who, status in answers.items()
    ],
)
def test_each_role_does_what_it_may_and_no_more(client, newsroom, name, who, status):
    sent, whose, _answers = MAY[name]
    article = make_draft(newsroom, by=whose)
    client.force_login(newsroom[who])
    answer = act(client, article, **sent)
    # To one who may not reach a report there is none: the desk says so on the list.
    is_refused = answer.status_code == 403 or answer.headers.get("Location") == "/admin/"
    assert is_refused if status == 403 else answer.status_code == status
    if status == 403:
        assert not DeskAct.objects.exists() and not Article.objects.published().exists()


def test_a_report_goes_to_review_back_with_a_note_and_again(client, newsroom):
    article = make_draft(newsroom)
    client.force_login(newsroom["reporter"])
    act(client, article, _review="1")
    article.refresh_from_db()
    assert (article.status, stage(article)) == ("in-review", "in-review")

    client.force_login(newsroom["editor"])
    page = client.get(desk_of(article)).content.decode()
    assert "In review since" in page and "Back to draft" in page
    without = act(client, article, **{"_return": "1"})
    assert without.status_code == 400 and "Say in the note" in without.content.decode()
    assert stage(article) == "in-review"
    act(client, article, **{"_return": "1", "work-note": "Name the second source."})
    article.refresh_from_db()
    assert (article.status, stage(article)) == ("draft", "returned")

    client.force_login(newsroom["reporter"])
    page = client.get(desk_of(article)).content.decode()
    assert "Sent back" in page and "Name the second source." in page and 'name="_review"' in page
    act(client, article, _review="1")
    told = [(each.step, each.note, str(each.done_by)) for each in reversed(article.desk_acts.all())]
    assert told == [
        ("send", "", "reporter"),
        ("return", "Name the second source.", "editor"),
        ("send", "", "reporter"),
    ]
    history = client.get(f"{LIST}{article.pk}/history/").content.decode()
    assert "Name the second source." in history and history.count(": sent to review") == 2


def test_a_reporter_takes_back_what_they_sent(client, newsroom):
    article = make_draft(newsroom)
    client.force_login(newsroom["reporter"])
    act(client, article, _review="1")
    act(client, article, **{"_return": "1"})
    article.refresh_from_db()
    assert (article.status, stage(article)) == ("draft", "writing")


@pytest.mark.parametrize("again", ["_review", "_return"])
def test_an_act_that_came_too_late_says_so_and_loses_nothing(client, newsroom, again):
    article = make_draft(newsroom)
    client.force_login(newsroom["editor"])
    if again == "_review":
        workflow.send_to_review(article=article, by=newsroom["reporter"])
    answer = act(client, article, **{again: "1", "headline": "Typed meanwhile", "work-note": "My note"})
    assert answer.status_code == 400
    assert drafting.working_copy(article).headline == "Typed meanwhile"
    assert "Typed meanwhile" in answer.content.decode()
    if again == "_review":
        assert "My note" in answer.content.decode()
    assert DeskAct.objects.count() == (1 if again == "_review" else 0)


def test_publishing_ends_the_review_and_what_was_due(client, newsroom):
    article = make_draft(newsroom)
    workflow.send_to_review(article=article, by=newsroom["reporter"])
    workflow.assign(
        article=article,
        by=newsroom["editor"],
        account=newsroom["editor"],
        due_on=datetime.date(2030, 1, 1),
    )
    publishing.publish(article=article, by=newsroom["editor"])
    article.refresh_from_db()
    assert article.status == "published" and not Draft.objects.exists()
    assert not Article.objects.in_review().exists() and not Article.objects.due().exists()
    assert Assignment.objects.get().account == newsroom["editor"]


def test_the_next_text_of_a_published_report_is_reviewed_while_readers_have_the_old_one(client, newsroom):
    article = make_draft(newsroom)
    publishing.publish(article=article, by=newsroom["editor"])
    client.force_login(newsroom["reporter"])
    nothing = act(client, article, _review="1")
    assert nothing.status_code == 400, "There is nothing to review yet."
    before = edition()
    act(client, article, _review="1", headline="Talks in Quito")
    article.refresh_from_db()
    assert (article.status, stage(article)) == ("published", "in-review")
    assert edition() == before
    assert "Talks in Lima" in client.get("/articles/talks-in-lima/").content.decode()
    assert list(Article.objects.in_review()) == [article]
    client.force_login(newsroom["editor"])
    listed = client.get(f"{LIST}?list=review").content.decode()
    assert "published; changes in review" in listed
    publishing.publish(article=article, by=newsroom["editor"])
    assert "Talks in Quito" in client.get("/articles/talks-in-lima/").content.decode()
    assert not Article.objects.in_review().exists()


def test_a_report_put_in_the_bin_waits_for_nobody(newsroom):
    article = make_draft(newsroom)
    workflow.send_to_review(article=article, by=newsroom["reporter"])
    drafting.discard(article)
    assert not Article.objects.in_review().exists()
    with pytest.raises(workflow.NotPossible):
        workflow.send_back(article=article, by=newsroom["editor"], note="Shorter.")
    drafting.bring_back(article)
    article.refresh_from_db()
    assert (article.status, stage(article)) == ("draft", "writing")


# ---------------------------------------------------------------------- assignment


def test_an_editor_assigns_a_report_and_the_reporter_reaches_it(client, newsroom):
    article = make_draft(newsroom, by="editor")
    client.force_login(newsroom["other"])
    assert client.get(desk_of(article)).status_code == 302
    client.force_login(newsroom["editor"])
    act(
        client,
        article,
        **{
            "_assign": "1",
            "work-account": newsroom["other"].pk,
            "work-due_on": "2030-05-01",
            "work-was": "|",
        },
    )
    client.force_login(newsroom["other"])
    page = client.get(desk_of(article)).content.decode()
    assert "Assigned to other" in page and "due 1 May 2030" in page
    assert "Talks in Lima" in client.get(f"{LIST}?list=mine").content.decode()
    assert act(client, article, headline="Written by the one it was assigned to").status_code == 302
    assert drafting.working_copy(article).headline == "Written by the one it was assigned to"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"work-account": "999999"}, "There is no such account"),
        ({"work-account": "x"}, "There is no such account"),
        ({"work-due_on": "soon"}, "is no day"),
        ({"work-was": "7|2020-01-01"}, "Somebody else changed this meanwhile"),
    ],
)
def test_an_assignment_that_cannot_be_is_refused_and_nothing_is_lost(client, newsroom, sent, sentence):
    article = make_draft(newsroom)
    client.force_login(newsroom["editor"])
    answer = act(client, article, **({"_assign": "1", "work-was": "|", "headline": "Kept"} | sent))
    assert answer.status_code == 400 and sentence in answer.content.decode()
    assert drafting.working_copy(article).headline == "Kept"
    assert not Assignment.objects.filter(account__isnull=False).exists()
    assert not DeskAct.objects.exists()


def test_the_page_sends_back_what_it_showed_so_that_a_later_assignment_stands(client, newsroom):
    article = make_draft(newsroom)
    client.force_login(newsroom["editor"])
    was = hidden(client.get(desk_of(article)).content.decode(), "work-was")
    workflow.assign(article=article, by=newsroom["second"], account=newsroom["other"], due_on=None)
    answer = act(client, article, **{"_assign": "1", "work-account": "", "work-was": was})
    assert answer.status_code == 400
    assert Assignment.objects.get().account == newsroom["other"]


def test_an_account_that_is_gone_takes_no_report_with_it(newsroom):
    article = make_draft(newsroom)
    workflow.assign(article=article, by=newsroom["editor"], account=newsroom["other"], due_on=None)
    comments.write(
        article=article, content=drafting.working_copy(article), by=newsroom["editor"], text="Who?"
    )
    newsroom["other"].delete()
    newsroom["editor"].delete()
    assert Assignment.objects.get().account is None
    assert article.comments.get().text == "Who?"


# ---------------------------------------------------------------------- readers


def test_none_of_it_counts_an_edition(newsroom):
    article = make_draft(newsroom)
    publishing.publish(article=article, by=newsroom["editor"])
    reporter, editor = newsroom["reporter"], newsroom["editor"]
    content = drafting.working_copy(article)
    content.summary = "Another summary."
    before = edition()
    drafting.save(article=article, content=content, by=reporter)
    workflow.send_to_review(article=article, by=reporter)
    workflow.send_back(article=article, by=editor, note="Shorter.")
    workflow.assign(article=article, by=editor, account=reporter, due_on=datetime.date(2030, 1, 1))
    thread = comments.write(article=article, content=content, by=editor, text="Who?")
    comments.answer(thread=thread, by=reporter, text="The minister.")
    comments.resolve(thread=thread, by=editor)
    comments.reopen(thread=thread)
    editor.saved_lists.create(name="Mine", query="list=mine")
    DeskAct.objects.all().delete()
    assert edition() == before


def test_readers_outsiders_and_tools_see_none_of_it(client, newsroom):
    """The newsroom's words are on no page, in no feed or file, and at no share link."""
    factories.make_issue("beef", parent=factories.make_issue("agriculture"))
    factories.make_negotiator()
    factories.make_meeting()
    article = make_draft(newsroom, "Open report", issues=["beef"], negotiators=["akira-amari"])
    publishing.publish(article=article, by=newsroom["editor"])
    content = drafting.working_copy(article)
    thread = comments.write(
        article=article, content=content, by=newsroom["editor"], text=f"{SECRET}?", words="Lima", about="body"
    )
    comments.answer(thread=thread, by=newsroom["reporter"], text=f"{SECRET}!")
    content.summary = "Another summary."
    drafting.save(article=article, content=content, by=newsroom["reporter"])
    workflow.send_to_review(article=article, by=newsroom["reporter"])
    workflow.send_back(article=article, by=newsroom["editor"], note=SECRET)
    link = ShareLink.objects.create(article=article, expires_at=timezone.now() + datetime.timedelta(days=1))
    for address in [*ADDRESSES, link.get_absolute_url()]:
        cache.clear()
        response = client.get(address)
        assert response.status_code == 200, address
        page = words(response).replace("q=zanzibarite", "").casefold()
        page = page.replace('value="zanzibarite"', "").replace("“zanzibarite”", "")
        page = page.replace("search: zanzibarite", "").replace("zanzibarite –", "")
        page = page.replace("<strong>zanzibarite", "")
        assert SECRET.casefold() not in page, address
    client.force_login(newsroom["editor"])
    assert SECRET not in client.get(f"{LIST}{article.pk}/preview/").content.decode()
    assert SECRET in client.get(desk_of(article)).content.decode(), "Else the table proves nothing."


@pytest.mark.parametrize("page", ["comment/", "lists/save/", "calendar/move/"])
def test_without_an_account_nothing_is_taken(client, newsroom, page):
    article = make_draft(newsroom)
    answer = client.post(f"{LIST}{page}", {"article": article.pk, "_comment": "new", "work-text": "Spam"})
    assert answer.status_code == 401
    assert not article.comments.exists()


@pytest.mark.parametrize("page", ["calendar/", "?list=mine"])
def test_without_an_account_no_page_opens(client, newsroom, page):
    assert client.get(f"{LIST}{page}").status_code == 302
