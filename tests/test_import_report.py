"""The door for files: import_report and suggest."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from articles.models import Alias, Article, Draft, Source
from tests import factories

pytestmark = pytest.mark.django_db

REPORT = """\
Ministers narrow the gap on beef

TOKYO, April 25, 2014 – Japan and the United States narrowed their differences over beef tariffs in \
the Trans-Pacific Partnership talks on Friday, the Japanese government said.

“The gaps are narrowing,” Akira Amari, the minister in charge, told reporters in Tokyo. He said that Japan \
would not give up its quota. Akira Amara also met farm leaders.
"""


@pytest.fixture
def record():
    japan = factories.make_country()
    states = factories.make_country("united-states", "US", "USA")
    agriculture = factories.make_issue("agriculture")
    beef = factories.make_issue("beef", parent=agriculture)
    amari = factories.make_negotiator(country=japan)
    names = [
        (japan, "country", "Japan", "name"), (japan, "country", "Japanese", "demonym"),
        (states, "country", "United States", "name"), (beef, "issue", "beef", "name"),
        (amari, "negotiator", "Amari", "name"),
    ]  # fmt: skip
    for owner, field, text, kind in names:
        Alias.objects.create(text=text, kind=kind, **{field: owner})


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def run(command, *arguments, **options):
    out = io.StringIO()
    call_command(command, *arguments, stdout=out, **options)
    return out.getvalue()


def test_an_imported_report_is_published_and_found_at_once(client, record, report):
    out = run(
        "import_report", str(report), "--date", "2014-04-25", "--source", "A newspaper", "--publish", "--json"
    )
    (made,) = json.loads(out)
    assert set(made["countries"]) == {"japan", "united-states"}
    assert made["people"] == ["akira-amari"]
    assert "beef" in made["issues"]
    assert made["date"] == "2014-04-25"
    assert made["flagged_names"] == [["Akira Amara", "Akira Amari"]]
    addresses = [
        "/", "/countries/japan/", "/issues/beef/", "/issues/agriculture/", "/negotiators/akira-amari/",
        "/articles/?country=japan&issue=beef", "/search/?q=Amari", "/articles.atom",
    ]  # fmt: skip
    for address in addresses:
        assert "Ministers narrow the gap on beef" in client.get(address).content.decode(), address
    page = client.get(made["address"]).content.decode()
    assert "The gaps are narrowing" in page
    assert "A newspaper" in page


def test_without_publish_it_is_a_draft_that_no_reader_sees(client, record, report):
    out = run("import_report", str(report))
    assert "draft" in out
    assert "“Akira Amara” is probably Akira Amari" in out
    assert "Ministers narrow" not in client.get("/articles/").content.decode()
    assert Draft.objects.get().content.dateline


def test_publishing_without_a_source_is_refused_and_leaves_nothing(record, report):
    with pytest.raises(CommandError, match="No source is named"):
        run("import_report", str(report), "--publish")
    assert not Article.objects.exists()
    assert not Source.objects.exists()


def test_a_reason_overrides_and_is_recorded(record, report):
    run("import_report", str(report), "--publish", "--override", "The source asked not to be named.")
    article = Article.objects.get()
    assert article.status == "published"
    assert article.acts.get().reason == "The source asked not to be named."


def test_a_bad_file_is_named_and_the_good_ones_are_imported(record, report, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_text("  \n")
    with pytest.raises(CommandError, match=r"empty\.txt"):
        run("import_report", str(empty), str(report), str(tmp_path / "missing.txt"))
    assert Article.objects.count() == 1


def test_suggest_prints_the_contract_and_writes_nothing(record, report):
    found = json.loads(run("suggest", str(report), "--json"))["report.txt"]
    assert list(found) == [
        "countries", "countries_mentioned", "people", "issues", "quotes", "flagged_names", "dateline", "date",
        "headline",
    ]  # fmt: skip
    assert set(found["countries"]) == {"JP", "US"}
    assert found["people"] == ["Akira Amari"]
    assert found["quotes"] == [{"speaker": "Akira Amari", "start": "The gaps are narrowing,"}]
    assert found["date"] == "2014-04-25"
    assert found["headline"] == "Ministers narrow the gap on beef"
    assert not Article.objects.exists()


def test_a_new_alias_counts_at_once(record, report):
    before = json.loads(run("suggest", str(report), "--json"))["report.txt"]
    issue = factories.make_issue("quotas", kind="rule")
    Alias.objects.create(issue=issue, text="its quota", kind="name")
    after = json.loads(run("suggest", str(report), "--json"))["report.txt"]
    assert "quotas" not in before["issues"]
    assert "quotas" in after["issues"]
