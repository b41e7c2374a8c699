"""A draft before its time: for its editors in a preview, for an outsider through a link that ends."""

import datetime
import re

import pytest
from django.core import signing
from django.template import loader
from django.utils import timezone

from articles import drafting
from articles.admin import sharing
from articles.models import ShareLink
from tests import factories
from tests.pictures import make_photo, private_files
from tests.test_documents import PDF, make_account, make_document, storage

pytestmark = pytest.mark.django_db

__all__ = ["private_files", "storage"]
SECRET = "Zanzibarite"


@pytest.fixture
def japan():
    return factories.make_country()


@pytest.fixture
def document():
    return make_document()


@pytest.fixture
def photo(private_files):
    return make_photo()


@pytest.fixture
def article(japan, document, photo):
    """A draft with something of everything, finished and not."""
    issue = factories.make_issue()
    told = {"countries": ["japan"], "issue": issue.slug, "stance": "offer", "since": "2014-04"}
    return factories.make_draft(
        f"{SECRET} headline",
        body=f'<p>{SECRET} text <a href="/countries/japan/">Japan</a></p>',
        countries=[japan],
        issues=[issue],
        tags=["Tokyo"],
        documents=[document.uid],
        photo=photo.pk,
        quotes=[
            {"speaker_name": "A spokesman", "text": "We agree.", "said_on": "2014-04-25"},
            {"speaker_name": "A critic", "text": "We do not.", "said_on": "on Friday"},
            {"text": "Nobody’s words."},
        ],
        positions=[
            told | {"slug": "p-1", "summary": "Offers 9 per cent."},
            told | {"slug": "p-2", "summary": "An unfinished one.", "stance": "", "since": "spring"},
        ],
        sources=[factories.SOURCE, {"title": "A page", "url": "javascript:alert(1)"}, {"title": ""}],
    )


@pytest.fixture
def editor(client):
    account = make_account("Editor", "editor")
    client.force_login(account)
    return account


def share(article, *, days=7, **fields):
    ends = timezone.now() + datetime.timedelta(days=days)
    return ShareLink.objects.create(article=article, expires_at=ends, **fields)


def desk(article, page):
    return f"/admin/articles/article/{article.pk}/{page}"


# ---------------------------------------------------------------------------- the link


def test_whoever_has_the_address_reads_the_draft_as_readers_will(client, article, document):
    link = share(article, made_by=factories.make_user("akiko"))
    page = client.get(link.get_absolute_url()).content.decode()
    for words in (
        f"{SECRET} headline", f"{SECRET} text", "We agree.", "We do not.", "Offers 9 per cent.", "Tokyo",
        "Joint statement", "Draft, not published; shared by akiko until", "A page", "Two men at a table",
    ):  # fmt: skip
        assert words in page, words
    for words in ("An unfinished one.", "javascript:", "on Friday", "/articles/zanzibarite-headline/"):
        assert words not in page, words


def test_the_address_is_for_one_reader_and_no_machine(client, article):
    response = client.get(share(article).get_absolute_url())
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert "oembed" not in response.content.decode()
    assert not response.cookies and "ETag" not in response.headers


def test_it_shows_the_working_copy_as_it_is_now(client, article):
    link = share(article)
    content = drafting.working_copy(article)
    content.headline = "Another headline"
    drafting.save(article=article, content=content, by=None)
    assert "Another headline" in client.get(link.get_absolute_url()).content.decode()


def test_a_draft_of_a_published_report_is_shared_without_a_word_to_readers(client, japan):
    article = factories.make_article("Talks", countries=[japan])
    content = drafting.working_copy(article)
    content.headline = f"{SECRET} talks"
    drafting.save(article=article, content=content, by=None)
    assert SECRET in client.get(share(article).get_absolute_url()).content.decode()
    assert SECRET not in client.get("/articles/talks/").content.decode()


def test_files_of_the_draft_are_had_through_it_alone(client, article, document):
    address = share(article).get_absolute_url()
    page = client.get(address).content.decode()
    image = re.search(r'<img src="([^"]+)"', page)[1]
    file = re.search(r'<a href="([^"]+)">Joint statement</a>', page)[1]
    assert image.startswith(address) and file.startswith(address)
    assert b"".join(client.get(image).streaming_content).startswith(b"\xff\xd8\xff")
    response = client.get(file)
    assert b"".join(response.streaming_content) == PDF
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert client.get(document.get_absolute_url()).status_code == 404


def test_files_of_other_drafts_are_not_had_through_it(client, article, japan):
    other = make_document("Other")
    address = share(article).get_absolute_url()
    assert client.get(f"{address}documents/{other.uid}/{other.file_name}").status_code == 404
    bare = share(factories.make_draft("Bare", countries=[japan])).get_absolute_url()
    assert client.get(f"{bare}photo").status_code == 404


def over(how, link):
    match how:
        case "ended":
            link.expires_at = timezone.now()
        case "revoked":
            link.revoked_at = timezone.now()
        case "account closed":
            link.made_by.is_active = False
            link.made_by.save()
        case "report in the bin":
            assert drafting.discard(link.article)
    link.save()


@pytest.mark.parametrize("how", ["ended", "revoked", "account closed", "report in the bin", "report gone"])
@pytest.mark.parametrize("rest", ["", "photo", "documents/{uid}/joint-statement.pdf"])
def test_an_address_whose_time_is_over_says_so_and_shows_nothing(client, article, document, how, rest):
    link = share(article, made_by=factories.make_user("akiko"))
    address = link.get_absolute_url() + rest.format(uid=document.uid)
    assert client.get(address).status_code == 200
    article.delete() if how == "report gone" else over(how, link)
    response = client.get(address)
    assert response.status_code == 410
    assert SECRET not in response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "token",
    ["abcdefabcdef", "abcdefabcdef:forged", "abcdefabcdef:", ":", "x" * 500],
)
def test_an_address_that_was_not_made_here_is_no_address(client, article, token):
    share(article, uid="abcdefabcdef")
    assert client.get(f"/shared/{token}/").status_code == 404


def test_a_signature_for_something_else_does_not_open_a_draft(client, article):
    link = share(article)
    assert client.get(f"/shared/{signing.Signer(salt='other').sign(link.uid)}/").status_code == 404


def test_a_share_link_takes_nothing_but_reading(client, article):
    assert client.post(share(article).get_absolute_url()).status_code == 405


# ---------------------------------------------------------------------------- making and revoking


def test_an_editor_makes_a_link_and_takes_it_back(client, editor, article):
    response = client.post(desk(article, "share/"), {"days": "7", "note": " For the ministry "})
    assert response.headers["Location"].endswith(f"/article/{article.pk}/change/#sharing")
    link = ShareLink.objects.get()
    assert (link.made_by, link.note) == (editor, "For the ministry")
    left = link.expires_at - timezone.now()
    assert datetime.timedelta(days=6, hours=23) < left <= datetime.timedelta(days=7)
    assert client.get(link.get_absolute_url()).status_code == 200
    client.post(desk(article, f"share/{link.uid}/revoke/"))
    assert client.get(link.get_absolute_url()).status_code == 410


@pytest.mark.parametrize("sent", [{}, {"days": "365"}, {"days": "x"}, {"days": "7", "note": "x" * 201}])
def test_a_link_is_good_for_a_day_a_week_or_a_month(client, editor, article, sent):
    response = client.post(desk(article, "share/"), sent, follow=True)
    assert "Not shared" in response.content.decode()
    assert not ShareLink.objects.exists()


def test_nobody_shares_or_revokes_what_they_may_not_change(client, article):
    link = share(article)
    client.force_login(make_account("Reporter", "reporter"))
    for page in ("share/", f"share/{link.uid}/revoke/"):
        assert client.post(desk(article, page), {"days": "7"}).status_code in (403, 404)
    assert ShareLink.objects.get() == link and link.revoked_at is None


def test_a_link_of_another_report_is_not_revoked_here(client, editor, article, japan):
    link = share(factories.make_draft("Other", countries=[japan]))
    assert client.post(desk(article, f"share/{link.uid}/revoke/")).status_code == 404
    assert ShareLink.objects.open().exists()


def test_a_link_is_made_by_no_mere_look(client, editor, article):
    assert client.get(desk(article, "share/")).status_code == 405


def test_the_desk_lists_the_open_links_with_their_addresses(rf, article):
    link = share(article, note="For the ministry")
    share(article, revoked_at=timezone.now())
    share(article, days=-1)
    request = rf.get("/")
    context = {"article": article, "shared": sharing.links(request, article)}
    page = loader.render_to_string("admin/articles/article/_sharing.html", context, request)
    assert f'value="http://testserver{link.get_absolute_url()}"' in page
    assert f'formaction="{desk(article, f"share/{link.uid}/revoke/")}"' in page
    assert page.count("For the ministry") == page.count("readonly") == 1
    assert f'action="{desk(article, "share/")}"' in loader.render_to_string(
        "admin/articles/article/_sharing_form.html", context, request
    )


# ---------------------------------------------------------------------------- the preview


def test_an_editor_sees_the_draft_as_readers_will(client, editor, article, document):
    response = client.get(desk(article, "preview/"))
    page = response.content.decode()
    assert f"{SECRET} headline" in page and "Readers do not see it." in page
    assert '<base target="_blank">' in page
    files = re.findall(r'(?:<img src|<a href)="([^"]+/preview/[^"]+)"', page)
    assert [client.get(address).status_code for address in files] == [200, 200]


def test_only_the_desk_may_frame_the_preview(client, editor, article):
    headers = client.get(desk(article, "preview/")).headers
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert "no-store" in headers["Cache-Control"]


def test_the_preview_is_for_whoever_may_see_the_report(client, article, document):
    pages = ["preview/", "preview/photo", f"preview/documents/{document.uid}/{document.file_name}"]
    for page in pages:
        assert client.get(desk(article, page)).status_code == 302
    client.force_login(make_account("Reporter", "reporter"))
    for page in pages:
        assert client.get(desk(article, page)).status_code in (403, 404)


def test_a_draft_with_nothing_in_it_has_a_preview(client, editor):
    article = factories.make_draft(" ", date="", body="", sources=[], summary="")
    assert client.get(desk(article, "preview/")).status_code == 200
