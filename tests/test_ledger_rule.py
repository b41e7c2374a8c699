"""The rule of the grid: whatever the ledger, a cell shows what a plain reading of the rule says."""

import datetime

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.asof import AsOf
from articles.ledger import Dossier, Grid, GridFilters
from articles.ledger.membership import Memberships
from articles.ledger.records import records
from articles.ledger.records import shown as shown_of
from articles.ledger.rule import is_old, place, row_of
from articles.models import Country, Group, Issue, Membership, Position
from articles.partial_dates import PartialDate, shortest
from tests import random_ledger

pytestmark = pytest.mark.django_db

RANDOM = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
# A dossier for every country and issue is dear.
FEW = settings(RANDOM, max_examples=15)
days = st.one_of(random_ledger.days, random_ledger.close_days)


@pytest.fixture
def world():
    random_ledger.make_world()
    named = {each.slug: each for model in (Country, Issue) for each in model.objects.all()}
    return named | {each.code: each for each in Group.objects.all()}


class Undone(Exception):
    """Raised to take back what one example wrote."""


def written(ledger, world, check):
    """Write a ledger, run a check on it and take everything back."""
    try:
        with transaction.atomic():
            random_ledger.write(ledger, world)
            check()
            raise Undone
    except Undone:
        pass


def shown(day, since=None):
    """Return the Grid of a day, from the address that a reader would use."""
    query = f"asof={day.isoformat()}" + (f"&since={since.isoformat()}" if since else "")
    filters = GridFilters(QueryDict(query))
    assert filters.errors == []
    return Grid(filters)


def plainly(grid):
    return {
        (cell.country.slug, cell.issue.slug): (
            cell.position.pk,
            cell.group.code if cell.group else None,
            cell.reports,
        )
        for cell in grid.cells.values()
    }


@RANDOM
@given(ledger=random_ledger.ledgers, day=days)
def test_the_grid_of_a_day_equals_a_plain_recomputation(world, ledger, day):
    def check():
        assert plainly(shown(day)) == random_ledger.plain_grid(ledger, day)

    written(ledger, world, check)


@RANDOM
@given(ledger=random_ledger.ledgers, two=st.lists(days, min_size=2, max_size=2, unique=True).map(sorted))
def test_what_moved_is_the_difference_of_the_two_grids(world, ledger, two):
    since, day = two

    def check():
        before, after = (
            {cell: pk for cell, (pk, _group, _reports) in random_ledger.plain_grid(ledger, each).items()}
            for each in (since, day)
        )
        grid = shown(day, since)
        moved = {
            (change.after.country.slug, issue.slug): (
                change.before.position.pk if change.before else None,
                change.after.position.pk,
            )
            for issue, moves in grid.moves
            for move in moves
            for change in move.changes
        }
        assert moved == {cell: (before.get(cell), pk) for cell, pk in after.items() if before.get(cell) != pk}
        assert grid.moved_cells == len(moved)

    written(ledger, world, check)


@FEW
@given(ledger=random_ledger.ledgers, day=days)
def test_nothing_shows_that_dates_from_after_the_day(world, ledger, day):
    def check():
        grid = shown(day)
        dossiers = [
            Dossier(world[country], world["agriculture"], AsOf(day)) for country in random_ledger.COUNTRIES
        ]
        positions = [cell.position for cell in grid.cells.values()]
        positions += [entry.position for dossier in dossiers for entry in dossier.timeline]
        for position in positions:
            assert position.since.first_day <= day
            assert position.article is None or position.article.published_at.date() <= day

    written(ledger, world, check)


@RANDOM
@given(ledger=random_ledger.ledgers, day=days)
def test_sides_are_read_from_the_records_that_the_grid_shows(world, ledger, day):
    def check():
        issues = set(Issue.objects.values_list("pk", flat=True))
        found = shown_of(records(issues, AsOf(day), Memberships()))
        cells = {(cell.country.pk, cell.issue.pk): cell.position.pk for cell in shown(day).cells.values()}
        assert {cell: record.position.pk for cell, record in found.items()} == cells

    written(ledger, world, check)


@FEW
@given(ledger=random_ledger.ledgers, day=days)
def test_a_dossier_begins_with_what_the_grid_shows(world, ledger, day):
    def check():
        cells = plainly(shown(day))
        for country in random_ledger.COUNTRIES:
            for issue in random_ledger.ISSUES:
                entry = Dossier(world[country], world[issue], AsOf(day)).shown
                told = entry and (entry.position.pk, entry.group.code if entry.group else None)
                assert told == (cells[country, issue][:2] if (country, issue) in cells else None)

    written(ledger, world, check)


@FEW
@given(ledger=random_ledger.ledgers)
def test_a_country_page_lists_the_records_that_count_for_it(world, ledger):
    def check():
        last = random_ledger.LAST
        for country in random_ledger.COUNTRIES:
            counting = {
                entry.position.pk
                for issue in ("agriculture", "rules")
                for entry in Dossier(world[country], world[issue], AsOf(last)).timeline
            }
            held = Position.objects.as_of(last).standing().held_by(world[country])
            assert {each.pk for each in held} == counting

    written(ledger, world, check)


@given(text=random_ledger.partial_days(), day=days)
@example(text="2013-07", day=datetime.date(2013, 7, 1))
@example(text="2013", day=datetime.date(2013, 1, 1))
def test_the_shortest_text_of_a_day_compares_as_the_first_day_does(text, day):
    assert (text >= shortest(day)) == (PartialDate(text).first_day >= day)


def test_of_two_groups_that_hold_one_record_the_first_by_name_is_named(world):
    for code in ("many", "few"):
        Membership.objects.create(group=world[code], country=world["japan"], start="2012")
    position = Position.objects.create(
        slug="one", issue=world["beef"], stance="offer", summary="Offers.", since="2013-06"
    )
    position.groups.set([world["many"], world["few"]])
    day = datetime.date(2013, 7, 1)
    [cell] = shown(day).cells.values()
    assert cell.group.code == Dossier(world["japan"], world["beef"], AsOf(day)).shown.group.code == "few"


def test_a_place_leads_back_to_its_row(world):
    position = Position.objects.create(
        slug="one", issue=world["beef"], stance="offer", summary="Offers.", since="2013-06"
    )
    position.refresh_from_db()
    assert row_of(place(position, own=True)) == position.pk
    assert place(position, own=True) > place(position, own=False)


@pytest.mark.parametrize(
    "stance, since, day, old",
    [
        ("deadlock", "2014-01-01", "2014-06-30", False),  # the 180th day after
        ("deadlock", "2014-01-01", "2014-07-01", True),
        ("deadlock", "2013-12", "2014-05-30", False),  # counts from 1 December
        ("deadlock", "2013-12", "2014-05-31", True),
        ("final", "2014-01-01", "2018-01-01", False),
        ("ratified", "2014-01-01", "2018-01-01", False),
        ("demand", "2018-12-01", "2026-01-01", False),  # silence after the talks tells nothing
        ("demand", "2018-01-01", "2026-01-01", True),
    ],
)
def test_a_record_is_old_after_half_a_year_of_talks(stance, since, day, old):
    in_force = datetime.date(2018, 12, 30)
    day = datetime.date.fromisoformat(day)
    assert is_old(stance, PartialDate(since), day=day, in_force=in_force) == old


def test_without_an_agreement_in_force_the_talks_go_on():
    day = datetime.date(2026, 1, 1)
    assert is_old("demand", PartialDate("2018-12-01"), day=day, in_force=None)
