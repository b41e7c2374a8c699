"""Documents that go with reports: taken in by what they hold, and for those alone who may see the report."""

import io
import zipfile

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import drafting, publishing, uploads
from articles.choices import MediaType, Status
from articles.models import Article, Document
from tests import factories

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
TEXT = "Joint statement of the ministers. Märchen.".encode()
ADD = "/admin/articles/document/add/"


def packed(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


DOCX = packed(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"})
ODT = packed(mimetype=MediaType.OPEN_DOCUMENT.value, **{"content.xml": "<office/>"})


@pytest.fixture(autouse=True)
def storage(tmp_path, monkeypatch):
    """Keep files of tests out of the site's own folder."""
    kept = FileSystemStorage(tmp_path)
    monkeypatch.setattr(Document._meta.get_field("file"), "storage", kept)
    return kept


def make_document(name="Joint statement", *, data=PDF, media_type=MediaType.PDF, by=None):
    return Document.objects.create(
        file=ContentFile(data, "a.bin"),
        name=name,
        kind="statement",
        size=len(data),
        media_type=media_type,
        digest=uploads.digest_of(io.BytesIO(data)),
        uploaded_by=by,
    )


def make_account(role, name):
    account = factories.make_user(name)
    account.groups.add(Group.objects.get(name=role))
    return account


@pytest.fixture
def japan():
    return factories.make_country()


@pytest.fixture
def editor(client):
    editor = make_account("Editor", "editor")
    client.force_login(editor)
    return editor


def sent(client, data, *, file_name="statement.bin", content_type="text/html", name="Joint statement"):
    """Upload a file under a name and a word for its kind that say nothing."""
    file = SimpleUploadedFile(file_name, data, content_type=content_type)
    return client.post(ADD, {"file": file, "name": name, "kind": "statement"})


# ---------------------------------------------------------------------------- taking in


@pytest.mark.parametrize(
    "data, media_type", [(PDF, "PDF"), (TEXT, "TEXT"), (DOCX, "WORD"), (ODT, "OPEN_DOCUMENT")]
)
def test_a_file_is_known_by_what_it_holds(client, editor, data, media_type):
    assert sent(client, data).status_code == 302
    document = Document.objects.get()
    assert document.media_type == MediaType[media_type]
    assert (document.size, document.digest) == (len(data), uploads.digest_of(io.BytesIO(data)))
    assert document.uploaded_by == editor
    assert document.file.read() == data


REFUSED = [
    (b"", "is empty"),
    (b"   \n", "is none of the kinds"),
    (b"\x89PNG\r\n\x1a\n\0\0", "is none of the kinds"),
    (b"MZ\x90\0", "is none of the kinds"),
    (packed(**{"index.html": "<p>"}), "is none of the kinds"),
    (packed(mimetype="application/epub+zip"), "is none of the kinds"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "Save it as .docx or PDF"),
    (packed(**{"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": "x"}), "macros"),
    (packed(mimetype=MediaType.OPEN_DOCUMENT.value, **{"Basic/script.xml": "x"}), "macros"),
    (DOCX[: len(DOCX) // 2], "is damaged or was cut off"),
    (PDF[:20], "is damaged or was cut off"),
    ("Märchen".encode("latin-1"), "not in UTF-8"),
]


@pytest.mark.parametrize("data, said", REFUSED)
def test_what_cannot_go_with_a_report_is_refused_with_its_reason(client, editor, data, said):
    response = sent(client, data, file_name="statement.pdf", content_type="application/pdf")
    assert response.status_code == 200
    assert said in response.content.decode()
    assert not Document.objects.exists()


def test_a_file_too_large_is_told_what_there_is_room_for(client, editor, settings):
    settings.DOCUMENT_MAX_MB = 1
    page = sent(client, TEXT * 30_000).content.decode()
    assert "there is room for 1.0\xa0MB" in page
    assert not Document.objects.exists()


def test_a_popup_hands_the_new_document_to_the_desk(client, editor):
    file = SimpleUploadedFile("a.pdf", PDF)
    response = client.post(f"{ADD}?_popup=1", {"file": file, "name": "A", "kind": "letter", "_popup": "1"})
    assert response.status_code == 200
    assert "popup_response" in response.content.decode()


def test_a_file_stays_what_it_was_whatever_is_changed_about_it(client, editor):
    document = make_document()
    address = f"/admin/articles/document/{document.pk}/change/"
    assert 'name="file"' not in client.get(address).content.decode()
    client.post(
        address,
        {"name": "Statement of the ministers", "kind": "letter", "file": SimpleUploadedFile("b", TEXT)},
    )
    document.refresh_from_db()
    assert (document.name, document.kind, document.size) == ("Statement of the ministers", "letter", len(PDF))
    assert document.file.read() == PDF


def test_reporters_add_documents_and_see_their_own_and_those_of_readers(client, japan):
    make_document("Secret")
    public = make_document("Public")
    factories.make_article("Talks", countries=[japan], documents=[public.uid])
    client.force_login(make_account("Reporter", "reporter"))
    assert sent(client, PDF, name="Mine").status_code == 302
    page = client.get("/admin/articles/document/").content.decode()
    assert "Mine" in page and "Public" in page
    assert "Secret" not in page


def test_a_document_of_a_published_report_is_not_deleted(client, editor, japan):
    document = make_document()
    article = factories.make_draft("Talks", countries=[japan], documents=[document.uid])
    address = f"/admin/articles/document/{document.pk}/delete/"
    assert client.get(address).status_code == 200
    publishing.publish(article=article, by=None)
    assert client.get(address).status_code == 403
    assert 'name="action"' not in client.get("/admin/articles/document/").content.decode()


# ---------------------------------------------------------------------------- handing out


def test_readers_see_name_kind_format_and_size_and_save_the_file(client, japan):
    document = make_document()
    factories.make_article("Talks", countries=[japan], documents=[document.uid])
    page = client.get("/articles/talks/").content.decode()
    assert f'<a href="/documents/{document.uid}/joint-statement.pdf">Joint statement</a>' in page
    assert f"(text of a statement, PDF, {len(PDF)}\xa0bytes)" in page
    response = client.get(document.get_absolute_url())
    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="joint-statement.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].endswith("sandbox")
    assert response.headers["Content-Length"] == str(len(PDF))
    assert not response.cookies and "Cookie" not in response.headers.get("Vary", "")


def test_plain_text_is_shown_as_text_whatever_it_says(client, japan):
    document = make_document(data=b"<script>alert(1)</script>", media_type=MediaType.TEXT)
    factories.make_article("Talks", countries=[japan], documents=[document.uid])
    response = client.get(document.get_absolute_url())
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith("inline")


def test_a_reader_who_has_it_is_told_so_and_any_other_name_leads_to_the_right_one(client, japan):
    document = make_document()
    factories.make_article("Talks", countries=[japan], documents=[document.uid])
    address = document.get_absolute_url()
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    response = client.get(f"/documents/{document.uid}/old-name.pdf")
    assert (response.status_code, response.headers["Location"]) == (301, address)


def hidden(how, japan, document):
    """Give a document to a report that readers cannot read, or take it from one they can."""
    fields = {"countries": [japan], "documents": [document.uid]}
    if how == "no report":
        return None
    if how == "draft":
        return factories.make_draft("Talks", **fields)
    if how == "scheduled":
        return factories.make_article("Talks", date="2099-01-01", **fields)
    if how == "binned":
        article = factories.make_draft("Talks", **fields)
        article.status = Status.BINNED
        article.save()
        return article
    if how == "draft of a published one":
        article = factories.make_article("Talks", countries=[japan])
        content = drafting.working_copy(article)
        content.documents = [document.uid]
        drafting.save(article=article, content=content, by=None)
        return article
    article = factories.make_article("Talks", **fields)
    if how == "withdrawn":
        publishing.withdraw(article=article, by=None)
    else:
        content = drafting.working_copy(article)
        content.documents = []
        drafting.save(article=article, content=content, by=None)
        publishing.publish(article=article, by=None)
    return article


HIDING = ["no report", "draft", "scheduled", "binned", "draft of a published one", "withdrawn", "taken out"]


@pytest.mark.parametrize("how", HIDING)
def test_readers_have_no_document_of_what_they_cannot_read(client, japan, how):
    document = make_document()
    hidden(how, japan, document)
    for name in (document.file_name, "x"):
        assert client.get(f"/documents/{document.uid}/{name}").status_code == 404
    assert document.uid not in client.get("/articles/").content.decode()
    if Article.objects.published().exists():
        assert document.uid not in client.get("/articles/talks/").content.decode()


@pytest.mark.parametrize("how", HIDING)
def test_an_editor_has_it_and_nobody_may_keep_it(client, editor, japan, how):
    document = make_document()
    hidden(how, japan, document)
    response = client.get(document.get_absolute_url())
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_reporter_has_those_of_reports_they_may_see(client, japan):
    mine, hers = make_account("Reporter", "mine"), make_account("Reporter", "hers")
    document, own = make_document(), make_document(by=mine)
    factories.make_article("Talks", by=hers, countries=[japan], documents=[document.uid], date="2099-01-01")
    client.force_login(hers)
    assert client.get(document.get_absolute_url()).status_code == 200
    assert client.get(own.get_absolute_url()).status_code == 404
    client.force_login(mine)
    assert client.get(document.get_absolute_url()).status_code == 404
    assert client.get(own.get_absolute_url()).status_code == 200


def test_an_earlier_version_names_what_was_taken_out_without_an_address(client, japan):
    document = make_document()
    hidden("taken out", japan, document)
    page = client.get("/articles/talks/v1/").content.decode()
    assert "Joint statement" in page
    assert f"/documents/{document.uid}/" not in page


def test_documents_come_and_go_with_the_version(client, japan):
    document, other = make_document("First"), make_document("Second")
    article = factories.make_article("Talks", countries=[japan], documents=[document.uid])
    assert drafting.working_copy(article).documents == [document.uid]
    content = drafting.working_copy(article)
    content.documents = [other.uid]
    drafting.save(article=article, content=content, by=None)
    assert list(article.documents.all()) == [document]
    publishing.publish(article=article, by=None)
    assert list(article.documents.all()) == [other]


def test_a_file_that_is_gone_from_the_disk_is_not_found(client, japan, storage):
    document = make_document()
    factories.make_article("Talks", countries=[japan], documents=[document.uid])
    storage.delete(document.file.name)
    assert client.get(document.get_absolute_url()).status_code == 404
