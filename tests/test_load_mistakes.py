"""What load_reference says of mistakes in the record, and what it makes of a line that names a source."""

import pytest
from django.core.management import CommandError

from articles.models import Country, RecordedFact
from articles.partial_dates import PartialDate
from articles.record.facts import day_before, key_of
from articles.record.sources import source_of
from tests.small_record import SmallRecord, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(tmp_path):
    return SmallRecord(tmp_path)


@pytest.fixture
def loaded(record):
    """The small record, once loaded."""
    record.load()
    return record


def put(file, key, **values):
    return lambda record: record.row(file, key).update(values)


def add_alias(record):
    record.row("countries.yaml", "united-states")["aliases"] = ["nippon"]


def repeat(record):
    record.rows["issues.yaml"] *= 2


BROKEN = [
    (put("positions.yaml", "pos-001", issue="rise"), ["positions.yaml, pos-001, issue", "'rise'"]),
    (put("positions.yaml", "pos-001", countries=["XXX"]), ["positions.yaml, pos-001, countries", "'XXX'"]),
    (put("positions.yaml", "pos-001", countries=[]), ["positions.yaml, pos-001, countries"]),
    (put("positions.yaml", "pos-001", people=["nobody"]), ["positions.yaml, pos-001, people", "'nobody'"]),
    (put("positions.yaml", "pos-001", stage="dreamt"), ["positions.yaml, pos-001, stage", "dreamt"]),
    (put("positions.yaml", "pos-001", date="April 2014"), ["positions.yaml, pos-001, date", "April 2014"]),
    (put("positions.yaml", "pos-001", sumary="x"), ["positions.yaml, pos-001, sumary", "not a field"]),
    (put("positions.yaml", "pos-001", confidence="sure"), ["positions.yaml, pos-001, confidence", "sure"]),
    (put("positions.yaml", "pos-001", summary=None), ["positions.yaml, pos-001, summary", "missing"]),
    (put("meetings.yaml", "round-18", participants="TPP3"), ["meetings.yaml, round-18, participants"]),
    (put("meetings.yaml", "round-18", end="2013-07-01"), ["meetings.yaml, round-18"]),
    (put("countries.yaml", "japan", sensitivities=["rise"]), ["countries.yaml, japan, sensitivities"]),
    (put("countries.yaml", "japan", cptpp={"joined": "2018"}), ["countries.yaml, japan, cptpp, joined"]),
    (put("countries.yaml", "japan", iso2="US"), ["countries.yaml"]),
    (put("issues.yaml", "market-access", parent="rice"), ["issues.yaml", "parent", "part of itself"]),
    (put("issues.yaml", "rice", demanded_by=["XXX"]), ["issues.yaml, rice, demanded_by"]),
    (put("negotiators.yaml", "akira-amari", country="XXX"), ["negotiators.yaml, akira-amari, country"]),
    (put("negotiators.yaml", "akira-amari", posts=["x"]), ["negotiators.yaml, akira-amari, posts 1"]),
    (put("final_outcomes.yaml", "jp-rice", importer="XXX"), ["final_outcomes.yaml, jp-rice, importer"]),
    (lambda record: record.rows.update({"groups.yaml": []}), ["meetings.yaml, round-18, participants"]),
    (lambda record: record.rows.update({"issues.yaml": "- slug: ["}), ["issues.yaml", "not valid YAML"]),
    (lambda record: record.rows.update({"issues.yaml": {"rice": {}}}), ["issues.yaml", "list of records"]),
    (repeat, ["issues.yaml, rice", "twice"]),
    (add_alias, ["firmly names more than one", "Nippon", "japan", "united-states"]),
    (
        lambda record: record.rows["aliases.yaml"]["country"].update({"atlantis": []}),
        ["aliases.yaml, country atlantis"],
    ),
    (
        lambda record: record.rows["translations.yaml"]["country"].update({"atlantis": {"ja": "x"}}),
        ["translations.yaml, country atlantis"],
    ),
    (
        lambda record: record.rows["translations.yaml"]["country"]["japan"].update({"tlh": "x"}),
        ["translations.yaml, country japan, tlh"],
    ),
]


class TestMistakesInTheRecord:
    @pytest.mark.parametrize(("break_it", "told"), BROKEN)
    def test_a_mistake_is_told_with_its_place_and_nothing_is_loaded(self, record, break_it, told):
        break_it(record)
        with pytest.raises(CommandError) as error:
            record.load()
        for part in told:
            assert part in str(error.value)
        assert not Country.objects.exists()
        assert not RecordedFact.objects.exclude(model="role").exists()

    def test_a_mistake_leaves_what_was_loaded_before(self, loaded):
        loaded.row("countries.yaml", "japan")["capital"] = "Kyoto"
        loaded.row("positions.yaml", "pos-001")["stage"] = "dreamt"
        with pytest.raises(CommandError):
            loaded.load()
        assert Country.objects.get(slug="japan").capital == ""

    def test_a_folder_without_the_files_is_refused(self, tmp_path):
        with pytest.raises(CommandError, match="holds none of"):
            said("load_reference", folder=tmp_path)

    def test_a_folder_that_is_not_there_is_refused(self, tmp_path):
        with pytest.raises(CommandError, match="not a folder"):
            said("load_reference", folder=tmp_path / "nowhere")


SOURCES = [
    ("memory", ("From memory", "", "memory", "")),
    ("memory: term dates", ("From memory (term dates)", "", "memory", "")),
    (
        'USTR "Round 1: Melbourne" - http://ustr.gov/round-1',
        ('USTR "Round 1: Melbourne"', "USTR", "official", "http://ustr.gov/round-1"),
    ),
    (
        "AFR 2015-07-31 - https://afr.com/a - b",
        ("AFR 2015-07-31 (- b)", "Australian Financial Review", "press", "https://afr.com/a"),
    ),
    (
        "ToTA text corpus - github.com/mappingtreaties/tota xml/pta_449.xml",
        (
            "ToTA text corpus (xml/pta_449.xml)",
            "ToTA text corpus",
            "reference",
            "https://github.com/mappingtreaties/tota",
        ),
    ),
    (
        "US Embassy Tokyo translation, Sankei 2015-07-01 - https://jmh.usembassy.gov/1",
        (
            "US Embassy Tokyo translation, Sankei 2015-07-01",
            "Sankei Shimbun",
            "press",
            "https://jmh.usembassy.gov/1",
        ),
    ),
    (
        "House resolution (Japanese) - https://www.shugiin.go.jp/x",
        ("House resolution (Japanese)", "", "official", "https://www.shugiin.go.jp/x"),
    ),
    # Begins like an outlet, but is another word.
    ("Asahina 2016 paper - https://x.org/1", ("Asahina 2016 paper", "", "", "https://x.org/1")),
    # A host that only looks like a government's.
    ("Blog - https://notgov.com/gov", ("Blog", "", "", "https://notgov.com/gov")),
    ("A page seen without address", ("A page seen without address", "", "", "")),
]


@pytest.mark.parametrize(("written", "expected"), SOURCES)
def test_a_source_says_no_more_than_its_text_does(written, expected):
    source = source_of(written)
    assert tuple(source[name] for name in ("title", "outlet", "kind", "url")) == expected


@pytest.mark.parametrize(
    ("day", "before"),
    [("2017-01-30", "2017-01-29"), ("2017-01-01", "2016-12-31"), ("2017-01", "2016-12"), ("2017", "2016")],
)
def test_the_day_before_keeps_the_precision(day, before):
    assert day_before(PartialDate(day)) == before


def test_long_keys_are_cut_but_stay_apart():
    first, second = key_of("x" * 400, "a"), key_of("x" * 400, "b")
    assert first != second
    assert len(first) <= 300
