"""The whole record to take away: every format has every row, says what it is, and is written once."""

import csv
import io
import json
import sqlite3
import threading
import zipfile

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from articles import bulk, publishing
from articles.bulk import files, tables
from articles.edition import SiteVersion
from articles.models import Alias, Article, Negotiator, Source
from tests import api_world, factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


@pytest.fixture
def world():
    return api_world.make_world()


def body(response):
    assert response.status_code == 200, response
    return b"".join(response.streaming_content) if response.streaming else response.content


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def table(client, name):
    return rows(body(client.get(f"/data/{name}.csv")).decode())


def lines(client, name):
    return [json.loads(line) for line in body(client.get(f"/data/{name}.jsonl")).decode().splitlines()]


def archive(client, suffix):
    return zipfile.ZipFile(io.BytesIO(body(client.get(f"/data/tpp-tracker.{suffix}"))))


@pytest.fixture
def database(client, world, tmp_path):
    path = tmp_path / "taken.sqlite3"
    path.write_bytes(body(client.get("/data/tpp-tracker.sqlite3")))
    opened = sqlite3.connect(path)
    opened.row_factory = sqlite3.Row
    yield opened
    opened.close()


def test_every_noun_has_as_many_rows_in_every_format_as_readers_may_know(client, world, database):
    in_csv, in_lines = archive(client, "csv.zip"), archive(client, "jsonl.zip")
    now = timezone.now()
    view = bulk.About("http://testserver", SiteVersion.at(now), now).view
    for noun in bulk.NOUNS:
        count = noun.count(view)
        assert len(rows(in_csv.read(f"{noun.name}.csv").decode())) == count, noun.name
        assert len(in_lines.read(f"{noun.name}.jsonl").splitlines()) == count, noun.name
        assert database.execute(f"SELECT COUNT(*) FROM {noun.name}").fetchone()[0] == count, noun.name
        assert count, f"The world of this test has no {noun.name}."
    assert len(table(client, "articles")) == Article.objects.published().count()
    assert len(table(client, "aliases")) == Alias.objects.count()
    assert len(table(client, "negotiators")) == Negotiator.objects.count()


def test_a_row_reads_the_same_in_every_format(client, world, database):
    [told] = [each for each in lines(client, "articles") if each["slug"] == "first-report"]
    api = client.get("/api/v1/articles/first-report/").json()
    assert told == api
    [row] = [each for each in table(client, "articles") if each["slug"] == "first-report"]
    stored = database.execute("SELECT * FROM articles WHERE slug = 'first-report'").fetchone()
    assert row["headline"] == stored["headline"] == told["headline"] == "First report"
    assert row["countries"].split("; ") == json.loads(stored["countries"]) == told["countries"] == ["japan"]
    assert row["is_sample"] == "false"
    assert stored["is_sample"] == 0
    assert (row["meeting"], stored["meeting"]) == ("tokyo-2014", "tokyo-2014")


def test_parts_stand_in_tables_of_their_own(client, world, database):
    figures = {(each["of_noun"], each["of_row"], each["value"]) for each in table(client, "figures")}
    assert figures == {("offers", "offer-1", "62.5"), ("outcomes", "jp-beef", "9.0")}
    query = "SELECT value FROM figures JOIN offers ON of_noun = 'offers' AND of_row = offers.slug"
    assert [each[0] for each in database.execute(query)] == [62.5]
    sources = [each for each in table(client, "sources") if each["of_noun"] == "articles"]
    assert {each["of_row"] for each in sources} == {"first-report", "second-report"}
    versions = [each["number"] for each in table(client, "versions") if each["of_row"] == "second-report"]
    assert versions == ["2", "1"]


def test_the_database_opens_whole_and_its_references_lead_somewhere(database):
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert "positions_by_issue" in {
        each["name"] for each in database.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
    }


def test_every_file_tells_its_licence_edition_date_and_dictionary(client, world, database, settings):
    edition = str(SiteVersion.at().edition)
    day = SiteVersion.at().day.isoformat()
    for suffix in ("csv.zip", "jsonl.zip"):
        opened = archive(client, suffix)
        package = json.loads(opened.read("datapackage.json"))
        assert package["version"] == edition
        assert package["created"].startswith(day)
        assert package["licenses"][0]["path"] == settings.DATA_LICENCE_URL
        readme = opened.read("README.txt").decode()
        assert settings.DATA_LICENCE in readme
        assert f"Edition {edition} of {day}" in readme
    about = dict(database.execute("SELECT name, value FROM about").fetchall())
    assert (about["edition"], about["date"]) == (edition, day)
    assert about["licence_url"] == settings.DATA_LICENCE_URL
    response = client.get("/data/positions.csv")
    assert f'<{settings.DATA_LICENCE_URL}>; rel="license"' in response.headers["Link"]
    assert '/data/datapackage.json>; rel="describedby"' in response.headers["Link"]


def test_the_dictionary_has_every_column_of_every_table(client, world, database):
    package = json.loads(archive(client, "csv.zip").read("datapackage.json"))
    for resource in package["resources"]:
        header = archive(client, "csv.zip").read(resource["path"]).decode().splitlines()[0]
        assert [each["name"] for each in resource["schema"]["fields"]] == header.split(",")
    told = {tuple(each) for each in database.execute("SELECT table_name, column_name FROM dictionary")}
    assert told == {(each.name, column.name) for each in bulk.TABLES for column in each.columns}
    names = {each["name"] for each in package["resources"]}
    for resource in package["resources"]:
        for key in resource["schema"].get("foreignKeys", ()):
            assert key["reference"]["resource"] in names


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(client, world):
    Negotiator.objects.filter(slug="akira-amari").update(note='=HYPERLINK("http://example.org")')
    Source.objects.update(title="@SUM(1)")
    [person] = [each for each in table(client, "negotiators") if each["slug"] == "akira-amari"]
    assert person["note"].startswith("'=")
    assert all(each["title"] == "'@SUM(1)" for each in table(client, "sources"))
    # Programs get what was written.
    [told] = [each for each in lines(client, "negotiators") if each["slug"] == "akira-amari"]
    assert told["note"].startswith("=")


def test_a_negative_number_stays_a_number(client, world):
    world[0].offers.get().figures.update(value="-1.5")
    assert [each["value"] for each in table(client, "figures") if each["of_noun"] == "offers"] == ["-1.5"]


@pytest.mark.parametrize(
    "address", ["/data/", "/data/tpp-tracker.csv.zip", "/data/articles.csv", "/data/positions.jsonl"]
)
def test_what_did_not_change_is_not_sent_again(client, world, address):
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    factories.make_article("Third report", countries=["japan"])
    again = client.get(address, headers={"If-None-Match": etag})
    assert again.status_code == 200
    assert again.headers["ETag"] != etag


def test_a_file_is_written_once_an_edition_and_the_last_one_goes(client, world, folder, monkeypatch):
    written = []
    write = files.FORMATS["csv.zip"]
    monkeypatch.setitem(files.FORMATS, "csv.zip", lambda *given: (written.append(1), write(*given)))
    first = body(client.get("/data/tpp-tracker.csv.zip"))
    assert body(client.get("/data/tpp-tracker.csv.zip")) == first
    assert len(written) == 1
    factories.make_article("Third report", countries=["japan"])
    assert body(client.get("/data/tpp-tracker.csv.zip")) != first
    assert len(written) == 2
    assert len(list(folder.glob("*.csv.zip"))) == 1


def test_a_failed_writing_leaves_nothing_behind(client, world, folder, monkeypatch):
    def fail(path, about):
        path.write_text("half")
        raise OSError("The disk is full.")

    monkeypatch.setitem(files.FORMATS, "csv.zip", fail)
    with pytest.raises(OSError, match="disk is full"):
        client.get("/data/tpp-tracker.csv.zip")
    assert list(folder.glob("*.csv.zip*")) == []


@pytest.mark.django_db(transaction=True)
def test_two_that_ask_at_once_get_one_file(world, monkeypatch):
    written = []
    write = files.FORMATS["jsonl.zip"]
    monkeypatch.setitem(files.FORMATS, "jsonl.zip", lambda *given: (written.append(1), write(*given)))
    now = timezone.now()
    about = bulk.About("http://testserver", SiteVersion.at(now), now)
    found = []

    def ask():
        found.append(bulk.path_of("jsonl.zip", about))
        connection.close()

    threads = [threading.Thread(target=ask) for _each in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == len(written) == 1


def test_rows_are_read_a_chunk_at_a_time(client, world, monkeypatch, django_assert_max_num_queries):
    for number in range(7):
        factories.make_article(f"More {number}", countries=["japan"])
    monkeypatch.setattr(tables, "CHUNK", 3)
    cache.clear()
    assert len(table(client, "articles")) == len(lines(client, "articles")) == 9


@pytest.mark.parametrize("name", ["nothing.csv", "nothing.jsonl", "tpp-tracker.exe", "sources.jsonl"])
def test_what_there_is_not_is_not_found(client, name):
    assert client.get(f"/data/{name}").status_code == 404


def test_other_sites_may_read_the_files(client, world):
    for name in ("articles.csv", "positions.jsonl", "datapackage.json", "tpp-tracker.sqlite3"):
        assert client.get(f"/data/{name}").headers["Access-Control-Allow-Origin"] == "*"


def test_a_withdrawn_report_leaves_the_files(client, world):
    publishing.withdraw(article=world[0], by=None)
    assert [each["slug"] for each in table(client, "articles")] == ["second-report"]
    assert table(client, "quotes") == []
    assert {each["of_row"] for each in table(client, "versions")} == {"second-report"}


def test_the_command_writes_all_files(world, folder, capsys):
    with pytest.raises(CommandError, match="SITE_URL"):
        call_command("write_data")
    call_command("write_data", base="https://example.org/")
    told = capsys.readouterr().out
    assert all(f".{suffix}: " in told for suffix in bulk.FORMATS)
    assert len([path for path in folder.iterdir() if path.suffix != ".lock"]) == 3


def test_the_page_offers_every_file_with_its_rows(client, world):
    page = client.get("/data/").content.decode()
    for suffix in bulk.FORMATS:
        assert f'href="/data/tpp-tracker.{suffix}"' in page
    for noun in bulk.NOUNS:
        assert f'href="/data/{noun.name}.csv"' in page
        assert f'href="/data/{noun.name}.jsonl"' in page
    for each in bulk.TABLES:
        assert f'id="{each.name}"' in page
    assert client.get("/ja/data/").status_code == 200
