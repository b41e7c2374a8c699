"""One address, one set of articles: page, Atom, RSS, JSON Feed and CSV; each valid by its own rules."""

import csv
import io
import json
import re
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, Phase, given, settings

from articles import spreadsheets
from articles.feeds import table
from articles.models import Article
from tests import factories, feed_rules, random_reports

pytestmark = pytest.mark.django_db

FORMATS = ["articles.atom", "articles.rss", "articles.json", "articles.csv"]
CHECKS = {
    "articles.atom": feed_rules.check_atom,
    "articles.rss": feed_rules.check_rss,
    "articles.json": feed_rules.check_json_feed,
}


def body(response):
    assert response.status_code == 200, response
    return b"".join(response.streaming_content) if response.streaming else response.content


def rows(client, address):
    cache.clear()
    return list(csv.DictReader(io.StringIO(body(client.get(address)).decode(), newline="")))


def onward(name, content):
    """Return the address of the next page that a page or feed names, or ""."""
    if name == "articles.json":
        return json.loads(content).get("next_url", "")
    links = re.findall(r"<(?:a|link|atom:link) [^>]*rel=\"next\"[^>]*>", content.decode())
    return re.search(r'href="([^"]+)"', links[0])[1].replace("&amp;", "&") if links else ""


def listed(client, name, query):
    """Return the slugs of all articles under an address, page after page, in order."""
    address, found = f"/{name}?{query}", []
    while address:
        cache.clear()
        content = body(client.get(address))
        if name == "articles.csv":
            return [row["address"].split("/")[-2] for row in csv.DictReader(io.StringIO(content.decode()))]
        if name in CHECKS:
            found += [each.split("/")[-2] for each in CHECKS[name](content)]
        else:
            found += re.findall(r'<h2[^>]*><a href="/articles/([^"/?]+)/', content.decode())
        address = onward(name, content)
    return found


def every_format_lists_the_same(client, told, choice):
    query = urlencode(choice, doseq=True)
    expected = [report.slug for report in random_reports.passing(told, choice)]
    for name in ["articles/", *FORMATS]:
        assert listed(client, name, query) == expected, f"{name}?{query}"


@pytest.fixture
def told():
    return random_reports.write_reports(75, seed=5)


QUICK = settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@QUICK
@given(choice=random_reports.choices)
def test_every_format_of_an_address_lists_the_same_articles(client, told, choice):
    every_format_lists_the_same(client, told, choice)


@pytest.mark.long
@settings(QUICK, max_examples=200)
@given(choice=random_reports.choices)
def test_every_format_of_two_hundred_addresses_lists_the_same_articles(client, told, choice):
    every_format_lists_the_same(client, told, choice)


AWKWARD = '=cmd|"/C calc"!A0 & <b>Amari’s</b> ]]> \x0b\ufffe 甘利明'


@pytest.fixture
def awkward():
    """A report with everything in it that breaks careless feeds."""
    japan = factories.make_country()
    factories.make_issue("beef")
    return factories.make_article(
        AWKWARD,
        countries=[japan],
        summary="+1 <script>alert(1)</script> & more",
        body='<p>On <a href="/issues/beef/">beef</a> & <a href="https://example.org/x">else</a>.</p>',
        byline="By A. Writer and B. Writer",
        tags=["-2+3"],
    )


@pytest.mark.parametrize("name", CHECKS)
def test_a_feed_is_valid_whatever_was_pasted(client, awkward, name):
    content = body(client.get(f"/{name}"))
    (address,) = CHECKS[name](content)
    assert address == "http://testserver" + awkward.get_absolute_url()
    told = content.decode()
    assert "http://testserver/issues/beef/" in told
    assert "B. Writer" in told
    assert CHECKS[name](body(client.get(f"/{name}?year=1999"))) == []


def test_a_cell_that_looks_like_a_formula_is_harmless(client, awkward):
    (row,) = rows(client, "/articles.csv")
    assert row["headline"].startswith("'=cmd")
    assert row["summary"].startswith("'+1")
    assert row["tags"] == "'-2+3"
    assert row["address"] == "http://testserver" + awkward.get_absolute_url()
    for cell in ("=1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1"):
        assert spreadsheets.harmless(cell) == f"'{cell}"
    assert spreadsheets.harmless("38.5 = high") == "38.5 = high"


def test_a_table_says_what_it_was_filtered_by(client, awkward):
    (row,) = rows(client, "/articles.csv?year=2014&country=japan")
    assert row["filtered_by"] == "Japan · 2014"
    assert row["list"] == "http://testserver/articles/?country=japan&year=2014"
    response = client.get("/articles.csv?year=2014&country=japan")
    assert response.headers["Content-Disposition"].endswith('"tpp-tracker-reports-japan-2014.csv"')
    assert rows(client, "/articles.csv")[0]["filtered_by"] == "nothing: all reports"


def test_a_long_table_is_read_in_chunks_and_misses_nothing(client, monkeypatch, told):
    monkeypatch.setattr(table, "CHUNK", 7)
    assert listed(client, "articles.csv", "") == [report.slug for report in random_reports.passing(told, {})]
    assert client.get("/articles.csv").streaming


def test_a_table_speaks_the_language_of_its_address(client):
    japan = factories.make_country(names={"ja": "日本"})
    factories.make_article(countries=[japan])
    (row,) = rows(client, "/ja/articles.csv?country=japan")
    assert (row["countries"], row["filtered_by"]) == ("日本", "日本")


@pytest.mark.parametrize("name", [*FORMATS, "meetings.ics", "sitemap.xml", "news-sitemap.xml"])
def test_what_has_not_changed_is_not_sent_again(client, awkward, name):
    etag = client.get(f"/{name}").headers["ETag"]
    again = client.get(f"/{name}", headers={"if-none-match": etag})
    assert again.status_code == 304
    article = factories.make_article(countries=[factories.make_country("peru", "PE", "PER")])
    factories.make_meeting("lima")
    assert client.get(f"/{name}", headers={"if-none-match": etag}).status_code == 200
    assert article.is_readable()


@pytest.mark.parametrize("name", FORMATS)
def test_a_list_of_results_leads_to_the_same_articles_as_a_feed(client, told, name):
    found = listed(client, name, "q=walkout")
    assert sorted(found) == sorted(report.slug for report in told if "walkout" in report.words)
    page = client.get("/search/?q=walkout").content.decode()
    assert f'href="/{name}?q=walkout"' in page


def test_a_feed_names_articles_for_ever(client, awkward):
    def identifiers():
        cache.clear()
        return re.findall("<id>(tag:[^<]+)</id>", client.get("/articles.atom").content.decode())

    before = identifiers()
    Article.objects.filter(pk=awkward.pk).update(slug="another-slug")
    assert identifiers() == before == [f"tag:testserver,2026:article:{awkward.pk}"]


def test_addresses_are_those_of_the_site_where_it_says_so(client, awkward, settings):
    settings.SITE_URL = "https://tracker.example"
    for name in (
        "articles.atom",
        "articles.json",
        "articles.csv",
        "articles/",
        "meetings.ics",
        "news-sitemap.xml",
    ):
        content = body(client.get(f"/{name}")).decode()
        assert "http://testserver" not in content, name
