"""The record's own linkages, red lines and figures: on the pages, as of a day, resting on its sources."""

import re

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from articles.models import Linkage, Offer, RedLine, RedLineStatus

pytestmark = pytest.mark.django_db

QUERIES = 20


@pytest.fixture(scope="module")
def record_loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        call_command("load_reference", verbosity=0)
        call_command("load_samples", verbosity=0)
        yield
        transaction.set_rollback(True)


def text_of(address):
    response = Client().get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize("model", [Linkage, RedLine, RedLineStatus, Offer], ids=lambda model: model.__name__)
def test_every_fact_of_the_ledger_has_a_source_and_says_how_firmly_it_is_held(record_loaded, model):
    assert model.objects.exists()
    assert not model.objects.filter(sources=None).exists()
    assert not model.objects.filter(confidence="").exists()


def test_no_red_line_ends_before_it_was_drawn(record_loaded):
    for line in RedLine.objects.prefetch_related("statuses", "issues"):
        statuses = list(line.statuses.all())
        assert statuses[0].state == "drawn" and statuses[0].since == line.since
        assert line.issues.all()


def test_what_the_diet_asked_for_stands_on_japans_pages_with_what_became_of_it(record_loaded):
    for address in ("/countries/japan/", "/countries/japan/beef/", "/issues/rice/sides/"):
        page = text_of(address)
        assert "Farm committee of the lower house" in page and "Kept in part" in page
    then = text_of("/countries/japan/beef/?asof=2014-04-25")
    assert "Repeated" in then and "Kept in part" not in then


def test_the_rice_quota_is_a_ladder_of_what_was_asked_offered_and_agreed(record_loaded):
    page = text_of("/countries/japan/rice/")
    ladder = page[page.index('id="offers"') : page.index('id="outcomes"')]
    assert re.findall(r"(Offered|Asked|Agreed) <a", ladder)[:4] == ["Offered", "Asked", "Offered", "Agreed"]
    assert "175,000" in ladder and "<svg" in ladder
    assert "175,000" not in text_of("/countries/japan/rice/?asof=2015-06-30")


def test_the_record_contradicts_itself_where_canada_denied_a_deal(record_loaded):
    for address in ("/issues/institutional/sides/", "/countries/canada/institutional/"):
        page = text_of(address)
        apart = page[page.index('id="contradictions"') :]
        assert "denied that an agreement in principle existed" in apart and "it is the later record" in apart
