"""The record as readers find it: all of it within three clicks of the front page, nothing empty."""

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from articles.models import Chapter, Country, Issue, Meeting, Negotiator, Outcome, Position

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CLICKS = 3
# Lists of reports, which lead on without end; the same pages in other languages; what is no page.
NOT_FOLLOWED = re.compile(r"/(articles|archive|quotes|data|api|admin|follow|embed|ja|es|fr|vi)\b|.*[^/]$")


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """Return {address: (clicks from the front page, page)} of what a reader reaches in three clicks.

    Only pages of the record are followed on: lists of reports lead to more lists without end.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        call_command("load_samples", verbosity=0)
        cache.clear()
        client, found, todo = Client(), {}, [("/", 0)]
        while todo:
            address, clicks = todo.pop(0)
            if address in found:
                continue
            response = client.get(address)
            found[address] = (clicks, response.content.decode())
            assert response.status_code == 200, f"{address} answered {response.status_code}"
            if clicks < CLICKS:
                links = re.findall(r'<a[^>]* href="(/[^"#?]*)["#]', found[address][1])
                followed = (unescape(link) for link in dict.fromkeys(links))
                todo += [(link, clicks + 1) for link in followed if not NOT_FOLLOWED.match(link)]
        record = {
            "addresses": [
                each.get_absolute_url()
                for model in (Country, Issue, Negotiator, Meeting)
                for each in model.objects.all()
            ],
            "words": [
                *Position.objects.values_list("summary", flat=True),
                *Outcome.objects.values_list("measure", flat=True),
                *Chapter.objects.values_list("name", flat=True),
            ],
        }
        transaction.set_rollback(True)
        yield found, record


def test_every_country_issue_person_and_meeting_is_three_clicks_away(pages):
    found, record = pages
    assert [address for address in record["addresses"] if address not in found] == []


def test_every_position_outcome_and_chapter_stands_on_a_page_three_clicks_away(pages):
    found, record = pages
    text = unescape("\n".join(page for _clicks, page in found.values()))
    assert [words for words in record["words"] if words not in text] == []


def test_no_section_is_empty(pages):
    found, _record = pages
    for address, (_clicks, page) in found.items():
        for section in re.findall(r"<section\b.*?</section>", page, re.DOTALL):
            after_heading = re.sub(r".*?</h[1-3]>", "", section, count=1, flags=re.DOTALL)
            assert re.sub(r"<[^>]+>|\s", "", after_heading), f"{address}: {section[:200]}"
        for lists in re.findall(r"<(?:ul|ol|dl|tbody|dd)\b[^>]*>\s*</(?:ul|ol|dl|tbody|dd)>", page):
            raise AssertionError(f"{address}: {lists}")
        assert "None" not in re.sub(r"<[^>]+>", "", page), address


def test_no_page_of_the_record_weighs_more_than_a_hundred_kilobytes(pages):
    found, _record = pages
    # A dossier of a whole branch of the tree and the grid hold tables to compare: half as much again.
    limits = {address: 150_000 if is_of_tables(address) else 100_000 for address in found}
    heavy = {address: len(page) for address, (_clicks, page) in found.items() if len(page) > limits[address]}
    assert heavy == {}


def is_of_tables(address):
    return address.startswith("/state-of-play") or address.strip("/").count("/") == 2
