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


def test_the_whole_record_is_three_clicks_away_and_no_page_of_it_is_empty_heavy_or_dear():
    """One walk over the site as it starts, since the walk is what costs."""
    call_command("load_reference", verbosity=0)
    call_command("load_samples", verbosity=0)
    cache.clear()
    pages, problems = walk()
    problems += [f"{address} is not three clicks away" for address in addresses() if address not in pages]
    text = unescape("\n".join(pages.values()))
    problems += [f"on no page: {words}" for words in statements() if words not in text]
    problems += [f"{address}: {each}" for address, page in pages.items() for each in faults(address, page)]
    assert problems == []


def walk():
    """Return ({address: page}, problems) of what a reader reaches in three clicks.

    Only pages of the record are followed on: lists of reports lead to more lists without end.
    """
    client, pages, problems, todo, asked = Client(), {}, [], [("/", 0)], []

    def counting(execute, sql, *rest):
        asked.append(sql)
        return execute(sql, *rest)

    while todo:
        address, clicks = todo.pop(0)
        if address in pages:
            continue
        asked.clear()
        with connection.execute_wrapper(counting):
            response = client.get(address)
        pages[address] = response.content.decode()
        if response.status_code != 200:
            problems.append(f"{address} answered {response.status_code}")
        if len(asked) > MOST_QUERIES:
            problems.append(f"{address} asks the database {len(asked)} times")
        if clicks < CLICKS:
            links = re.findall(r'<a[^>]* href="(/[^"#?]*)["#]', pages[address])
            followed = (unescape(link) for link in dict.fromkeys(links))
            todo += [(link, clicks + 1) for link in followed if not NOT_FOLLOWED.match(link)]
    return pages, problems


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


def faults(address, page):
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
