"""Autosave, merging and presence through the addresses that an open page asks."""

import random
import re

import pytest

from articles import drafting
from articles.models import Article, Draft, Presence, Revision
from articles.roles import EDITOR
from tests import factories
from tests.plain_desk import ARTICLES, Page
from tests.test_admin_desk import account, editor, japan, publish_changes, reporter

pytestmark = pytest.mark.django_db

__all__ = ["editor", "japan", "reporter"]


@pytest.fixture
def draft(editor, japan):
    return factories.make_draft("Talks in Tokyo", by=editor, countries=[japan])


@pytest.fixture
def other(client):
    """Another editor's browser."""
    browser = client.__class__()
    browser.force_login(account("other", EDITOR))
    return browser


def test_a_new_report_is_kept_from_the_first_words_on(client, editor):
    page = Page(client)
    page.type("headline", "Talks")
    answer = page.autosave().json()
    article = Article.objects.get()
    assert answer["address"] == f"{ARTICLES}{article.pk}/change/"
    page.type("headline", "Talks in Tokyo")
    page.autosave()
    assert drafting.working_copy(article).headline == "Talks in Tokyo"
    assert Article.objects.count() == 1
    assert [state.kind for state in article.revisions.all()] == ["autosave", "autosave"]


def test_an_answer_that_was_lost_begins_no_second_report_and_loses_no_word(client, editor):
    page = Page(client)
    page.type("headline", "Talks")
    page.autosave()
    page.article = None
    page.type("revision", "")
    page.type("headline", "Talks in Tokyo")
    assert page.autosave().json()["conflict"] == ""
    assert drafting.working_copy(Article.objects.get()).headline == "Talks in Tokyo"


def test_autosave_never_trips_over_itself(client, draft):
    page = Page(client, draft)
    first = page["revision"]
    for words in ("A", "Ab", "Abc"):
        page.type("headline", words)
        answer = page.autosave().json()
        assert answer["conflict"] == "" and answer["unseen"] == ""
        page.type("revision", first)  # as if no answer had ever come
    assert drafting.working_copy(draft).headline == "Abc"


def test_a_list_that_is_typed_over_several_autosaves_stays_one_row(client, draft):
    page = Page(client, draft)
    for words in ("We are", "We are close."):
        page.add_row("quotes", text=words, speaker_name="An official")
        page.autosave()
    assert [quote["text"] for quote in drafting.working_copy(draft).quotes] == ["We are close."]
    page.load()
    assert page["quotes-0-text"] == "We are close."


def test_unfinished_rows_and_overlong_texts_are_kept(client, draft):
    page = Page(client, draft)
    page.add_row("quotes", speaker_name="An official")
    page.add_row("positions_new", summary="Narrowing on beef")
    page.type("summary", "x" * 3000)
    assert page.autosave().json()["errors"] == []
    page.load()
    assert page["quotes-0-speaker_name"] == "An official"
    assert page["positions_new-0-summary"] == "Narrowing on beef"
    assert len(page["summary"]) == 3000


def test_what_cannot_be_read_is_said_and_all_else_is_kept(client, draft):
    page = Page(client, draft)
    page.type("published_at_0", "some day")
    page.type("byline", "The desk")
    [error] = page.autosave().json()["errors"]
    assert error["label"] == "Date of the report" and "valid date" in error["message"]
    assert drafting.working_copy(draft).byline == "The desk"


def test_another_editors_changes_elsewhere_are_merged_and_told(client, other, draft):
    hers, his = Page(client, draft), Page(other, draft)
    his.type("byline", "The desk")
    his.autosave()
    hers.type("headline", "Talks in Kyoto")
    answer = hers.autosave().json()
    assert "other changed this report meanwhile" in answer["unseen"]
    assert answer["conflict"] == ""
    content = drafting.working_copy(draft)
    assert (content.headline, content.byline) == ("Talks in Kyoto", "The desk")
    hers.type("headline", "Talks in Osaka")
    hers.autosave()
    content = drafting.working_copy(draft)
    assert (content.headline, content.byline) == ("Talks in Osaka", "The desk")


def test_the_same_words_changed_by_two_are_shown_and_both_kept(client, other, draft):
    hers, his = Page(client, draft), Page(other, draft)
    his.type("headline", "Talks in Osaka")
    his.autosave()
    hers.type("headline", "Talks in Kyoto")
    answer = hers.autosave().json()
    assert "<del>Osaka</del>" in answer["conflict"] and "<ins>Kyoto</ins>" in answer["conflict"]
    assert drafting.working_copy(draft).headline == "Talks in Osaka"
    hers.autosave()
    assert draft.revisions.filter(kind="aside").count() == 1
    hers.type("seen", re.findall(r'name="seen" value="([^"]+)"', answer["conflict"]))
    hers.submit()
    assert drafting.working_copy(draft).headline == "Talks in Kyoto"


def test_autosave_changes_nothing_that_readers_see(client, editor, japan):
    article = factories.make_article("Talks in Tokyo", countries=[japan])
    before = client.get("/articles/talks-in-tokyo/")
    page = Page(client, article)
    page.type("headline", "Talks in Kyoto")
    page.autosave()
    after = client.get("/articles/talks-in-tokyo/")
    assert after.headers["ETag"] == before.headers["ETag"]
    page, _response = publish_changes(client, article, countries=[japan.pk], headline="Talks in Kyoto")
    assert "Talks in Kyoto" in client.get("/articles/talks-in-tokyo/").content.decode()


def test_a_page_without_a_change_saves_nothing(client, editor, japan):
    article = factories.make_article("Talks in Tokyo", countries=[japan], quotes=[
        {"speaker_name": "An official", "text": "We are close."}
    ])  # fmt: skip
    page = Page(client, article)
    page.autosave()
    page.submit()
    assert not Draft.objects.exists()


def test_who_else_has_the_report_open_is_said_while_it_is_true(client, other, draft, time_machine):
    time_machine.move_to("2026-11-24T10:00:00+00:00", tick=False)
    hers, his = Page(client, draft), Page(other, draft)
    assert present(hers)["others"] == []
    [here] = present(his)["others"]
    assert "editor has this report open since 10:00 UTC" in here
    his.type("byline", "The desk")
    his.autosave()
    answer = present(hers)
    assert "other" in answer["others"][0] and "other saved this report at 10:00" in answer["newer"]
    assert present(his)["newer"] == ""
    time_machine.move_to("2026-11-24T10:02:00+00:00", tick=False)
    assert present(hers)["others"] == []
    present(Page(client, draft))
    assert Presence.objects.count() == 2


def test_ones_own_window_is_told_of_only_while_it_is_open_beside_this_one(client, draft, time_machine):
    time_machine.move_to("2026-11-24T10:00:00+00:00", tick=False)
    first = Page(client, draft)
    present(first)
    time_machine.move_to("2026-11-24T10:00:10+00:00", tick=False)
    second = Page(client, draft)
    assert present(second)["others"] == []
    time_machine.move_to("2026-11-24T10:00:30+00:00", tick=False)
    present(first)
    assert present(second)["others"] == ["You have this report open in another window since 10:00 UTC."]


@pytest.mark.parametrize("identifier", ["x" * 500, "no identifier", "", "é"])
def test_a_row_that_names_itself_badly_gets_a_good_name(client, editor, japan, identifier):
    page = Page(client, factories.make_draft("Talks in Tokyo", by=editor, countries=[japan]))
    page.add_row("quotes", text="We are close.", speaker_name="An official", uid=identifier)
    page.add_row("positions_new", summary="Narrowing.", slug=identifier)
    page.autosave()
    content = drafting.working_copy(Article.objects.get())
    assert re.fullmatch("[0-9a-f]{12}", content.quotes[0]["uid"])
    assert re.fullmatch("p-[0-9a-f]{10}", content.positions[0]["slug"])


def present(page):
    data = {"article": page.article, "tab": page["tab"], "revision": page["revision"]}
    return page.client.post(f"{ARTICLES}presence/", data).json()


def test_a_reporter_can_neither_autosave_nor_watch_a_report_of_another(client, reporter, japan):
    draft = factories.make_draft("Hers", by=account("somebody", EDITOR), countries=[japan])
    for name in ("autosave", "presence"):
        response = client.post(f"{ARTICLES}{name}/", {"article": draft.pk, "tab": "x", "headline": "Mine"})
        assert "somebody" not in response.content.decode()
    assert not Presence.objects.exists()
    assert drafting.working_copy(draft).headline == "Hers"


@pytest.mark.parametrize(
    "junk",
    [
        {"article": "0"},
        {"article": "no"},
        {"article": "9" * 40},
        {"revision": "9" * 40},
        {"revision": "-1"},
        {"tab": "\x00"},
        {"seen": "headline:x"},
        {"seen": ":::"},
        {"quotes-TOTAL_FORMS": "99999999"},
        {"quotes-TOTAL_FORMS": "x"},
        {"sources-TOTAL_FORMS": ""},
    ],
)
def test_junk_is_an_answer_and_loses_nothing(client, draft, junk):
    page = Page(client, draft)
    page.type("headline", "Typed")
    data = page.fields | {"article": draft.pk} | junk
    assert client.post(f"{ARTICLES}autosave/", data).status_code < 500
    content = drafting.working_copy(draft)
    assert content.sources and content.countries == ["japan"]


# --------------------------------------------------------------------------- many at once


def interleaved(clients, article, seed, steps):
    """Let editors open, type, autosave, save and publish in a random order; return the words they sent."""
    chance = random.Random(seed)
    pages = [Page(client, article) for client in clients]
    sent = set()
    for step in range(steps):
        page = chance.choice(pages)
        word = f"w{seed}x{step}"
        match chance.randrange(8):
            case 0 | 1:
                page.type("headline", f"{page['headline']} {word}"[-150:])
            case 2 | 3:
                page.type("body", f"{page['body']}<p>{word}</p>")
            case 4:
                page.type("byline", word)
            case 5:
                page.add_row("quotes", text=word, speaker_name="An official")
            case 6:
                page.type("tags", f"{page['tags']}, {word}")
            case 7:
                page.load()
                continue
        sent.add(word)
        match chance.randrange(4):
            case 0 | 1:
                response = page.autosave()
            case 2:
                response = page.submit()
            case 3:
                response = page.submit("_publish")
        assert response.status_code in (200, 409), response.status_code
    return sent


def everything_kept(article):
    return "\n".join(str(state.document) for state in Revision.objects.filter(article=article))


@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_order_of_saves_no_word_is_lost(client, editor, other, japan, seed):
    no_words_are_lost([client, other, client.__class__(), client.__class__()], editor, japan, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 300))
def test_two_hundred_orders_of_saves_lose_no_word(client, editor, other, japan, seed):
    no_words_are_lost([client, other, client.__class__(), client.__class__()], editor, japan, seed)


def no_words_are_lost(clients, editor, japan, seed):
    for browser in clients[2:]:
        browser.force_login(editor)
    article = factories.make_draft("Talks in Tokyo", by=editor, countries=[japan])
    sent = interleaved(clients, article, seed, steps=25)
    kept = everything_kept(article)
    assert sent and [word for word in sorted(sent) if word not in kept] == []
