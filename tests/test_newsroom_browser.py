"""The front page chosen, a mistake reported and handled, the first page: in a real browser."""

import pytest
from django.utils import timezone

from articles import drafting, front
from articles.models import Mistake
from tests import desk_pages as desk
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def article():
    japan = desk.make_record()
    factories.make_article("Talks in Lima", date="2014-05-01", countries=[japan])
    return factories.make_article("Talks in Tokyo", countries=[japan])


@pytest.mark.parametrize("scheme, width", [("light", 320), ("dark", 1280)])
def test_axe_finds_nothing_and_nothing_sticks_out(
    live_server, article, page, assert_accessible, scheme, width
):
    editor = desk.make_editor()
    state = front.save(
        uid="choice",
        opened_on=0,
        wish=front.Wish(front.Plan((article.pk,), article.pk - 1), timezone.now()),
        by=editor,
    )
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}{article.get_absolute_url()}")
    page.get_by_role("link", name="Report a mistake").click()
    page.get_by_role("button", name="Send").click()
    assert_accessible(page)
    note = Mistake.objects.create(
        article=article,
        version=1,
        key="k",
        wrong="The date is another one.",
        words="on Tuesday",
        email="a@b.org",
    )
    desk.sign_in(page, live_server.url)
    drafting.save(
        article=article, content=factories.content("Talks in Kyoto", countries=["japan"]), by=editor
    )
    for address in (
        "/",
        "/admin/",
        f"/admin/articles/mistake/{note.pk}/change/",
        f"/admin/articles/frontchoice/{state.choice_id}/change/",
        f"/admin/articles/article/{article.pk}/publish/",
    ):
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert_accessible(page)


def test_the_front_page_is_chosen_with_the_keyboard_alone(live_server, article, page):
    desk.make_editor()
    desk.sign_in(page, live_server.url)
    page.goto(f"{live_server.url}/admin/articles/frontchoice/add/")
    page.get_by_role("textbox", name="Find a report").fill("tokyo")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Let it lead: Talks in Tokyo").first.press("Enter")
    frame = page.frame_locator("iframe[title='The front page on a phone']")
    frame.locator("h2#lead:has-text('Talks in Tokyo')").wait_for()
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("Saved.").wait_for()
    page.goto(live_server.url)
    assert page.locator("h2#lead").inner_text() == "Talks in Tokyo"
