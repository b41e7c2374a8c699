"""The editors' side in a real browser: one report from paste to readers, every page under the policy."""

import itertools

import pytest
from django.contrib import admin
from django.test import RequestFactory

from articles import drafting
from articles.cleaning import clean_html
from articles.models import Article
from tests import desk_pages as desk
from tests import factories, looks

pytestmark = pytest.mark.django_db(transaction=True)

PASTED = (
    "TOKYO, April 25, 2014 – Japan and the United States said on Friday that they had narrowed their "
    "differences over beef tariffs in the Trans-Pacific Partnership talks. “The gaps are narrowing,” Akira "
    "Amari, Japan’s minister, told reporters. Akira Amara also met farm leaders."
)


@pytest.fixture
def record(transactional_db):
    return desk.make_record()


@pytest.fixture
def signed_in(live_server, record, page):
    """Sign in as an editor with the form of the site, and lend the page."""
    desk.make_editor()
    with desk.settled(page.context):
        yield desk.sign_in(page, live_server.url)


@pytest.fixture
def at_rest(record, page):
    """Let the server be done with the page before the database is emptied."""
    with desk.settled(page.context):
        yield


def write(page, text):
    desk.write(page, text)
    page.wait_for_selector("[data-accept]")


def test_a_report_goes_from_paste_to_readers(live_server, signed_in):
    page = signed_in
    page.click("text=New report")
    page.fill("#id_headline", "Japan and United States narrow the gap on beef")
    write(page, PASTED)
    page.fill("#id_sources-0-title", "Joint statement")
    page.fill("#id_published_at_0", "2014-04-25")
    page.click("[data-accept-all]")
    page.wait_for_selector("text=Draft saved")
    assert "Akira Amara" not in page.inner_text(".tiptap")
    article = Article.objects.get()
    assert set(article.countries.values_list("slug", flat=True)) == {"japan", "united-states"}
    assert not Article.objects.published().exists()
    page.click("[name=_publish]")
    page.wait_for_selector("text=Readers see version 1")
    page.goto(live_server.url)
    page.context.clear_cookies()
    for address in (
        "/countries/japan/",
        "/issues/agriculture/",
        "/negotiators/akira-amari/",
        "/search/?q=Amari",
    ):
        page.goto(live_server.url + address)
        page.click("text=Japan and United States narrow the gap on beef")
        assert "The gaps are narrowing" in page.inner_text("main")


def test_one_proposal_is_accepted_and_another_refused_by_keyboard(live_server, signed_in):
    page = signed_in
    page.goto(live_server.url + "/admin/articles/article/add/")
    page.fill("#id_headline", "Gap on beef")
    write(page, PASTED)
    page.focus('[data-accept][value="country:japan"]')
    page.keyboard.press("Enter")
    assert page.locator("#id_countries option:checked").all_inner_texts() == ["Japan"]
    page.focus('[data-refuse][value="country:united-states"]')
    page.keyboard.press("Enter")
    page.keyboard.press("Control+s")
    page.wait_for_selector("text=Draft saved")
    assert page.locator('[value="country:united-states"][data-accept]').count() == 0
    assert list(Article.objects.get().countries.values_list("slug", flat=True)) == ["japan"]


def test_a_country_is_found_by_typing_a_part_of_its_name(live_server, signed_in):
    page = signed_in
    page.goto(live_server.url + "/admin/articles/article/add/")
    page.click("#id_countries-find")
    page.keyboard.type("Jap")
    page.click(".found [role=option]:has-text('Japan')")
    page.fill("#id_headline", "By hand")
    page.click("[name=_save]")
    page.wait_for_selector("text=Draft saved")
    assert list(Article.objects.get().countries.values_list("slug", flat=True)) == ["japan"]


def admin_pages(user):
    """Yield the address of every model's list, and of its form for a new row where the user may add one."""
    request = RequestFactory().get("/")
    request.user = user
    for model, model_admin in admin.site._registry.items():
        name = f"{model._meta.app_label}/{model._meta.model_name}"
        yield f"/admin/{name}/"
        if model_admin.has_add_permission(request):
            yield f"/admin/{name}/add/"


def admin_violations(page, live_server, record, at_looks, *, in_turn=False):
    """Sign in and yield what axe finds on every page of the admin, in each of the looks or in one in turn."""
    boss = factories.make_user("boss", superuser=True)
    article = factories.make_article("Talks", countries=[record])
    changed = factories.content("Talks in Tokyo", countries=[record], body="<p>Other words.</p>")
    drafting.save(article=article, content=changed, by=boss)
    page.goto(live_server.url + "/admin/")
    yield from looks.axe(page, at_looks)
    desk.fill_in_sign_in(page, "boss")
    page.wait_for_selector(".desk-front")
    yield from looks.axe(page, at_looks)
    turns = itertools.cycle([[each] for each in at_looks] if in_turn else [at_looks])
    report = f"/admin/articles/article/{article.pk}"
    own = [f"{report}/{each}" for each in ("change/", "history/", "compare/?from=1&to=3", "publish/")]
    own += [f"/admin/articles/country/{record.pk}/change/", "/admin/articles/article/calendar/"]
    for address in [*admin_pages(boss), *own, "/admin/settings/"]:
        page.set_viewport_size({"width": 1280, "height": 900})
        response = page.goto(live_server.url + address)
        assert response.status == 200, f"{address} answered {response.status}"
        yield from (f"{address}: {each}" for each in looks.axe(page, next(turns)))


def test_every_page_of_the_admin_obeys_the_policy_and_axe(live_server, record, page, at_rest):
    assert "\n".join(admin_violations(page, live_server, record, looks.LOOKS, in_turn=True)) == ""


@pytest.mark.long
def test_every_page_of_the_admin_obeys_axe_in_either_scheme_on_either_width(
    live_server, record, page, at_rest
):
    assert "\n".join(admin_violations(page, live_server, record, looks.LOOKS)) == ""


def test_a_person_not_on_record_is_added_without_leaving_the_report(live_server, signed_in):
    page = signed_in
    page.goto(live_server.url + "/admin/articles/article/add/")
    page.fill("#id_headline", "A new face")
    with page.expect_popup() as opened:
        page.click("text=Add a person who is not on record")
    popup = opened.value
    popup.click("#id_name")
    popup.keyboard.type("Wendy Cutler")
    popup.click("[name=_save]")
    page.wait_for_selector("#id_negotiators option:checked", state="attached")
    page.click("[name=_save]")
    page.wait_for_selector("text=Draft saved")
    assert list(Article.objects.get().negotiators.values_list("slug", flat=True)) == ["wendy-cutler"]


def test_the_words_behind_a_proposal_are_shown_in_the_text(live_server, signed_in):
    page = signed_in
    page.goto(live_server.url + "/admin/articles/article/add/")
    write(page, PASTED)
    page.hover('[data-accept][value="country:japan"]')
    assert page.evaluate("[...CSS.highlights.get('why')].map(String)").count("Japan") >= 1


EVERYTHING = (
    "<h2>Two</h2><h3>Three</h3><h4>Four</h4><p>A <strong>b</strong> <em>i</em> <s>s</s> x<sub>2</sub> "
    'y<sup>3</sup> <a href="https://example.org/" title="T" hreflang="ja" rel="noopener noreferrer">link</a>'
    "<br>next</p><blockquote><p>Quoted.</p></blockquote><ul><li>one</li><li>two<ul><li>deep</li></ul></li>"
    "</ul><ol><li>first</li></ol><hr><table><caption>Duty on <em>beef</em></caption><thead><tr>"
    '<th scope="col">Year</th><th scope="col">Duty</th></tr></thead><tbody><tr><th scope="row">1</th>'
    '<td>27.5</td></tr><tr><td colspan="2">end</td></tr></tbody></table><p>Last.</p>'
)


def test_the_editor_keeps_all_that_a_text_may_hold(live_server, signed_in):
    assert clean_html(EVERYTHING) == EVERYTHING
    page = signed_in
    article = factories.make_draft("Everything", body=EVERYTHING, countries=["japan"])
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    page.click(".tiptap p:has-text('Last.')")
    page.keyboard.press("End")
    page.keyboard.type("!")
    page.click("[name=_save]")
    page.wait_for_selector("text=Draft saved")
    assert drafting.working_copy(article).body == EVERYTHING.replace("Last.", "Last.!")


def test_the_toolbar_says_in_words_what_it_does(live_server, signed_in):
    page = signed_in
    page.goto(live_server.url + "/admin/articles/article/add/")
    page.click(".tiptap")
    page.keyboard.type("Beef")
    page.keyboard.press("Control+a")
    page.click("[role=toolbar] >> text=Bold")
    page.click("[role=toolbar] >> text=Subheading")
    page.click("[name=_save]")
    page.wait_for_selector("text=Draft saved")
    assert drafting.working_copy(Article.objects.get()).body == "<h3><strong>Beef</strong></h3>"


def test_rows_are_added_to_a_list_without_a_save(live_server, signed_in):
    page = signed_in
    page.goto(live_server.url + "/admin/articles/article/add/")
    page.fill("#id_sources-0-title", "First")
    page.click("text=Another source")
    page.fill("#id_sources-1-title", "Second")
    page.fill("#id_quotes-0-text", "Said once.")
    page.click("text=Another quotation")
    page.fill("#id_quotes-1-text", "Said twice.")
    page.click("#id_quotes-1-speaker-find")
    page.keyboard.type("Amari")
    page.click(".found [role=option]:has-text('Akira Amari')")
    page.click("[name=_save]")
    page.wait_for_selector("text=Draft saved")
    content = drafting.working_copy(Article.objects.get())
    assert [source["title"] for source in content.sources] == ["First", "Second"]
    assert [quote["speaker"] for quote in content.quotes] == ["", "akira-amari"]
