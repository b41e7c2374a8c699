"""Search: what is on top, what was meant, in which order, and nothing typed ever fails."""

import re
from urllib.parse import quote, unquote

import pytest
from django.core.cache import cache
from django.http import QueryDict

from articles.filters import SEARCH_ORDERS, ArticleFilters
from articles.finding import Results
from articles.finding.results import fragment
from articles.search import parse
from tests import factories
from tests.search_corpus import QUERIES

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    """A few things with their names, and reports about them."""
    japan = factories.make_country(names={"ja": "日本"})
    amari = factories.make_negotiator(country=japan)
    amari.aliases.create(text="甘利明", language="ja")
    amari.aliases.create(text="Amari")
    froman = factories.make_negotiator("michael-froman")
    for slug, day in [
        ("talks-1", "2013-12-01"),
        ("talks-2", "2014-02-15"),
        ("talks-3", "2014-04-09"),
        ("talks-4", "2014-09-23"),
    ]:
        meeting = factories.make_meeting(slug, name="Amari-Froman talks", start=day, end=day)
        meeting.aliases.create(text=meeting.name, kind="ambiguous")
    beef = factories.make_issue("beef")
    isds = factories.make_issue("isds", name="Investor-state dispute settlement")
    services = factories.make_issue("financial-services")
    services.aliases.create(text="Japan Post insurance")
    factories.make_issue("tariffs")
    factories.make_article(
        "Beef tariff to fall by half",
        countries=[japan],
        issues=[beef],
        negotiators=[amari, froman],
        body="<p>Officials met at length.</p><p>The beef tariff, at 38.5 per cent, falls by half.</p>",
    )
    factories.make_article(
        "Panel on investor-state disputes", countries=[japan], issues=[isds], date="2014-01-02"
    )
    return {"japan": japan}


def results(text, **parameters):
    cache.clear()
    query = QueryDict(mutable=True)
    query.update({"q": text, **parameters})
    return Results(ArticleFilters(query, orders=SEARCH_ORDERS))


def known(text):
    return [(each.kind, each.slug) for each in results(text).known]


def page(client, address):
    cache.clear()
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "typed, first",
    [
        ("amari", ("negotiator", "akira-amari")),
        ("Akira", ("negotiator", "akira-amari")),
        ("甘利", ("negotiator", "akira-amari")),
        ("甘利明", ("negotiator", "akira-amari")),
        ("akira amarri", ("negotiator", "akira-amari")),
        ("investor state", ("issue", "isds")),
        ("investor-state", ("issue", "isds")),
        ("japan", ("country", "japan")),
        ("日本", ("country", "japan")),
        ("JAPAN!", ("country", "japan")),
        ("beef in japan", ("country", "japan")),
        ("amari-froman talks", ("meeting", "talks-1")),
    ],
)
def test_what_the_words_name_is_on_top(client, record, typed, first):
    assert known(typed)[0] == first
    shown = page(client, f"/search/?q={quote(typed)}")
    kind, slug = first
    addresses = {
        "negotiator": "negotiators",
        "issue": "issues",
        "country": "countries",
        "meeting": "meetings",
    }
    at = shown.index(f'href="/{addresses[kind]}/{slug}/"', shown.index("<main"))
    assert at < shown.find('<ol class="list">') or '<ol class="list">' not in shown


def test_a_misspelt_search_is_put_right_on_top(client, record):
    shown = page(client, "/search/?q=beaf+tarif")
    assert 'Did you mean: <a href="/search/?q=beef+tariff">beef tariff</a>' in shown
    assert "Beef tariff to fall by half" in page(client, "/search/?q=beef+tariff")
    kept = page(client, "/search/?q=beaf+tarif&country=japan")
    assert "/search/?country=japan&amp;q=beef+tariff" in kept


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("beaf", "beef"),
        ("Beaf -sugar", "beef -sugar"),
        ('"beaf tariff"', '"beef tariff"'),
        ("akria amari", "akira amari"),
        ("beef", ""),
        ("officials met", ""),
        ("qqqqqq", ""),
        ("zanzibar", ""),
        ("", ""),
        ("?!", ""),
        ("beaf country:japan", "beef"),
    ],
)
def test_what_was_meant_is_offered_only_where_it_helps(record, typed, meant):
    assert results(typed).did_you_mean == meant


def test_a_word_that_other_filters_leave_nothing_of_is_not_offered(record):
    assert results("hallf", year="1999").did_you_mean == ""
    assert results("hallf", year="2014").did_you_mean == "half"


def test_of_equally_near_words_the_one_that_begins_so_is_meant_then_the_commonest(record):
    for headline in ("A leaf", "A leaf of leaf", "One quote", "Quota of a quota", "Quota"):
        factories.make_article(headline, countries=[record["japan"]])
    assert results("beaf").did_you_mean == "beef"
    assert results("quoti").did_you_mean == "quota"


def test_namesakes_of_one_kind_do_not_fill_the_page(record):
    assert known("amari") == [
        ("negotiator", "akira-amari"),
        ("meeting", "talks-1"),
        ("meeting", "talks-2"),
        ("meeting", "talks-3"),
    ]


def test_an_alias_of_many_words_does_not_stand_for_each_of_them(record):
    assert ("issue", "financial-services") not in known("japan")
    assert ("issue", "financial-services") in known("japan post")


def test_results_are_ordered_as_asked(client, record):
    for number, day in enumerate(["2012-01-01", "2015-01-01", "2013-01-01"]):
        factories.make_article(
            f"Report {number}", countries=[record["japan"]], body="<p>Of beef.</p>", date=day
        )

    def headlines(order):
        shown = page(client, f"/search/?q=beef&order={order}")
        return re.findall(r'<h2><a href="[^"]+">([^<]+)</a>', shown)

    assert headlines("")[0] == "Beef tariff to fall by half"
    assert headlines("newest") == ["Report 1", "Beef tariff to fall by half", "Report 2", "Report 0"]
    assert headlines("oldest") == headlines("newest")[::-1]
    assert "There is no order “best”" in page(client, "/search/?q=beef&order=best")


@pytest.mark.parametrize("order", ["", "newest", "oldest"])
def test_all_results_can_be_paged_through_both_ways(client, record, order):
    for number in range(45):
        factories.make_article(f"Quota {number:02}", countries=[record["japan"]])
    address, pages = f"/search/?q=quota&order={order}", []
    while address:
        shown = page(client, address)
        pages.append(re.findall(r'<h2><a href="[^"]+">([^<]+)</a>', shown))
        onward = re.search(r'rel="next" href="([^"]+)"', shown)
        last, address = shown, onward[1].replace("&amp;", "&") if onward else ""
    assert [len(each) for each in pages] == [20, 20, 5]
    assert len({headline for each in pages for headline in each}) == 45
    back = re.search(r'rel="prev" href="([^"]+)"', last)[1].replace("&amp;", "&")
    assert re.findall(r'<h2><a href="[^"]+">([^<]+)</a>', page(client, back)) == pages[1]


def test_a_search_is_narrowed_by_facets(client, record):
    peru = factories.make_country("peru", "PE", "PER")
    factories.make_article("Beef from Peru", countries=[peru])
    shown = page(client, "/search/?q=beef")
    assert 'href="/search/?country=peru&amp;q=beef" id="country-peru"' in shown
    narrowed = page(client, "/search/?country=peru&q=beef")
    assert "Beef from Peru" in narrowed
    assert "Beef tariff to fall" not in narrowed
    assert "Beef from Peru" in page(client, "/search/?q=country:peru")


def test_a_result_leads_to_the_passage(client, record):
    shown = page(client, "/search/?q=tariff")
    (address,) = re.findall(r'<h2><a href="(/articles/beef[^"]+)"', shown)
    path, _hash, directive = address.partition("#:~:text=")
    passage = unquote(directive)
    assert passage.startswith("tariff")
    text = re.sub(r"<[^>]+>", "", client.get(path).content.decode())
    assert passage in " ".join(text.split())


@pytest.mark.parametrize(
    "text, typed, expected",
    [
        ("One.\n\nThe half-way house, of beef", "half", "half%2Dway%20house%2C%20of%20beef"),
        ("Beef\n\nand more", "beef", "Beef"),
        ("a & b beef & c", "beef", "beef%20%26%20c"),
    ],
)
def test_a_text_fragment_stays_in_its_paragraph_and_is_escaped(text, typed, expected):
    assert fragment(text, parse(typed)) == f"#:~:text={expected}"
    assert fragment(text, parse("nowhere")) == ""


@pytest.mark.parametrize("address", ["/search/", "/search/suggest", "/articles/"])
def test_nothing_typed_fails(client, record, address):
    for typed in [
        *QUERIES,
        "person:",
        "year:99999999999",
        "country:\x00",
        'tag:"',
        "person:甘利",
        "𝕬",
        "\u202e",
    ]:
        typed = typed.encode(errors="replace").decode()
        cache.clear()
        assert client.get(address, {"q": typed}).status_code == 200, typed[:80]


def suggestions(client, typed):
    cache.clear()
    return client.get("/search/suggest", {"q": typed}).json()["suggestions"]


def test_suggestions_come_while_typing(client, record):
    assert suggestions(client, "am")[0] == {
        "name": "Akira Amari",
        "detail": "person",
        "url": "/negotiators/akira-amari/",
    }
    assert suggestions(client, "甘")[0]["name"] == "Akira Amari"
    assert "Beef tariff to fall by half" in [each["name"] for each in suggestions(client, "beef tar")]
    assert suggestions(client, "") == suggestions(client, "  ") == []
    assert suggestions(client, "zzzz") == []


def test_suggestions_hide_what_readers_may_not_see(client, record):
    factories.make_draft("Zanzibarite secret", countries=[record["japan"]])
    factories.make_article("Zanzibarite to come", countries=[record["japan"]], date="2190-01-01")
    assert suggestions(client, "zanzib") == []
    assert results("zanzibarita").did_you_mean == ""


def test_suggestions_speak_the_language_of_the_page(client, record):
    cache.clear()
    first = client.get("/ja/search/suggest", {"q": "日"}).json()["suggestions"][0]
    assert (first["name"], first["url"]) == ("日本", "/ja/countries/japan/")


def test_a_renamed_thing_is_known_at_once(client, record):
    assert results("amari").known[0].slug == "akira-amari"
    record["japan"].name = "Nippon Koku"
    record["japan"].save()
    assert client.get("/search/suggest", {"q": "koku"}).json()["suggestions"][0]["name"] == "Nippon Koku"


def test_a_foreign_name_does_not_make_a_slip_right(client):
    japan = factories.make_country()
    beef = factories.make_issue("beef")
    tariffs = factories.make_issue("tariffs", names={"fr": "Tarifs douaniers"})
    for number in range(3):
        factories.make_article(f"Beef tariff round {number}", countries=[japan], issues=[beef, tariffs])
    assert "beef tariff" in client.get("/search/?q=beaf+tarif").content.decode()


def test_a_person_comes_before_a_meeting_named_after_them(client):
    amari = factories.make_negotiator(country=factories.make_country())
    amari.aliases.create(text="甘利明", kind="name", language="ja")
    factories.make_meeting("amari-froman", names={"ja": "甘利・フロマン会談"})
    page = client.get("/search/?q=甘利").content.decode()
    assert page.index("/negotiators/akira-amari/") < page.index("/meetings/amari-froman/")
