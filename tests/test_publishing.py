"""The verbs that change what readers see, and the ones on a draft that change nothing."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import drafting, publishing, search
from articles.choices import Status, Verb
from articles.desk.checks import Refusal
from articles.models import Article, Draft, Negotiator, Position, PublishingAct, Quote, Redirect, Version
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def japan():
    return factories.make_country()


def republish(article, **changes):
    content = drafting.working_copy(article)
    for name, value in changes.items():
        setattr(content, name, value)
    drafting.save(article=article, content=content, by=None)
    publishing.publish(article=article, by=None)
    article.refresh_from_db()


def test_publishing_writes_everything_and_ends_the_draft(japan):
    editor = factories.make_user()
    article = factories.make_article("Talks", by=editor, countries=[japan], tags=["Tokyo"])
    assert article.status == Status.PUBLISHED
    assert article.version == 1
    assert not Draft.objects.exists()
    assert Version.objects.get().content.headline == "Talks"
    act = PublishingAct.objects.get()
    assert (act.verb, act.done_by, act.version) == (Verb.PUBLISH, editor, 1)
    assert search.matching("talks", Article.objects.published()).get() == article


def test_a_failure_half_way_leaves_nothing(japan, monkeypatch):
    article = factories.make_draft("Talks", countries=[japan])
    monkeypatch.setattr(publishing.search, "index", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publishing.publish(article=article, by=None)
    article.refresh_from_db()
    assert article.status == Status.DRAFT
    assert not Version.objects.exists() and not PublishingAct.objects.exists()
    assert Draft.objects.filter(article=article).exists()


@pytest.mark.parametrize(
    "lacking, said",
    [
        ({"headline": ""}, "no headline"),
        ({"body": ""}, "no text"),
        ({"countries": []}, "No country"),
        ({"sources": []}, "No source"),
        ({"quotes": [{"text": "We agree."}]}, "no speaker"),
    ],
)
def test_what_is_unfit_for_readers_is_refused_with_its_reason(japan, lacking, said):
    article = factories.make_draft("Talks", countries=[japan])
    content = drafting.working_copy(article)
    for name, value in lacking.items():
        setattr(content, name, value)
    drafting.save(article=article, content=content, by=None)
    with pytest.raises(Refusal, match=said):
        publishing.publish(article=article, by=None)
    assert not Article.objects.published().exists()
    assert drafting.working_copy(article).to_json() == content.to_json()


def test_a_date_to_come_schedules_and_can_still_be_moved(japan):
    soon = timezone.now() + datetime.timedelta(days=2)
    later = soon + datetime.timedelta(days=5)
    article = factories.make_article("Talks", countries=[japan], date=soon.date().isoformat())
    assert article.acts.get().verb == Verb.SCHEDULE
    assert article.first_public_at == article.published_at
    republish(article, published_at=later.isoformat())
    assert article.first_public_at == later


def test_a_report_of_the_past_belongs_to_its_day_and_is_news_today(japan):
    article = factories.make_article("Talks", countries=[japan], date="2014-04-25")
    assert article.published_at.date().isoformat() == "2014-04-25"
    assert article.first_public_at.date() == timezone.now().date()
    first = article.first_public_at
    republish(article, headline="Talks again")
    assert article.first_public_at == first


def test_links_follow_the_article_through_its_life(japan):
    beef = factories.make_issue("beef", parent=factories.make_issue("agriculture"))
    article = factories.make_article("Talks", countries=[japan], issues=[beef], tags=["Tokyo"])
    for links in (article.country_links, article.issue_links, article.tag_links):
        assert {link.live_at for link in links.all()} == {article.published_at}
    assert set(article.issue_links.values_list("issue__slug", "derived")) == {
        ("beef", False),
        ("agriculture", True),
    }
    republish(article, published_at=factories.at("2015-01-01").isoformat(), issues=["agriculture"])
    assert set(article.issue_links.values_list("issue__slug", "derived")) == {("agriculture", False)}
    assert article.country_links.get().live_at == factories.at("2015-01-01")
    publishing.withdraw(article=article, by=None)
    assert article.country_links.get().live_at is None


def test_moving_an_issue_in_the_tree_moves_its_reports(japan):
    goods, agriculture = factories.make_issue("goods"), factories.make_issue("agriculture")
    beef = factories.make_issue("beef", parent=agriculture)
    article = factories.make_article("Talks", countries=[japan], issues=[beef])
    agriculture.parent = goods
    agriculture.save()
    assert set(article.issue_links.values_list("issue__slug", flat=True)) == {"beef", "agriculture", "goods"}
    beef.parent = goods
    beef.save()
    assert set(article.issue_links.values_list("issue__slug", flat=True)) == {"beef", "goods"}


def test_a_quotation_keeps_its_identity_through_versions(japan):
    quotes = [
        {"speaker_name": "A spokesman", "text": "We agree."},
        {"speaker_name": "A critic", "text": "We do not."},
    ]
    article = factories.make_article("Talks", countries=[japan], quotes=quotes)
    first = Quote.objects.get(text="We agree.")
    kept = next(quote for quote in drafting.working_copy(article).quotes if quote["uid"] == first.uid)
    republish(article, quotes=[kept | {"text": "We agree in part."}])
    assert Quote.objects.get().pk == first.pk
    assert Quote.objects.get().text == "We agree in part."


def test_a_position_told_in_an_article_rests_on_it(japan):
    beef = factories.make_issue()
    told = {
        "slug": "jp-beef", "issue": "beef", "stance": "offer", "summary": "Offers 9 per cent.",
        "since": "2014-04", "countries": ["japan"], "grade": "press",
    }  # fmt: skip
    article = factories.make_article("Talks", countries=[japan], issues=[beef], positions=[told])
    position = Position.objects.published().get()
    assert position.article == article
    assert list(position.countries.all()) == [japan]
    publishing.withdraw(article=article, by=None)
    assert not Position.objects.published().exists()


def test_a_published_article_is_untouched_by_its_draft(japan):
    article = factories.make_article("Talks", countries=[japan], tags=["Tokyo"])
    peru = factories.make_country("peru", "PE", "PER")
    content = factories.content("Changed", countries=[peru], tags=["Lima"])
    drafting.save(article=article, content=content, by=None)
    article.refresh_from_db()
    assert article.headline == "Talks"
    assert list(article.countries.all()) == [japan]
    assert list(article.tags.names()) == ["Tokyo"]
    assert drafting.working_copy(article).headline == "Changed"


def test_a_draft_mirrors_itself_for_the_lists_of_the_admin(japan):
    article = factories.make_draft("Talks", countries=[japan], tags=["Tokyo"])
    article.refresh_from_db()
    assert article.headline == "Talks"
    assert Article.objects.filter(countries=japan).get() == article
    assert not Article.objects.published().exists()


def test_slugs_do_not_collide_and_a_changed_one_redirects(japan):
    first = factories.make_article("Talks in Tokyo", countries=[japan])
    second = factories.make_article("Talks in Tokyo", countries=[japan])
    assert (first.slug, second.slug) == ("talks-in-tokyo", "talks-in-tokyo-2")
    republish(first, slug="tokyo-talks")
    assert Redirect.target(kind="article", slug="talks-in-tokyo") == "tokyo-talks"


def test_tags_fold_case_and_space(japan):
    factories.make_article("One", countries=[japan], tags=["Beef"])
    two = factories.make_article("Two", countries=[japan], tags=[" beef ", "BEEF", "rules of origin"])
    assert set(two.tags.names()) == {"Beef", "rules of origin"}


def test_a_draft_cannot_be_withdrawn(japan):
    with pytest.raises(Refusal):
        publishing.withdraw(article=factories.make_draft("Talks", countries=[japan]), by=None)


def test_the_database_itself_refuses_a_public_article_without_date_or_number(japan):
    article = factories.make_draft("Talks", countries=[japan])
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(status=Status.PUBLISHED)


def test_an_account_deleted_takes_no_article_with_it(japan):
    editor = factories.make_user()
    article = factories.make_article("Talks", by=editor, countries=[japan])
    editor.delete()
    article.refresh_from_db()
    assert article.created_by is None


def test_a_version_that_readers_never_had_is_never_shown(client, japan, time_machine):
    soon = timezone.now() + datetime.timedelta(days=2)
    article = factories.make_article(
        "Talks", countries=[japan], date=soon.date().isoformat(), body="<p>The informant is named.</p>"
    )
    republish(article, body="<p>A source close to the talks.</p>")
    time_machine.move_to(article.published_at + datetime.timedelta(hours=1))
    assert client.get("/articles/talks/v1/").status_code == 404
    assert "close to the talks" in client.get("/articles/talks/v2/").content.decode()


def test_a_withdrawn_version_stays_withdrawn_when_the_report_comes_back(client, japan):
    article = factories.make_article("Talks", countries=[japan], body="<p>A libel.</p>")
    publishing.withdraw(article=article, by=None)
    republish(article, body="<p>The facts.</p>")
    assert client.get("/articles/talks/v1/").status_code == 404
    assert "The facts." in client.get("/articles/talks/?asof=2014-04-25").content.decode()


def test_what_a_report_says_of_its_source_is_put_down(client, japan):
    article = factories.make_article("Talks", countries=[japan])
    archived = "https://archive.example.org/statement"
    republish(article, sources=[factories.SOURCE | {"archived_url": archived}])
    assert archived in client.get("/articles/talks/").content.decode()


def test_a_draft_saved_from_an_old_copy_does_not_unpublish(japan):
    article = factories.make_draft("Talks", countries=[japan])
    old = Article.objects.get(pk=article.pk)
    publishing.publish(article=article, by=None)
    drafting.save(article=old, content=factories.content("Later"), by=None)
    assert Article.objects.published().get().headline == "Talks"


def test_a_tag_of_a_draft_is_not_there_for_readers(client, japan):
    factories.make_draft("Secret", countries=[japan], tags=["Secret merger"])
    assert client.get("/tags/secret-merger/").status_code == 404
    assert "Secret merger" not in client.get("/articles/?tag=secret-merger").content.decode()


@pytest.mark.parametrize("tag", ["農業", "Nông nghiệp", "beef & pork", "C++"])
def test_a_tag_in_any_script_has_a_page(client, japan, tag):
    article = factories.make_article("Talks", countries=[japan], tags=[tag])
    address = article.tags.get().slug
    assert client.get("/articles/talks/").status_code == 200
    assert client.get(f"/tags/{address}/").status_code == 200
    assert client.get("/sitemap-tags.xml").status_code == 200


def test_a_quotation_of_somebody_deleted_is_refused_even_with_a_reason(japan):
    factories.make_negotiator()
    article = factories.make_draft(
        "Talks", countries=[japan], quotes=[{"speaker": "akira-amari", "text": "We agree."}]
    )
    Negotiator.objects.all().delete()
    with pytest.raises(Refusal, match="no speaker"):
        publishing.publish(article=article, by=None, override="It must go out.")


def test_a_position_of_another_report_stays_there(japan):
    factories.make_issue()
    told = {
        "slug": "jp", "issue": "beef", "stance": "offer", "summary": "Offers.", "since": "2014",
        "countries": ["japan"],
    }  # fmt: skip
    first = factories.make_article("First", countries=[japan], positions=[told])
    factories.make_article("Second", countries=[japan], positions=[{"slug": "jp"}])
    assert Position.objects.get().article == first


def test_an_address_that_led_to_a_report_once_is_not_given_to_another(client, japan):
    article = factories.make_article("Old name", countries=[japan])
    republish(article, slug="new-name")
    other = factories.make_article("Old name", countries=[japan])
    assert other.slug == "old-name-2"
    assert client.get("/articles/old-name/").status_code == 301


def test_a_number_behind_a_long_address_finds_room(japan):
    slug = "x" * 120
    factories.make_article("One", countries=[japan], slug=slug)
    free = drafting.free_slug(slug)
    assert free != slug and len(free) <= 120


def test_an_address_that_was_chosen_and_is_taken_is_refused(japan):
    factories.make_article("One", countries=[japan], slug="talks")
    with pytest.raises(Refusal, match="Another report has the address “talks”"):
        factories.make_article("Two", countries=[japan], slug="talks")


def test_what_was_only_scheduled_and_withdrawn_was_never_there(client, japan):
    article = factories.make_article("Talks", countries=[japan], date="2099-01-01")
    publishing.withdraw(article=article, by=None, note="Not to be.")
    assert client.get("/articles/talks/").status_code == 404


def test_an_old_correction_is_no_reason_for_a_withdrawal(client, japan):
    article = factories.make_article("Talks", countries=[japan])
    publishing.correct(article=article, by=None, kind="correction", text="A name was misspelt.")
    publishing.withdraw(article=article, by=None)
    assert "misspelt" not in client.get("/articles/talks/").content.decode()
