"""check_integrity: whatever is broken is found, explained and, where it is a copy, mended."""

import datetime
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from taggit.models import Tag

from articles import drafting, integrity, publishing, search
from articles.models import (
    Alias,
    Appointment,
    Article,
    ArticleCountry,
    ArticleIssue,
    ArticleTag,
    Content,
    Country,
    Draft,
    Group,
    Issue,
    Meeting,
    Negotiator,
    Position,
    Quote,
    Redirect,
    Source,
    Version,
)
from tests.small_record import SmallRecord, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(tmp_path):
    """The small record in the database, in which nothing is wrong."""
    SmallRecord(tmp_path).load()
    assert findings() == []


@pytest.fixture
def article(record):
    """A published article over the small record, with a quotation and a position."""
    content = Content(
        headline="Talks go on",
        body="<p>They went on.</p>",
        published_at="2014-04-10T12:00:00+00:00",
        countries=["japan"],
        issues=["rice"],
        tags=["Talks"],
        meeting="us-japan-2014-04",
        sources=[{"title": "A page"}],
        quotes=[{"speaker": "akira-amari", "text": "the gaps are narrowing", "issues": ["rice"]}],
        positions=[{"slug": "pos-001"}],
    )
    article = drafting.begin(content=content, by=None)
    publishing.publish(article=article, by=None)
    assert findings() == []
    return Article.objects.get()


@pytest.fixture
def without_check_constraints():
    """Return a function that lets this test write what a check constraint of a model forbids."""

    def drop(model, name):
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA ignore_check_constraints = ON")
            else:
                cursor.execute(f"ALTER TABLE {model._meta.db_table} DROP CONSTRAINT {name}")

    yield drop
    # On PostgreSQL the end of the test's transaction brings the constraint back.
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def findings():
    """Return every Finding as (model, key, problem)."""
    return [(each.model, each.key, each.problem) for _name, found in integrity.check() for each in found]


def found():
    """Return the model, the key and the problem of the one thing that is wrong."""
    [finding] = findings()
    return finding


class TestFacts:
    def test_a_fact_without_a_source(self, record):
        Position.objects.get(slug="pos-002").sources.clear()
        assert found() == ("position", "pos-002", "No source is named.")

    def test_a_position_told_in_a_report_rests_on_the_report(self, article):
        Position.objects.get(slug="pos-001").sources.clear()
        assert findings() == []

    def test_high_confidence_on_memory_alone(self, record):
        memory = Source.objects.create(title="From memory (dates)", kind="memory")
        Country.objects.get(slug="japan").sources.set([memory])
        model, key, problem = found()
        assert (model, key) == ("country", "japan")
        assert "confidence is high" in problem

    def test_high_confidence_on_memory_and_a_page_is_sound(self, record):
        memory = Source.objects.create(title="From memory (dates)", kind="memory")
        Country.objects.get(slug="japan").sources.add(memory)
        assert findings() == []

    @pytest.mark.parametrize(
        ("kind", "title", "start", "end", "is_wrong"),
        [
            ("trade-minister", "Another minister", "2014", "2015", True),
            ("trade-minister", "Another minister", "2015-12", "", True),
            # In the month or on the day of the change-over both may be right.
            ("trade-minister", "Another minister", "2016-01", "", False),
            ("trade-minister", "Another minister", "2010", "2012-12-26", False),
            ("agriculture-minister", "Farm minister", "2014", "2015", False),
            ("legislator", "Chair of a committee", "2014", "2015", False),
        ],
    )
    def test_offices_of_one_kind_that_overlap(self, record, kind, title, start, end, is_wrong):
        Appointment.objects.filter(title="Member of the House").update(start="2000", end="2020")
        amari = Negotiator.objects.get(slug="akira-amari")
        Appointment.objects.create(negotiator=amari, kind=kind, title=title, start=start, end=end)
        assert bool(findings()) is is_wrong
        if is_wrong:
            model, key, problem = found()
            assert (model, key.split(",")[0]) == ("office", "akira-amari")
            assert "overlaps with" in problem

    def test_a_position_of_a_group_before_it_had_members(self, record):
        Position.objects.filter(slug="pos-002").update(since="2009-04-10")
        model, key, problem = found()
        assert (model, key) == ("position", "pos-002")
        assert "TPP2, which had no member on 2009-04-10" in problem

    def test_a_date_known_to_the_year_may_lie_within_the_membership(self, record):
        Position.objects.filter(slug="pos-002").update(since="2010")
        assert findings() == []

    def test_a_meeting_of_a_group_after_it_had_members(self, record):
        Group.objects.get(label="TPP2").memberships.filter(end="").delete()
        Meeting.objects.filter(slug="round-18").update(start="2017-02-01", end="2017-02-03")
        model, key, problem = found()
        assert (model, key) == ("meeting", "round-18")
        assert "any day from 2017-02-01 to 2017-02-03" in problem

    def test_an_alias_that_firmly_names_two(self, record):
        Alias.objects.create(text="AMARI", kind="name", negotiator=Negotiator.objects.get(slug="pascal-lamy"))
        model, key, problem = found()
        assert (model, key.casefold()) == ("alias", "“amari”")
        assert "Akira Amari and Pascal Lamy" in problem

    def test_an_alias_that_is_ambiguous_for_one_of_two_is_sound(self, record):
        lamy = Negotiator.objects.get(slug="pascal-lamy")
        Alias.objects.create(text="Amari", kind="ambiguous", negotiator=lamy)
        assert findings() == []

    def test_issues_that_are_part_of_themselves(self, record):
        Issue.objects.filter(slug="market-access").update(parent=Issue.objects.get(slug="agriculture"))
        assert [(model, key) for model, key, _problem in findings()] == [
            ("issue", "agriculture"),
            ("issue", "market-access"),
        ]


class TestReports:
    def test_a_published_article_without_a_source(self, article):
        article.sources.clear()
        assert found() == ("article", "talks-go-on", "It is published, but no source is named.")

    def test_an_article_without_a_version(self, article):
        article.versions.all().delete()
        model, key, problem = found()
        assert (model, key) == ("article", "talks-go-on")
        assert "no version of it is kept" in problem

    def test_a_gap_in_the_versions(self, article):
        for headline in ("Talks continue", "Talks end"):
            content = drafting.working_copy(article)
            content.headline = headline
            drafting.save(article=article, content=content, by=None)
            publishing.publish(article=article, by=None)
        assert findings() == []
        Version.objects.filter(number=2).delete()
        model, key, problem = found()
        assert (model, key) == ("article", "talks-go-on")
        assert "counts 3 versions, but 2 are kept, numbered from 1 to 3" in problem

    def test_a_quotation_without_a_speaker(self, article, without_check_constraints):
        without_check_constraints(Quote, "quote_has_a_speaker")
        Quote.objects.update(speaker=None)
        model, key, problem = found()
        assert (model, key) == ("quotation", f"{article.quotes.get().uid} in talks-go-on")
        assert "no speaker" in problem

    def test_a_reference_to_a_row_there_is_not(self, article):
        japan = Country.objects.get(slug="japan").pk
        links = ArticleCountry.objects.filter(article=article)
        links.update(country=japan + 1000)
        model, _key, _problem = found()
        assert model == "database"
        links.update(country=japan)

    @pytest.mark.parametrize(
        ("leads", "told"),
        [
            ([("old", "nowhere")], {"old": "leads to “nowhere”"}),
            ([("old", "older"), ("older", "old")], {"old": "in a circle", "older": "in a circle"}),
            ([("japan", "united-states")], {"japan": "leads away from a page"}),
            ([("old", "older"), ("older", "japan")], {}),
        ],
    )
    def test_redirects_that_fail(self, record, leads, told):
        for old, new in leads:
            Redirect.objects.create(kind="country", old_slug=old, new_slug=new)
        problems = {key.removeprefix("country "): problem for _model, key, problem in findings()}
        assert problems.keys() == told.keys()
        assert all(told[old] in problem for old, problem in problems.items())

    def test_redirects_of_tags_and_articles_lead_to_tags_and_articles(self, article):
        Redirect.objects.create(kind="tag", old_slug="talk", new_slug=Tag.objects.get().slug)
        Redirect.objects.create(kind="article", old_slug="old", new_slug=article.slug)
        assert findings() == []

    @pytest.mark.parametrize(
        ("field", "value", "told"),
        [
            ("countries", ["japan", "atlantis"], "the country “atlantis”"),
            ("issues", ["rise"], "the issue “rise”"),
            ("negotiators", ["nobody"], "the negotiator “nobody”"),
            ("meeting", "nowhere", "the meeting “nowhere”"),
            ("outcomes", ["none"], "the outcome “none”"),
            ("positions", [{"slug": "pos-999"}], "the position “pos-999”"),
            ("positions", [{"slug": "new", "issue": "rise"}], "the issue “rise”"),
            ("positions", [{"slug": "new", "issue": "rice", "countries": ["atlantis"]}], "“atlantis”"),
            ("positions", [{"slug": "new", "issue": "rice", "groups": ["tpp99"]}], "the group “tpp99”"),
            ("quotes", [{"text": "words", "speaker": "nobody"}], "the negotiator “nobody”"),
            ("quotes", [{"text": "words", "speaker_name": "A man", "issues": ["rise"]}], "the issue “rise”"),
        ],
    )
    def test_a_draft_that_names_what_is_gone(self, record, field, value, told):
        drafting.begin(content=Content(headline="A draft", **{field: value}), by=None)
        model, key, problem = found()
        assert (model, key) == ("draft", "a-draft")
        assert told in problem

    def test_a_draft_that_names_what_moved_is_sound(self, record):
        drafting.begin(content=Content(headline="A draft", countries=["nippon"]), by=None)
        Redirect.record(kind="country", old_slug="nippon", new_slug="japan")
        assert findings() == []

    def test_a_new_position_in_a_draft_is_sound(self, record):
        told = {"slug": "new", "issue": "rice", "countries": ["japan"], "groups": ["tpp2"]}
        drafting.begin(content=Content(headline="A draft", positions=[told]), by=None)
        assert findings() == []

    def test_a_draft_that_is_not_the_state_it_says(self, article):
        drafting.save(article=article, content=Content(headline="Saved", countries=["japan"]), by=None)
        Draft.objects.update(document=Content(headline="Cut in two", countries=["japan"]).to_json())
        model, key, problem = found()
        assert (model, key) == ("draft", article.slug)
        assert "not what state 3" in problem


def derived_links(article):
    article.issue_links.filter(derived=True, issue__slug="agriculture").delete()


def superfluous_derived_link(article):
    ArticleIssue.objects.create(article=article, issue=Issue.objects.get(slug="tariffs"), derived=True)


def undated_link(article):
    article.country_links.update(live_at=None)


def wrongly_dated_link(article):
    ArticleTag.objects.update(live_at=datetime.datetime(2013, 1, 1, tzinfo=datetime.UTC))


def dated_link_of_a_draft(article):
    drafting.begin(content=Content(headline="A draft", countries=["japan"]), by=None)
    links = ArticleCountry.objects.filter(article__slug="a-draft")
    links.update(live_at=datetime.datetime(2013, 1, 1, tzinfo=datetime.UTC))


def no_search_row(article):
    search.remove([article.pk])


def search_row_of_another_date(article):
    article.published_at = datetime.datetime(2013, 1, 1, tzinfo=datetime.UTC)
    search.index(article)


def search_row_of_a_withdrawn_article(article):
    publishing.withdraw(article=article, by=None)
    search.index(article)


COPIES = [
    (derived_links, "links to wider issues"),
    (superfluous_derived_link, "links to wider issues"),
    (undated_link, "dated not at all"),
    (wrongly_dated_link, "dated 2013-01-01"),
    (dated_link_of_a_draft, "its article is draft"),
    (no_search_row, "Search has no row"),
    (search_row_of_another_date, "Search has no row for it under its date"),
    (search_row_of_a_withdrawn_article, "Search finds what is not published"),
]


class TestCopies:
    @pytest.mark.parametrize(("break_it", "told"), COPIES)
    def test_a_copy_out_of_step_is_found_and_mended(self, article, break_it, told):
        break_it(article)
        _model, key, problem = found()
        assert key.split(",")[0] in ("talks-go-on", "a-draft")
        assert told in problem
        integrity.mend()
        assert findings() == []

    def test_what_is_mended_is_what_readers_had(self, article):
        links = article.issue_links.order_by("issue").values_list("issue", "derived", "live_at")
        before = list(links)
        derived_links(article)
        no_search_row(article)
        integrity.mend()
        assert list(links.all()) == before
        assert article in search.matching("Japan", Article.objects.published())


class TestTheCommand:
    def test_nothing_found_is_said(self, record):
        assert said("check_integrity").startswith("Nothing found")

    def test_a_find_is_explained_and_the_exit_code_is_1(self, record, capsys):
        Position.objects.get(slug="pos-002").sources.clear()
        with pytest.raises(CommandError) as error:
            call_command("check_integrity")
        assert error.value.returncode == 1
        told = capsys.readouterr().out
        assert "facts without a source: 1" in told
        assert "position pos-002: No source is named. Name what it rests on." in told

    def test_many_finds_are_cut_unless_all_are_asked_for(self, record, capsys):
        for number in range(30):
            Redirect.objects.create(kind="country", old_slug=f"old-{number}", new_slug="nowhere")
        with pytest.raises(CommandError, match="30 found"):
            call_command("check_integrity")
        assert "and 10 more" in capsys.readouterr().out
        with pytest.raises(CommandError):
            call_command("check_integrity", all=True)
        assert len(re.findall("“nowhere”", capsys.readouterr().out)) == 30

    def test_it_mends_copies_when_asked_to(self, article):
        no_search_row(article)
        assert said("check_integrity", mend=True).startswith("Nothing found")


def test_nothing_is_wrong_with_the_site_as_it_starts():
    said("load_reference")
    said("load_samples")
    assert findings() == []
    assert Article.objects.published().count() >= 60
    assert not Draft.objects.exists()
    assert said("load_samples").startswith("Nothing to do")
