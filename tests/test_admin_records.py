"""The record in the admin: what the database would refuse is said in words, whatever is sent."""

import pytest
from taggit.models import Tag

from articles.models import Alias, Country, User
from tests import factories
from tests.test_admin_lists import boss

pytestmark = pytest.mark.django_db

__all__ = ["boss"]
SAID = "is among its written forms already"


def with_aliases(country, *texts):
    """Return the form of a country with these written forms as new rows."""
    data = {
        f"{prefix}-{count}": "0"
        for prefix in ("aliases", "memberships")
        for count in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    data |= {"name": country.name, "slug": country.slug, "iso2": "JP", "iso3": "JPN", "standing": "signatory"}
    for number, text in enumerate(texts):
        row = {"text": text, "kind": "name", "language": "en", "country": country.pk}
        data |= {f"aliases-{number}-{name}": value for name, value in row.items()}
    return data | {"aliases-TOTAL_FORMS": str(len(texts))}


@pytest.mark.parametrize("texts", [["NIPPON"], ["Nihon", "nihon"]])
def test_a_form_written_twice_is_named(boss, texts):
    japan = Country.objects.get(slug="japan")
    Alias.objects.create(country=japan, text="Nippon")
    response = boss.post(f"/admin/articles/country/{japan.pk}/change/", with_aliases(japan, *texts))
    assert response.status_code == 200
    assert SAID in response.content.decode()
    assert japan.aliases.count() == 1


def test_a_form_written_twice_is_named_in_the_list_of_all_too(boss):
    japan = Country.objects.get(slug="japan")
    Alias.objects.create(country=japan, text="Nippon")
    data = {"text": "nippon", "kind": "name", "language": "en", "country": japan.pk}
    assert SAID in boss.post("/admin/articles/alias/add/", data).content.decode()


def test_written_forms_are_saved_with_their_country(boss):
    japan = Country.objects.get(slug="japan")
    data = with_aliases(japan, "Nippon", "Nihon")
    assert boss.post(f"/admin/articles/country/{japan.pk}/change/", data).status_code == 302
    assert set(japan.aliases.values_list("text", flat=True)) == {"Nippon", "Nihon"}


@pytest.mark.parametrize(
    "name, said", [("beef", "There is a tag “Beef” already"), ("beef, pork", "cannot hold a comma")]
)
def test_a_tag_that_could_not_be_told_apart_is_refused(boss, name, said):
    Tag.objects.create(name="Beef", slug="beef")
    page = boss.post("/admin/taggit/tag/add/", {"name": name, "slug": "other"}).content.decode()
    assert said in page
    assert Tag.objects.count() == 1


def test_a_renamed_tag_leaves_a_redirect(boss):
    factories.make_article(countries=["japan"], tags=["Old"])
    tag = Tag.objects.get()
    boss.post(f"/admin/taggit/tag/{tag.pk}/change/", {"name": "New", "slug": "new"})
    response = boss.get("/tags/old/")
    assert response.status_code == 301 and response.headers["Location"].endswith("/tags/new/")


def test_an_account_is_made_and_its_time_zone_must_exist(boss):
    data = {
        "username": "reporter",
        "usable_password": "true",
        "password1": "quite a good phrase",
        "password2": "quite a good phrase",
    }
    assert boss.post("/admin/articles/user/add/", data).status_code == 302
    user = User.objects.get(username="reporter")
    address = f"/admin/articles/user/{user.pk}/change/"
    prefix = "authenticator_set"
    form = {
        "username": "reporter",
        "is_active": "on",
        "date_joined_0": "2024-01-01",
        "date_joined_1": "10:00",
        f"{prefix}-TOTAL_FORMS": "0",
        f"{prefix}-INITIAL_FORMS": "0",
    }
    assert "is no time zone" in boss.post(address, form | {"time_zone": "Mars/Olympus"}).content.decode()
    assert boss.post(address, form | {"time_zone": "Asia/Tokyo", "desk_mail": "never"}).status_code == 302
    user.refresh_from_db()
    assert user.time_zone == "Asia/Tokyo"


@pytest.mark.parametrize(
    "address",
    [
        "article/?published_at_in=0",
        "article/?published_at_in=0000",
        "article/?published_at_in=99999",
        "article/?published_at_in=2014-13",
        "article/?published_at_in=%D9%A2%D9%A0%D9%A1%D9%A4",
        "article/?countries__id__exact=99999999999999999999999",
        "article/?language__exact=%00",
        "position/?since_in=%00",
        "position/?stance__exact=%00",
        "negotiator/?country__id__exact=%00",
        "article/99999999999999999999999/change/",
        "article/x/change/",
        "article/?p=999999",
    ],
)
def test_an_odd_address_of_the_admin_is_no_error(boss, address):
    factories.make_article("Talks", countries=["japan"])
    assert boss.get(f"/admin/articles/{address}").status_code in (200, 302)
