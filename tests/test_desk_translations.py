"""A report says at the desk which one it translates; published, each leads readers to the other."""

import re

import pytest

from tests import factories
from tests.plain_desk import ARTICLES, Page
from tests.test_admin_desk import editor, japan, reporter

pytestmark = pytest.mark.django_db

__all__ = ["editor", "japan", "reporter"]


@pytest.fixture
def original(japan):
    return factories.make_article("Talks in Tokyo", slug="talks", countries=[japan])


@pytest.fixture
def japanese(japan):
    return factories.make_article("東京で協議", slug="kyogi", language="ja", countries=[japan])


def choose(client, article, original):
    page = Page(client, article)
    page.type("translation_of", str(original.pk) if original else "")
    return page, page.submit().content.decode()


def publish(client, article, original):
    page, _answer = choose(client, article, original)
    response = page.submit("_publish")
    number = re.search(r'name="number" value="(\d+)"', response.content.decode())
    client.post(response.redirect_chain[-1][0], {"number": number[1]})


def led_to(client, address):
    return client.get(address).content.decode().partition("<footer")[0]


def test_a_report_leads_to_its_original_once_its_changes_are_published(client, editor, original, japanese):
    choose(client, japanese, original)
    assert '<a href="/articles/talks/" hreflang="en"' not in led_to(client, "/articles/kyogi/")
    publish(client, japanese, original)
    assert '<a href="/articles/talks/" hreflang="en"' in led_to(client, "/articles/kyogi/")
    assert '<a href="/articles/kyogi/" hreflang="ja"' in led_to(client, "/articles/talks/")
    publish(client, japanese, None)
    assert '<a href="/articles/kyogi/" hreflang="ja"' not in led_to(client, "/articles/talks/")


def test_a_translation_of_a_translation_hangs_on_the_original(client, editor, japan, original, japanese):
    publish(client, japanese, original)
    spanish = factories.make_draft("Reunión en Tokio", by=editor, countries=[japan], language="es")
    page, _answer = choose(client, spanish, japanese)
    assert page["translation_of"] == str(original.pk)


@pytest.mark.parametrize("of_itself", [True, False])
def test_a_report_is_no_translation_of_itself_or_of_its_own(client, editor, original, japanese, of_itself):
    publish(client, japanese, original)
    page, answer = choose(client, original, original if of_itself else japanese)
    assert "no translation of itself" in answer
    assert Page(client, original)["translation_of"] == ""


def test_an_original_of_others_gets_no_original_of_its_own(client, editor, japan, original, japanese):
    publish(client, japanese, original)
    other = factories.make_article("Other talks", countries=[japan])
    page, answer = choose(client, original, other)
    assert "Other reports are translations of this one" in answer
    assert Page(client, original)["translation_of"] == ""


def test_the_original_is_named_in_the_comparison_of_two_states(client, editor, original, japanese):
    choose(client, japanese, original)
    numbers = list(japanese.revisions.order_by("number").values_list("number", flat=True))
    query = {"from": numbers[0], "to": numbers[-1]}
    compared = client.get(f"{ARTICLES}{japanese.pk}/compare/", query).content.decode()
    assert "Translation of" in compared and "Talks in Tokyo" in compared
