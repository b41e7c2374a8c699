"""A meeting's dossier builds itself: what moved there, what was said, what it left open, what came next."""

import datetime

import pytest
from django.core.cache import cache

from articles.asof import AsOf
from articles.choices import Stance
from articles.ledger import MeetingDossier
from articles.models import Position
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/meetings/tokyo-2014/"


@pytest.fixture(autouse=True)
def no_page_of_another_test():
    cache.clear()


@pytest.fixture
def world():
    japan, peru = factories.make_country(), factories.make_country("peru", "PE", "PER")
    chile = factories.make_country("chile", "CL", "CHL")
    meeting = factories.make_meeting()
    meeting.countries.set([japan, peru])
    meeting.refresh_from_db()
    beef, rice = factories.make_issue("beef"), factories.make_issue("rice")
    factories.make_negotiator(country=japan)
    return {"japan": japan, "peru": peru, "chile": chile, "meeting": meeting, "beef": beef, "rice": rice}


def record(world, slug, stance, *holders, since="2014-04-24", issue="beef", **fields):
    position = Position.objects.create(
        slug=slug, issue=world[issue], stance=stance, since=since, summary=f"Words of {slug}.", **fields
    )
    position.countries.set(world[each] for each in holders)
    return position


def dossier(world, day=None):
    return MeetingDossier(world["meeting"], AsOf(datetime.date.fromisoformat(day) if day else None))


def moved(found):
    return [each.position.slug for each in found.moves]


def test_moves_are_the_records_made_there_told_by_its_reports_or_of_its_days(world):
    report = factories.make_article("Of it", countries=[world["japan"]], meeting="tokyo-2014")
    record(world, "made-there", "offer", "japan", since="2014-05-10", meeting=world["meeting"])
    record(world, "told", "demand", "chile", since="2014-01-01", article=report)
    record(world, "of-its-days", "deadlock", "peru", since="2014-04-25")
    record(world, "day-before", "deadlock", "peru", since="2014-04-22")
    record(world, "of-another", "demand", "chile", since="2014-04-24")
    record(world, "month-only", "demand", "peru", since="2014-04")
    assert moved(dossier(world)) == ["made-there", "of-its-days", "told"]


def test_a_record_of_a_participating_group_moved_there(world):
    group = factories.make_group("TPP12", countries=[world["chile"]], start="2013-01-01")
    world["meeting"].groups.add(group)
    record(world, "all", "narrowing").groups.add(group)
    assert moved(dossier(world)) == ["all"]


def test_a_move_says_what_stood_before(world):
    record(world, "before", "deadlock", "japan", since="2014-01-01")
    record(world, "there", "narrowing", "japan", meeting=world["meeting"])
    (move,) = dossier(world).moves
    assert [stance for stance, _countries in move.move.befores] == [Stance.DEADLOCK]


def test_hidden_and_retracted_records_are_no_moves(world):
    draft = factories.make_draft("Not yet", countries=[world["japan"]])
    record(world, "hidden", "offer", "japan", article=draft)
    record(world, "gone", "offer", "japan", standing="retracted", standing_note="Never said.")
    assert moved(dossier(world)) == []


def test_left_open_are_the_issues_it_dealt_with_on_which_participants_were_not_done(world):
    factories.make_article(
        "Of it", countries=[world["japan"]], issues=[world["rice"]], meeting="tokyo-2014", date="2014-04-25"
    )
    record(world, "stuck", "deadlock", "japan", meeting=world["meeting"])
    record(world, "done", "final", "peru", meeting=world["meeting"])
    record(world, "older", "demand", "peru", since="2013-05-01", issue="rice")
    record(world, "outside", "demand", "chile", since="2013-05-01", issue="rice")
    told = [
        (
            each.issue.slug,
            [(stance, [country.slug for country in countries]) for stance, countries in each.stances],
        )
        for each in dossier(world).left_open
    ]
    assert told == [
        ("beef", [(Stance.DEADLOCK, ["japan"])]),
        ("rice", [(Stance.DEMAND, ["peru"])]),
    ]


def test_what_was_settled_after_the_meeting_was_left_open_by_it(world):
    record(world, "stuck", "deadlock", "japan", meeting=world["meeting"])
    record(world, "later", "final", "japan", since="2015-10-05")
    assert [each.issue.slug for each in dossier(world).left_open] == ["beef"]


def test_next_is_the_first_later_meeting_of_any_who_took_part(world):
    other = factories.make_meeting("lima", start="2014-05-01", end="2014-05-02")
    other.countries.add(world["chile"])
    again = factories.make_meeting("again", start="2014-06-01", end="2014-06-02")
    again.countries.add(world["peru"])
    assert dossier(world).next == again
    assert dossier(world, "2014-05-31").next is None


def test_a_past_day_knows_the_meeting_as_far_as_it_had_come(world):
    record(world, "first", "deadlock", "japan", since="2014-04-23", meeting=world["meeting"])
    record(world, "second", "narrowing", "japan", since="2014-04-25", meeting=world["meeting"])
    assert moved(dossier(world, "2014-04-24")) == ["first"]
    assert [each.stances[0][0] for each in dossier(world, "2014-04-24").left_open] == [Stance.DEADLOCK]
    before = dossier(world, "2014-04-22")
    assert not before.has_begun and before.is_empty


def test_the_page_shows_moves_quotations_and_what_was_left_open(client, world):
    factories.make_article(
        "Of it",
        countries=[world["japan"]],
        meeting="tokyo-2014",
        quotes=[{"speaker": "akira-amari", "text": "The gaps are narrowing."}],
    )
    record(world, "stuck", "deadlock", "japan", meeting=world["meeting"])
    page = client.get(ADDRESS).content.decode()
    for words in ("What moved", "Words of stuck.", "Left open", "The gaps are narrowing.", "Of it"):
        assert words in page
    assert "?since=2014-04-22&amp;asof=2014-04-25" in page
    assert "Words of stuck." not in client.get(f"{ADDRESS}?asof=2014-04-23").content.decode()
