"""The record as readers find it: all of it within three clicks of the front page, nothing empty."""

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client

from articles.ledger import dossier_issues
from articles.models import Chapter, Country, Issue, Meeting, Negotiator, Outcome, Position

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CLICKS = 3
MOST_QUERIES = 34
# Lists of reports, which lead on without end; the same pages in other languages; what is no page.
NOT_FOLLOWED = re.compile(r"/(articles|archive|quotes|data|api|admin|follow|embed|ja|es|fr|vi)\b|.*[^/]$")


@pytest.fixture
def record():
    call_command("load_reference", verbosity=0)
    call_command("load_samples", verbosity=0)
    cache.clear()


def test_the_record_is_three_clicks_away_and_no_page_of_it_is_empty_heavy_or_dear(record):
    """One walk over the site as it starts; of the pages that are three clicks away every fifth is opened."""
    pages, problems, seen = walk(every=5)
    problems += [f"{address} is not three clicks away" for address in addresses() if address not in seen]
    assert problems == []


@pytest.mark.long
def test_every_page_of_the_record_is_whole_and_every_statement_of_it_is_on_one(record):
    pages, problems, _seen = walk()
    problems += [f"{address} is not three clicks away" for address in addresses() if address not in pages]
    text = unescape("\n".join(pages.values()))
    problems += [f"on no page: {words}" for words in statements() if words not in text]
    assert problems == []


def walk(every=1):
    """Return ({address: page}, problems, addresses seen) of what a reader reaches in three clicks.

    Only pages of the record are followed on: lists of reports lead to more lists without end. Of those that
    lead no farther one in so many is opened.
    """
    client, pages, problems, asked = Client(), {}, [], []

    def counting(execute, sql, *rest):
        asked.append(sql)
        return execute(sql, *rest)

    def opened(address):
        asked.clear()
        with connection.execute_wrapper(counting):
            response = client.get(address)
        page = response.content.decode()
        problems.extend(f"{address}: {each}" for each in faults(address, response.status_code, page))
        if len(asked) > MOST_QUERIES:
            problems.append(f"{address} asks the database {len(asked)} times")
        return page

    seen, next_ones = {"/"}, ["/"]
    for clicks in range(CLICKS + 1):
        is_last = clicks == CLICKS
        here, next_ones = next_ones[:: every if is_last else 1], []
        for address in here:
            pages[address] = opened(address)
            links = re.findall(r'<a[^>]* href="(/[^"#?]*)["#]', pages[address])
            new = [unescape(link) for link in dict.fromkeys(links) if not NOT_FOLLOWED.match(unescape(link))]
            if not is_last:
                next_ones += [link for link in new if link not in seen]
                seen.update(new)
    return pages, problems, seen


def addresses():
    """Yield where every country, issue, person and meeting, every dossier and all sides are."""
    for model in (Country, Issue, Negotiator, Meeting):
        yield from (each.get_absolute_url() for each in model.objects.all())
    yield from (f"/issues/{each.slug}/sides/" for each in Issue.objects.all())
    for country in Country.objects.all():
        yield from (f"/countries/{country.slug}/{issue.slug}/" for issue in dossier_issues(country))


def statements():
    yield from Position.objects.values_list("summary", flat=True)
    yield from Outcome.objects.values_list("measure", flat=True)
    yield from Chapter.objects.values_list("name", flat=True)


def faults(address, status, page):
    if status != 200:
        yield f"it answered {status}"
    for section in re.findall(r"<section\b.*?</section>", page, re.DOTALL):
        after_heading = re.sub(r".*?</h[1-3]>", "", section, count=1, flags=re.DOTALL)
        if not re.sub(r"<[^>]+>|\s", "", after_heading):
            yield f"an empty section: {section[:200]}"
    for empty in re.findall(r"<(?:ul|ol|dl|tbody|dd)\b[^>]*>\s*</(?:ul|ol|dl|tbody|dd)>", page):
        yield f"an empty list: {empty}"
    if "None" in re.sub(r"<[^>]+>", "", page):
        yield "it says None"
    # A dossier of a whole branch of the tree and the grid hold tables to compare: half as much again.
    limit = 150_000 if is_of_tables(address) else 100_000
    if len(page) > limit:
        yield f"it weighs {len(page)} bytes"


def is_of_tables(address):
    return address.startswith("/state-of-play") or address.strip("/").count("/") == 2
