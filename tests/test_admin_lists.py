"""Every list of the admin opens with a fixed number of queries, however many rows there are."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Alias, Appointment, Country, Issue, Meeting, Negotiator, Position, Quote, Source
from tests import factories

pytestmark = pytest.mark.django_db
MOST_QUERIES = 10
ROWS = 120


def many(number):
    """Add rows of the kinds that grow, linked to one another."""
    japan, beef = Country.objects.get(slug="japan"), Issue.objects.get(slug="beef")
    article = factories.make_article(countries=[japan], issues=[beef])
    start = Negotiator.objects.count()
    people = Negotiator.objects.bulk_create(
        Negotiator(slug=f"person-{n}", name=f"Person {n}", country=japan)
        for n in range(start, start + number)
    )
    Appointment.objects.bulk_create(
        Appointment(negotiator=each, title="Envoy", kind="other") for each in people
    )
    Source.objects.bulk_create(Source(title=f"Source {start + n}") for n in range(number))
    Issue.objects.bulk_create(
        Issue(slug=f"issue-{start + n}", name=f"Issue {n}", kind="rule", parent=beef) for n in range(number)
    )
    Meeting.objects.bulk_create(
        Meeting(
            slug=f"meeting-{start + n}",
            name=f"Meeting {n}",
            kind="round",
            start="2012",
            end="2012",
            country=japan,
        )
        for n in range(number)
    )
    Position.objects.bulk_create(
        Position(slug=f"position-{start + n}", issue=beef, stance="offer", summary="Offers.", since="2014")
        for n in range(number)
    )
    Quote.objects.bulk_create(
        Quote(article=article, speaker=people[n], text=f"Words {n}.") for n in range(number)
    )
    for _each in range(number // 20):
        factories.make_article(countries=[japan], issues=[beef])


@pytest.fixture
def boss(client):
    factories.make_country()
    factories.make_issue()
    user = factories.make_user("boss", superuser=True)
    client.force_login(user)
    return client


def queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200, address
    # Session and account are asked for on every page of the admin.
    return [query["sql"] for query in asked if "django_session" not in query["sql"]]


def test_every_list_opens_with_few_queries_and_no_more_with_more_rows(boss):
    many(5)
    few = {}
    for model in admin.site._registry:
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        few[address] = queries(boss, address)
        assert len(few[address]) <= MOST_QUERIES, f"{address}\n" + "\n".join(few[address])
    many(ROWS)
    for address, before in few.items():
        after = queries(boss, address)
        assert len(after) <= len(before) + 1, f"{address}\n" + "\n".join(after)


@pytest.mark.parametrize(
    "model, field, term, label",
    [
        ("article", "negotiators", "person 3", "Person 3 (Japan, Envoy)"),
        ("article", "issues", "issue 3", "Issue 3 (Beef)"),
        ("article", "countries", "nippon", "Japan"),
    ],
)
def test_an_autocomplete_tells_namesakes_apart_in_few_queries(boss, model, field, term, label):
    Alias.objects.create(country=Country.objects.get(slug="japan"), text="Nippon")
    many(20)
    address = f"/admin/autocomplete/?app_label=articles&model_name={model}&field_name={field}&term={term}"
    with CaptureQueriesContext(connection) as asked:
        found = boss.get(address).json()["results"]
    assert label in [each["text"] for each in found]
    assert len(asked) <= 8


def test_a_person_says_where_they_are_used(boss):
    amari = factories.make_negotiator(country=Country.objects.get(slug="japan"))
    factories.make_article(countries=["japan"], negotiators=[amari])
    page = boss.get(f"/admin/articles/negotiator/{amari.pk}/change/").content.decode()
    assert "Used in" in page and "1 articles" in page
    listed = boss.get(f"/admin/articles/article/?negotiators__id__exact={amari.pk}")
    assert "1 article" in listed.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?q=talks",
        "?standing=draft",
        "?published_at_in=2014",
        "?published_at_in=2014-04",
        "?countries__id__exact=1",
        "?standing=changed",
        "?q=%00",
        "?published_at_in=x",
        "?countries__id__exact=x",
    ],
)
def test_filters_of_the_list_of_reports_answer(boss, query):
    factories.make_article("Talks", countries=["japan"])
    assert boss.get(f"/admin/articles/article/{query}").status_code in (200, 302)


@pytest.mark.parametrize("name", ["country", "issue", "negotiator", "meeting"])
def test_a_record_saved_by_hand_is_seen_by_readers(boss, name):
    address = f"/admin/articles/{name}/add/"
    inlines = {}
    for prefix in ("aliases", "memberships", "appointments", "attendance"):
        inlines |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    data = inlines | {
        "name": "Peru", "slug": "peru", "names": "es: Perú", "iso2": "PE", "iso3": "PER", "hs_codes": "0201",
        "kind": {"issue": "rule", "meeting": "round"}.get(name, ""), "start": "2012-05", "end": "2012-05",
        "standing": "signatory",
    }  # fmt: skip
    response = boss.post(address, data)
    assert response.status_code == 302, response.content.decode()[:3000]
    plural = {"country": "countries"}.get(name, f"{name}s")
    assert "Peru" in boss.get(f"/{plural}/peru/").content.decode()
    assert "Perú" in boss.get(f"/es/{plural}/peru/").content.decode()
