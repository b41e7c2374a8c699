"""load_samples: the sample reports become articles through the door that an editor's report goes through."""

import datetime

import pytest
from django.core.management import CommandError

from articles import drafting, publishing, search
from articles.models import Article, Edition, Negotiator, Position, PublishingAct, Quote, Source, Version
from tests.small_record import SmallRecord, said

pytestmark = pytest.mark.django_db

REPORT = """---
headline: No rice without tariffs
slug: no-rice
summary: Japan refused to free rice.
date: 2014-04-10
place: Tokyo
language: en
sample: true
meeting: us-japan-2014-04
countries: [japan, united-states]
negotiators: [akira-amari, michael-froman]
issues: [rice]
tags: [Rice, Tokyo]
positions: [pos-001]
outcomes: [jp-rice]
quotes:
  - {speaker: akira-amari, text: "the gaps are steadily narrowing", issues: [rice]}
sources:
  - {title: "Japan Times 2014-04-10", url: "https://example.org/1", kind: press, outlet: Japan Times}
---

Japan **refused** to free rice, its minister said.

| Product | Duty |
|---|---|
| Rice | 341 yen a kilogram |
"""


class Reports:
    """A folder of sample reports, over a small record."""

    def __init__(self, folder):
        self.folder = folder
        self.text = REPORT

    def replace(self, old, new):
        assert old in self.text
        self.text = self.text.replace(old, new)
        return self

    def load(self):
        (self.folder / "2014-04-10-no-rice.md").write_text(self.text, encoding="utf-8")
        return said("load_samples", folder=self.folder)


@pytest.fixture
def reports(tmp_path):
    for name in ("record", "reports"):
        (tmp_path / name).mkdir()
    SmallRecord(tmp_path / "record").load()
    return Reports(tmp_path / "reports")


@pytest.fixture
def article(reports):
    """The article of the one report, once loaded."""
    reports.load()
    return Article.objects.get()


def editions():
    return list(Edition.objects.order_by("name").values_list("name", "number"))


class TestFirstLoad:
    def test_a_report_is_published_as_sample_coverage_at_noon_of_its_day(self, article):
        assert article.is_sample
        assert article in Article.objects.published()
        assert article.published_at == datetime.datetime(2014, 4, 10, 12, tzinfo=datetime.UTC)
        assert (article.byline, article.dateline) == ("TPP Tracker", "Tokyo")

    def test_it_is_linked_as_its_front_matter_says(self, article):
        chosen = article.issue_links.filter(derived=False).values_list("issue__slug", flat=True)
        assert list(article.country_links.order_by("pk").values_list("country__slug", flat=True)) == [
            "japan",
            "united-states",
        ]
        assert sorted(article.negotiators.values_list("slug", flat=True)) == ["akira-amari", "michael-froman"]
        assert list(chosen) == ["rice"]
        assert article.meeting.slug == "us-japan-2014-04"
        assert sorted(article.tags.names()) == ["Rice", "Tokyo"]
        assert article.positions.get().slug == "pos-001"
        assert article.outcomes.get().slug == "jp-rice"
        assert article.sources.get().outlet == "Japan Times"

    def test_markdown_becomes_the_markup_of_a_body(self, article):
        assert "<strong>refused</strong>" in article.body
        assert "<table>" in article.body
        assert "headline:" not in article.body

    def test_quotations_have_their_speaker_and_issues(self, article):
        quote = article.quotes.get()
        assert quote.speaker.slug == "akira-amari"
        assert quote.issues.get().slug == "rice"

    def test_it_is_an_act_of_publishing_with_a_version_and_a_search_row(self, article):
        assert article.versions.get().number == 1
        assert PublishingAct.objects.get().verb == "publish"
        assert article in search.matching("refused", Article.objects.published())


class TestLoadingAgain:
    def test_an_unchanged_report_is_left_and_it_says_so(self, reports, article):
        before = editions()
        assert reports.load().startswith("Nothing to do")
        assert editions() == before
        assert Version.objects.count() == 1

    def test_a_changed_report_becomes_a_new_version_and_keeps_the_quotation(self, reports, article):
        uid = Quote.objects.get().uid
        told = reports.replace("its minister said", "its delegation said").load()
        assert "1 published anew" in told
        article.refresh_from_db()
        assert article.version == 2
        assert "its delegation said" in article.body
        assert Quote.objects.get().uid == uid
        assert reports.load().startswith("Nothing to do")

    def test_a_report_no_longer_there_is_left_in_place_and_told(self, reports, article):
        reports.replace("slug: no-rice", "slug: rice-refused")
        told = reports.load()
        assert "no longer among the reports, left in place: no-rice" in told
        assert Article.objects.count() == 2


def edited(article):
    content = drafting.working_copy(article)
    content.headline = "An editor's headline"
    drafting.save(article=article, content=content, by=None)


def edited_and_published(article):
    edited(article)
    publishing.publish(article=article, by=None)


def withdrawn(article):
    publishing.withdraw(article=article, by=None)


def deleted(article):
    article.positions.update(article=None)
    article.delete()


class TestWhatAnEditorDid:
    @pytest.mark.parametrize(
        ("act", "told"),
        [
            (edited, "left as an editor has it: no-rice"),
            (edited_and_published, "left as an editor has it: no-rice"),
            (withdrawn, "withdrawn or deleted by an editor, left so: no-rice"),
            (deleted, "withdrawn or deleted by an editor, left so: no-rice"),
        ],
    )
    def test_it_stays_though_the_report_changed(self, reports, article, act, told):
        act(article)
        before = list(Article.objects.values_list("headline", "status", "version"))
        assert told in reports.replace("No rice without tariffs", "Rice stays out").load()
        assert list(Article.objects.values_list("headline", "status", "version")) == before

    def test_an_article_of_an_editors_own_with_that_slug_stays(self, reports):
        Article.objects.create(headline="Mine", slug="no-rice")
        assert "left as an editor has it: no-rice" in reports.load()
        assert Article.objects.get().headline == "Mine"

    def test_the_address_an_editor_gave_the_article_stays(self, reports, article):
        article.slug = "rice-refused"
        article.save()
        reports.replace("No rice without tariffs", "Rice stays out").load()
        article.refresh_from_db()
        assert (article.slug, article.headline) == ("rice-refused", "Rice stays out")

    def test_what_an_editor_deleted_from_the_record_is_left_out(self, reports):
        Position.objects.get(slug="pos-001").delete()
        Negotiator.objects.get(slug="michael-froman").delete()
        reports.load()
        article = Article.objects.get()
        assert list(article.negotiators.values_list("slug", flat=True)) == ["akira-amari"]
        assert not article.positions.exists()

    def test_a_position_that_an_editor_gave_another_reference_is_found(self, reports):
        Position.objects.filter(slug="pos-001").update(slug="rice-position")
        reports.load()
        assert Article.objects.get().positions.get().slug == "rice-position"


BROKEN = [
    (
        "countries: [japan, united-states]",
        "countries: [japan, atlantis]",
        "no-rice.md, countries: 'atlantis'",
    ),
    ("issues: [rice]\ntags", "issues: [rise]\ntags", "no-rice.md, issues: 'rise'"),
    ("meeting: us-japan-2014-04", "meeting: nowhere", "no-rice.md, meeting: 'nowhere'"),
    ("positions: [pos-001]", "positions: [pos-999]", "no-rice.md, positions: 'pos-999'"),
    ("speaker: akira-amari", "speaker: nobody", "no-rice.md, quotes 1, speaker: 'nobody'"),
    ("kind: press", "kind: rumour", "no-rice.md, sources 1, kind: 'rumour'"),
    ("date: 2014-04-10", "date: April 2014", "The date “April 2014”"),
    ("sample: true", "smaple: true", "no-rice.md, sample: is missing"),
    ("tags:", "tag: x\ntags:", "no-rice.md, tag: is not a field"),
    ("slug: no-rice\n", "", "slug: is missing"),
    ("[japan, united-states]", "[]", "cannot be published"),
]


class TestMistakesInAReport:
    @pytest.mark.parametrize(("old", "new", "told"), BROKEN)
    def test_a_mistake_is_told_with_its_place_and_nothing_is_published(self, reports, old, new, told):
        with pytest.raises(CommandError) as error:
            reports.replace(old, new).load()
        assert "2014-04-10-no-rice.md" in str(error.value)
        assert told in str(error.value)
        assert not Article.objects.exists()
        assert not Source.objects.filter(url="https://example.org/1").exists()

    def test_two_reports_cannot_have_one_slug(self, reports):
        (reports.folder / "another.md").write_text(REPORT + "\nMore.", encoding="utf-8")
        with pytest.raises(CommandError, match="slug: is that of another report"):
            reports.load()

    def test_a_folder_without_reports_is_refused(self, tmp_path):
        with pytest.raises(CommandError, match="holds no reports"):
            said("load_samples", folder=tmp_path)

    def test_the_record_must_be_loaded_first(self, tmp_path):
        (tmp_path / "report.md").write_text(REPORT, encoding="utf-8")
        with pytest.raises(CommandError, match="run load_reference first"):
            said("load_samples", folder=tmp_path)
