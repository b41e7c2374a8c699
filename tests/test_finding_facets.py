"""Facets and addresses of the list of reports: counts as by hand, one canonical address, nothing guessed."""

import re

import pytest
from django.core.cache import cache
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings

from articles.filters import ArticleFilters, facets
from articles.filters.addresses import PARAMETERS
from tests import factories, random_reports

pytestmark = pytest.mark.django_db

RANDOM = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def filters_of(choice):
    query = QueryDict(mutable=True)
    for name, values in choice.items():
        query.setlist(name, values)
    return ArticleFilters(query)


def offered(choice):
    """Return {facet: {slug: total}} as offered, counted anew."""
    cache.clear()
    return {
        facet.parameter: {value.slug: value.total for value in facet.values}
        for facet in filters_of(choice).facets()
    }


@pytest.fixture(params=[1, 2])
def told(request):
    return random_reports.write_reports(70, seed=request.param)


@RANDOM
@given(choice=random_reports.choices)
def test_facet_counts_equal_a_count_by_hand(told, choice):
    shown = offered(choice)
    for name in (*random_reports.FACETS, "year"):
        counted = random_reports.counts(told, choice, name)
        chosen = dict.fromkeys(choice.get(name, []), 0)
        assert shown.get(name, {}) == chosen | counted, name
    assert filters_of(choice).total == len(random_reports.passing(told, choice))


@RANDOM
@given(choice=random_reports.choices)
def test_every_address_leads_back_to_itself(told, choice):
    first = filters_of(choice)
    again = ArticleFilters(QueryDict(first.query))
    assert again.query == first.query
    assert set(again.articles()) == set(first.articles())
    names = [name for name, _value in QueryDict(first.query).lists()]
    assert names == sorted(names, key=PARAMETERS.index)
    for facet in first.facets():
        for value in facet.values:
            turned = ArticleFilters(QueryDict(value.query))
            assert turned.query == value.query
            pair = (facet.parameter, value.slug)
            assert (pair in turned.parameters()) is not value.chosen


def test_a_count_says_where_it_stopped(monkeypatch):
    random_reports.write_reports(40, seed=3)
    everything = offered({})
    monkeypatch.setattr(facets, "COUNTED", 5)
    # A single value is counted whole, however many there are.
    assert offered({}) == everything
    year = max(everything["year"], key=everything["year"].get)
    cache.clear()
    narrowed = {facet.parameter: facet for facet in filters_of({"year": [year]}).facets()}
    assert all(value.at_least for value in narrowed["country"].values)
    assert max(value.total for value in narrowed["country"].values) <= 6
    assert not any(value.at_least for value in narrowed["year"].values)


def test_a_chosen_value_is_always_offered_to_take_off(monkeypatch):
    random_reports.write_reports(40, seed=3)
    monkeypatch.setattr(facets, "OFFERED", 1)
    for slug in random_reports.COUNTRIES:
        values = {
            value.slug: value for facet in filters_of({"country": [slug]}).facets() for value in facet.values
        }
        assert values[slug].chosen
        assert values[slug].query == ""


def page(client, address):
    cache.clear()
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "asked, canonical",
    [
        ("", ""),
        ("q=&year=&country=", ""),
        ("year=2014&country=peru&country=japan&country=peru", "country=japan&country=peru&year=2014"),
        ("all=country&country=japan", "country=japan"),
        ("order=newest&q=%20beef%20%20quota%20", "q=beef+quota"),
        ("q=country:japan+beef+year:2014", "country=japan&year=2014&q=beef"),
        ("country=atlantis&year=soon", ""),
        ("utm_source=mail&year=2014", "year=2014"),
    ],
)
def test_a_page_names_its_one_address(client, asked, canonical):
    factories.make_country()
    factories.make_country("peru", "PE", "PER")
    shown = page(client, f"/articles/?{asked}")
    expected = "http://testserver/articles/" + (f"?{canonical}" if canonical else "")
    assert f'<link rel="canonical" href="{expected.replace("&", "&amp;")}">' in shown
    assert (
        f'hreflang="ja" href="{expected.replace("/articles/", "/ja/articles/").replace("&", "&amp;")}"'
        in shown
    )


@pytest.mark.parametrize(
    "asked, left_out",
    [
        ("", False),
        ("country=japan", False),
        ("country=japan&year=2014", False),
        ("country=japan&year=2014&year=2013", True),
        ("q=beef", True),
        ("before=20140425T120000000000-1", True),
        ("asof=2014-01-01", True),
        ("country=atlantis", True),
    ],
)
def test_search_engines_are_asked_to_leave_deep_lists_out(client, asked, left_out):
    factories.make_country()
    assert ('content="noindex"' in page(client, f"/articles/?{asked}")) is left_out


def test_all_asks_for_every_one_and_can_be_turned(client):
    japan, peru = factories.make_country(), factories.make_country("peru", "PE", "PER")
    factories.make_article("Japan alone", countries=[japan])
    factories.make_article("Both of them", countries=[japan, peru])
    either = page(client, "/articles/?country=japan&country=peru")
    assert "Japan alone" in either
    every = re.search(r'href="([^"]+)" id="all-country"', either)[1].replace("&amp;", "&")
    assert every == "/articles/?country=japan&country=peru&all=country"
    both = page(client, every)
    assert "Japan alone" not in both
    assert "Both of them" in both
    assert 'href="/articles/?country=japan&amp;country=peru" id="all-country"' in both


@pytest.mark.parametrize(
    "asked, said",
    [
        ("country=atlantis", "There is no country “atlantis”."),
        ("meeting=nowhere", "There is no meeting “nowhere”."),
        ("tag=%00", ""),
        ("year=14", "“14” is not a year"),
        ("all=meeting", "“all” can be one of country, issue, negotiator, tag, not “meeting”."),
        ("q=person:nobody", "There is no person “nobody”."),
        ("&".join(f"country=c{number}" for number in range(40)), "At most 30 values of “country” are read"),
    ],
)
def test_what_is_not_understood_is_said_and_refused_to_machines(client, asked, said):
    assert said in page(client, f"/articles/?{asked}")
    for ending in ("atom", "rss", "json", "csv"):
        response = client.get(f"/articles.{ending}?{asked}")
        assert response.status_code == (400 if said else 200)
        assert response.status_code == 200 or said in response.content.decode()


def test_machines_refuse_a_parameter_that_there_is_not(client):
    response = client.get("/articles.json?contry=japan")
    assert response.status_code == 400
    assert response.json() == {"errors": ["There is no parameter “contry”."]}
    assert client.get("/articles/?contry=japan").status_code == 200


def test_field_words_name_things_by_any_alias(client):
    japan = factories.make_country()
    japan.aliases.create(text="Nippon")
    amari = factories.make_negotiator(country=japan)
    amari.aliases.create(text="Amari")
    factories.make_article("Wanted report", countries=[japan], negotiators=[amari])
    factories.make_article("Other report", countries=[factories.make_country("peru", "PE", "PER")])
    for words in ("country:nippon", "person:amari", 'person:"akira amari" wanted', "country:japan year:2014"):
        shown = page(client, f"/articles/?q={words}")
        assert "Wanted report" in shown, words
        assert "Other report" not in shown, words
        assert "Wanted report" in page(client, f"/search/?q={words}")
