"""History, comparison, bringing back, the bin, and what "Publish changes" shows first."""

import re

import pytest

from articles import drafting
from articles.drafting import history
from articles.models import Article, Correction, Revision
from tests import factories
from tests.plain_desk import ARTICLES, Page
from tests.test_admin_desk import editor, japan, opened, publish_changes, report, reporter

pytestmark = pytest.mark.django_db

__all__ = ["editor", "japan", "reporter"]


@pytest.fixture
def draft(editor, japan):
    return factories.make_draft(
        "Talks in Tokyo", by=editor, countries=[japan], body="<p>The gaps are wide.</p>"
    )


def typed(client, article, **fields):
    page = Page(client, article)
    for name, value in fields.items():
        page.type(name, value)
    page.submit()


def shown(client, article, page, **query):
    return client.get(f"{ARTICLES}{article.pk}/{page}/", query).content.decode()


def test_every_save_is_listed_with_who_and_how(client, draft):
    typed(client, draft, headline="Talks in Kyoto")
    page = shown(client, draft, "history")
    assert page.count('name="from"') == 2
    assert "editor" in page and "saved" in page


def test_autosaves_of_one_sitting_are_listed_as_one_and_all_kept(client, draft):
    page = Page(client, draft)
    for words in ("A", "Ab", "Abc"):
        page.type("headline", words)
        page.autosave()
    listed = shown(client, draft, "history")
    assert listed.count('name="from"') == 2
    assert "2 autosaves before it" in listed
    assert shown(client, draft, "history", each="").count('name="from"') == 4
    assert draft.revisions.count() == 4


def test_two_states_are_compared_in_words_links_and_rows(client, draft):
    beef = factories.make_issue()
    page = Page(client, draft)
    page.type("body", "<p>The gaps are narrowing.</p>")
    page.type("issues", [str(beef.pk)])
    page.add_row("quotes", text="We are close.", speaker_name="An official")
    page.submit()
    compared = shown(client, draft, "compare", **{"from": "1", "to": "2"})
    assert "The gaps are <del>wide</del><ins>narrowing</ins>." in compared
    assert "<ins>Beef</ins>" in compared or "<ins>beef</ins>" in compared
    assert "<ins>We are close.</ins>" in compared
    turned = shown(client, draft, "compare", **{"from": "2", "to": "1"})
    marked = re.compile(r"<(del|ins)>(.*?)</")
    assert marked.findall(turned) == marked.findall(compared)


@pytest.mark.parametrize("number", ["", "0x", "99", "9" * 30, "-1"])
def test_a_state_that_is_not_there_is_not_found(client, draft, number):
    query = {"from": number, "to": "1"}
    assert client.get(f"{ARTICLES}{draft.pk}/compare/", query).status_code == 404
    assert client.post(f"{ARTICLES}{draft.pk}/restore/", {"number": number}).status_code == 404


def test_an_earlier_state_is_brought_back_and_the_later_one_stays_in_the_history(client, draft, japan):
    typed(client, draft, headline="Talks in Kyoto", countries=[])
    assert client.post(f"{ARTICLES}{draft.pk}/restore/", {"number": "1"}).status_code == 302
    content = drafting.working_copy(draft)
    assert (content.headline, content.countries) == ("Talks in Tokyo", ["japan"])
    assert [state.content.headline for state in draft.revisions.all()] == [
        "Talks in Tokyo", "Talks in Kyoto", "Talks in Tokyo",
    ]  # fmt: skip


def test_what_came_by_another_way_than_the_desk_is_in_the_history_too(client, editor, japan):
    article = factories.make_article("Talks in Tokyo", countries=[japan])
    Revision.objects.all().delete()  # as in a database filled in bulk
    typed(client, article, headline="Talks in Kyoto")
    assert [state.number for state in article.revisions.all()] == [1, 0]
    client.post(f"{ARTICLES}{article.pk}/restore/", {"number": "0"})
    assert drafting.working_copy(article).headline == "Talks in Tokyo"


def test_old_autosaves_are_thinned_to_the_last_of_each_hour(client, draft, time_machine):
    for moment in ("2014-04-25T10:05:00+00:00", "2014-04-25T10:10:00+00:00", "2014-04-25T11:00:00+00:00"):
        time_machine.move_to(moment, tick=False)
        page = Page(client, draft)
        page.type("byline", moment)
        page.autosave()
    typed(client, draft, byline="The desk")
    assert draft.revisions.filter(kind="autosave").count() == 3
    time_machine.move_to("2014-04-27T12:00:00+00:00", tick=False)
    typed(client, draft, byline="Another")
    assert [f"{each.made_at:%H:%M}" for each in draft.revisions.filter(kind="autosave")] == ["11:00", "10:10"]


def test_the_history_of_another_reporters_report_is_closed(client, reporter, japan):
    draft = factories.make_draft("Hers", countries=[japan])
    for page in ("history", "compare", "publish"):
        assert client.get(f"{ARTICLES}{draft.pk}/{page}/").status_code in (302, 403)
    assert client.post(f"{ARTICLES}{draft.pk}/restore/", {"number": "1"}).status_code in (302, 403)


def test_publishing_changes_shows_first_what_readers_will_see_differ(client, editor, japan):
    article = factories.make_article("Talks in Tokyo", countries=[japan])
    page, response = publish_changes(client, article, headline="Talks in Kyoto", countries=[japan.pk])
    assert "Talks in <del>Tokyo</del><ins>Kyoto</ins>" in page
    assert response.headers["Location"] == f"{ARTICLES}{article.pk}/change/"
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Talks in Kyoto", 2)


def test_changes_can_be_published_with_a_public_note_on_what_was_wrong(client, editor, japan):
    article = factories.make_article("Talks in Tokyo", countries=[japan])
    typed(client, article, headline="Talks in Kyoto")
    number = opened(client, article)
    address = f"{ARTICLES}{article.pk}/publish/"
    client.post(address, {"number": number, "note": "correction", "note_text": "The talks were in Kyoto."})
    assert Correction.objects.get().text == "The talks were in Kyoto."
    assert "The talks were in Kyoto." in client.get("/articles/talks-in-tokyo/").content.decode()


@pytest.mark.parametrize(
    "note, said",
    [
        ({"note": "correction"}, "both its kind and its words"),
        ({"note_text": "Words"}, "both its kind and its words"),
        ({"note": "gossip", "note_text": "Words"}, "one of the kinds"),
    ],
)
def test_half_a_note_is_refused_and_nothing_is_published(client, editor, japan, note, said):
    article = factories.make_article("Talks in Tokyo", countries=[japan])
    typed(client, article, headline="Talks in Kyoto")
    data = {"number": opened(client, article)} | note
    page = client.post(f"{ARTICLES}{article.pk}/publish/", data, follow=True).content.decode()
    assert said in page
    article.refresh_from_db()
    assert article.version == 1


def test_changes_saved_since_the_difference_was_shown_are_not_published(client, editor, japan):
    article = factories.make_article("Talks in Tokyo", countries=[japan])
    typed(client, article, headline="Talks in Kyoto")
    number = opened(client, article)
    typed(client, article, headline="Talks in Osaka")
    page = client.post(f"{ARTICLES}{article.pk}/publish/", {"number": number}, follow=True).content.decode()
    assert "saved this report just now" in page
    article.refresh_from_db()
    assert article.headline == "Talks in Tokyo"


def test_a_report_in_the_bin_still_takes_what_somebody_types(client, draft):
    page = Page(client, draft)
    client.post(page.address, page.fields | {"_bin": "1"})
    assert Article.objects.get().status == "binned"
    page.type("headline", "Typed meanwhile")
    assert page.autosave().status_code == 200
    assert drafting.working_copy(draft).headline == "Typed meanwhile"
    assert "Bring it back from the bin" in client.get(page.address).content.decode()


def test_publishing_adds_a_state_of_its_own(client, editor, japan):
    article = factories.make_article("Talks in Tokyo", countries=[japan])
    newest = article.revisions.first()
    assert (newest.kind, newest.version) == ("publish", 1)
    assert history.newest_number(article) == newest.number
    assert "version 1" in shown(client, article, "history")


# --------------------------------------------------------------------------- signed out


def test_a_form_sent_after_the_session_ended_is_handed_back_whole_and_can_be_sent_again(
    client, draft, editor
):
    page = Page(client, draft)
    page.type("headline", "Talks “in” Kyoto")
    client.logout()
    response = client.post(page.address, page.fields)
    held = response.content.decode()
    assert response.status_code == 401
    assert "Nothing is lost" in held and "Talks “in” Kyoto" in held
    assert "no-store" in response.headers["Cache-Control"]
    client.force_login(editor)
    client.post(page.address, dict(re.findall(r'name="([^"]+)" value="([^"]*)"', held)))
    assert drafting.working_copy(draft).headline == "Talks “in” Kyoto"


def test_a_script_of_a_signed_out_page_is_told_where_to_sign_in(client, draft):
    page = Page(client, draft)
    client.logout()
    response = client.post(f"{ARTICLES}autosave/", page.fields, headers={"Accept": "application/json"})
    assert response.status_code == 401 and "login" in response.json()["sign_in"]
    response = client.get(f"{ARTICLES}token/", headers={"Accept": "application/json"})
    assert response.status_code == 401


def test_a_form_with_the_token_of_an_earlier_session_is_handed_back(editor, draft):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    address = f"{ARTICLES}{draft.pk}/change/"
    own = browser.post(address, report(), headers={"Origin": "http://testserver"})
    assert own.status_code == 403 and "Send it again" in own.content.decode()
    strange = browser.post(address, report(), headers={"Origin": "https://elsewhere.example"})
    assert strange.status_code == 403 and "Send it again" not in strange.content.decode()


def test_a_password_is_never_written_back(client, editor):
    client.logout()
    data = {"username": "someone", "password1": "hunter2hunter2", "password2": "hunter2hunter2"}
    held = client.post("/admin/articles/user/add/", data).content.decode()
    assert "someone" in held and "hunter2" not in held


def test_what_differs_of_a_scheduled_report_is_told_in_dates_and_of_its_date_alone(client, editor, japan):
    source = {"title": "Joint statement", "url": "https://example.org/joint", "uid": "0123456789ab"}
    article = factories.make_article("To come", date="2099-04-25", countries=[japan], sources=[source])
    typed(client, article, published_at_0="2099-05-26")
    page = shown(client, article, "publish")
    assert "No reader has version 1 yet" in page and "Readers have version" not in page
    told = page.partition('class="key"')[2].partition("</span>")[2]
    dates = re.findall(r"<(?:del|ins)>(\d+ \w+ \d{4})[^<]*UTC</", told)
    assert dates == ["25 April 2099", "26 May 2099"]
    assert len(re.findall("<del>|<ins>", told)) == 2
