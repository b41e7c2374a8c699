"""Pages in the five languages: addresses, words, dates, numbers, and what is not in the page's language."""

import datetime
import json
import re
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import formats, translation
from django.utils.translation import ngettext

from articles.models import Country, Position
from tests import factories

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "ja", "es", "fr", "vi"]


@pytest.fixture
def japan():
    return factories.make_country(
        names={"ja": "日本", "es": "Japón", "fr": "Japon", "vi": "Nhật Bản"}, role="Joined"
    )


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def shown(template, language, **context):
    with translation.override(language):
        return Template("{% load articles_tags %}" + template).render(Context(context))


def plain(html):
    return re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Countries"),
        ("ja", "国"),
        ("es", "Países"),
        ("fr", "Pays"),
        ("vi", "Quốc gia"),
    ],
)
def test_a_page_speaks_the_language_of_its_address(client, japan, language, words):
    html = page(client, "/countries/" if language == "en" else f"/{language}/countries/")
    assert f'<html lang="{language}">' in html
    assert re.search(r"<h1[^>]*>(.*?)</h1>", html)[1] == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_itself_in_the_other_languages_with_its_query(client, japan, language):
    prefix = "" if language == "en" else f"/{language}"
    html = page(client, f"{prefix}/articles/?country=japan&year=2014")
    links = dict(re.findall(r'<a href="([^"]*)" hreflang="(\w+)" lang="\2"', html))
    assert {code: address for address, code in links.items()} == {
        "en": "/articles/?country=japan&amp;year=2014",
        **{code: f"/{code}/articles/?country=japan&amp;year=2014" for code in LANGUAGES[1:]},
    }
    current = re.findall(r'hreflang="(\w+)" lang="\w+" aria-current="true"', html)
    assert current == [language]


def test_the_desk_speaks_the_language_of_its_address(client):
    client.force_login(factories.make_user(superuser=True))
    html = page(client, "/ja/admin/articles/article/")
    assert '<html lang="ja"' in html
    assert "編集デスク" in html
    assert 'href="/es/admin/articles/article/"' in html
    # What its scripts say; JSON writes other letters than ASCII's as escapes.
    assert json.dumps("元に戻す") in page(client, "/ja/admin/jsi18n/")


@pytest.mark.parametrize(
    ("language", "day", "month", "year", "days"),
    [
        ("en", "25 April 2014", "April 2014", "2014", "4–5 October 2015"),
        ("ja", "2014年4月25日", "2014年4月", "2014年", "2015年10月4日–5日"),
        ("es", "25 de abril de 2014", "abril de 2014", "2014", "4–5 de octubre de 2015"),
        ("fr", "25 avril 2014", "avril 2014", "2014", "4–5 octobre 2015"),
        ("vi", "25 tháng 4 năm 2014", "tháng 4 năm 2014", "2014", "4–5 tháng 10 năm 2015"),
    ],
)
def test_dates_are_written_as_each_language_writes_them(language, day, month, year, days):
    assert plain(shown("{% when '2014-04-25' %}", language)) == day
    assert plain(shown("{% when '2014-04' %}", language)) == month
    assert plain(shown("{% when '2014' %}", language)) == year
    assert plain(shown("{% span '2015-10-04' '2015-10-05' %}", language)) == days
    moment = datetime.datetime(2014, 4, 25, 9, 30, tzinfo=datetime.UTC)
    with translation.override(language):
        assert day in formats.date_format(moment, "DATETIME_FORMAT")


@pytest.mark.parametrize(
    ("language", "number"),
    [
        ("en", "12,345.6"),
        ("ja", "12,345.6"),
        ("es", "12,345.6"),
        ("fr", "12\xa0345,6"),
        ("vi", "12.345,6"),
    ],
)
def test_numbers_are_written_as_each_language_writes_them(language, number):
    assert shown("{{ value|figure }}", language, value=Decimal("12345.6000")) == number


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("ja", ("記事0本", "記事1本", "記事2本")),
        ("es", ("0 noticias", "1 noticia", "2 noticias")),
        ("fr", ("0 article", "1 article", "2 articles")),
        ("vi", ("0 bản tin", "1 bản tin", "2 bản tin")),
    ],
)
def test_numbers_take_the_plural_of_the_language(language, forms):
    with translation.override(language):
        counted = [ngettext("%(shown)s report", "%(shown)s reports", n) % {"shown": n} for n in range(3)]
    assert tuple(counted) == forms


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fr", ["Chili", "États-Unis", "Japon"]),
        ("vi", ["Canada", "Đài Loan", "Nhật Bản", "Úc", "Việt Nam"]),
        ("en", ["Brunei", "canada", "Chile"]),
    ],
)
def test_lists_are_in_the_order_of_the_letters_whatever_their_marks(language, names):
    things = [Country(name=name, names={language: name}) for name in reversed(names)]
    with translation.override(language):
        assert [each.local_name for each in sorted(things, key=lambda each: each.sort_name)] == names


def test_words_in_another_language_than_the_page_say_so(client, japan):
    beef = factories.make_issue()
    position = Position.objects.create(
        slug="a", issue=beef, stance="demand", summary="Wants quotas.", since="2014-04-24"
    )
    position.countries.add(japan)
    factories.make_article("Talks in Tokyo", slug="english", countries=[japan], issues=[beef])
    factories.make_article("東京で協議", slug="japanese", language="ja", countries=[japan], issues=[beef])
    html = page(client, "/ja/countries/japan/")
    assert re.search(r'<\w+[^>]* lang="en">Talks in Tokyo<', html)
    assert re.search(r"<\w+[^>]*>東京で協議<", html)
    assert not re.search(r'<\w+[^>]* lang="ja">東京で協議<', html)
    assert '<p lang="en">Wants quotas.</p>' in html
    assert 'lang="ja">東京で協議<' in page(client, "/countries/japan/")
    assert re.search(r'<h1 lang="ja">東京で協議</h1>', page(client, "/es/articles/japanese/"))
    assert re.search(r"<h1>東京で協議</h1>", page(client, "/ja/articles/japanese/"))


def test_an_article_leads_to_its_translations(client, japan):
    original = factories.make_article("Talks in Tokyo", slug="talks", countries=[japan])
    of_it = {"translation_of": original.pk, "countries": [japan]}
    factories.make_article("東京で協議", slug="kyogi", language="ja", **of_it)
    factories.make_article("Reunión en Tokio", slug="reunion", language="es", **of_it)
    factories.make_draft("Rencontre à Tokyo", slug="rencontre", language="fr", **of_it)

    def led_to(address):
        main = page(client, address).partition("<footer")[0]
        return re.findall(r'<a href="(/articles/[^"]*)" hreflang="(\w\w)"', main)

    to_japanese, to_spanish = ("/articles/kyogi/", "ja"), ("/articles/reunion/", "es")
    assert led_to("/articles/talks/") == [to_spanish, to_japanese]
    assert led_to("/articles/kyogi/") == [("/articles/talks/", "en"), to_spanish]
    assert led_to("/articles/kyogi/v1/") == [("/articles/talks/", "en"), to_spanish]
