"""Public pages: the same for every reader, kept under their version, fresh the moment anything changes."""

import datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from articles import drafting, publishing
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = ["/", "/articles/", "/countries/japan/", "/articles.atom", "/search/?q=tokyo", "/sitemap.xml", "/ja/"]


@pytest.fixture(autouse=True)
def article():
    japan = factories.make_country()
    return factories.make_article("Talks in Tokyo", countries=[japan])


@pytest.mark.parametrize("address", PAGES)
def test_a_page_depends_on_no_cookie_and_sets_none(client, address):
    response = client.get(address)
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "Accept-Language" not in response.headers.get("Vary", "")
    assert not response.cookies
    assert "private" not in response.headers["Cache-Control"]


@pytest.mark.parametrize("address", PAGES)
def test_a_signed_in_editor_gets_the_page_of_every_reader(client, admin_client, address):
    assert client.get(address).content == admin_client.get(address).content


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_did_not_change_answers_304(client, address):
    etag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"if-none-match": etag})
    assert again.status_code == 304
    assert not again.content
    factories.make_country("peru", "PE", "PER")
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_every_publishing_act_shows_with_the_next_request(client, article):
    assert "Talks in Tokyo" in client.get("/articles/").content.decode()
    content = drafting.working_copy(article)
    content.headline = "Talks in Kyoto"
    drafting.save(article=article, content=content, by=None)
    assert "Talks in Tokyo" in client.get("/articles/").content.decode()
    publishing.publish(article=article, by=None)
    assert "Talks in Kyoto" in client.get("/articles/").content.decode()
    publishing.withdraw(article=article, by=None)
    assert "Talks in Kyoto" not in client.get("/articles/").content.decode()


def test_a_kept_page_ends_with_the_next_scheduled_publication(client, article, time_machine):
    soon = timezone.now() + datetime.timedelta(minutes=5)
    draft = factories.make_draft("Talks in Osaka", countries=article.countries.all())
    content = drafting.working_copy(draft)
    content.published_at = soon.isoformat()
    drafting.save(article=draft, content=content, by=None)
    publishing.publish(article=draft, by=None)
    etag = client.get("/articles/").headers["ETag"]
    time_machine.move_to(soon + datetime.timedelta(seconds=1))
    response = client.get("/articles/", headers={"if-none-match": etag})
    assert response.status_code == 200
    assert "Talks in Osaka" in response.content.decode()


def test_parameters_in_another_order_are_one_page(client):
    one = client.get("/articles/?country=japan&year=2014")
    assert one.headers["ETag"] == client.get("/articles/?year=2014&country=japan").headers["ETag"]


@pytest.mark.parametrize(
    "poison, address",
    [
        ("q=zebra&q=", "q=zebra"),
        ("asof=2013-01-01&asof=", "asof=2013-01-01"),
        ("order=oldest&order=", "order=oldest"),
    ],
)
def test_one_readers_odd_address_does_not_spoil_anothers_page(client, poison, address):
    clean = client.get(f"/articles/?{address}").content
    cache.clear()
    client.get(f"/articles/?{poison}")
    assert client.get(f"/articles/?{address}").content == clean


def test_new_code_makes_new_pages(client, monkeypatch):
    etag = client.get("/").headers["ETag"]
    monkeypatch.setattr("articles.edition.release", lambda: "the next release")
    assert client.get("/", headers={"if-none-match": etag}).status_code == 200
