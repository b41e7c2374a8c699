"""Saves at the desk that could lose words: two editors, a page sent twice, rows that are another report's."""

import re

import pytest

from articles import drafting
from articles.admin import desk
from articles.admin.reading import Reading
from articles.models import Article, Draft, Position, Quote
from tests import factories
from tests.test_admin_desk import ADD, change, editor, japan, opened, publish_changes, report

pytestmark = pytest.mark.django_db

__all__ = ["editor", "japan"]


@pytest.fixture
def article(client, editor, japan):
    client.post(ADD, report(countries=[japan.pk], _publish="1"))
    return Article.objects.get()


def kept(article):
    """Return the working copy as it is in the database now."""
    return drafting.working_copy(Article.objects.get(pk=article.pk))


def test_a_form_opened_before_a_publication_overwrites_nothing(client, article, japan):
    old = opened(client, article)
    publish_changes(client, article, countries=[japan.pk], headline="Hers")
    response = client.post(change(article), report(countries=[japan.pk], headline="His", revision=old))
    assert response.status_code == 409
    assert kept(article).headline == "Hers"


def test_a_form_that_says_nothing_of_when_it_was_opened_is_out_of_date(client, article, japan):
    response = client.post(change(article), report(countries=[japan.pk], headline="His"))
    assert response.status_code == 409
    assert kept(article).headline == "Talks in Tokyo"
    assert "His" in {state.content.headline for state in article.revisions.all()}


def test_a_save_without_a_change_makes_no_draft(client, article, japan):
    page = client.get(change(article)).content.decode()
    shown = dict(re.findall(r'name="(sources-0-[a-z_]+)"[^>]*? value="([^"]*)"', page))
    data = report(countries=[japan.pk], revision=opened(client, article), slug=article.slug) | shown
    data |= {"sources-INITIAL_FORMS": "1"}
    client.post(change(article), data)
    assert not Draft.objects.exists()


def test_a_source_that_is_stored_already_survives_a_second_save_of_the_same_page(client, article, japan):
    data = report(countries=[japan.pk], revision=opened(client, article))
    assert [source["title"] for source in kept(article).sources] == ["Joint statement"]
    client.post(change(article), data)
    assert [source["title"] for source in kept(article).sources] == ["Joint statement"]


def test_the_two_versions_are_shown_in_words(client, article, japan):
    beef = factories.make_issue()
    old = opened(client, article)
    client.post(change(article), report(countries=[japan.pk], body="<p>Her words.</p>", revision=old))
    data = report(countries=[japan.pk], issues=[beef.pk], body="<p>His words.</p>", revision=old)
    page = client.post(change(article), data).content.decode()
    shown = page.partition('<section class="conflict"')[2]
    for words in ("<del>Her</del> words.", "<ins>His</ins> words."):
        assert words in shown
    assert kept(article).issues == ["beef"]


def test_a_quotation_of_another_report_cannot_be_taken(client, editor, japan):
    other = factories.make_article(
        "Other", countries=[japan], quotes=[{"speaker_name": "An official", "text": "Ours."}]
    )
    quote = {
        "quotes-TOTAL_FORMS": "1",
        "quotes-0-text": "Taken.",
        "quotes-0-speaker_name": "Somebody",
        "quotes-0-uid": Quote.objects.get().uid,
    }
    client.post(ADD, report(countries=[japan.pk], _publish="1", **quote))
    assert other.quotes.get().text == "Ours."
    assert Quote.objects.count() == 2


def test_a_quotation_keeps_its_identifier_through_saves(client, article, japan):
    quote = {
        "quotes-TOTAL_FORMS": "1",
        "quotes-0-text": "Words.",
        "quotes-0-speaker_name": "An official",
    }
    publish_changes(client, article, countries=[japan.pk], **quote)
    uid = Quote.objects.get().uid
    quote |= {"quotes-INITIAL_FORMS": "1", "quotes-0-uid": uid, "quotes-0-text": "Other words."}
    publish_changes(client, article, countries=[japan.pk], **quote)
    assert (Quote.objects.get().uid, Quote.objects.get().text) == (uid, "Other words.")


def test_a_position_on_record_cannot_be_taken_by_its_reference(client, editor, japan):
    beef = factories.make_issue()
    Position.objects.create(slug="pos-1", issue=beef, stance="offer", summary="On record.", since="2014")
    told = {
        "positions_new-TOTAL_FORMS": "1",
        "positions_new-0-slug": "pos-1",
        "positions_new-0-issue": beef.pk,
        "positions_new-0-countries": [japan.pk],
        "positions_new-0-stance": "demand",
        "positions_new-0-summary": "New.",
        "positions_new-0-since": "2014",
    }
    client.post(ADD, report(countries=[japan.pk], _publish="1", **told))
    assert Position.objects.get(slug="pos-1").article is None
    assert Article.objects.get().positions.get().summary == "New."


# --------------------------------------------------------------------------- addresses and dates


def test_an_address_that_another_report_has_stands_in_the_way_of_publishing(client, editor, japan):
    factories.make_article("Taken", countries=[japan])
    page = client.post(ADD, report(slug="taken", countries=[japan.pk], _publish="1"), follow=True)
    assert "taken" in page.content.decode()
    assert Article.objects.latest("pk").status == "draft"


def test_a_draft_begun_without_a_headline_takes_its_address_from_the_one_it_gets(client, editor, japan):
    client.post(ADD, report(headline="", countries=[japan.pk]))
    article = Article.objects.get()
    client.post(change(article), report(countries=[japan.pk], revision=opened(client, article)))
    article.refresh_from_db()
    assert article.slug == "talks-in-tokyo"


def test_a_report_with_readers_keeps_its_address_when_the_headline_changes(client, article, japan):
    publish_changes(client, article, countries=[japan.pk], headline="Talks in Kyoto", slug="")
    article.refresh_from_db()
    assert (article.headline, article.slug) == ("Talks in Kyoto", "talks-in-tokyo")


def test_saving_leaves_the_seconds_of_the_date(client, editor, japan):
    client.post(ADD, report(countries=[japan.pk], published_at_0="", published_at_1="", _publish="1"))
    article = Article.objects.get()
    Article.objects.update(published_at=article.published_at.replace(second=42))
    shown = {
        "published_at_0": f"{article.published_at:%Y-%m-%d}",
        "published_at_1": f"{article.published_at:%H:%M}",
    }
    client.post(change(article), report(countries=[japan.pk], revision=opened(client, article), **shown))
    assert kept(article).date.second == 42


# --------------------------------------------------------------------------- at one moment


def saved_by_another(article, headline):
    """Save a working copy as another editor does who is a moment quicker."""
    content = kept(article)
    content.headline = headline
    drafting.save(article=Article.objects.get(pk=article.pk), content=content, by=None)


def test_a_save_that_comes_between_reading_and_writing_is_seen(client, article, japan, monkeypatch):
    data = report(countries=[japan.pk], headline="His", revision=opened(client, article))
    monkeypatch.setattr(Reading, "accept", lambda reading, data: saved_by_another(article, "Hers"))
    assert client.post(change(article), data).status_code == 409
    assert kept(article).headline == "Hers"


def test_what_another_saved_a_moment_ago_is_not_published_unseen(client, editor, japan, monkeypatch):
    client.post(ADD, report(countries=[japan.pk]))
    article = Article.objects.get()
    publish = desk.publish

    def late(*args, **kwargs):
        saved_by_another(article, "Hers")
        return publish(*args, **kwargs)

    monkeypatch.setattr(desk, "publish", late)
    data = report(countries=[japan.pk], revision=opened(client, article), _publish="1")
    page = client.post(change(article), data, follow=True).content.decode()
    assert "Somebody else saved this report just now" in page
    article.refresh_from_db()
    assert article.status == "draft"


def test_what_was_merged_unseen_is_not_published(client, editor, japan):
    client.post(ADD, report(countries=[japan.pk]))
    article = Article.objects.get()
    old = opened(client, article)
    client.post(change(article), report(countries=[japan.pk], byline="Hers", revision=old))
    data = report(countries=[japan.pk], headline="Talks in Kyoto", revision=old, _publish="1")
    page = client.post(change(article), data, follow=True).content.decode()
    assert "others changed this report meanwhile" in page
    article.refresh_from_db()
    assert article.status == "draft"
    assert (kept(article).headline, kept(article).byline) == ("Talks in Kyoto", "Hers")
