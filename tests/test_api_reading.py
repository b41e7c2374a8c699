"""The API, noun by noun: whole, in pages, by field, as of a day, cached, open, and plain about mistakes."""

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import drafting, publishing
from articles.api.nouns import NOUNS
from articles.api.schemas import ArticleSchema
from articles.api.schemas.article import INCLUDED
from articles.choices import CorrectionKind
from articles.models import Article, Country, Position, Redirect
from tests import api_world, factories

pytestmark = pytest.mark.django_db

ALL = {noun.name: noun.schema for noun in NOUNS} | {"articles": ArticleSchema}
WITH_PAGE = [noun.name for noun in NOUNS if noun.has_page] + ["articles"]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Write the world once; what a test changes of it is taken back after that test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield api_world.make_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(made):
    return made


def get(client, address, **headers):
    cache.clear()
    return client.get(f"/api/v1/{address}", headers=headers)


def told(client, address):
    response = get(client, address)
    assert response.status_code == 200, response.content
    return response.json()


def keys(client, address, key="slug"):
    """Return the names of all items of a list, page after page."""
    found = []
    while address:
        document = told(client, address)
        found += [item[key] for item in document["items"]]
        address = (document["next"] or "").removeprefix("http://testserver/api/v1/")
    return found


def refusals(client, address, status=400):
    response = get(client, address)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    return problem["errors"]


# --------------------------------------------------------------------------- what is told


@pytest.mark.parametrize("name", ALL)
def test_every_field_is_told_as_its_schema_says(client, world, name):
    include = f"&include={','.join(INCLUDED)}" if name == "articles" else ""
    items = told(client, f"{name}/?size=100{include}")["items"]
    assert items, f"The world of this test has no {name}."
    for item in items:
        assert list(item) == ALL[name].fields()
        ALL[name](**item)


@pytest.mark.parametrize("name", WITH_PAGE)
def test_one_is_told_as_in_the_list(client, world, name):
    key = ALL[name].key
    include = f"&include={','.join(INCLUDED)}" if name == "articles" else ""
    for item in told(client, f"{name}/?size=100{include}")["items"]:
        assert told(client, f"{name}/{item[key]}/") == item


@pytest.mark.parametrize("name", ALL)
def test_pages_have_every_row_once_and_in_order(client, world, name):
    key = ALL[name].key
    whole = [item[key] for item in told(client, f"{name}/?size=100")["items"]]
    assert len(set(whole)) == len(whole) > 0
    assert keys(client, f"{name}/?size=1", key) == whole


def test_a_page_of_reports_leads_back_too(client, world):
    first = told(client, "articles/?size=1")
    second = told(client, first["next"].removeprefix("http://testserver/api/v1/"))
    back = told(client, second["previous"].removeprefix("http://testserver/api/v1/"))
    assert back["items"] == first["items"]


@pytest.mark.parametrize("name", ALL)
def test_only_the_fields_asked_for_are_told(client, world, name):
    schema = ALL[name]
    for wanted in schema.fields():
        for item in told(client, f"{name}/?fields={wanted}")["items"]:
            assert set(item) == {schema.key, wanted}


def test_more_of_a_report_is_told_where_it_is_asked_for(client, world):
    plain = told(client, "articles/")["items"][0]
    assert not set(INCLUDED) & set(plain)
    more = told(client, "articles/?include=quotes,positions")["items"][0]
    assert set(more) == set(plain) | {"quotes", "positions"}
    assert [quote["speaker"] for quote in more["quotes"]] == ["akira-amari", None]
    assert {position["slug"] for position in more["positions"]} == {"pos-0", "pos-1", "pos-2"}


def test_addresses_are_whole_and_lead_to_the_pages(client, world):
    for name in ("articles", "countries", "issues", "negotiators", "meetings"):
        for item in told(client, f"{name}/?fields=url")["items"]:
            assert item["url"].startswith("http://testserver/")
            assert client.get(item["url"]).status_code == 200


# --------------------------------------------------------------------------- filters of the record


@pytest.mark.parametrize(
    "query, expected",
    [
        ("positions/?country=japan", {"pos-0", "pos-1", "pos-2"}),
        ("positions/?country=peru", set()),
        ("positions/?toward=peru", {"pos-0", "pos-1", "pos-2"}),
        ("positions/?issue=agriculture", {"pos-0", "pos-1", "pos-2"}),
        ("positions/?country=japan&country=peru&stance=offer&stance=demand", {"pos-0", "pos-1", "pos-2"}),
        ("positions/?stance=demand", set()),
        ("positions/?negotiator=michael-froman", set()),
        # They rest on a report of the 25th.
        ("positions/?asof=2014-04-24", set()),
        ("positions/?asof=2014-04-25", {"pos-0", "pos-1", "pos-2"}),
        ("countries/?group=tpp12", {"japan", "peru"}),
        ("issues/?issue=agriculture", {"agriculture", "beef"}),
        ("issues/?issue=beef", {"beef"}),
        ("negotiators/?country=japan", {"akira-amari"}),
        ("meetings/?negotiator=akira-amari", {"tokyo-2014"}),
        ("meetings/?asof=2014-04-22", set()),
        ("offers/?country=japan&toward=peru&state=asked", {"offer-1"}),
        ("offers/?state=agreed", set()),
        ("outcomes/?country=peru", {"jp-beef"}),
        ("linkages/?issue=beef", {"link-1"}),
        ("red-lines/?country=japan&issue=agriculture", {"line-1"}),
        ("articles/?country=japan&issue=agriculture", {"first-report"}),
        ("articles/?asof=2013-12-31", {"second-report"}),
    ],
)
def test_a_filter_chooses(client, world, query, expected):
    assert set(keys(client, query)) == expected


def test_a_position_of_a_group_is_held_by_its_members_of_that_day(client, world):
    for slug, since in (("of-the-group", "2014-01"), ("before-it", "2013-07-01")):
        position = Position.objects.create(
            slug=slug, issue_id=Position.objects.first().issue_id, stance="demand", summary="…", since=since
        )
        position.groups.add(Country.objects.get(slug="peru").groups.get())
    assert keys(client, "positions/?country=peru") == ["of-the-group"]


def test_a_retracted_record_is_told_only_where_it_is_asked_for(client, world):
    Position.objects.filter(slug="pos-1").update(standing="retracted", standing_note="Misread.")
    assert "pos-1" not in keys(client, "positions/")
    assert keys(client, "positions/?standing=retracted") == ["pos-1"]
    assert told(client, "positions/pos-1/")["standing_note"] == "Misread."


def test_quotations_are_found_by_who_said_them_and_on_what(client, world):
    texts = [item["text"] for item in told(client, "quotes/?speaker=akira-amari&issue=agriculture")["items"]]
    assert texts == ["The gaps are narrowing."]
    assert told(client, "quotes/?speaker=michael-froman")["items"] == []


# --------------------------------------------------------------------------- as of a day


def test_a_report_reads_as_it_did_on_the_day(client, world, time_machine):
    time_machine.move_to(factories.at("2026-01-01"))
    article = factories.make_article("As first told", countries=["japan"], date="2014-04-25")
    content = factories.content("As told now", countries=["peru"], date="2014-04-25")
    content.slug = article.slug
    drafting.save(article=article, content=content, by=None)
    time_machine.move_to(factories.at("2026-03-01"))
    publishing.correct(article=article, by=None, kind=CorrectionKind.CORRECTION, text="It was Peru.")
    address = f"articles/{article.slug}/"
    now, then = told(client, address), told(client, f"{address}?asof=2014-05-01")
    assert (now["headline"], now["countries"], now["version"]) == ("As told now", ["peru"], 2)
    assert (then["headline"], then["countries"], then["version"]) == ("As first told", ["japan"], 1)
    assert [note["text"] for note in now["corrections"]] == ["It was Peru."]
    assert then["corrections"] == []
    assert [version["number"] for version in then["versions"]] == [1]
    assert (
        told(client, "articles/?asof=2014-05-01&fields=headline")["items"][0]["headline"] == "As first told"
    )
    assert get(client, f"{address}?asof=2014-04-24").status_code == 404


def test_nothing_told_dates_from_after_the_day(client, world):
    [japan] = [
        each for each in told(client, "countries/?asof=2013-07-01")["items"] if each["slug"] == "japan"
    ]
    assert japan["memberships"] == []
    [person] = told(client, "negotiators/?country=japan&asof=2012-12-01")["items"]
    assert person["appointments"] == []
    assert told(client, "red-lines/?asof=2014-01-01")["items"][0]["statuses"] == []


# --------------------------------------------------------------------------- mistakes


def test_everything_that_was_not_understood_is_listed(client, world):
    errors = refusals(
        client,
        "articles/?country=atlantis&country=japan&year=soon&order=best&nonsense=1&fields=colour&size=0&asof=May",
    )
    for word in ("atlantis", "soon", "best", "nonsense", "colour", "“0”", "May"):
        assert [error for error in errors if word in error], word
    assert not [error for error in errors if "japan" in error]
    errors = refusals(client, "positions/?stance=angry&issue=love&page=2&before=x")
    for word in ("angry", "love", "page", "“x”"):
        assert [error for error in errors if word in error], word


@pytest.mark.parametrize(
    "query", ["size=5&size=6", "country=", "asof=2014-04-25&asof=2014-04-26", "fields=,"]
)
def test_what_can_be_read_in_two_ways_is_refused(client, world, query):
    assert refusals(client, f"positions/?{query}")


def test_an_address_at_which_there_is_nothing_says_so_in_json(client, world):
    for address in ("nothing/", "articles/nothing/", "positions/nothing/", "a/b/c/", "articles/%00/"):
        assert refusals(client, address, 404)
    assert get(client, "articles").headers["Location"] == "/api/v1/articles/"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["articles/", "positions/pos-0/", "openapi.json", ""])
def test_a_method_that_an_address_does_not_have_is_refused_in_json(client, world, method, address):
    response = getattr(client, method)(f"/api/v1/{address}")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json()["status"] == 405


def test_a_withdrawn_report_is_gone_and_says_why(client, world):
    publishing.withdraw(article=world[0], by=None, note="The statement was not authentic.")
    assert refusals(client, "articles/first-report/", 410) == ["The statement was not authentic."]


def test_an_old_slug_leads_to_the_new_one(client, world):
    Redirect.record(kind="country", old_slug="nippon", new_slug="japan")
    Redirect.record(kind="article", old_slug="the-first", new_slug="first-report")
    for old, new in (
        ("countries/nippon/", "countries/japan/"),
        ("articles/the-first/", "articles/first-report/"),
    ):
        response = get(client, f"{old}?fields=url")
        assert response.status_code == 301
        assert response.headers["Location"] == f"http://testserver/api/v1/{new}?fields=url"
    assert keys(client, "positions/?country=nippon") == keys(client, "positions/?country=japan")


NAMES = [
    "country",
    "issue",
    "year",
    "q",
    "asof",
    "before",
    "after",
    "fields",
    "include",
    "size",
    "order",
    "all",
    "x",
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from([*ALL]),
    pairs=st.lists(st.tuples(st.sampled_from(NAMES), st.text(max_size=12)), min_size=1, max_size=4),
)
def test_junk_is_refused_and_never_breaks_anything(client, world, name, pairs):
    query = {}
    for key, value in pairs:
        query.setdefault(key, []).append(value)
    cache.clear()
    response = client.get(f"/api/v1/{name}/", query)
    assert response.status_code in (200, 400)


# --------------------------------------------------------------------------- serving


@pytest.mark.parametrize("address", ["articles/", "articles/first-report/", "positions/", "openapi.json", ""])
def test_an_unchanged_answer_is_not_sent_again(client, world, address):
    etag = get(client, address).headers["ETag"]
    again = get(client, address, **{"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    Article.objects.filter(slug="second-report").update(summary="Changed.")
    assert get(client, address, **{"If-None-Match": etag}).status_code == 200


def test_any_site_may_read(client, world):
    for response in (
        get(client, "articles/", Origin="https://example.org"),
        get(client, "articles/?nonsense=1", Origin="https://example.org"),
        client.options("/api/v1/articles/", headers={"Origin": "https://example.org"}),
    ):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response.headers
    assert client.options("/api/v1/articles/").headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_the_head_of_an_answer_can_be_asked_for_alone(client, world):
    whole, head = get(client, "articles/"), client.head("/api/v1/articles/")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]


def test_a_reader_gets_no_cookie(client, world):
    assert not get(client, "articles/").cookies


VERSION = {"edition and go-lives": 1}
ARTICLES = {
    "articles with meeting": 1, "countries": 1, "issues": 1, "people": 1, "sources": 1, "tags": 1,
}  # fmt: skip
POSITIONS = {
    "positions": 1, "countries held": 1, "groups": 1, "toward countries": 1, "toward groups": 1, "people": 1,
    "sources": 1,
}  # fmt: skip
TERMS = {"terms": 1, "partners": 1, "partner groups": 1, "figures": 1, "sources": 1}
QUOTES = {"quotes": 1, "their issues": 1}
WHOLE = {
    **{f"{name} of positions": 1 for name in POSITIONS},
    **{f"{name} of outcomes": 1 for name in TERMS},
    **QUOTES,
    "reports of outcomes": 1,
    "corrections": 1,
    "versions": 1,
}
BUDGETS = {
    "articles/": VERSION | ARTICLES,
    "articles/?country=japan&issue=beef&fields=headline": VERSION | ARTICLES | {"country": 1, "issue": 1},
    f"articles/?include={','.join(INCLUDED)}": VERSION | ARTICLES | WHOLE,
    "articles/first-report/": VERSION | ARTICLES | WHOLE,
    "countries/": VERSION | {"countries": 1, "guards": 1, "wants": 1, "memberships": 1, "sources": 1},
    "countries/japan/": VERSION | {"countries": 1, "guards": 1, "wants": 1, "memberships": 1, "sources": 1},
    "groups/": VERSION | {"groups": 1, "memberships": 1, "sources": 1},
    "issues/?issue=agriculture": VERSION
    | {"issues": 1, "issue": 1, "tree": 1, "members": 1, "chapters": 1, "sources": 1},
    "negotiators/": VERSION | {"people": 1, "offices": 1, "sources": 1},
    "appointments/": VERSION | {"offices": 1},
    "meetings/": VERSION
    | {"meetings": 1, "groups": 1, "countries": 1, "attendance": 1, "who came": 1, "sources": 1},
    "positions/?country=japan&issue=beef": VERSION
    | POSITIONS
    | {"country": 1, "memberships": 1, "issue": 1, "tree": 1},
    "positions/?fields=stance": VERSION | {"positions": 1},
    "linkages/": VERSION
    | {"linkages": 1, "countries": 1, "groups": 1, "toward": 1, "toward groups": 1, "sources": 1},
    "red-lines/": VERSION | {"lines": 1, "issues": 1, "statuses": 1, "sources": 1},
    "quotes/": VERSION | QUOTES,
    "offers/": VERSION | TERMS,
    "outcomes/": VERSION | TERMS | {"reports": 1},
    "chapters/": VERSION | {"chapters": 1, "issues": 1, "sources": 1},
    "corrections/": VERSION | {"corrections": 1},
    "aliases/": VERSION | {"aliases": 1},
    "openapi.json": VERSION
    | {"countries": 1, "toward": 1, "groups": 1, "issues": 1, "people": 1, "speakers": 1, "meetings": 1}
    | {"positions": 1, "tags": 1},
}


@pytest.mark.parametrize("address", BUDGETS)
def test_an_answer_keeps_its_budget_whatever_the_number_of_rows(client, world, address):
    allowed = sum(BUDGETS[address].values())
    with CaptureQueriesContext(connection) as few:
        told(client, address)
    assert len(few) <= allowed, "\n".join(query["sql"] for query in few)
    quotes = [{"speaker": "akira-amari", "text": "The gaps are narrowing.", "issues": ["beef"]}]
    for number in range(12):
        factories.make_article(
            f"More {number}", countries=["japan"], issues=["beef"], negotiators=["akira-amari"], quotes=quotes
        )
    with CaptureQueriesContext(connection) as many:
        told(client, address)
    assert len(many) <= allowed, "\n".join(query["sql"] for query in many)
