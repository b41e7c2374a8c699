"""Synthetic articles stand in the database as if every one had been published by hand."""

import pytest
from django.core.management import CommandError, call_command

from articles.integrity import check
from articles.models import Article, ArticleCountry, ArticleIssue, Version
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    japan = factories.make_country()
    factories.make_issue("beef", parent=factories.make_issue("agriculture"))
    factories.make_negotiator(country=japan)
    factories.make_meeting()


def test_they_read_count_and_search_like_any_other(client, record, capsys):
    call_command("make_articles", "60", seed=1)
    assert "60 articles in" in capsys.readouterr().out
    assert Article.objects.published().count() == 59
    assert "59 reports" in client.get("/articles/?country=japan").content.decode()
    assert "59 reports" in client.get("/articles/?q=report").content.decode()
    article = Article.objects.published().first()
    assert client.get(article.get_absolute_url() + "v1/").status_code == 200
    assert not ArticleCountry.objects.filter(article__status="draft", live_at__isnull=False).exists()
    # The small record of this test names no sources; everything else must be whole.
    found = {title: findings for title, findings in check() if findings}
    assert set(found) <= {"facts without a source"}, found


def test_the_same_seed_makes_the_same_articles(record):
    call_command("make_articles", "20", seed=7)
    first = list(Article.objects.order_by("pk").values_list("headline", "body"))
    Article.objects.all().delete()
    call_command("make_articles", "20", seed=7)
    again = list(Article.objects.order_by("pk").values_list("headline", "body"))
    assert [body for _headline, body in first] == [body for _headline, body in again]


def test_an_article_made_afterwards_gets_a_number_of_its_own_and_the_triggers_work(client, record):
    call_command("make_articles", "10")
    japan = ArticleCountry.objects.first().country
    article = factories.make_article(
        "After them", countries=[japan], issues=[ArticleIssue.objects.first().issue]
    )
    assert article.pk > 10
    assert article.country_links.get().live_at == article.published_at
    assert Version.objects.filter(article=article).count() == 1
    assert "After them" in client.get("/articles/").content.decode()


def test_without_a_record_it_says_what_to_do():
    with pytest.raises(CommandError, match="load_reference"):
        call_command("make_articles", "10")
