"""Photographs in a real browser: the point pressed in the picture, one sent in while a report is written."""

import pytest

from articles import drafting
from articles.models import Article, Photo
from tests import factories
from tests.desk_pages import ADD, make_editor, make_record, sign_in, wait_until_saved
from tests.pictures import drawn, encoded, make_photo, private_files

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("private_files")]

__all__ = ["private_files"]


def test_the_point_is_pressed_in_the_picture(live_server, page, assert_accessible):
    make_editor()
    photo = make_photo()
    sign_in(page, live_server.url)
    page.goto(f"{live_server.url}/admin/articles/photo/{photo.pk}/change/")
    picture = page.locator(".point-picture img")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.8})
    assert [page.input_value(f"#id_focal_{axis}") for axis in "xy"] == ["25", "80"]
    cut = page.locator(".crop-square img").evaluate("image => image.style.objectPosition")
    assert cut == "25% 80%"
    assert_accessible(page)
    page.click(".submit-row [name=_save]")
    page.wait_for_url("**/photo/")
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (25, 80)


def test_a_photograph_is_sent_in_without_leaving_the_report(live_server, page, assert_accessible):
    make_record()
    make_editor()
    sign_in(page, live_server.url)
    page.goto(live_server.url + ADD)
    page.fill("#id_headline", "Talks go on")
    wait_until_saved(page)
    page.click(".upload summary")
    file = {"name": "talks.png", "mimeType": "image/png", "buffer": encoded(drawn((900, 600)), "PNG")}
    page.set_input_files("#id_upload-file", file)
    page.fill("#id_upload-alt", "Two men at a table")
    page.fill("#id_upload-credit", "Government")
    page.click("[name=_upload]")
    page.wait_for_selector("#chosen-photo:not([hidden])")
    assert page.input_value("#id_headline") == "Talks go on"
    shown = page.locator("#chosen-photo img")
    shown.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('#chosen-photo img').naturalWidth > 0")
    assert_accessible(page)
    assert drafting.working_copy(Article.objects.get()).photo == Photo.objects.get().pk


@pytest.mark.parametrize("scheme, width", [("light", 1280), ("dark", 320)])
def test_pages_with_photographs_are_whole(live_server, page, assert_accessible, scheme, width):
    japan = factories.make_country()
    photo = make_photo(caption="Before the talks", credit="G" * 200)
    for headline in ("Talks", "Talks go on"):
        factories.make_article(headline, countries=[japan], photo=photo.pk)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("/", "/articles/", "/articles/talks/"):
        page.goto(live_server.url + address, wait_until="networkidle")
        images = page.locator("main picture img")
        images.last.scroll_into_view_if_needed()
        page.wait_for_function("[...document.images].every((image) => image.complete && image.naturalWidth)")
        assert all(each.evaluate("image => image.currentSrc").endswith(".avif") for each in images.all())
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, address
        assert_accessible(page)
