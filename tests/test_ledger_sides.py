"""Who stands with whom, what contradicts what: from records alone, as of a day."""

import datetime

import pytest
from django.core.cache import cache

from articles.asof import AsOf
from articles.ledger import Sides
from articles.models import Membership, Position, Source
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/issues/beef/sides/"


@pytest.fixture(autouse=True)
def no_page_of_another_test():
    cache.clear()


@pytest.fixture
def world():
    countries = {
        slug: factories.make_country(slug, iso2, iso3)
        for slug, iso2, iso3 in (
            ("japan", "JP", "JPN"), ("peru", "PE", "PER"), ("canada", "CA", "CAN"), ("chile", "CL", "CHL"),
        )
    }  # fmt: skip
    agriculture = factories.make_issue("agriculture")
    return countries | {"agriculture": agriculture, "beef": factories.make_issue("beef", parent=agriculture)}


def record(world, slug, stance, *holders, since="2014-04-25", issue="beef", toward=(), group=None, **fields):
    position = Position.objects.create(
        slug=slug, issue=world[issue], stance=stance, since=since, summary=f"Words of {slug}.", **fields
    )
    position.countries.set(world[each] for each in holders)
    position.counterparts.set(world[each] for each in toward)
    if group:
        position.groups.add(group)
    return position


def sides(world, *, day=None, issue="beef"):
    return Sides(world[issue], AsOf(datetime.date.fromisoformat(day) if day else None))


def told(lines):
    """Return (countries, records) of each line."""
    return [
        ([each.slug for each in line.countries], [each.position.slug for each in line.records])
        for line in lines
    ]


# ---------------------------------------------------------------------- together


def test_countries_that_hold_one_record_stand_together(world):
    record(world, "joint", "demand", "japan", "peru")
    assert told(sides(world).together) == [(["japan", "peru"], ["joint"])]


def test_members_of_a_group_stand_together_as_they_were_that_day(world):
    group = factories.make_group("TPP12", countries=[world["japan"], world["peru"]], start="2013-01-01")
    Membership.objects.create(group=group, country=world["chile"], start="2015-01-01")
    record(world, "all", "agreed-in-principle", since="2014-05-01", group=group)
    (line,) = sides(world).together
    assert told([line]) == [(["japan", "peru"], ["all"])]
    assert line.group == group


def test_who_moved_on_stands_with_the_others_no_more(world):
    record(world, "joint", "demand", "japan", "peru", "canada", since="2014-01-01")
    record(world, "alone", "offer", "canada", since="2014-02-01")
    assert told(sides(world).together) == [(["japan", "peru"], ["joint"])]
    assert told(sides(world, day="2014-01-15").together) == [(["canada", "japan", "peru"], ["joint"])]


def test_a_record_that_shows_for_one_only_is_kept_as_what_was_before(world):
    record(world, "joint", "demand", "japan", "peru", since="2014-01-01")
    record(world, "alone", "offer", "peru", since="2014-02-01")
    found = sides(world)
    assert told(found.together) == []
    assert told(found.earlier) == [(["japan", "peru"], ["joint"])]


def test_the_same_demand_of_the_same_country_puts_two_together(world):
    record(world, "first", "demand", "peru", toward=["japan"])
    record(world, "second", "demand", "chile", toward=["japan"], since="2014-04-26")
    assert told(sides(world).together) == [(["chile", "peru"], ["second", "first"])]


def test_two_demands_of_nobody_in_particular_put_nobody_together(world):
    record(world, "first", "demand", "peru")
    record(world, "second", "demand", "chile")
    assert told(sides(world).together) == []


def test_two_that_refuse_each_by_itself_stand_together(world):
    record(world, "first", "rejected", "peru")
    record(world, "second", "rejected", "chile", since="2014-04-26")
    assert told(sides(world).together) == [(["chile", "peru"], ["second", "first"])]


def test_of_a_refusal_that_two_hold_nothing_is_said(world):
    record(world, "unclear", "rejected", "japan", "peru")
    found = sides(world)
    assert found.together == found.apart == found.earlier == []


def test_a_retracted_record_puts_nobody_on_a_side(world):
    record(world, "gone", "demand", "japan", "peru", standing="retracted", standing_note="Never said.")
    found = sides(world)
    assert found.together == found.apart == found.earlier == []


# ---------------------------------------------------------------------- apart


@pytest.mark.parametrize("stance", ["deadlock", "narrowing"])
def test_a_deadlock_of_several_is_between_them(world, stance):
    record(world, "stuck", stance, "japan", "peru")
    found = sides(world)
    assert told(found.together) == []
    assert told(found.apart) == [(["japan", "peru"], ["stuck"])]


def test_a_deadlock_toward_a_third_puts_them_together_against_it(world):
    record(world, "stuck", "deadlock", "japan", "peru", toward=["canada"])
    found = sides(world)
    assert told(found.together) == told(found.apart) == [(["japan", "peru"], ["stuck"])]
    assert [party.name for party in found.apart[0].toward] == ["Canada"]


def test_an_offer_sets_nobody_apart(world):
    record(world, "offer", "offer", "japan", toward=["canada"])
    assert told(sides(world).apart) == []


# ---------------------------------------------------------------------- contradictions


def contradicting(world, **asked):
    return [
        ([side.position.slug for side in each.sides], each.resolution)
        for each in sides(world, **asked).contradictions
    ]


def test_opposite_records_of_the_same_days_contradict_each_other(world):
    record(world, "no", "rejected", "japan", since="2014-04-24")
    record(world, "yes", "agreed-in-principle", "japan", since="2014-04-25")
    ((slugs, resolution),) = contradicting(world)
    assert slugs == ["no", "yes"]
    assert "Agreed in principle" in resolution and "later record" in resolution
    assert contradicting(world, day="2014-04-24") == []


def test_of_one_day_the_better_attributed_shows_and_it_is_said_so(world):
    record(world, "press", "deadlock", "japan", grade="press")
    record(world, "minister", "narrowing", "japan", grade="on-record")
    ((slugs, resolution),) = contradicting(world)
    assert slugs == ["press", "minister"]
    assert "Narrowing" in resolution and "better attributed" in resolution


def test_a_groups_record_can_contradict_a_members(world):
    group = factories.make_group("TPP12", countries=[world["japan"], world["peru"]], start="2013-01-01")
    record(world, "all", "agreed-in-principle", group=group)
    record(world, "own", "rejected", "japan")
    ((slugs, resolution),) = contradicting(world)
    assert slugs == ["all", "own"]
    assert "own record" in resolution


NO_RIVALS = [
    {"since": "2014-05-25"},  # a month later something may have moved
    {"since": "2014-04"},  # known to the month only
    {"stance": "deadlock"},  # says the same
    {"holders": ["peru"]},
    {"issue": "agriculture"},
    {"toward": ["canada"]},
]


@pytest.mark.parametrize("other", NO_RIVALS, ids=str)
def test_what_can_both_be_true_is_no_contradiction(world, other):
    record(world, "first", "rejected", "japan", toward=["peru"])
    holders = other.pop("holders", ["japan"])
    toward = other.pop("toward", ["peru"])
    stance = other.pop("stance", "offer")
    record(world, "second", stance, *holders, toward=toward, **other)
    assert contradicting(world, issue="agriculture") == []


def test_a_disputed_record_stands_beside_its_rival_with_the_reason(world):
    record(world, "told", "offer", "japan", standing="disputed", standing_note="The ministry denied it.")
    record(world, "denied", "demand", "japan", since="2014-06-01")
    assert contradicting(world) == [(["told", "denied"], "Disputed: The ministry denied it.")]


def test_a_retracted_record_without_a_rival_stands_alone(world):
    record(world, "told", "offer", "japan", standing="retracted", standing_note="It was another country.")
    assert contradicting(world) == [(["told"], "Taken back: It was another country.")]


# ---------------------------------------------------------------------- the page


def test_the_page_shows_the_records_with_their_reports_and_sources(client, world):
    article = factories.make_article("A way through", countries=[world["japan"]])
    record(world, "joint", "demand", "japan", "peru", article=article)
    other = record(world, "no", "rejected", "canada", toward=["japan"], grade="press")
    other.sources.add(Source.objects.create(title="A paper", url="https://example.org/paper"))
    page = client.get(ADDRESS).content.decode()
    assert "Words of joint." in page and "A way through" in page
    # The record has no source of its own: it rests on that of its report.
    assert factories.SOURCE["url"] in page
    assert "Words of no." in page and "https://example.org/paper" in page and "Press report" in page
    assert 'href="/countries/japan/beef/#joint"' in page


def test_an_issue_includes_what_lies_below_it(client, world):
    record(world, "joint", "demand", "japan", "peru")
    assert "Words of joint." in client.get("/issues/agriculture/sides/").content.decode()


def test_a_past_day_knows_nothing_of_later_records(client, world):
    record(world, "joint", "demand", "japan", "peru")
    assert "Words of joint." not in client.get(f"{ADDRESS}?asof=2014-04-24").content.decode()
    assert "Words of joint." in client.get(f"{ADDRESS}?asof=2014-04-25").content.decode()


def test_a_record_of_a_hidden_report_puts_nobody_on_a_side(client, world):
    draft = factories.make_draft("Not yet", countries=[world["japan"]])
    record(world, "joint", "demand", "japan", "peru", article=draft)
    assert "Words of joint." not in client.get(ADDRESS).content.decode()


def test_without_records_the_page_says_so_and_is_not_indexed(client, world):
    page = client.get(ADDRESS).content.decode()
    assert "puts two countries on one side" in page
    assert "noindex" in page
    assert client.get("/issues/nothing/sides/").status_code == 404


def test_the_issue_leads_to_its_sides(client, world):
    assert f'href="{ADDRESS}"' in client.get("/issues/beef/").content.decode()
