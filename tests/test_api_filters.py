"""One query string, one set of articles: the API lists what the page lists."""

import re
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, Phase, given, settings

from tests import random_reports

pytestmark = pytest.mark.django_db

QUICK = settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def told():
    return random_reports.write_reports(75, seed=7)


def on_the_page(client, query):
    """Return the slugs of all pages of the list of reports."""
    address, found = f"/articles/?{query}", []
    while address:
        cache.clear()
        page = client.get(address).content.decode()
        found += re.findall(r'<h2[^>]*><a href="/articles/([^"/?]+)/', page)
        onward = re.search(
            r'<a [^>]*rel="next"[^>]*href="([^"]+)"|<a [^>]*href="([^"]+)"[^>]*rel="next"', page
        )
        address = (onward[1] or onward[2]).replace("&amp;", "&") if onward else ""
        if address.startswith("?"):
            address = f"/articles/{address}"
    return found


def in_the_api(client, query):
    address, found = f"/api/v1/articles/?{query}", []
    while address:
        cache.clear()
        document = client.get(address).json()
        found += [item["slug"] for item in document["items"]]
        address = document["next"]
    return found


def both_list_the_same(client, told, choice):
    query = urlencode(choice, doseq=True)
    expected = [report.slug for report in random_reports.passing(told, choice)]
    assert in_the_api(client, query) == expected, query
    assert on_the_page(client, query) == expected, query


@QUICK
@given(choice=random_reports.choices)
def test_page_and_api_list_the_same_articles(client, told, choice):
    both_list_the_same(client, told, choice)


@pytest.mark.long
@settings(QUICK, max_examples=500)
@given(choice=random_reports.choices)
def test_page_and_api_list_the_same_articles_500_times(client, told, choice):
    both_list_the_same(client, told, choice)
