"""Photographs on readers' pages: for whoever may see a report that has them, in the crop each place needs."""

import dataclasses
import datetime
import json
import re

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import drafting, publishing
from articles.models import Article, Negotiator, Photo
from tests import factories
from tests.pictures import drawn, make_photo, private_files
from tests.test_documents import make_account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]

__all__ = ["private_files"]
FOR_EVER = "public, max-age=31536000, s-maxage=60, immutable"


@pytest.fixture
def japan():
    return factories.make_country()


@pytest.fixture
def photo():
    return make_photo(caption="Before the talks")


def address(photo, crop="whole", ending="jpg"):
    return photo.address_of(photo.of_crop(crop, ending)[0])


def had(response):
    return b"".join(response.streaming_content)


HIDING = [
    "no report",
    "draft",
    "scheduled",
    "binned",
    "draft of a published one",
    "withdrawn",
    "ended",
    "taken out",
]


def hidden(how, japan, photo):
    """Give a photograph to a report that readers cannot read, or take it from one they can."""
    fields = {"countries": [japan], "photo": photo.pk}
    match how:
        case "draft":
            factories.make_draft("Talks", **fields)
        case "scheduled":
            factories.make_article("Talks", date="2099-01-01", **fields)
        case "binned":
            assert drafting.discard(factories.make_draft("Talks", **fields))
        case "draft of a published one":
            changed(factories.make_article("Talks", countries=[japan]), photo=photo.pk)
        case "withdrawn":
            publishing.withdraw(article=factories.make_article("Talks", **fields), by=None)
        case "ended":
            soon = timezone.now() + datetime.timedelta(hours=1)
            article = factories.make_article("Talks", unpublish_at=soon.isoformat(), **fields)
            Article.objects.filter(pk=article.pk).update(unpublish_at=timezone.now())
        case "taken out":
            article = factories.make_article("Talks", **fields)
            changed(article, photo=None)
            publishing.publish(article=article, by=None)


def changed(article, **fields):
    """Save an edit of a report that readers do not see yet."""
    content = dataclasses.replace(drafting.working_copy(article), **fields)
    drafting.save(article=article, content=content, by=None)


# ---------------------------------------------------------------------------- handing out


@pytest.mark.parametrize("ending, kind", [("avif", "avif"), ("webp", "webp"), ("jpg", "jpeg")])
def test_readers_have_the_photograph_of_a_report_they_can_read(client, japan, photo, ending, kind):
    factories.make_article("Talks", countries=[japan], photo=photo.pk)
    response = client.get(address(photo, "wide", ending))
    assert response.headers["Content-Type"] == f"image/{kind}"
    assert response.headers["Cache-Control"] == FOR_EVER
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].endswith("sandbox")
    assert not response.cookies and "Cookie" not in response.headers.get("Vary", "")
    assert response.headers["Content-Length"] == str(len(had(response)))
    etag = response.headers["ETag"]
    assert client.get(address(photo, "wide", ending), headers={"if-none-match": etag}).status_code == 304


def test_a_rendition_is_made_once(client, japan, photo, monkeypatch):
    factories.make_article("Talks", countries=[japan], photo=photo.pk)
    first = had(client.get(address(photo)))
    monkeypatch.setattr(Photo._meta.get_field("image").storage, "save", None)
    assert had(client.get(address(photo))) == first


@pytest.mark.parametrize("how", HIDING)
def test_readers_have_no_photograph_of_what_they_cannot_read(client, japan, photo, how):
    hidden(how, japan, photo)
    assert client.get(address(photo)).status_code == 404
    for page in ("/", "/articles/", "/articles/talks/", "/articles/talks/v1/", "/?asof=2014-04-25"):
        response = client.get(page)
        assert photo.uid not in response.content.decode(), page
        assert photo.alt not in response.content.decode(), page


@pytest.mark.parametrize("how", HIDING)
def test_an_account_of_the_desk_has_it_and_nobody_may_keep_it(client, japan, photo, how):
    hidden(how, japan, photo)
    client.force_login(make_account("Reporter", "reporter"))
    response = client.get(address(photo))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"


def test_an_account_without_that_permission_has_none(client, photo):
    client.force_login(factories.make_user("nobody"))
    assert client.get(address(photo)).status_code == 404


def test_one_that_another_report_has_stays(client, japan, photo):
    article = factories.make_article("Talks", countries=[japan], photo=photo.pk)
    factories.make_article("Talks go on", countries=[japan], photo=photo.pk)
    publishing.withdraw(article=article, by=None)
    assert client.get(address(photo)).status_code == 200


def test_a_portrait_is_there_with_the_person(client, japan, photo):
    person = factories.make_negotiator(country=japan)
    assert client.get(address(photo, "tall")).status_code == 404
    Negotiator.objects.filter(pk=person.pk).update(portrait=photo)
    assert client.get(address(photo, "tall")).status_code == 200
    page = client.get("/negotiators/akira-amari/").content.decode()
    assert photo.address_of(photo.largest("tall")) in page and 'alt="Two men at a table"' in page


def test_an_address_of_before_the_point_was_moved_leads_to_the_one_of_now(client, japan, photo):
    factories.make_article("Talks", countries=[japan], photo=photo.pk)
    old = address(photo, "square")
    Photo.objects.filter(pk=photo.pk).update(focal_x=10, focal_y=90)
    response = client.get(old)
    assert response.status_code == 302
    assert response.headers["Location"] == f"/photos/{photo.uid}/square-120-10x90.jpg"
    assert client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    "name", ["", "x", "wide-480.jpg.exe", "wide-99999-50x50.jpg", "../a.jpg", "wide-481-50x50.jpg", "a-b-c.d"]
)
def test_nothing_is_made_that_is_not_in_the_set(client, japan, photo, name):
    factories.make_article("Talks", countries=[japan], photo=photo.pk)
    assert client.get(f"/photos/{photo.uid}/{name}").status_code == 404
    assert client.get("/photos/0123456789ab/whole-480.jpg").status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_not_found(client, japan, photo):
    factories.make_article("Talks", countries=[japan], photo=photo.pk)
    storages["private"].delete(photo.image.name)
    assert client.get(address(photo)).status_code == 404


def test_nginx_is_told_which_file_to_send(client, japan, photo, settings):
    factories.make_article("Talks", countries=[japan], photo=photo.pk)
    settings.PRIVATE_ACCEL = "/private/"
    response = client.get(address(photo, "wide"))
    assert response.headers["X-Accel-Redirect"] == f"/private/renditions/1/{photo.uid}/wide-480-50x50.jpg"
    assert response.headers["Content-Type"] == "image/jpeg" and not response.content
    assert response.headers["Content-Security-Policy"].endswith("sandbox")


# ---------------------------------------------------------------------------- on pages


def test_a_report_shows_it_whole_with_its_words(client, japan, photo):
    factories.make_article("Talks", countries=[japan], photo=photo.pk)
    page = client.get("/articles/talks/").content.decode()
    figure = re.search(r'<figure class="photo">.*?</figure>', page, re.DOTALL)[0]
    assert 'type="image/avif"' in figure and 'type="image/webp"' in figure
    assert f'src="/photos/{photo.uid}/whole-1280.jpg"' in figure
    assert f"/photos/{photo.uid}/whole-480.avif 480w" in figure
    assert 'width="1280" height="800"' in figure and 'alt="Two men at a table"' in figure
    assert "Before the talks" in figure and "Government" in figure
    assert "lazy" not in figure


def test_the_front_page_leads_with_it_and_lists_have_a_small_one(client, japan, photo):
    factories.make_article("Talks", countries=[japan], photo=photo.pk)
    factories.make_article("Earlier", countries=[japan], photo=photo.pk, date="2014-04-24")
    page = client.get("/").content.decode()
    lead = page[page.index('id="lead"') :]
    assert "/wide-1280-50x50.jpg" in lead[: lead.index("</figure>")]
    assert "square-240-50x50.avif 240w" in page
    listed = client.get("/articles/").content.decode()
    assert listed.count('<div class="thumb">') == 2 and listed.count('loading="lazy"') == 2


def test_where_a_report_is_shared_its_photograph_stands_for_it(client, japan, photo):
    factories.make_article("Talks", countries=[japan], photo=photo.pk)
    page = client.get("/articles/talks/").content.decode()
    shared = f"http://testserver/photos/{photo.uid}/social-1200-50x50.jpg"
    assert f'<meta property="og:image" content="{shared}">' in page
    assert '<meta property="og:image:type" content="image/jpeg">' in page
    assert '<meta property="og:image:alt" content="Two men at a table">' in page
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    [told] = [each for each in json.loads(data) if each["@type"] == "NewsArticle"]
    assert told["image"][0] == f"http://testserver/photos/{photo.uid}/wide-1280-50x50.jpg"
    assert told["image"][-1].endswith("/card.png?v=1")


def test_a_photograph_too_small_to_be_shared_leaves_the_card(client, japan):
    small = make_photo(drawn((400, 300)))
    factories.make_article("Talks", countries=[japan], photo=small.pk)
    assert "/articles/talks/card.png?v=1" in client.get("/articles/talks/").content.decode()


def test_a_version_shows_its_own_while_readers_can_have_it(client, japan, photo):
    article = factories.make_article("Talks", countries=[japan], photo=photo.pk)
    other = make_photo(drawn((700, 500), mark=(0.8, 0.2)), alt="An empty room")
    changed(article, photo=other.pk)
    publishing.publish(article=article, by=None)
    first = client.get("/articles/talks/v1/").content.decode()
    assert photo.uid not in first and other.uid not in first
    factories.make_article("Elsewhere", countries=[japan], photo=photo.pk)
    assert photo.uid in client.get("/articles/talks/v1/").content.decode()
    assert other.uid in client.get("/articles/talks/").content.decode()


def test_a_day_of_the_past_shows_the_photograph_of_that_day(client, japan, photo, time_machine):
    time_machine.move_to(factories.at("2014-04-25"))
    article = factories.make_article("Talks", countries=[japan], photo=photo.pk)
    time_machine.move_to(factories.at("2014-05-25"))
    changed(article, photo=None)
    publishing.publish(article=article, by=None)
    factories.make_article("Elsewhere", countries=[japan], photo=photo.pk, date="2014-05-20")
    for page in ("/?asof=2014-04-26", "/articles/?asof=2014-04-26", "/articles/talks/?asof=2014-04-26"):
        shown = client.get(page).content.decode()
        assert photo.uid in shown and "/photos/" in shown, page
        assert not re.search(r'/photos/[^" ]*asof', shown), page
    assert photo.uid not in client.get("/articles/talks/").content.decode()


def test_words_that_are_mended_are_mended_on_the_next_page(client, japan, photo):
    factories.make_article("Talks", countries=[japan], photo=photo.pk)
    client.get("/articles/talks/")
    photo.alt = "Two women at a table"
    photo.save()
    assert 'alt="Two women at a table"' in client.get("/articles/talks/").content.decode()


def test_photographs_cost_a_listing_no_query(client, japan, photo):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/articles/").status_code == 200
        return len(asked)

    factories.make_article("Without", countries=[japan])
    bare = queries()
    for number in range(5):
        factories.make_article(f"With {number}", countries=[japan], photo=photo.pk)
    assert queries() == bare


def test_a_photograph_is_asked_for_in_few_queries(client, japan, photo):
    factories.make_article("Talks", countries=[japan], photo=photo.pk)
    had(client.get(address(photo)))
    with CaptureQueriesContext(connection) as asked:
        had(client.get(address(photo)))
    assert len(asked) == 2
