"""A photograph sent in with a report from the desk, without a script and without leaving the report."""

import pytest

from articles import drafting
from articles.models import Article, Photo
from tests import factories
from tests.pictures import drawn, encoded, exif, make_photo, private_files, sent
from tests.plain_desk import Page
from tests.test_photos import CUT, editor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]

__all__ = ["editor", "private_files"]


@pytest.fixture
def article(editor):
    factories.make_country()
    return factories.make_draft("Talks in Tokyo", by=editor, countries=["japan"])


def from_desk(client, article=None, *, file=None, **more):
    """Send the desk's form with a photograph in it, as a browser without scripts does."""
    page = Page(client, article)
    page.type("headline", "Talks go on")
    words = {"upload-alt": "Two men at a table", "upload-credit": "Government"} | more
    files = {"upload-file": file} if file else {}
    return page.submit("_upload", **words, **files)


def test_a_photograph_is_sent_in_with_the_report_and_chosen(client, article):
    response = from_desk(client, article, file=sent(encoded(exif=exif(place=True))))
    page = response.content.decode()
    photo = Photo.objects.get()
    assert drafting.working_copy(article).photo == photo.pk
    assert drafting.working_copy(article).headline == "Talks go on"
    assert photo.uploaded_by.username == "editor"
    assert "The photograph is here." in page and "was removed" in page
    assert f"/photos/{photo.uid}/wide-1280-50x50.jpg" in page


def test_a_new_report_may_begin_with_a_photograph(client, editor):
    from_desk(client, file=sent())
    assert drafting.working_copy(Article.objects.get()).photo == Photo.objects.get().pk


def test_what_is_wrong_with_it_is_said_and_the_report_is_saved_all_the_same(client, article):
    response = from_desk(client, article, file=sent(encoded()[:5_000]), **{"upload-caption": "At the table"})
    page = response.content.decode()
    assert response.status_code == 400
    assert CUT in page and ">\nAt the table</textarea>" in page and '<details class="upload" open>' in page
    assert drafting.working_copy(article).headline == "Talks go on"
    assert not Photo.objects.exists()


def test_words_that_lack_are_asked_for_and_the_file_waits(client, article):
    response = from_desk(client, article, file=sent(), **{"upload-alt": ""})
    assert response.status_code == 400
    word = response.context["photo_kept"]
    assert f'name="upload-waiting" value="{word}"' in response.content.decode()
    from_desk(client, article, **{"upload-waiting": word})
    assert drafting.working_copy(article).photo == Photo.objects.get().pk


def test_the_same_file_is_not_kept_twice_but_chosen(client, article):
    old = make_photo(alt="The first")
    page = from_desk(client, article, file=sent()).content.decode()
    assert "This photograph was here already" in page
    assert drafting.working_copy(article).photo == old.pk
    assert Photo.objects.count() == 1


def test_one_that_looks_the_same_can_be_used_or_kept_beside_it(client, article):
    old = make_photo(alt="The first")
    smaller = encoded(drawn().resize((800, 500)), quality=60)
    response = from_desk(client, article, file=sent(smaller))
    assert response.status_code == 400 and 'name="upload_use"' in response.content.decode()
    from_desk(client, article, upload_use=str(old.pk))
    assert drafting.working_copy(article).photo == old.pk
    from_desk(client, article, file=sent(smaller), **{"upload-another": "on"})
    assert drafting.working_copy(article).photo != old.pk


def test_one_that_is_not_there_is_not_chosen(client, article):
    response = from_desk(client, article, upload_use="999")
    assert response.status_code == 400 and "is not among the choices" in response.content.decode()
    assert drafting.working_copy(article).photo is None


def test_a_report_is_not_published_without_the_photograph_it_was_to_have(client, article):
    page = Page(client, article)
    response = page.submit(
        "_publish", **{"upload-file": sent(b"%PDF-1.7"), "upload-alt": "A", "upload-credit": "B"}
    )
    assert response.status_code == 400
    article.refresh_from_db()
    assert article.version == 0


def test_the_picture_of_one_just_chosen_is_had_by_its_number(client, editor):
    photo = make_photo()
    response = client.get(f"/admin/articles/photo/{photo.pk}/picture")
    assert response.headers["Location"] == photo.address_of(photo.largest("wide"))
    assert client.get("/admin/articles/photo/999/picture").status_code == 404
