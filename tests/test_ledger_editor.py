"""From the desk to the grid: a move entered or accepted beside a report shows with the next request."""

import csv
import io
import re

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache

from articles.models import Alias, Article, Draft, Position
from articles.roles import EDITOR
from tests import factories

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/article/add/"
BODY = (
    "<p>The Trans-Pacific Partnership talks went on in Tokyo.</p>"
    "<p>Japan refused to lower its tariff on beef.</p>"
)


@pytest.fixture
def world(client):
    cache.clear()
    editor = factories.make_user("editor")
    editor.groups.add(Group.objects.get(name=EDITOR))
    client.force_login(editor)
    japan, beef = factories.make_country(), factories.make_issue()
    Alias.objects.create(country=japan, text="Japan", kind="name")
    Alias.objects.create(issue=beef, text="beef", kind="name")
    return {"japan": japan, "beef": beef}


def report(world, **more):
    data = {}
    for prefix in ("sources", "quotes", "positions_new"):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return (
        data
        | {
            "headline": "Talks in Tokyo",
            "summary": "What happened.",
            "body": BODY,
            "published_at_0": "2014-04-25",
            "published_at_1": "09:40",
            "language": "en",
            "countries": [world["japan"].pk],
            "sources-TOTAL_FORMS": "1",
            "sources-0-title": "Joint statement",
            "sources-0-kind": "official",
            "sources-0-url": "https://example.org/joint",
        }
        | more
    )


def change(article):
    return f"/admin/articles/article/{article.pk}/change/"


def opened(client, article):
    return re.search(r'name="revision" value="(\d+)"', client.get(change(article)).content.decode())[1]


def cells(client, query=""):
    cache.clear()
    return list(csv.DictReader(io.StringIO(client.get(f"/state-of-play.csv{query}").content.decode())))


def test_a_move_entered_beside_a_report_shows_on_the_grid_with_its_source(client, world):
    assert cells(client) == []
    move = {
        "positions_new-TOTAL_FORMS": "1",
        "positions_new-0-issue": world["beef"].pk,
        "positions_new-0-countries": [world["japan"].pk],
        "positions_new-0-stance": "rejected",
        "positions_new-0-summary": "No lower tariff.",
        "positions_new-0-since": "2014-04-25",
        "positions_new-0-grade": "on-record",
    }
    client.post(ADD, report(world, _publish="1", **move))
    (cell,) = cells(client)
    assert (cell["country"], cell["issue"], cell["stance"]) == ("japan", "beef", "rejected")
    assert cell["report"].endswith("/articles/talks-in-tokyo/") and cell["attribution"] == "on-record"
    moved = client.get("/state-of-play/?since=2014-04-01&asof=2014-04-30").content.decode()
    assert "No lower tariff." in moved and "Talks in Tokyo" in moved and "https://example.org/joint" in moved
    dossier = client.get("/countries/japan/beef/").content.decode()
    assert 'href="#source-1"' in dossier and "https://example.org/joint" in dossier


def proposed(client, article):
    """Return the numbers of the positions that the desk proposes."""
    page = client.get(change(article)).content.decode()
    return re.findall(r'name="accept" value="position:([^"]+)"', page)


def test_a_proposed_position_is_recorded_only_when_it_is_accepted(client, world):
    client.post(ADD, report(world, _accept_all="1"))
    article = Article.objects.get()
    (number,) = proposed(client, article)
    assert Draft.objects.get().content.positions == []
    accepted = report(world, accept=f"position:{number}", revision=opened(client, article))
    client.post(change(article), accepted)
    (position,) = Draft.objects.get().content.positions
    assert position["countries"] == ["japan"] and position["issue"] == "beef"
    assert position["stance"] == "rejected" and position["since"] == "2014-04-25"
    assert position["summary"] == "Japan refused to lower its tariff on beef."
    assert proposed(client, article) == []
    assert not Position.objects.exists()


def test_a_refused_position_is_not_proposed_again(client, world):
    client.post(ADD, report(world))
    article = Article.objects.get()
    (number,) = proposed(client, article)
    refused = report(world, refused=f"position:{number}", revision=opened(client, article))
    client.post(change(article), refused)
    assert proposed(client, article) == []
    assert Draft.objects.get().content.positions == []


def test_a_position_of_all_parties_is_that_of_the_group_of_that_size(client, world):
    others = [
        factories.make_country(f"party-{letter}", f"X{letter.upper()}", f"XX{letter.upper()}")
        for letter in "abcdefghijk"
    ]
    factories.make_group("TPP12", countries=[world["japan"], *others], start="2013-07-23")
    body = "<p>Trans-Pacific trade talks went on.</p><p>The 12 countries agreed on beef tariffs.</p>"
    client.post(ADD, report(world, body=body))
    article = Article.objects.get()
    (number,) = proposed(client, article)
    client.post(
        change(article),
        report(world, body=body, accept=f"position:{number}", revision=opened(client, article)),
    )
    (position,) = Draft.objects.get().content.positions
    assert position["groups"] == ["tpp12"] and position["countries"] == []


def test_a_long_sentence_is_cut_for_the_line(client, world):
    body = BODY.replace("beef.", f"beef {'and more ' * 50}.")
    client.post(ADD, report(world, body=body))
    article = Article.objects.get()
    (number,) = proposed(client, article)
    client.post(
        change(article),
        report(world, body=body, accept=f"position:{number}", revision=opened(client, article)),
    )
    (position,) = Draft.objects.get().content.positions
    assert len(position["summary"]) == 300 and position["summary"].endswith("…")
