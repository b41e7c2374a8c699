"""What was tied to what, and the limits set at home: on dossiers, countries, issues, as of a day."""

import datetime

import pytest
from django.contrib.auth.models import Group as AccountGroup
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.asof import AsOf
from articles.ledger import Around
from articles.models import Linkage, Membership, RedLine, RedLineStatus, Source
from articles.roles import EDITOR
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_page_of_another_test():
    cache.clear()


@pytest.fixture
def world():
    agriculture = factories.make_issue("agriculture")
    return {
        "japan": factories.make_country(),
        "peru": factories.make_country("peru", "PE", "PER"),
        "chile": factories.make_country("chile", "CL", "CHL"),
        "agriculture": agriculture,
        "beef": factories.make_issue("beef", parent=agriculture),
        "autos": factories.make_issue("autos"),
    }


def tie(world, slug="tie", since="2014-04-25", holder="japan", toward=None, **fields):
    linkage = Linkage.objects.create(
        slug=slug,
        issue=world["beef"],
        in_return=world["autos"],
        since=since,
        summary=f"Words of {slug}.",
        **fields,
    )
    if holder:
        linkage.countries.add(world[holder])
    if toward:
        linkage.counterparts.add(world[toward])
    return linkage


def draw(world, slug="line", since="2013-04-18", country="japan", **fields):
    line = RedLine.objects.create(
        slug=slug,
        country=world[country],
        drawn_by="A committee",
        summary=f"Words of {slug}.",
        since=since,
        **fields,
    )
    line.issues.add(world["beef"])
    return line


def around(day=None, **asked):
    return Around(AsOf(datetime.date.fromisoformat(day) if day else None), **asked)


def slugs(linkages):
    return [each.slug for each in linkages]


def test_a_linkage_is_around_who_holds_it_and_whom_it_is_held_toward(world):
    tie(world, toward="peru")
    for slug, found in (("japan", ["tie"]), ("peru", ["tie"]), ("chile", [])):
        assert slugs(around(country=world[slug]).linkages) == found


def test_a_linkage_of_a_group_is_around_its_members_of_the_day(world):
    group = factories.make_group("TPP12", countries=[world["japan"]], start="2013-01-01")
    Membership.objects.create(group=group, country=world["chile"], start="2015-01-01")
    tie(world, holder=None).groups.add(group)
    assert slugs(around(country=world["japan"]).linkages) == ["tie"]
    assert slugs(around(country=world["chile"]).linkages) == []


def test_a_linkage_is_around_both_its_issues(world):
    tie(world)
    for slug, found in (("beef", ["tie"]), ("autos", ["tie"]), ("agriculture", [])):
        assert slugs(around(issues={world[slug].pk}).linkages) == found


def test_a_past_day_a_hidden_report_and_a_retraction_leave_a_linkage_out(world):
    tie(world, "later", since="2014-05-01")
    tie(world, "hidden", article=factories.make_draft("Not yet", countries=[world["japan"]]))
    tie(world, "gone", standing="retracted", standing_note="Never said.")
    tie(world, "there")
    assert slugs(around("2014-04-30", country=world["japan"]).linkages) == ["there"]


def test_an_issue_is_not_tied_to_itself(world):
    linkage = Linkage(
        slug="x", issue=world["beef"], in_return=world["beef"], since="2014", summary="Beef if beef."
    )
    with pytest.raises(ValidationError, match="cannot be linked to itself"):
        linkage.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        linkage.save()


def test_a_red_line_shows_what_became_of_it_by_the_day(world):
    line = draw(world)
    for state, since in (("drawn", "2013-04-18"), ("kept-in-part", "2015-10-05"), ("repeated", "2013-08")):
        RedLineStatus.objects.create(red_line=line, state=state, since=since, reason=f"Because {state}.")
    (now,) = around(country=world["japan"]).red_lines
    assert [each.state for each in now.statuses] == ["drawn", "repeated", "kept-in-part"]
    assert now.status.state == "kept-in-part"
    (then,) = around("2014-01-01", country=world["japan"]).red_lines
    assert then.status.state == "repeated"
    assert around("2013-04-17", country=world["japan"]).red_lines == []


def test_a_status_told_by_a_hidden_report_is_not_known(world):
    line = draw(world)
    draft = factories.make_draft("Not yet", countries=[world["japan"]])
    RedLineStatus.objects.create(red_line=line, state="given-up", since="2015", reason="Told.", article=draft)
    (drawn,) = around(country=world["japan"]).red_lines
    assert drawn.status is None


@pytest.mark.parametrize(
    "address, shown",
    [
        ("/countries/japan/", True),
        ("/countries/peru/", False),
        ("/issues/beef/", True),
        ("/issues/agriculture/", True),
        ("/issues/beef/sides/", True),
        ("/countries/japan/beef/", True),
        ("/countries/japan/agriculture/", True),
        ("/countries/peru/beef/", False),
        ("/countries/japan/beef/?asof=2013-01-01", False),
    ],
)
def test_pages_show_what_surrounds_them_with_its_sources(client, world, address, shown):
    source = Source.objects.create(title="A resolution", url="https://example.org/resolution")
    line, linkage = draw(world), tie(world)
    line.sources.add(source)
    linkage.sources.add(source)
    status = RedLineStatus.objects.create(
        red_line=line, state="kept-in-part", since="2015-10-05", reason="Most duties stayed."
    )
    status.sources.add(source)
    page = client.get(address).content.decode()
    for words in ("Words of line.", "Kept in part", "Most duties stayed.", "Words of tie.", source.url):
        assert (words in page) is shown, words


def test_a_dossier_numbers_their_sources(client, world):
    source = Source.objects.create(title="A resolution", url="https://example.org/resolution")
    draw(world).sources.add(source)
    page = client.get("/countries/japan/beef/").content.decode()
    assert 'href="#source-1"' in page and '<li id="source-1">' in page
    assert page.count(source.url) == 1


def test_an_editor_enters_a_red_line_and_readers_see_it(client, world):
    editor = factories.make_user("editor")
    editor.groups.add(AccountGroup.objects.get(name=EDITOR))
    client.force_login(editor)
    data = {
        "slug": "no-cut", "country": world["japan"].pk, "issues": [world["beef"].pk],
        "drawn_by": "A committee",
        "summary": "No cut of the duty.", "since": "2013-04-18", "statuses-TOTAL_FORMS": "1",
        "statuses-INITIAL_FORMS": "0", "statuses-0-state": "drawn", "statuses-0-since": "2013-04-18",
        "statuses-0-reason": "It adopted a resolution.",
    }  # fmt: skip
    assert client.post("/admin/articles/redline/add/", data).status_code == 302
    page = client.get("/countries/japan/").content.decode()
    assert "No cut of the duty." in page and "It adopted a resolution." in page
