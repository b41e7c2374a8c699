"""Tables at the desk: sent, looked at, confirmed once; the list of reports taken away as a table."""

import csv
import io

import pytest
from django.contrib.auth.models import Group as AccountGroup
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.choices import ImportKind, ImportState, Status
from articles.models import Article, ImportRun
from articles.roles import EDITOR, REPORTER
from tests import factories

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/importrun/add/"
TABLE = (
    "headline,date,body,countries,source,url\r\n"
    "Talks in Tokyo,2014-04-25,They spoke.,Japan,A paper,https://example.org/paper\r\n"
    "Bad,2014-04-25,They spoke.,Nowhere,A paper,https://example.org/paper\r\n"
)


def sign_in(client, group, name):
    user = factories.make_user(name)
    user.groups.add(AccountGroup.objects.get(name=group))
    client.force_login(user)
    return client


@pytest.fixture
def japan():
    return factories.make_country()


@pytest.fixture
def editor(client, japan):
    return sign_in(client, EDITOR, "editor")


def send(client, text=TABLE, kind=ImportKind.ARTICLES, name="table.csv", **more):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(ADD, {"kind": kind, "file": SimpleUploadedFile(name, data), **more}, follow=True)


def test_a_table_is_looked_at_then_written_once_however_often_it_is_confirmed(editor):
    page = send(editor).text
    assert "Nothing is written yet." in page
    assert '<td class="number">3</td><td><code>countries</code></td>' in page and "“Nowhere”" in page
    assert Article.objects.count() == 0
    run = ImportRun.objects.get()
    address = f"/admin/articles/importrun/{run.pk}/write"
    assert "1 row is written." in editor.post(address, follow=True).text
    assert "This was written already." in editor.post(address, follow=True).text
    article = Article.objects.get()
    assert (article.headline, article.status, article.created_by.username) == (
        "Talks in Tokyo",
        Status.DRAFT,
        "editor",
    )
    run.refresh_from_db()
    assert (run.state, run.made_by.username) == (ImportState.DONE, "editor")
    again = send(editor).text
    assert "This very file was written on" in again and "Write the good row" not in again


def test_an_editor_can_publish_at_once_a_reporter_cannot_and_sees_own_runs_only(editor, client):
    send(editor, publish="on")
    run = ImportRun.objects.get()
    editor.post(f"/admin/articles/importrun/{run.pk}/write")
    assert Article.objects.get().status == Status.PUBLISHED
    reporter = sign_in(client, REPORTER, "reporter")
    assert reporter.get(f"/admin/articles/importrun/{run.pk}/change/").status_code == 404
    assert reporter.post(f"/admin/articles/importrun/{run.pk}/write").status_code == 404
    send(reporter, TABLE.replace("Talks", "More talks"), publish="on")
    own = ImportRun.objects.exclude(pk=run.pk).get()
    assert own.publish is False
    reporter.post(f"/admin/articles/importrun/{own.pk}/write")
    assert Article.objects.get(headline="More talks in Tokyo").status == Status.DRAFT


def test_a_reporter_cannot_take_people_in(client, japan):
    reporter = sign_in(client, REPORTER, "reporter")
    answer = reporter.post(
        ADD, {"kind": "people", "file": SimpleUploadedFile("p.csv", b"name\r\nA Person\r\n")}
    )
    assert answer.status_code == 400
    assert ImportRun.objects.count() == 0


@pytest.mark.parametrize(
    "data, said",
    [(b"", "The file is empty"), (b"a,b\r\n1,2\r\n", "names no column"), (b"PK\x03\x04", "workbook")],
)
def test_a_file_that_cannot_be_read_gets_a_clear_word(editor, data, said):
    answer = send(editor, data)
    assert (answer.status_code, said in answer.text) == (400, True)


def test_no_file_and_no_kind_get_a_clear_word(editor):
    answer = editor.post(ADD, {"kind": "strange"})
    assert answer.status_code == 400
    assert answer.text.count('role="alert"') == 2


def test_what_was_only_looked_at_can_be_thrown_away_what_was_written_not(editor):
    send(editor)
    run = ImportRun.objects.get()
    assert "Thrown away" in editor.post(f"/admin/articles/importrun/{run.pk}/discard", follow=True).text
    send(editor)
    run = ImportRun.objects.get()
    editor.post(f"/admin/articles/importrun/{run.pk}/write")
    assert "stays on record" in editor.post(f"/admin/articles/importrun/{run.pk}/discard", follow=True).text
    assert ImportRun.objects.count() == 1


def test_bad_rows_and_empty_tables_are_given_out(editor):
    send(editor)
    run = ImportRun.objects.get()
    away = editor.get(f"/admin/articles/importrun/{run.pk}/bad.csv")
    assert away["Content-Disposition"] == f'attachment; filename="bad-rows-{run.pk}.csv"'
    assert "Nowhere" in away.content.decode("utf-8-sig")
    for kind in ImportKind:
        assert editor.get(f"/admin/articles/importrun/empty/{kind}.csv").status_code == 200
    assert editor.get("/admin/articles/importrun/empty/strange.csv").status_code == 404


# --------------------------------------------------------------------------- the list as a table


def exported(client, query=""):
    answer = client.get(f"/admin/articles/article/export.csv{query}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def reports(editor, japan):
    peru = factories.make_country("peru", "PE", "PER")
    farm = factories.make_issue("agriculture")
    beef = factories.make_issue(parent=farm)
    factories.make_article("=Beef", countries=[japan], issues=[beef], tags=["Quota"], date="2014-04-25")
    factories.make_article("Fish", countries=[peru], date="2013-02-01")
    factories.make_draft("Beef draft", countries=[japan], issues=[beef], date="2014-05-01")
    return peru


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?countries__id__exact={peru}",
        "?standing=draft",
        "?q=beef",
        "?o=3",
        "?o=-3",
        "?published_at_in=2014",
    ],
)
def test_the_table_has_the_rows_of_the_list_in_its_order(editor, reports, query):
    query = query.format(peru=reports.pk)
    page = editor.get(f"/admin/articles/article/{query}")
    shown = [article.headline for article in page.context["cl"].result_list]
    assert [row["headline"].lstrip("'") for row in exported(editor, query)] == shown
    assert f'href="/admin/articles/article/export.csv{query}"' in page.text


def test_cells_are_harmless_and_can_be_taken_in_again(editor, reports):
    rows = exported(editor, "?standing=published")
    beef = next(row for row in rows if "Beef" in row["headline"])
    assert (beef["headline"], beef["countries"], beef["issues"], beef["tags"]) == (
        "'=Beef",
        "japan",
        "beef",
        "Quota",
    )
    text = b"".join(editor.get("/admin/articles/article/export.csv").streaming_content)
    send(editor, text)
    run = ImportRun.objects.get()
    assert (run.rows, run.known, run.problems) == (3, 3, [])


def test_a_reporter_takes_away_own_reports_only_and_a_bad_filter_leads_back(client, editor, reports):
    assert editor.get("/admin/articles/article/export.csv?countries__id__exact=x").status_code == 302
    reporter = sign_in(client, REPORTER, "reporter")
    assert exported(reporter) == []


def test_the_table_asks_a_fixed_number_of_queries_a_part(editor, reports, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        exported(editor)
