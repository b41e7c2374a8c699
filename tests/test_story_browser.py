"""The life of one story, from its first words to its withdrawal, as its writers and its readers live it."""

import datetime
import json
import re

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from articles import drafting
from articles.models import Article
from articles.roles import REPORTER
from tests import desk_pages as desk
from tests import factories
from tests.workflow_world import act

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = (
    "Japan and the United States met over tariffs on beef in Tokyo. Officials said the gaps are narrowing."
)
ADDRESS = "/articles/talks-over-beef/"
NOTE = "The talks were held in Osaka, not in Tokyo."
REASON = "The statement on which this rested was not authentic."
# Every kind of place where a report can be found; the last is the search.
PLACES = (
    "/", "/articles/", "/articles.atom", "/articles.rss", "/articles.json", "/articles.csv",
    "/countries/japan/", "/issues/beef/", "/sitemap-articles.xml", "/api/v1/articles/",
    "/search/?q=narrowing",
)  # fmt: skip


@pytest.fixture
def people(live_server, transactional_db, new_context, console_errors):
    """Return the pages of a reporter and an editor, each signed in to the desk in a browser of its own."""
    desk.make_record()
    desk.make_editor()
    factories.make_user("reporter").groups.add(Group.objects.get(name=REPORTER))
    contexts = []

    def sign_in(name):
        context = new_context(viewport={"width": 1280, "height": 900})
        context.on("console", lambda each: each.type == "error" and console_errors.append(each.text))
        contexts.append(context)
        return desk.sign_in(context.new_page(), live_server.url, name)

    yield sign_in
    with desk.settled(*contexts):
        pass
    assert console_errors == []


def read(client, address, status=200):
    """Return what a reader gets at an address, with nothing kept from before."""
    cache.clear()
    response = client.get(address)
    assert response.status_code == status, f"{address} answered {response.status_code}"
    return b"".join(response).decode()


def choose_words(page, words):
    """Select words in the text as a mouse would."""
    page.evaluate(
        """words => {
            const text = document.querySelector(".tiptap");
            const node = document.createTreeWalker(text, NodeFilter.SHOW_TEXT).nextNode();
            const start = node.data.indexOf(words);
            text.focus();
            getSelection().setBaseAndExtent(node, start, node, start + words.length);
        }""",
        words,
    )


def test_the_life_of_a_story(client, django_user_model, live_server, people, time_machine, assert_accessible):
    reader = client.__class__()
    editor_client = client.__class__()
    editor_client.force_login(django_user_model.objects.get(username="editor"))

    # The reporter writes, and sends it to review.
    reporter = people("reporter")
    reporter.goto(live_server.url + desk.ADD)
    reporter.fill("#id_headline", "Talks over beef")
    desk.write(reporter, WORDS)
    reporter.wait_for_selector("[data-accept-all]")
    reporter.keyboard.press("Alt+a")
    reporter.wait_for_selector("text=Draft saved.")
    reporter.fill("#id_sources-0-title", "Joint statement")
    reporter.select_option("#id_sources-0-kind", "official")
    reporter.keyboard.press("Control+Enter")
    reporter.wait_for_selector("text=Saved and sent to review.")
    article = Article.objects.get()
    assert article.status == "in-review"

    # The editor finds it waiting and comments on words of it.
    editor = people("editor")
    editor.click(".panel:has-text('To review') >> text=Talks over beef")
    editor.wait_for_selector(".tiptap")
    choose_words(editor, "Officials said the gaps are narrowing")
    editor.keyboard.press("Alt+c")
    expect(editor.locator("#work-words")).to_have_value("Officials said the gaps are narrowing")
    editor.keyboard.type("Which officials?")
    editor.click("#comments button[value=new]")
    expect(editor.locator(".thread")).to_contain_text("Which officials?")
    assert editor.evaluate("CSS.highlights.get('comments').size") == 1
    assert_accessible(editor)

    # The reporter answers and changes the words; the comment goes with them.
    reporter.goto(live_server.url + "/admin/")
    reporter.click(".panel:has-text('Comments to answer') >> text=Talks over beef")
    reporter.wait_for_selector(".tiptap")
    reporter.click(".tiptap p")
    reporter.keyboard.press("Control+Home")
    reporter.keyboard.insert_text("On Friday, ")
    answer = reporter.locator(".thread textarea")
    answer.fill("Two of the Japanese side.")
    reporter.click(".thread button[value^=answer]")
    expect(reporter.locator(".thread .answer")).to_contain_text("Two of the Japanese side.")
    assert drafting.working_copy(article).body.startswith("<p>On Friday, Japan"), "It was saved first."
    assert reporter.evaluate("[...CSS.highlights.get('comments')][0].toString()").startswith("Officials said")

    # The editor resolves it and schedules the report for tomorrow.
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    editor.reload()
    editor.wait_for_selector(".tiptap")
    expect(editor.locator(".thread .answer")).to_contain_text("Two of the Japanese side.")
    editor.click(".thread button[value^=resolve]")
    expect(editor.locator("#comments .resolved summary")).to_have_text("1 resolved")
    editor.fill("#id_published_at_0", f"{tomorrow:%Y-%m-%d}")
    editor.fill("#id_published_at_1", f"{tomorrow:%H:%M}")
    editor.keyboard.press("Control+Enter")
    editor.wait_for_selector("text=Scheduled: readers see it from its date on.")
    editor.goto(live_server.url + "/admin/articles/article/calendar/" + f"?month={tomorrow:%Y-%m}")
    expect(editor.locator("td .scheduled")).to_contain_text("Talks over beef")
    assert_accessible(editor)
    for page in (reporter, editor):
        page.close()

    # Nobody reads it yet; time passes, and everybody does.
    read(reader, ADDRESS, 404)
    assert all("Talks over beef" not in read(reader, place) for place in PLACES)
    time_machine.move_to(tomorrow + datetime.timedelta(minutes=2))
    assert "gaps are narrowing" in read(reader, ADDRESS)
    for place in PLACES:
        assert re.search("Talks over beef|talks-over-beef", read(reader, place)), place
    assert "Which officials?" not in read(reader, ADDRESS)

    # It is corrected, with a note; what it said stays at its own address.
    article.refresh_from_db()
    editor_client.force_login(django_user_model.objects.get(username="editor"))
    body = drafting.working_copy(article).body.replace("in Tokyo", "in Osaka")
    act(editor_client, article, body=body, published_at_0=f"{tomorrow:%Y-%m-%d}", _publish="1")
    number = drafting.head(article).number
    note = {"number": number, "note": "correction", "note_text": NOTE}
    assert editor_client.post(f"/admin/articles/article/{article.pk}/publish/", note).status_code == 302
    shown = read(reader, ADDRESS)
    assert "in Osaka" in shown and NOTE in shown
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', shown)[1])
    assert data[0]["correction"][0]["text"] == NOTE
    assert NOTE in read(reader, "/corrections/") and NOTE in read(reader, "/corrections.atom")
    earlier = read(reader, f"{ADDRESS}v1/")
    assert "in Tokyo" in earlier and "in Osaka. " not in earlier

    # It is withdrawn, with a note, and is nowhere any more.
    assert "1 report" in read(reader, "/articles/?country=japan")
    act(editor_client, article, _withdraw="1", withdraw_note=REASON)
    for address in (ADDRESS, f"{ADDRESS}v1/", f"{ADDRESS}v2/"):
        assert REASON in read(reader, address, 410)
    for place in PLACES:
        assert not re.search("Talks over beef|talks-over-beef", read(reader, place)), place
    assert "1 report" not in read(reader, "/articles/?country=japan")
    assert REASON in read(reader, "/corrections/") and REASON in read(reader, "/corrections.atom")
