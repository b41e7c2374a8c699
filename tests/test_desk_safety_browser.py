"""Nothing typed is lost: a killed browser, an ended session, a server that is away, a second editor."""

import os
import re
import signal
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Error, expect

from articles import drafting
from articles.models import Article, Draft
from tests import desk_pages as desk
from tests import factories
from tests.browser import watch_console

pytestmark = pytest.mark.django_db(transaction=True)

AUTOSAVE = "**/article/autosave/"


@pytest.fixture
def signed_in(live_server, transactional_db, page):
    desk.make_record()
    desk.make_editor()
    with desk.settled(page.context):
        yield desk.sign_in(page, live_server.url)


@pytest.fixture
def allowed(console_errors):
    """Return a function that names what the console may complain of: requests that the test lets fail."""
    patterns = []
    yield patterns.append
    console_errors[:] = [each for each in console_errors if not any(re.search(p, each) for p in patterns)]


def test_typing_saves_by_itself_and_a_new_report_gets_its_address(live_server, signed_in):
    page = signed_in
    page.goto(live_server.url + desk.ADD)
    page.fill("#id_headline", "Gap on beef")
    desk.write(page, "They met.")
    desk.wait_for_content(page, lambda content: "They met." in content.body)
    desk.wait_until_saved(page)
    article = Article.objects.get()
    assert page.url == live_server.url + desk.address_of(article)
    page.reload()
    assert page.input_value("#id_headline") == "Gap on beef"
    assert page.inner_text(".tiptap") == "They met."


def test_looking_at_a_report_changes_nothing(live_server, signed_in):
    page = signed_in
    body = "<h2>Two</h2><ul><li>one</li></ul><p>Last.</p>"
    article = factories.make_article("As readers have it", body=body, countries=["japan"], tags=["beef"])
    page.goto(live_server.url + desk.address_of(article))
    page.click(".tiptap p:has-text('Last.')")
    for field in ("id_headline", "id_countries-find", "id_tags-find", "id_byline"):
        page.focus(f"#{field}")
    page.goto(live_server.url + "/admin/")
    assert not Draft.objects.exists()


@pytest.mark.each_engine
def test_many_autosaves_of_one_page_never_conflict_with_each_other(live_server, signed_in):
    page = signed_in
    page.goto(live_server.url + desk.ADD)
    for number in range(4):
        page.fill("#id_headline", f"Headline {number}")
        page.locator("#id_headline").blur()
        page.fill("#id_byline", f"Byline {number}")
        page.locator("#id_byline").blur()
    desk.wait_for_content(
        page, lambda content: (content.headline, content.byline) == ("Headline 3", "Byline 3")
    )
    page.click(".savebar [name=_save]")
    page.wait_for_selector("text=Draft saved.")
    assert page.locator(".conflict").count() == 0
    assert Article.objects.count() == 1


def test_a_crashed_page_gives_back_what_no_server_had(live_server, signed_in, context, allowed):
    allowed("net::ERR_FAILED")
    away = [True]
    context.route(AUTOSAVE, lambda route: route.abort() if away else route.continue_())
    page = signed_in
    page.goto(live_server.url + desk.ADD)
    page.fill("#id_headline", "Typed before the crash")
    desk.write(page, "Every word of it.")
    page.wait_for_selector("text=kept in this browser")
    desk.wait_for_copy(page, "Every word of it.")
    crash(page)
    assert not Article.objects.exists()
    away.clear()
    again = context.new_page()
    again.goto(live_server.url + desk.ADD)
    again.wait_for_selector("text=Brought back what you had typed at")
    assert again.input_value("#id_headline") == "Typed before the crash"
    assert again.inner_text(".tiptap") == "Every word of it."
    assert again.evaluate("Object.keys(localStorage).length") == 0


def crash(page):
    """Let the page's process die."""
    with pytest.raises(Error, match="crash"):
        page.goto("chrome://crash")


def test_no_copy_is_left_in_the_browser_of_what_the_server_has(live_server, signed_in):
    page = signed_in
    article = factories.make_draft("Talks", countries=["japan"])
    page.goto(live_server.url + desk.address_of(article))
    # As where a field is left in the moment in which the server answers.
    page.evaluate(
        """() => {
            const send = window.fetch;
            window.fetch = async (...request) => {
                const answer = await send(...request);
                document.getElementById("id_headline").dispatchEvent(new Event("change", {bubbles: true}));
                return answer;
            };
        }"""
    )
    page.fill("#id_headline", "Talks in Tokyo")
    desk.wait_until_saved(page)
    page.wait_for_timeout(300)
    assert page.evaluate("Object.keys(localStorage).filter(each => each.startsWith('desk:'))") == []


def test_what_was_typed_in_another_report_is_sent_and_pointed_at(live_server, signed_in, context, allowed):
    allowed("net::ERR_FAILED")
    article = factories.make_draft("Told before", countries=["japan"])
    page = signed_in
    page.goto(live_server.url + desk.address_of(article))
    context.route(AUTOSAVE, lambda route: route.abort())
    page.fill("#id_summary", "Typed and closed.")
    page.wait_for_selector("text=kept in this browser")
    page.close()
    context.unroute(AUTOSAVE)
    other = context.new_page()
    other.goto(live_server.url + desk.address_of(factories.make_draft("Another report")))
    other.click("text=Open that report")
    other.wait_for_url(f"**{desk.address_of(article)}")
    assert other.input_value("#id_summary") == "Typed and closed."


@pytest.mark.each_engine
def test_a_killed_browser_gives_the_text_back(
    live_server, transactional_db, browser_type, browser_type_launch_args, tmp_path
):
    desk.make_record()
    desk.make_editor()
    profile = tmp_path / "profile"
    errors = []

    def start():
        context = browser_type.launch_persistent_context(profile, **browser_type_launch_args)
        watch_console(context, errors)
        return context, desk.sign_in(context.new_page(), live_server.url)

    _context, page = start()
    page.goto(live_server.url + desk.ADD)
    page.fill("#id_headline", "Killed in mid-typing")
    desk.write(page, "The first sentence.")
    desk.wait_for_content(page, lambda content: "first sentence" in content.body)
    page.keyboard.type(" And a second one that was never fini")
    desk.wait_for_content(page, lambda content: "never fini" in content.body)
    kill(profile)
    context, page = start()
    with desk.settled(context):
        page.click("text=Killed in mid-typing")
        page.wait_for_selector(".tiptap")
        assert page.inner_text(".tiptap") == "The first sentence. And a second one that was never fini"
    context.close()
    assert errors == []


def kill(profile):
    """Kill the browser that uses a profile, as a power cut would."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue  # It ended between the listing and the reading.
        if f"--user-data-dir={profile}" in command and "--type=" not in command:
            os.kill(int(process.name), signal.SIGKILL)


@pytest.mark.each_engine
def test_an_ended_session_keeps_the_text_and_goes_on_after_signing_in(live_server, signed_in, allowed):
    allowed("401")
    page = signed_in
    page.goto(live_server.url + desk.ADD)
    page.fill("#id_headline", "Before the session ended")
    desk.wait_until_saved(page)
    Session.objects.all().delete()
    desk.write(page, "After the session ended.")
    with page.expect_popup() as opened:
        page.click("text=Sign in again in a new window")
    assert page.inner_text(".tiptap") == "After the session ended."
    desk.fill_in_sign_in(opened.value)
    opened.value.wait_for_selector(".desk-front")
    content = desk.wait_for_content(page, lambda content: "After the session ended." in content.body)
    assert content.headline == "Before the session ended"
    page.wait_for_selector("text=You have been signed out", state="detached")
    page.click(".savebar [name=_save]")
    page.wait_for_selector("text=Draft saved.")


def test_a_report_begun_signed_out_is_saved_after_signing_in(live_server, signed_in, allowed):
    allowed("401")
    page = signed_in
    page.goto(live_server.url + desk.ADD)
    Session.objects.all().delete()
    page.fill("#id_headline", "Begun signed out")
    page.click(".savebar [name=_save]")
    page.wait_for_selector("text=You have been signed out")
    assert page.input_value("#id_headline") == "Begun signed out"
    page.goto(live_server.url + "/admin/")
    desk.fill_in_sign_in(page)
    page.wait_for_selector(".desk-front")
    page.goto(live_server.url + desk.ADD)
    page.wait_for_selector("text=Brought back what you had typed at")
    assert page.input_value("#id_headline") == "Begun signed out"


def test_without_a_server_typing_goes_on_and_is_saved_when_it_is_back(
    live_server, signed_in, context, allowed
):
    allowed("ERR_INTERNET_DISCONNECTED")
    page = signed_in
    page.goto(live_server.url + desk.ADD)
    context.set_offline(True)
    page.fill("#id_headline", "Typed without a server")
    page.wait_for_selector("text=Not on the server yet; kept in this browser")
    page.click(".savebar [name=_publish]")
    page.wait_for_selector("text=The server cannot be reached, so this was not sent")
    assert page.input_value("#id_headline") == "Typed without a server"
    context.set_offline(False)
    desk.wait_for_content(page, lambda content: content.headline == "Typed without a server")
    desk.wait_until_saved(page)
    assert page.locator("#notices p").count() == 0


def test_a_server_in_trouble_is_asked_again(live_server, signed_in, context, allowed):
    allowed("500")
    page = signed_in
    page.goto(live_server.url + desk.ADD)
    answers = iter([500, 500])

    def troubled(route):
        status = next(answers, None)
        route.fulfill(status=status, body="") if status else route.continue_()

    context.route(AUTOSAVE, troubled)
    page.fill("#id_headline", "Third time lucky")
    desk.wait_for_content(page, lambda content: content.headline == "Third time lucky")


def test_leaving_is_asked_about_only_where_nothing_keeps_the_words(live_server, signed_in, context, allowed):
    allowed("net::ERR_FAILED")
    context.route(AUTOSAVE, lambda route: route.abort())
    page = signed_in
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(live_server.url + desk.ADD)
    page.fill("#id_headline", "Kept in the browser")
    page.goto(live_server.url + "/admin/")
    assert asked == []
    page.goto(live_server.url + desk.ADD)
    full = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    page.evaluate(f"() => {{ {full} }}")
    page.fill("#id_headline", "Kept nowhere")
    page.goto(live_server.url + "/admin/")
    assert asked == ["beforeunload"]


@pytest.fixture
def two_editors(live_server, transactional_db, new_context, console_errors):
    """Open one report for two editors in two browsers; return the report and both pages."""
    desk.make_record()
    article = factories.make_draft("The old headline", summary="The old summary.", countries=["japan"])
    pages = []
    for name in ("first", "second"):
        desk.make_editor(name)
        context = new_context()
        watch_console(context, console_errors)
        page = desk.sign_in(context.new_page(), live_server.url, name)
        page.goto(live_server.url + desk.address_of(article))
        page.wait_for_selector(".tiptap")
        pages.append(page)
    with desk.settled(*(page.context for page in pages)):
        yield article, *pages
    assert console_errors == []


@pytest.mark.each_engine
def test_two_editors_of_different_fields_lose_nothing(two_editors):
    article, first, second = two_editors
    first.fill("#id_headline", "A headline by the first")
    desk.wait_for_content(first, lambda content: content.headline == "A headline by the first")
    second.fill("#id_summary", "A summary by the second.")
    desk.wait_for_content(
        first,
        lambda content: (
            (content.headline, content.summary) == ("A headline by the first", "A summary by the second.")
        ),
    )
    second.wait_for_selector("#notices :text('changed this report meanwhile')")
    second.click("#show-unseen")
    second.wait_for_url("**/change/", wait_until="load")
    expect(second.locator("#id_headline")).to_have_value("A headline by the first")
    assert second.input_value("#id_summary") == "A summary by the second."


@pytest.mark.each_engine
def test_two_editors_of_the_same_words_see_both_word_by_word(two_editors):
    article, first, second = two_editors
    first.fill("#id_headline", "The new headline")
    desk.wait_for_content(first, lambda content: content.headline == "The new headline")
    second.fill("#id_headline", "The best headline")
    second.wait_for_selector(".conflict")
    assert second.inner_text(".conflict del") == "new"
    assert second.inner_text(".conflict ins") == "best"
    assert second.input_value("#id_headline") == "The best headline"
    second.click(".conflict [name=_save]")
    second.wait_for_selector("text=Draft saved")
    assert drafting.working_copy(article).headline == "The best headline"


def test_an_editor_sees_who_else_has_the_report_open(two_editors):
    article, first, second = two_editors
    second.reload()
    second.wait_for_selector("#presence :text('first has this report open since')")
