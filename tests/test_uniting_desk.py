"""Merging at the desk: two are ticked or found, compared, made one, and parted again."""

import pytest
from django.contrib.auth.models import Group as AccountGroup
from taggit.models import Tag

from articles import uniting
from articles.models import Issue, Linkage, Meeting, Merge, Negotiator
from articles.roles import EDITOR, REPORTER
from tests import factories
from tests.uniting_world import World, person_twice

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return person_twice()


@pytest.fixture
def editor(client):
    user = factories.make_user()
    user.groups.add(AccountGroup.objects.get(name=EDITOR))
    client.force_login(user)
    return client


def test_an_editor_ticks_two_compares_them_and_makes_them_one(editor, two):
    kept, gone = two
    asked = {"action": "merge_two", "_selected_action": [kept.pk, gone.pk]}
    to = editor.post("/admin/articles/negotiator/", asked)["Location"]
    page = editor.get(to).text
    assert "Amari Akira" in page and "<b>1</b> articles" in page
    done = editor.post(to, {"name": "gone", "native_name": "gone", "note": "kept"}, follow=True)
    assert "is merged into" in done.text
    kept.refresh_from_db()
    assert (kept.name, kept.note) == ("Amari Akira", "")
    merge = Merge.objects.get()
    back = editor.post(f"/admin/articles/merge/{merge.pk}/undo/", follow=True).text
    assert "is there again" in back
    assert Negotiator.objects.filter(pk=gone.pk, slug="amari-akira").exists()
    again = editor.post(f"/admin/articles/merge/{merge.pk}/undo/", follow=True).text
    assert "This merge was undone already." in again


def test_the_other_one_is_found_by_any_of_its_names(editor, two):
    kept, gone = two
    page = editor.get(f"/admin/articles/negotiator/{kept.pk}/change/")
    address = f"/admin/articles/negotiator/{kept.pk}/merge/"
    assert address in page.text
    assert f"{address}?other={gone.pk}" in editor.get(address).text
    assert f"{address}?other={gone.pk}" in editor.get(address, {"q": "甘利"}).text
    assert "Nothing else has such a name" in editor.get(address, {"q": "zzz"}).text


@pytest.mark.parametrize("kind", ["issue", "meeting", "tag"])
def test_issues_meetings_and_tags_have_the_same_pages(editor, kind):
    model = {"issue": Issue, "meeting": Meeting, "tag": Tag}[kind]
    app = "taggit" if kind == "tag" else "articles"
    world = World(model)
    address = f"/admin/{app}/{kind}/{world.kept.pk}/merge/?other={world.gone.pk}"
    assert world.gone.slug in editor.get(address).text
    editor.post(address)
    assert not model.objects.filter(pk=world.gone.pk).exists()


@pytest.mark.parametrize(
    "tail", ["x/merge/", "9999/merge/", "{kept}/merge/?other=x", "{kept}/merge/?other=99999"]
)
def test_one_that_there_is_not_answers_404(editor, two, tail):
    assert editor.get(f"/admin/articles/negotiator/{tail.format(kept=two[0].pk)}").status_code == 404


def test_one_ticked_alone_and_two_that_are_tied_get_a_clear_word(editor, two):
    kept, gone = two
    asked = {"action": "merge_two", "_selected_action": [kept.pk]}
    assert "Tick exactly two" in editor.post("/admin/articles/negotiator/", asked, follow=True).text
    beef, cars = Issue.objects.get(slug="beef"), factories.make_issue("cars")
    Linkage.objects.create(slug="l", issue=beef, in_return=cars, summary="Beef if cars.", since="2014")
    told = editor.post(f"/admin/articles/issue/{beef.pk}/merge/?other={cars.pk}", follow=True).text
    assert "A linkage ties these two issues" in told


def test_a_reporter_cannot_merge_or_undo(client, two):
    kept, gone = two
    merge = uniting.merge(kept=kept, gone=gone, by=None)
    user = factories.make_user("reporter")
    user.groups.add(AccountGroup.objects.get(name=REPORTER))
    client.force_login(user)
    other = factories.make_negotiator("third-person")
    assert client.post(f"/admin/articles/negotiator/{kept.pk}/merge/?other={other.pk}").status_code == 403
    assert client.post(f"/admin/articles/merge/{merge.pk}/undo/").status_code == 403
    assert "merge_two" not in client.get("/admin/articles/negotiator/").text
