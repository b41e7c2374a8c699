"""load_reference: the record goes into the database, and what an editor did there stays."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import drafting, publishing
from articles.desk.reference_rows import rows_from
from articles.models import (
    Alias,
    Appointment,
    Article,
    Chapter,
    Content,
    Country,
    Edition,
    Group,
    Issue,
    Meeting,
    Negotiator,
    Outcome,
    Position,
    Redirect,
    Source,
)
from articles.models.alias import OWNERS
from articles.partial_dates import PartialDate
from articles.record import REFERENCE
from articles.record.aliases import FIRM
from tests.small_record import SmallRecord, said

pytestmark = pytest.mark.django_db

# Kinds of rows and many-to-many fields: what is read at once, however long the record is.
QUERIES = 100


@pytest.fixture
def record(tmp_path):
    return SmallRecord(tmp_path)


@pytest.fixture
def loaded(record):
    """The small record, once loaded."""
    record.load()
    return record


def slugs(rows):
    return sorted(rows.values_list("slug", flat=True))


class TestFirstLoad:
    def test_countries_have_what_both_files_say_they_guard_and_want(self, loaded):
        japan, states = Country.objects.get(iso3="JPN"), Country.objects.get(iso3="USA")
        assert slugs(japan.guards) == ["market-access", "rice"]
        assert slugs(states.guards) == ["rice"]
        assert slugs(states.wants) == ["rice"]

    def test_dates_keep_their_precision(self, loaded):
        assert Country.objects.get(slug="japan").joined_talks == PartialDate("2013-07")
        assert Country.objects.get(slug="united-states").tpp_withdrew.precision == "day"
        assert Appointment.objects.get(negotiator__slug="akira-amari", kind="trade-minister").end == "2016-01"

    def test_the_ministry_is_taken_apart(self, loaded):
        japan = Country.objects.get(slug="japan")
        assert (japan.ministry, japan.ministry_abbreviation) == ("Cabinet Secretariat", "TPP HQ")

    def test_issues_hang_under_those_that_come_later_in_the_file(self, loaded):
        assert Issue.objects.get(slug="rice").parent.parent.slug == "market-access"
        assert Issue.objects.get(slug="rice").sensitive_group == "rice"

    def test_a_membership_ends_on_the_day_before_the_country_was_out(self, loaded):
        group = Group.objects.get(label="TPP2")
        ends = dict(group.memberships.values_list("country__iso3", "end"))
        assert ends == {"JPN": "", "USA": "2017-01-29"}

    def test_a_person_from_outside_the_record_has_a_code_for_a_country(self, loaded):
        lamy = Negotiator.objects.get(slug="pascal-lamy")
        assert (lamy.country, lamy.country_code, lamy.note) == (None, "FRA", "Head of the WTO")

    def test_a_venue_outside_the_record_is_a_code(self, loaded):
        meeting = Meeting.objects.get(slug="round-18")
        assert (meeting.country, meeting.venue_code, meeting.city) == (None, "MYS", "Kota Kinabalu")

    def test_participants_are_a_group_or_countries(self, loaded):
        assert Meeting.objects.get(slug="round-18").groups.get().label == "TPP2"
        talks = Meeting.objects.get(slug="us-japan-2014-04")
        assert slugs(talks.countries) == ["japan", "united-states"]
        assert not talks.groups.exists()

    def test_positions_name_who_holds_them_and_toward_whom(self, loaded):
        position = Position.objects.get(slug="pos-001")
        assert slugs(position.countries) == ["japan"]
        assert position.counterpart_groups.get().label == "TPP2"
        assert position.people.get().slug == "akira-amari"
        assert (position.stance, position.since, position.grade) == ("rejected", "2014-04", "")

    def test_outcomes_give_figures_in_order(self, loaded):
        outcome = Outcome.objects.get(slug="jp-rice")
        assert outcome.giver.slug == "japan"
        assert [str(figure.value) for figure in outcome.figures.all()] == ["50000.0000", "62.5000"]

    def test_chapters_lead_to_issues(self, loaded):
        assert slugs(Chapter.objects.get(number=1).issues) == ["tariffs"]

    def test_names_in_other_languages_come_from_translations_and_patterns(self, loaded):
        assert Country.objects.get(slug="japan").names == {"ja": "日本", "fr": "Japon"}
        assert Meeting.objects.get(slug="round-18").names == {"ja": "第18回（Kota Kinabalu）"}

    def test_aliases_have_the_kind_of_their_field(self, loaded):
        kinds = dict(Alias.objects.filter(negotiator__slug="akira-amari").values_list("text", "kind"))
        assert kinds == {
            "Akira Amari": "name",
            "甘利明": "name",
            "Amari": "name",
            "Akira Amara": "misspelling",
        }
        of_japan = dict(Alias.objects.filter(country__slug="japan").values_list("text", "kind"))
        assert (of_japan["Japanese"], of_japan["Tokyo"], of_japan["the Diet"]) == (
            "demonym",
            "metonym",
            "metonym",
        )

    def test_aliases_yaml_settles_the_kind_of_a_text(self, loaded):
        assert Alias.objects.get(text="paddy").kind == "ambiguous"

    def test_a_name_of_several_meetings_is_ambiguous(self, loaded):
        kinds = Alias.objects.filter(text="Amari-Froman talks").values_list("kind", flat=True)
        assert list(kinds) == ["ambiguous", "ambiguous"]

    def test_the_script_of_an_alias_tells_its_language(self, loaded):
        alias = Alias.objects.get(text="甘利明")
        assert (alias.language, alias.script, alias.folded) == ("ja", "Hani", "甘利明")

    def test_one_source_named_often_is_one_row(self, loaded):
        source = Source.objects.get(url="https://ustr.gov/release")
        assert (source.title, source.outlet, source.kind) == ("USTR release", "USTR", "official")
        assert Position.objects.filter(sources=source).count() == 2

    def test_what_was_done_is_told_kind_by_kind(self, record):
        said_first = record.load()
        assert "countries: 2 created, 0 updated, 0 kept as edited" in said_first
        assert "offices: 4 created, 0 updated, 0 kept as edited" in said_first


class TestSecondLoad:
    def test_nothing_is_written_and_it_says_so(self, loaded):
        before = list(Edition.objects.order_by("name").values_list("name", "number"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            told = loaded.load()
        writes = [q["sql"] for q in queries if re.match("INSERT|UPDATE|DELETE", q["sql"])]
        assert writes == []
        assert list(Edition.objects.order_by("name").values_list("name", "number")) == before
        assert told.startswith("Nothing to do")

    def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(self, loaded):
        with CaptureQueriesContext(connection) as queries:
            loaded.load()
        assert len(queries) <= QUERIES


class TestCorrectionsOfTheRecord:
    def test_an_untouched_field_follows(self, loaded):
        loaded.row("countries.yaml", "japan")["capital"] = "Tokyo City"
        loaded.row("positions.yaml", "pos-001")["meeting"] = "us-japan-2014-09"
        loaded.row("positions.yaml", "pos-001")["countries"] = ["USA"]
        told = loaded.load()
        position = Position.objects.get(slug="pos-001")
        assert Country.objects.get(slug="japan").capital == "Tokyo City"
        assert position.meeting.slug == "us-japan-2014-09"
        assert slugs(position.countries) == ["united-states"]
        assert "countries: 0 created, 1 updated, 0 kept as edited" in told
        assert "positions: 0 created, 1 updated, 0 kept as edited" in told

    def test_a_corrected_day_of_office_does_not_double_the_office(self, loaded):
        loaded.row("negotiators.yaml", "michael-froman")["posts"][0]["start"] = "2013-06-22"
        loaded.load()
        office = Appointment.objects.get(negotiator__slug="michael-froman")
        assert office.start == "2013-06-22"

    def test_a_corrected_title_does_not_double_the_office(self, loaded):
        loaded.row("negotiators.yaml", "michael-froman")["posts"][0]["title"] = "Trade Representative"
        loaded.load()
        assert Appointment.objects.get(negotiator__slug="michael-froman").title == "Trade Representative"

    def test_a_corrected_figure_is_corrected_in_place(self, loaded):
        loaded.row("final_outcomes.yaml", "jp-rice")["figures"][0]["value"] = 70000
        loaded.load()
        assert [int(figure.value) for figure in Outcome.objects.get().figures.all()] == [70000, 62]

    def test_a_row_the_record_dropped_stays_and_is_reported(self, loaded):
        loaded.rows["positions.yaml"].remove(loaded.row("positions.yaml", "pos-002"))
        told = loaded.load()
        assert Position.objects.filter(slug="pos-002").exists()
        assert "positions: 0 created, 0 updated, 0 kept as edited, 1 no longer in the record" in told
        assert "no longer in the record: pos-002" in told

    def test_an_issue_that_moves_takes_the_derived_links_with_it(self, loaded):
        article = published(issues=["rice"])
        loaded.row("issues.yaml", "rice")["parent"] = "tariffs"
        loaded.load()
        derived = article.issue_links.filter(derived=True).values_list("issue__slug", flat=True)
        assert sorted(derived) == ["market-access", "tariffs"]


def change(model, key, **values):
    model.objects.filter(slug=key).update(**values)


class TestWhatAnEditorDid:
    def test_a_changed_field_stays_and_the_others_follow(self, loaded):
        change(Country, "japan", capital="Edo")
        row = loaded.row("countries.yaml", "japan")
        row["capital"], row["role"] = "Kyoto", "changed"
        told = loaded.load(verbosity=2)
        japan = Country.objects.get(slug="japan")
        assert (japan.capital, japan.role) == ("Edo", "changed")
        assert "countries: 0 created, 1 updated, 1 kept as edited" in told
        assert "kept as edited: japan (capital)" in told

    def test_a_field_stays_changed_through_every_later_load(self, loaded):
        change(Country, "japan", capital="Edo")
        for capital in ("Kyoto", "Nara", "Osaka"):
            loaded.row("countries.yaml", "japan")["capital"] = capital
            loaded.load()
        assert Country.objects.get(slug="japan").capital == "Edo"

    def test_a_field_that_was_emptied_stays_empty(self, loaded):
        change(Country, "japan", native_name="")
        loaded.load()
        assert Country.objects.get(slug="japan").native_name == ""

    def test_a_changed_reference_stays(self, loaded):
        change(Position, "pos-001", meeting=Meeting.objects.get(slug="round-18"))
        loaded.row("positions.yaml", "pos-001")["meeting"] = "us-japan-2014-09"
        loaded.load()
        assert Position.objects.get(slug="pos-001").meeting.slug == "round-18"

    def test_changed_links_stay_whatever_the_record_says_later(self, loaded):
        japan = Country.objects.get(slug="japan")
        japan.guards.add(Issue.objects.get(slug="tariffs"))
        loaded.row("countries.yaml", "japan")["sensitivities"] = ["agriculture"]
        loaded.load()
        assert slugs(japan.guards) == ["market-access", "rice", "tariffs"]

    def test_a_change_the_record_adopts_follows_it_again(self, loaded):
        change(Country, "japan", capital="Edo")
        for capital in ("Edo", "Kyoto"):
            loaded.row("countries.yaml", "japan")["capital"] = capital
            loaded.load()
        assert Country.objects.get(slug="japan").capital == "Kyoto"

    def test_a_deleted_row_does_not_come_back_nor_what_hangs_on_it(self, loaded):
        Position.objects.get(slug="pos-001").people.clear()
        Negotiator.objects.get(slug="akira-amari").delete()
        told = loaded.load()
        assert not Negotiator.objects.filter(slug="akira-amari").exists()
        assert not Appointment.objects.filter(title="Minister for TPP").exists()
        assert not Alias.objects.filter(text="Amari").exists()
        assert "people: 0 created, 0 updated, 0 kept as edited, 1 deleted by an editor" in told

    def test_new_facts_about_a_deleted_row_are_left_out(self, loaded):
        Negotiator.objects.get(slug="michael-froman").delete()
        loaded.row("negotiators.yaml", "michael-froman")["aliases"] = ["Froman"]
        loaded.load()
        assert not Alias.objects.filter(text="Froman").exists()

    def test_a_changed_slug_stays_and_references_follow_the_row(self, loaded):
        rice = Issue.objects.get(slug="rice")
        rice.slug = "rice-and-rice-flour"
        rice.save()
        loaded.row("positions.yaml", "pos-002")["issue"] = "rice"
        loaded.load()
        assert not Issue.objects.filter(slug="rice").exists()
        assert Position.objects.get(slug="pos-002").issue == rice

    def test_what_was_merged_into_another_stands_for_the_other(self, loaded):
        tariffs = Issue.objects.get(slug="tariffs")
        Chapter.objects.get().issues.clear()
        tariffs.delete()
        Redirect.record(kind="issue", old_slug="tariffs", new_slug="market-access")
        loaded.row("positions.yaml", "pos-002")["issue"] = "tariffs"
        loaded.load()
        assert Position.objects.get(slug="pos-002").issue.slug == "market-access"

    def test_a_row_made_before_the_record_had_it_is_completed_not_overwritten(self, record):
        Country.objects.create(slug="japan", iso2="JP", iso3="JPN", name="Nippon-koku", standing="signatory")
        record.load()
        japan = Country.objects.get(slug="japan")
        assert (japan.name, japan.native_name) == ("Nippon-koku", "日本")
        assert "1 kept as edited" in record.load()

    def test_no_loop_is_made_with_the_place_an_editor_gave_an_issue(self, loaded):
        agriculture = Issue.objects.get(slug="agriculture")
        tariffs = Issue.objects.get(slug="tariffs")
        tariffs.parent = agriculture
        tariffs.save()
        loaded.row("issues.yaml", "agriculture")["parent"] = "tariffs"
        told = loaded.load(verbosity=2)
        agriculture.refresh_from_db()
        assert agriculture.parent.slug == "market-access"
        assert "kept as edited: agriculture (parent)" in told


class TestTheSitesOwnRecord:
    def test_all_of_it_loads_and_loading_again_changes_nothing(self):
        said("load_reference")
        assert (Country.objects.count(), Chapter.objects.count()) == (26, 30)
        assert Meeting.objects.filter(round_number__isnull=False).count() == 19
        assert said("load_reference").startswith("Nothing to do")

    def test_the_record_states_what_it_is_known_for(self):
        said("load_reference")
        amari = Negotiator.objects.get(slug="akira-amari")
        assert amari.aliases.get(kind="misspelling", text="Amara")
        assert {"beef", "rice"} <= set(slugs(Issue.objects.get(slug="sacred-five").members))
        held_on = Group.objects.get(label="TPP12").memberships.held_on("2015-10-05")
        assert held_on.count() == 12
        firm = Alias.objects.filter(kind__in=FIRM).values_list("folded", flat=True)
        assert len(firm) == len(set(firm))

    def test_the_desk_reads_the_same_aliases_from_the_files_as_from_the_database(self):
        said("load_reference")
        stored = {
            (alias.owner._meta.model_name, alias.owner.slug, alias.folded): (alias.kind, alias.language)
            for alias in Alias.objects.select_related(*OWNERS)
        }
        read = {
            (row.owner.kind, row.owner.slug, row.text.casefold()): (row.kind, row.language)
            for row in rows_from(REFERENCE)
        }
        assert stored.keys() == read.keys()
        # Only here are names that several meetings share known to be ambiguous.
        differing = {key for key in stored if stored[key] != read[key]}
        assert {(key[0], stored[key][0]) for key in differing} <= {("meeting", "ambiguous")}


def published(*, issues):
    """Return a published article on some issues, about Japan."""
    content = Content(
        headline="Talks go on",
        body="<p>They went on.</p>",
        countries=["japan"],
        issues=issues,
        sources=[{"title": "A page"}],
    )
    article = drafting.begin(content=content, by=None)
    publishing.publish(article=article, by=None)
    return Article.objects.get(pk=article.pk)
