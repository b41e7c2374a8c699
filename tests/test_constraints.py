"""Rules that the database keeps by itself."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from articles import partial_dates
from articles.models import Alias, Appointment, Issue, Membership, Offer, Photo, Position, Quote, Redirect
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    japan = factories.make_country()
    return {
        "japan": japan,
        "beef": factories.make_issue(),
        "amari": factories.make_negotiator(country=japan),
        "group": factories.make_group(),
        "article": factories.make_article(countries=[japan]),
    }


BROKEN = {
    "an alias without an owner": lambda w: Alias(text="Nowhere"),
    "an alias of two": lambda w: Alias(text="Both", country=w["japan"], issue=w["beef"]),
    "an alias twice of one": lambda w: Alias(text="akira amari", negotiator=w["amari"]),
    "an office that ends before it starts": lambda w: Appointment(
        negotiator=w["amari"], title="Envoy", kind="other", start="2014-05", end="2014-04"
    ),
    "a membership that ends before it starts": lambda w: Membership(
        group=w["group"], country=w["japan"], start="2014", end="2013-12-31"
    ),
    "an issue part of itself": lambda w: Issue(
        pk=w["beef"].pk, slug="beef", name="Beef", kind="rule", parent=w["beef"]
    ),
    "an offer of nobody": lambda w: Offer(
        slug="o", issue=w["beef"], measure="quota", state="asked", since="2014"
    ),
    "an offer of two": lambda w: Offer(
        slug="o",
        issue=w["beef"],
        measure="quota",
        state="asked",
        since="2014",
        giver=w["japan"],
        giver_group=w["group"],
    ),
    "a quotation of nobody": lambda w: Quote(article=w["article"], text="We agree."),
    "a quotation without words": lambda w: Quote(article=w["article"], speaker=w["amari"], text=""),
    "a dispute without a reason": lambda w: Position(
        slug="p", issue=w["beef"], stance="offer", summary="Offers.", since="2014", standing="disputed"
    ),
    "a photograph without description": lambda w: Photo(
        image="a.jpg", alt="", credit="Government", width=1, height=1
    ),
    "a redirect to itself": lambda w: Redirect(kind="article", old_slug="a", new_slug="a"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_it_cannot_be_stored(world, what):
    with pytest.raises(IntegrityError), transaction.atomic():
        broken = BROKEN[what](world)
        # Past save(), where an issue's own check would speak first.
        if broken.pk:
            type(broken).objects.filter(pk=broken.pk).update(parent=broken.parent)
        else:
            broken.save()


@pytest.mark.parametrize(
    "start, end",
    [
        ("2013-06", "2013"),
        ("2013", "2013-06"),
        ("2013-06-14", "2013-06"),
        ("2013-06-14", "2013-06-14"),
        ("", "2013"),
        ("2013", ""),
    ],
)
def test_a_coarser_end_may_hold_the_start(world, start, end):
    Appointment.objects.create(negotiator=world["amari"], title="Envoy", kind="other", start=start, end=end)


@pytest.mark.parametrize(
    "start, end, day, runs",
    [
        ("2013-06", "2013", "2013-12-31", True),
        ("2013-06", "2013", "2014-01-01", False),
        ("2013-06", "2013-07", "2013-07-31", True),
        ("2013-06", "2013-07", "2013-08-01", False),
        ("2013-06", "2013-07", "2013-05-31", False),
        ("2013", "", "2013-01-01", True),
        ("", "", "1999-01-01", True),
    ],
)
def test_an_office_runs_to_the_last_day_its_end_may_mean(world, start, end, day, runs):
    office = Appointment.objects.create(
        negotiator=world["amari"], title="Envoy", kind="other", start=start, end=end
    )
    assert Appointment.objects.held_on(day).filter(pk=office.pk).exists() is runs


@pytest.mark.parametrize(
    "text", ["2013-13", "2013-02-30", "13-06-14", "June 2013", "2013-6", "2013-06-14T00:00", "٢٠١٣"]
)
def test_what_is_no_date_is_refused_with_an_example(text):
    with pytest.raises(ValidationError, match="2013-06-14"):
        partial_dates.parse(text)


def test_the_tree_refuses_a_circle(world):
    cheese = factories.make_issue("cheese", parent=world["beef"])
    world["beef"].parent = cheese
    with pytest.raises(ValidationError, match="cannot be part of itself"):
        world["beef"].full_clean()


def test_people_countries_and_issues_are_never_the_cause_of_a_lost_article(world):
    with pytest.raises(ProtectedError):
        world["japan"].delete()
