"""Tables that are taken in: what a file may look like, what is good of it, each row written once."""

import csv
import io

import pytest

from articles import publishing, sheets
from articles.choices import ImportKind, ImportState, Status
from articles.models import (
    Alias,
    Article,
    Draft,
    Edition,
    ImportedRow,
    ImportRun,
    Meeting,
    Negotiator,
    Position,
    PublishingAct,
    Revision,
    Source,
    Version,
)
from tests import factories
from tests.sheet_files import look, record, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return record()


def told(run):
    return [(line, column) for line, column, _sentence in run.problems]


# --------------------------------------------------------------------------- what is written


def test_nothing_is_written_by_looking(world):
    before = Edition.objects.get(name=Edition.SITE).number
    run = look(table({}))
    assert (run.rows, run.good, run.known, run.problems) == (1, 1, 0, [])
    assert run.state == ImportState.LOOKED_AT
    assert Article.objects.count() == 0
    assert Edition.objects.get(name=Edition.SITE).number == before


def test_a_row_becomes_a_draft_with_its_names_found_by_any_form(world):
    run = sheets.write(look(table({})), by=None)
    assert (run.state, run.written) == (ImportState.DONE, 1)
    article = Article.objects.get()
    assert (article.status, article.headline, article.slug) == (
        Status.DRAFT,
        "Talks in Tokyo",
        "talks-in-tokyo",
    )
    assert article.body == "<p>The two governments spoke.</p><p>They will speak again.</p>"
    content = Draft.objects.get(article=article).content
    assert content.countries == ["japan", "united-states"]
    assert (content.issues, content.negotiators, content.meeting) == (["beef"], ["akira-amari"], "tokyo-2014")
    assert content.tags == ["Quota", "tariff"]
    assert content.published_at == "2014-04-25T12:00:00+00:00"
    assert Source.objects.count() == 0


def rows_of(article):
    """Return all that is stored of a report, less numbers, moments and identifiers."""
    left_out = {"id", "article_id", "content_object_id", "created_at", "updated_at", "made_at", "done_at",
                "stage_since", "first_public_at", "slug", "headline"}  # fmt: skip
    found = {"article": Article.objects.filter(pk=article.pk)}
    found |= {
        name: getattr(article, f"{name}_links").order_by("pk") for name in ("country", "issue", "negotiator")
    }
    found |= {
        "tags": article.tag_links.order_by("pk"),
        "sources": article.sources.all(),
        "versions": Version.objects.filter(article=article),
        "states": Revision.objects.filter(article=article).order_by("number"),
        "acts": PublishingAct.objects.filter(article=article),
        "drafts": Draft.objects.filter(article=article),
    }
    rows = {
        name: [{k: v for k, v in row.items() if k not in left_out} for row in rows.values()]
        for name, rows in found.items()
    }
    for row in [*rows["versions"], *rows["states"], *rows["drafts"]]:
        for name in ("slug", "headline"):
            row["document"].pop(name)
    return rows


@pytest.mark.parametrize("publish", [False, True])
def test_the_rows_are_those_that_the_desk_would_have_made(world, publish):
    from django.contrib.auth import get_user_model
    from taggit.models import Tag

    Tag.objects.create(name="Quota"), Tag.objects.create(name="tariff")
    user = get_user_model().objects.get(pk=factories.make_user().pk)
    source = {
        "title": "Joint statement", "outlet": "", "kind": "", "url": "https://example.org/statement",
        "archived_url": "", "accessed_on": "",
    }  # fmt: skip
    by_hand = factories.make_draft(
        "By hand",
        by=user,
        summary="What happened.",
        body="<p>The two governments spoke.</p><p>They will speak again.</p>",
        countries=["japan", "united-states"],
        issues=["beef"],
        negotiators=["akira-amari"],
        meeting="tokyo-2014",
        tags=["Quota", "tariff"],
        sources=[source],
    )
    if publish:
        publishing.publish(article=by_hand, by=user)
    run = sheets.look(data=table({}), name="t.csv", kind=ImportKind.ARTICLES, by=user, publish=publish)
    assert run.problems == []
    sheets.write(run, by=user)
    article = Article.objects.get(headline="Talks in Tokyo")
    assert rows_of(article) == rows_of(by_hand)
    if publish:
        assert abs((article.first_public_at - article.created_at).total_seconds()) < 5


def test_what_is_published_is_found_by_readers_and_a_day_to_come_is_scheduled(world, client):
    rows = [{"headline": "Now"}, {"headline": "Later", "date": "2099-01-01"}]
    sheets.write(look(table(*rows), publish=True), by=None)
    titles = [
        each["title"] for each in client.get("/articles.json?issue=agriculture&q=governments").json()["items"]
    ]
    assert titles == ["Now"]
    assert Article.objects.scheduled().get().headline == "Later"
    assert client.get("/articles/later/").status_code == 404


def test_drafts_that_were_taken_in_are_nowhere_for_readers(world, client):
    sheets.write(look(table({"tags": "Zanzibaritetag"})), by=None)
    assert client.get("/articles/talks-in-tokyo/").status_code == 404
    assert client.get("/articles.json").json()["items"] == []
    assert "Zanzibaritetag" not in client.get("/sitemap-tags.xml").text


def test_addresses_are_numbered_where_they_are_taken(world):
    factories.make_draft("Talks in Tokyo", countries=["japan"], date="2013-01-01")
    sheets.write(look(table(*({"date": f"2014-04-{day}"} for day in range(10, 33 - 8)))), by=None)
    slugs = set(Article.objects.values_list("slug", flat=True))
    assert slugs == {"talks-in-tokyo", *(f"talks-in-tokyo-{number}" for number in range(2, 17))}


# --------------------------------------------------------------------------- each row once


def test_a_run_confirmed_twice_is_written_once(world):
    run = look(table({}, {"headline": "Another"}))
    for _click in range(2):
        assert sheets.write(run, by=None).written == 2
    assert Article.objects.count() == 2


def test_a_file_sent_again_is_known_row_by_row_also_when_it_was_mended(world):
    bad = {"headline": "Bad", "countries": "Nowhere"}
    sheets.write(look(table({}, bad)), by=None)
    again = look(table({}, bad | {"countries": "Japan"}))
    assert (again.known, again.good) == (1, 1)
    sheets.write(again, by=None)
    assert sorted(Article.objects.values_list("headline", flat=True)) == ["Bad", "Talks in Tokyo"]


def test_two_runs_of_one_file_looked_at_before_either_was_written(world):
    first, second = look(table({})), look(table({}))
    assert (first.good, second.good) == (1, 1)
    assert (sheets.write(first, by=None).written, sheets.write(second, by=None).written) == (1, 0)
    assert Article.objects.count() == ImportedRow.objects.count() == 1


def test_a_report_written_by_hand_is_not_taken_in_again(world):
    factories.make_draft("Talks in Tokyo", countries=["japan"], date="2014-04-25")
    assert look(table({})).known == 1


def test_a_run_that_was_killed_goes_on_where_it_ended(world, monkeypatch):
    monkeypatch.setattr("articles.sheets.runs.PART", 2)
    run = look(table(*({"headline": f"Report {number}"} for number in range(5))))
    stops = iter([False, True])
    half = sheets.write(run, by=None, is_stopped=lambda: next(stops))
    assert (half.state, half.written) == (ImportState.WRITING, 2)
    whole = sheets.write(run, by=None)
    assert (whole.state, whole.written, whole.good) == (ImportState.DONE, 5, 5)
    assert Article.objects.count() == 5


def test_what_went_bad_since_it_was_looked_at_is_left_out_and_told(world):
    run = look(table({}, {"headline": "About Peru", "countries": "Peru"}))
    assert told(run) == [(4, "countries")] or told(run) == [(5, "countries")]
    peru = factories.make_country("peru", "PE", "PER")
    run = look(table({"headline": "About Peru", "countries": "Peru"}))
    assert run.problems == []
    peru.delete()
    run = sheets.write(run, by=None)
    assert (run.written, told(run)[0][1]) == (0, "countries")


# --------------------------------------------------------------------------- bad rows


@pytest.mark.parametrize(
    "row, column, said",
    [
        ({"headline": ""}, "headline", "There is no headline"),
        ({"headline": "x" * 201}, "headline", "201 characters"),
        ({"date": ""}, "date", "There is no date"),
        ({"date": "25/04/2014"}, "date", "Write it as 2014-04-25"),
        ({"date": "2014-02-30"}, "date", "is no date"),
        ({"date": "41754"}, "date", "is no date"),
        ({"countries": "Japon"}, "countries", "Is Japan meant?"),
        ({"countries": "Zzyzx"}, "countries", "Add it first"),
        ({"issues": "beef; zzyzx"}, "issues", "“zzyzx”"),
        ({"people": "Amary"}, "negotiators", "Is Akira Amari meant?"),
        ({"meeting": "zzyzx"}, "meeting", "There is no meeting"),
        ({"tags": "x" * 101}, "tags", "too long for a tag"),
        ({"source address": "example.org"}, "source_address", "is none on the web"),
        ({"body": "=HYPERLINK(1)"}, "body", "is a formula"),
        ({"summary": "#REF!"}, "summary", "could not work the cell out"),
    ],
)  # fmt: skip
def test_each_bad_row_is_named_with_its_column_and_what_to_do(world, row, column, said):
    run = look(table({"headline": "Good", "body": "One line."}, {"body": "One line."} | row))
    [(line, named, sentence)] = run.problems
    assert (line, named) == (3, column)
    assert said in sentence
    assert run.good == 1


def test_what_stands_in_the_way_of_publishing_is_bad_only_where_it_is_published(world):
    data = table({"countries": "", "source title": "", "source address": "", "body": ""})
    assert look(data).problems == []
    assert told(look(data, publish=True)) == [(2, "body"), (2, "countries"), (2, "source_title")]


def test_a_name_of_two_is_said_with_both(world):
    other = factories.make_negotiator("other-amari", name="Other Amari")
    Alias.objects.create(negotiator=other, text="Amari")
    [(_line, _column, sentence)] = look(table({})).problems
    assert "Akira Amari (akira-amari), Other Amari (other-amari)" in sentence
    assert look(table({"people": "other-amari"})).problems == []


def test_a_row_twice_in_one_file_and_one_with_too_many_cells_are_bad(world):
    data = table({"body": ""}, {"body": ""}) + b"Third,2014-04-25,,,Japan,,,,,,,,,oops\r\n"
    run = look(data)
    assert [line for line, _column, _sentence in run.problems] == [3, 4]
    assert "as in line 2" in run.problems[0][2] and "more cells than columns" in run.problems[1][2]


def test_bad_rows_can_be_taken_away_mended_and_sent_again(world):
    run = look(table({}, {"headline": "-1 for beef", "countries": "Japon", "body": "One line."}))
    away = sheets.bad_rows(run)
    [row] = csv.DictReader(io.StringIO(away))
    assert row["headline"] == "'-1 for beef" and "Is Japan meant?" in row["what is wrong"]
    mended = look(away.replace("Japon", "Japan").encode())
    assert (mended.problems, mended.good) == ([], 1)
    assert mended.unread == ["line", "what is wrong"]
    sheets.write(mended, by=None)
    assert Article.objects.get().headline == "-1 for beef"


# --------------------------------------------------------------------------- files


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"])
def test_a_japanese_table_is_read_whatever_program_wrote_it(world, codec):
    row = {"headline": "牛肉の関税をめぐる協議", "body": "両政府は協議を続けた。", "countries": "JP"}
    run = look(table(row, codec=codec))
    assert run.problems == []
    sheets.write(run, by=None)
    assert Article.objects.get().headline == "牛肉の関税をめぐる協議"


def test_a_table_in_latin_letters_without_utf_8_is_not_taken_for_japanese(world):
    row = {"headline": "Négociations à Québec", "summary": "Réunion d’été, café", "body": "x"}
    run = look(table(row, codec="cp1252"))
    assert run.encoding == "cp1252"
    sheets.write(run, by=None)
    assert Article.objects.get().headline == "Négociations à Québec"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_separators_are_told_from_the_headings(world, delimiter):
    rows = {"countries": "Japan", "tags": "Quota"}
    assert look(table(rows, delimiter=delimiter)).problems == []
    assert look(f"sep={delimiter}\r\n".encode() + table(rows, delimiter=delimiter)).problems == []


def test_lines_are_counted_as_an_editor_sees_them(world):
    body = "A first paragraph.\n\nA second."
    run = look(table({"body": body}, {"headline": "Bad", "countries": "Nowhere", "body": body}))
    assert [line for line, _column, _sentence in run.problems] == [5]


@pytest.mark.parametrize(
    "data, said",
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04rest", "save the sheet as"),
        (b"%PDF-1.4", "another kind"),
        (b"name,when\r\na,b\r\n", "names no column that is known. Columns are: headline, date"),
        (b"headline,summary\r\na,b\r\n", "There is no column date"),
        (b"headline,title,date\r\na,b,c\r\n", "Two columns are headed headline"),
        (b"headline,date\r\n", "no row below"),
        (b'headline,date\r\na,2014-04-25\r\n"never closed,2014\r\n', "From line 3 on"),
        (b"headline,date\r\n\xe6\x97\xa5\xe6\x9c\xac\xff\xe6\x97\xa5,2014\r\n", "not UTF-8 from line 2 on"),
        (b"headline,date\r\na\0b,2014\r\n", "zero bytes"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_clear_word(world, data, said):
    with pytest.raises(sheets.SheetError, match=said):
        look(data)
    assert ImportRun.objects.count() == 0


def test_a_file_that_is_too_big_or_too_long_gets_a_clear_word(world, settings):
    settings.IMPORT_MAX_ROWS = 2
    with pytest.raises(sheets.SheetError, match="more than 2 rows"):
        look(table({}, {}, {}))
    settings.IMPORT_MAX_MB = 0
    with pytest.raises(sheets.SheetError, match="more than 0 MB"):
        look(table({}))


def test_html_in_a_cell_is_cleaned(world):
    sheets.write(look(table({"body": "<p>Good</p><script>alert(1)</script>"})), by=None)
    assert Article.objects.get().body == "<p>Good</p>"


# --------------------------------------------------------------------------- the record


def sheet(columns, *rows):
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    return text.getvalue().encode()


def test_people_come_with_office_and_names(world):
    data = sheet(
        ["name", "country", "aliases", "office", "office kind", "from", "to", "native name"],
        ["First Person", "JP", "F. Person; Person", "Minister", "trade minister", "2013-06", "2014", "人"],
        ["Second Person", "Nowhere", "", "Envoy", "ambassador", "2014-13", "", ""],
        ["Akira Amari", "Japan", "", "", "", "", "", ""],
    )
    run = look(data, ImportKind.PEOPLE)
    assert (run.good, run.known) == (1, 1)
    assert told(run) == [(3, "country"), (3, "office_kind"), (3, "from")]
    assert sheets.write(sheets.write(run, by=None), by=None).written == 1
    person = Negotiator.objects.get(slug="first-person")
    assert (person.country.slug, person.native_name) == ("japan", "人")
    assert sorted(person.aliases.values_list("text", flat=True)) == ["F. Person", "First Person", "Person"]
    office = person.appointments.get()
    assert (office.kind, office.start, office.end) == ("trade-minister", "2013-06", "2014")


def test_meetings_and_positions_come_with_what_they_name(world):
    meetings = sheet(
        ["name", "kind", "start", "end", "city", "country", "countries"],
        ["Talks in Lima", "round", "2013-05-15", "2013-05-24", "Lima", "", "Japan; USA"],
        ["Upside down", "round", "2013-05-15", "2013-05-01", "", "", ""],
    )
    run = sheets.write(look(meetings, ImportKind.MEETINGS), by=None)
    assert (run.written, [line for line, _column in told(run)]) == (1, [3])
    assert Meeting.objects.get(name="Talks in Lima").countries.count() == 2
    positions = sheet(
        ["countries", "issue", "stance", "summary", "since", "source", "url", "toward", "meeting"],
        ["Japan", "beef", "Refuses", "Refuses to cut.", "2013-05", "A paper", "https://example.org/p", "US",
         "talks-in-lima-2013-05-15"],
        ["", "beef", "maybe", "", "2013", "", "", "", ""],
    )  # fmt: skip
    run = sheets.write(look(positions, ImportKind.POSITIONS), by=None)
    assert run.written == 1
    assert told(run) == [(3, "countries"), (3, "stance"), (3, "summary"), (3, "source_title")]
    position = Position.objects.get()
    assert (position.stance, position.meeting.name) == ("rejected", "Talks in Lima")
    assert [each.slug for each in position.counterparts.all()] == ["united-states"]
    assert [each.title for each in position.sources.all()] == ["A paper"]
