"""Readers' pages: what is on them, and where old and wrong addresses lead."""

import re

import pytest
from django.core.cache import cache

from articles import drafting, publishing
from articles.models import Redirect
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def japan():
    return factories.make_country(native_name="日本", names={"ja": "日本", "es": "Japón"})


@pytest.fixture
def peru():
    return factories.make_country("peru", "PE", "PER")


@pytest.fixture
def beef():
    return factories.make_issue("beef", parent=factories.make_issue("agriculture"))


def page(client, address):
    cache.clear()
    response = client.get(address)
    assert response.status_code == 200, f"{address} answered {response.status_code}"
    return response.content.decode()


def headlines(client, address):
    return re.findall(r'<h\d><a href="/articles/[^"]+">([^<]+)</a>', page(client, address))


def test_an_article_shows_offices_as_held_that_day(client, japan):
    amari = factories.make_negotiator(
        country=japan, office="Minister for Economic Revitalization", end="2016-01-28"
    )
    amari.appointments.create(title="Secretary-General", kind="other", start="2021-10-01")
    factories.make_article("Talks in Tokyo", countries=[japan], negotiators=[amari])
    shown = page(client, "/articles/talks-in-tokyo/")
    assert "Minister for Economic Revitalization" in shown
    assert "Secretary-General" not in shown


def test_a_new_version_leaves_the_old_one_at_its_address(client, japan):
    article = factories.make_article("Talks in Tokyo", countries=[japan], body="<p>Akira Amara spoke.</p>")
    content = drafting.working_copy(article)
    content.body = "<p>Akira Amari spoke.</p>"
    drafting.save(article=article, content=content, by=None)
    publishing.publish(article=article, by=None)
    assert "Amari spoke" in page(client, "/articles/talks-in-tokyo/")
    old = page(client, "/articles/talks-in-tokyo/v1/")
    assert "Amara spoke" in old
    assert "You are reading version 1" in old
    assert "Amari spoke" in page(client, "/articles/talks-in-tokyo/v2/")
    assert client.get("/articles/talks-in-tokyo/v3/").status_code == 404


def test_asof_shows_the_version_of_that_day(client, japan, time_machine):
    time_machine.move_to("2014-04-26T09:00:00Z")
    article = factories.make_article("Talks in Tokyo", countries=[japan], body="<p>First words.</p>")
    time_machine.move_to("2014-05-02T09:00:00Z")
    content = drafting.working_copy(article)
    content.body = "<p>Second words.</p>"
    drafting.save(article=article, content=content, by=None)
    publishing.publish(article=article, by=None)
    time_machine.move_to("2020-01-01T00:00:00Z")
    assert client.get("/articles/talks-in-tokyo/?asof=2014-04-24").status_code == 404
    assert "First words" in page(client, "/articles/talks-in-tokyo/?asof=2014-04-25")
    assert "First words" in page(client, "/articles/talks-in-tokyo/?asof=2014-05-01")
    assert "Second words" in page(client, "/articles/talks-in-tokyo/?asof=2014-05-02")
    assert headlines(client, "/articles/?asof=2014-04-24") == []
    assert headlines(client, "/articles/?asof=2014-04-25") == ["Talks in Tokyo"]


def test_a_version_follows_people_who_were_renamed(client, japan):
    amari = factories.make_negotiator(country=japan)
    factories.make_article("Talks in Tokyo", countries=[japan], negotiators=[amari])
    amari.slug, amari.name = "amari-akira", "Amari Akira"
    amari.save()
    assert "/negotiators/amari-akira/" in page(client, "/articles/talks-in-tokyo/v1/")


def test_filters_of_one_kind_widen_and_of_different_kinds_narrow(client, japan, peru, beef):
    factories.make_article("Japan alone", countries=[japan])
    factories.make_article("Peru alone", countries=[peru], date="2014-04-24")
    factories.make_article("Both on beef", countries=[japan, peru], issues=[beef], date="2013-04-24")
    assert headlines(client, "/articles/?country=japan") == ["Japan alone", "Both on beef"]
    assert headlines(client, "/articles/?country=japan&country=peru") == [
        "Japan alone",
        "Peru alone",
        "Both on beef",
    ]
    assert headlines(client, "/articles/?country=japan&country=peru&all=country") == ["Both on beef"]
    assert headlines(client, "/articles/?country=japan&issue=beef") == ["Both on beef"]
    assert headlines(client, "/articles/?country=japan&issue=agriculture") == ["Both on beef"]
    assert headlines(client, "/articles/?year=2014&order=oldest") == ["Peru alone", "Japan alone"]
    assert headlines(client, "/articles/?q=alone&country=peru") == ["Peru alone"]


def test_a_facet_counts_under_the_other_filters_but_its_own(client, japan, peru, beef):
    factories.make_article(countries=[japan], issues=[beef])
    factories.make_article(countries=[peru], issues=[beef])
    factories.make_article(countries=[peru])
    shown = page(client, "/articles/?country=japan&issue=beef")
    facets = re.findall(r'<li><a href="[^"]*"[^>]*>([^<]+)</a> <span class="meta">(\d+)</span>', shown)
    assert ("Japan", "1") in facets
    assert ("Peru", "1") in facets
    assert ("Beef", "1") in facets


@pytest.mark.parametrize(
    "query", ["", "country=japan", "country=japan&order=oldest", "country=japan&country=peru"]
)
def test_paging_by_key_shows_every_report_once_both_ways(client, japan, peru, query):
    for number in range(45):
        # Many at one moment: the row number settles their order.
        factories.make_article(f"Report {number:02}", countries=[japan], date=f"2014-04-{1 + number // 9:02}")
    address, seen, pages = f"/articles/?{query}", [], []
    while address:
        pages.append(headlines(client, address))
        seen += pages[-1]
        onward = re.search(r'rel="next" href="([^"]+)"', page(client, address))
        last, address = address, onward[1].replace("&amp;", "&") if onward else None
    assert [len(each) for each in pages] == [20, 20, 5]
    assert len(set(seen)) == 45
    back = re.search(r'rel="prev" href="([^"]+)"', page(client, last))[1].replace("&amp;", "&")
    assert headlines(client, back) == pages[1]


def test_what_a_filter_does_not_know_is_said(client, japan):
    factories.make_article("Japan alone", countries=[japan])
    shown = page(client, "/articles/?country=atlantis&year=soon&asof=never&before=x&order=best")
    for said in (
        "“atlantis”",
        "“soon” is not a year",
        "“never” is not a day",
        "There is no order “best”",
        "That page cannot be found",
    ):
        assert said in shown
    assert client.get("/articles.atom?country=atlantis").status_code == 400


@pytest.mark.parametrize(
    "kind, make, address",
    [
        ("article", lambda j: factories.make_article("Old name", countries=[j]), "/articles/{}/"),
        ("country", lambda j: j, "/countries/{}/"),
        ("issue", lambda j: factories.make_issue("old-name"), "/issues/{}/"),
        ("negotiator", lambda j: factories.make_negotiator("old-name"), "/negotiators/{}/"),
        ("meeting", lambda j: factories.make_meeting("old-name"), "/meetings/{}/"),
    ],
)
def test_an_old_address_leads_on_in_one_hop(client, japan, kind, make, address):
    each = make(japan)
    first = each.slug
    for slug in ("second-name", "third-name"):
        each.slug = slug
        each.save()
    response = client.get(address.format(first) + "?x=1")
    assert response.status_code == 301
    assert response.headers["Location"] == address.format("third-name") + "?x=1"
    assert client.get(f"/ja{address.format(first)}").headers["Location"] == "/ja" + address.format(
        "third-name"
    )
    each.slug = first
    each.save()
    assert not Redirect.objects.filter(kind=kind, old_slug=first).exists()
    assert client.get(address.format(first)).status_code == 200


def test_a_renamed_value_still_filters(client, japan):
    factories.make_article("Japan alone", countries=[japan])
    japan.slug = "nippon"
    japan.save()
    assert headlines(client, "/articles/?country=japan") == ["Japan alone"]


def test_the_language_of_a_page_is_in_its_address(client, japan):
    assert "Japan" in page(client, "/countries/")
    shown = client.get("/ja/countries/", headers={"accept-language": "es"})
    assert '<html lang="ja">' in shown.content.decode()
    assert "日本" in shown.content.decode()
    assert "Japón" in page(client, "/es/countries/japan/")
    assert client.get("/", headers={"accept-language": "ja"}).content == client.get("/").content


def test_search_finds_words_names_and_scripts(client, japan):
    amari = factories.make_negotiator(country=japan)
    amari.aliases.create(text="甘利明", kind="name", language="ja")
    factories.make_article("Gaps narrowing in Tokyo", countries=[japan], negotiators=[amari])
    for words in ("narrowing", "gap", "Amari", "甘利明", '"narrowing in Tokyo"', "tok*"):
        assert "Gaps narrowing in Tokyo" in page(client, f"/search/?q={words}"), words
    assert "/negotiators/akira-amari/" in page(client, "/search/?q=akira amari")
    assert "No report has all of these words" in page(client, "/search/?q=zanzibar")


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "(",
        "AND OR NOT",
        "-",
        "*",
        "🐄",
        "\x00",
        "a" * 10_000,
        "country:",
        "NEAR(",
        "'; --",
        "% _ \\",
        "^",
        "::",
    ],
)
def test_search_never_fails_on_what_is_typed(client, japan, typed):
    assert client.get("/search/", {"q": typed}).status_code == 200
    assert client.get("/articles/", {"q": typed}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere/",
        "/articles/nowhere/",
        "/countries/nowhere/",
        "/issues/nowhere/",
        "/negotiators/nowhere/",
        "/meetings/nowhere/",
        "/tags/nowhere/",
        "/articles/x/v999999999999/",
    ],
)
def test_a_wrong_address_says_what_to_do(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


def test_an_empty_site_opens(client):
    for address in (
        "/",
        "/articles/",
        "/countries/",
        "/issues/",
        "/negotiators/",
        "/meetings/",
        "/chapters/",
        "/about/",
        "/search/",
        "/articles.atom",
        "/sitemap.xml",
    ):
        page(client, address)


def test_a_number_in_an_address_too_large_for_the_database_is_not_found(client, japan):
    factories.make_article("Talks in Tokyo", countries=[japan])
    assert client.get(f"/articles/talks-in-tokyo/v{10**30}/").status_code == 404
    assert client.get(f"/articles/?before=20140425T120000000000-{10**17}").status_code == 200
