"""How many queries a page may ask, each named, the same with two reports and with forty."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Position
from tests import factories

pytestmark = pytest.mark.django_db

VERSION = {"edition and go-lives": 1}
CARDS = {"articles with meeting": 1, "their countries": 1, "their issues": 1}
REPORTS = CARDS | {"how many": 1}
COUNTS = {"edition and go-lives of the counts": 1, "how many, under each facet": 1}
LISTING = CARDS | COUNTS
# On PostgreSQL a search also asks how frequent its words are and sets the planner back to its ways.
RANKED = {"word statistics": 1, "ids in order": 1, "planner set back": 1}
NAMES = {"edition of names": 1, "names": 1, "aliases": 1}
POSITIONS = {"positions": 1, "who holds them": 1}
AROUND = {"linkages": 1, "red lines": 1}
# The grid of the day before a meeting and of its last day, and what else its dossier is made of.
DOSSIER = {
    "columns": 1,
    "issues": 1,
    "members of groups": 1,
    "the ledger folded": 1,
    "what shows": 1,
    "its sources": 1,
    "sources of the moves": 1,
    "sources of their reports": 1,
    "issues of its reports": 1,
    "quotations": 1,
    "next": 1,
}
BUDGETS = {
    "/articles/report-one/": VERSION
    | CARDS
    | {
        "people": 1,
        "sources": 1,
        "tags": 1,
        "documents": 1,
        "offices that day": 1,
        "quotes": 1,
        "corrections": 1,
        "translations": 1,
        "how its links may be written": 1,
        "related": 1,
    }
    | POSITIONS,
    "/articles/report-one/v1/": VERSION
    | {
        "article": 1,
        "version": 1,
        "meeting then": 1,
        "countries then": 1,
        "issues then": 1,
        "people then": 1,
        "speakers": 1,
        "offices that day": 1,
        "corrections": 1,
        "translations": 1,
        "how its links may be written": 1,
    },  # fmt: skip
    "/": VERSION
    | CARDS
    | POSITIONS
    | {
        "what editors chose": 1,
        "last and next meeting": 1,
        "where things stand": 5,
        "issues": 1,
        "newest about each": 1,
        "their reports": 1,
    },
    "/articles/": VERSION | LISTING,
    "/articles/?country=japan&issue=beef&negotiator=akira-amari&year=2014": VERSION
    | LISTING
    | {"country": 1, "issue": 1, "person": 1},
    "/articles/?country=japan&country=peru&issue=beef&negotiator=akira-amari&meeting=tokyo-2014"
    "&tag=tokyo&q=path": VERSION
    | LISTING
    | {"countries": 1, "issue": 1, "person": 1, "meeting": 1, "tag": 1, "spellings": 1},
    "/articles.json?country=japan": VERSION | CARDS | {"people": 1, "sources": 1, "tags": 1, "country": 1},
    "/articles.atom?country=japan": VERSION | CARDS | {"country": 1},
    "/countries/": VERSION | {"countries": 1, "how many": 1},
    "/countries/japan/": VERSION
    | REPORTS
    | POSITIONS
    | AROUND
    | {"its groups": 1}
    | {
        "country": 1,
        "memberships with groups": 1,
        "issues": 1,
        "people": 1,
        "offices": 1,
        "meetings held there": 1,
        "sources": 1,
    },
    "/issues/": VERSION | {"issues": 1, "how many": 1},
    "/issues/beef/": VERSION
    | REPORTS
    | POSITIONS
    | AROUND
    | {
        "issue": 1,
        "tree": 1,
        "countries": 1,
        "chapters": 1,
        "outcomes": 1,
        "figures": 1,
        "partners": 1,
        "sources": 1,
    },
    "/negotiators/": VERSION | {"people": 1, "offices": 1},
    "/negotiators/akira-amari/": VERSION
    | REPORTS
    | POSITIONS
    | {"person": 1, "offices": 1, "quotes": 1, "attendance": 1, "sources": 1},
    "/meetings/": VERSION | {"meetings": 1},
    "/meetings/tokyo-2014/": VERSION
    | REPORTS
    | POSITIONS
    | DOSSIER
    | {
        "meeting": 1,
        "groups": 1,
        "countries": 1,
        "attendance": 1,
        "sources": 1,
        "before": 1,
        "after": 1,
    },  # fmt: skip
    "/tags/tokyo/": VERSION | REPORTS | {"tag": 1},
    "/search/?q=path": VERSION
    | LISTING
    | NAMES
    | {"spellings": 1, "which words there are": 1, "words": 1}
    | RANKED,
    "/search/?q=pathh": VERSION
    | NAMES
    | COUNTS
    | {"spellings": 1}
    | RANKED
    | {"which words there are": 1, "words": 1, "spellings meant": 1, "how many are meant": 1},
    "/search/suggest?q=akira": VERSION | NAMES | RANKED | {"articles": 1},
}
# An article: documents and translations came after the others, and names its links may be written by.
ARTICLE_LIMIT, LISTING_LIMIT = 16, 16
# Pages of the record gather all there is of a country, an issue, a meeting.
RECORD_LIMIT = 26
RECORD = ("/countries/japan/", "/issues/beef/", "/meetings/tokyo-2014/")


@pytest.fixture
def world():
    japan, peru = factories.make_country(), factories.make_country("peru", "PE", "PER")
    agriculture = factories.make_issue("agriculture")
    beef = factories.make_issue("beef", parent=agriculture)
    amari = factories.make_negotiator(country=japan)
    factories.make_group(countries=[japan, peru])
    meeting = factories.make_meeting()
    slugs = ["p1", "p2", "p3"]
    for slug in slugs:
        position = Position.objects.create(
            slug=slug, issue=beef, stance="offer", summary="Offers.", since="2014-04", meeting=meeting
        )
        position.countries.add(japan)
        position.counterparts.add(peru)
        position.people.add(amari)
    links = {
        "countries": [japan, peru],
        "issues": [beef],
        "negotiators": [amari],
        "meeting": meeting.slug,
        "tags": ["Tokyo"],
    }
    quotes = [{"speaker": "akira-amari", "text": "Overall, the gaps are narrowing."}]
    factories.make_article(
        "Report one", quotes=quotes, positions=[{"slug": slug} for slug in slugs[:2]], **links
    )
    return links


def queries(client, address):
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(address)
    assert response.status_code == 200
    return [query["sql"] for query in asked]


@pytest.mark.parametrize("address", BUDGETS)
def test_a_budget_is_within_what_is_allowed(address):
    limit = ARTICLE_LIMIT if address.endswith("report-one/") else LISTING_LIMIT
    assert sum(BUDGETS[address].values()) <= (RECORD_LIMIT if address in RECORD else limit)


def test_every_page_keeps_its_budget_whatever_the_number_of_articles(client, world):
    for more_articles in (0, 38):
        for _each in range(more_articles):
            factories.make_article(**world)
        for address, budget in BUDGETS.items():
            asked = queries(client, address)
            assert len(asked) <= sum(budget.values()), "\n".join([address, *asked])


def test_a_page_in_the_cache_asks_only_which_version_it_is(client, world):
    queries(client, "/articles/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/articles/")
    assert len(asked) == 1
