"""What readers may not see is nowhere: not on a page, in a feed, a search, a count or the sitemap."""

import datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from articles import drafting, publishing
from articles.models import Article, Document, Photo, Position
from tests import factories

pytestmark = pytest.mark.django_db

SECRET = "Zanzibarite"
TAG = "Zanzibaritetag"
POSITION = {
    "slug": "secret", "issue": "beef", "stance": "offer", "summary": f"{SECRET} offer",
    "since": "2014-04-25", "countries": ["japan"],
}  # fmt: skip
HIDING = ["draft", "in review", "edited but not republished", "scheduled", "withdrawn", "ended"]
ADDRESSES = [
    "/",
    "/articles/",
    "/articles/?country=japan",
    "/articles/?issue=beef",
    "/articles/?issue=agriculture",
    "/articles/?negotiator=akira-amari",
    "/articles/?meeting=tokyo-2014",
    "/articles/?year=2014",
    "/articles/?q=zanzibarite",
    "/articles/?country=japan&issue=beef",
    "/articles/?order=oldest",
    "/articles/?asof=2030-01-01",
    "/articles.atom",
    "/articles.atom?country=japan",
    "/countries/",
    "/countries/japan/",
    "/issues/",
    "/issues/beef/",
    "/issues/agriculture/",
    "/negotiators/",
    "/negotiators/akira-amari/",
    "/meetings/",
    "/meetings/tokyo-2014/",
    "/search/?q=zanzibarite",
    "/search/?q=path",
    "/chapters/",
    "/about/",
    "/sitemap.xml",
    "/sitemap-articles.xml",
    "/sitemap-tags.xml",
    "/ja/",
    "/ja/articles/",
    "/articles/open-report/",
    *(f"/api/v1/{name}" for name in (
        "articles/?include=body,quotes,positions,versions",
        "articles/?country=japan&include=body",
        "articles/?q=zanzibarite",
        "articles/?asof=2030-01-01",
        "articles/?issue=agriculture&include=quotes",
        "articles/open-report/",
        "positions/",
        "positions/?country=japan&asof=2030-01-01",
        "quotes/",
        "corrections/",
        "outcomes/",
        "openapi.json",
        "docs",
    )),
    "/data/",
    "/data/articles.csv",
    "/data/articles.jsonl",
    "/data/positions.csv",
    "/data/quotes.jsonl",
    "/data/sources.csv",
    "/data/versions.csv",
]  # fmt: skip


@pytest.fixture
def world():
    """The record, and one report that readers see."""
    japan = factories.make_country()
    agriculture = factories.make_issue("agriculture")
    beef = factories.make_issue("beef", parent=agriculture)
    amari = factories.make_negotiator(country=japan)
    meeting = factories.make_meeting()
    links = {"countries": [japan], "issues": [beef], "negotiators": [amari], "meeting": meeting.slug}
    factories.make_article("Open report", **links)
    return links


def hide(how, links):
    """Make a report with secret words that readers must not find, and return it."""
    quote = {"speaker": "akira-amari", "text": f"{SECRET} words", "said_on": "2014-04-25"}
    document = Document.objects.create(
        file="documents/a.pdf", name=f"{SECRET} letter", kind="letter", size=9, media_type="application/pdf"
    )
    photo = Photo.objects.create(
        image="photos/a.jpg", width=9, height=9, alt=f"{SECRET} table", credit=f"{SECRET} agency"
    )
    secret = links | {
        "photo": photo.pk,
        "summary": f"{SECRET} summary",
        "body": f"<p>{SECRET} path</p>",
        "tags": [TAG],
        "quotes": [quote],
        "documents": [document.uid],
        "positions": [dict(POSITION)],
    }
    if how == "draft":
        return factories.make_draft(f"{SECRET} headline", **secret)
    if how == "in review":
        article = factories.make_draft(f"{SECRET} headline", **secret)
        article.status = "in-review"
        article.save()
        return article
    if how == "edited but not republished":
        article = factories.make_article("Quiet report", **links)
        content = factories.content(f"{SECRET} headline", **secret)
        content.slug = f"{SECRET}-slug".lower()
        drafting.save(article=article, content=content, by=None)
        return article
    tomorrow = (timezone.now() + datetime.timedelta(days=1)).date().isoformat()
    if how == "scheduled":
        return factories.make_article(f"{SECRET} headline", date=tomorrow, **secret)
    soon = timezone.now() + datetime.timedelta(hours=1)
    article = factories.make_article(f"{SECRET} headline", unpublish_at=soon.isoformat(), **secret)
    if how == "ended":
        Article.objects.filter(pk=article.pk).update(unpublish_at=timezone.now())
    else:
        publishing.withdraw(article=article, by=None)
    return article


def words(response):
    return (b"".join(response) if response.streaming else response.content).decode()


@pytest.mark.parametrize("how", HIDING)
def test_what_readers_may_not_see_is_nowhere(client, world, how):
    article = hide(how, world)
    for address in ADDRESSES:
        cache.clear()
        response = client.get(address)
        assert response.status_code == 200, f"{address} answered {response.status_code}"
        page = words(response).replace("q=zanzibarite", "").casefold()
        for typed in (
            'value="zanzibarite"',
            "“zanzibarite”",
            "search: zanzibarite",
            "zanzibarite –",
            "<strong>zanzibarite",
        ):
            page = page.replace(typed, "")
        assert SECRET.casefold() not in page, f"{address} shows what is {how}"
        if how not in ("edited but not republished",):
            assert f"/articles/{article.slug}/" not in page


@pytest.mark.parametrize("how", HIDING)
def test_counts_leave_out_what_readers_may_not_see(client, world, how):
    before = client.get("/articles/?country=japan").content.decode().count('class="card"')
    hide(how, world)
    cache.clear()
    page = client.get("/articles/?country=japan").content.decode()
    shown = before + (1 if how == "edited but not republished" else 0)
    assert page.count('class="card"') == shown
    assert f"{shown} report" in page


def test_what_is_hidden_shows_once_published(client, world):
    """The table above would pass on pages that show nothing at all."""
    quote = {"speaker": "akira-amari", "text": f"{SECRET} words", "said_on": "2014-04-25"}
    factories.make_article(
        f"{SECRET} headline", quotes=[quote], positions=[dict(POSITION)], tags=[TAG], **world
    )
    showing = [address for address in ADDRESSES if SECRET.casefold() in words(client.get(address)).casefold()]
    silent = {
        "/countries/",
        "/issues/",
        "/negotiators/",
        "/meetings/",
        "/search/?q=path",
        "/chapters/",
        "/about/",
        "/sitemap.xml",
        "/api/v1/articles/open-report/",
        "/api/v1/corrections/",
        "/api/v1/outcomes/",
        "/api/v1/docs",
        "/data/",
        "/data/sources.csv",
    }
    # The record's lists count reports without naming them.
    assert set(ADDRESSES) - set(showing) <= silent | {"/articles/?asof=2030-01-01"}


@pytest.mark.parametrize(
    "how, status",
    [("draft", 404), ("in review", 404), ("scheduled", 404), ("withdrawn", 410), ("ended", 410)],
)
def test_its_own_address_answers(client, world, how, status):
    article = hide(how, world)
    assert client.get(f"/articles/{article.slug}/").status_code == status
    assert client.get(f"/articles/{article.slug}/v1/").status_code == status
    assert client.get(f"/api/v1/articles/{article.slug}/").status_code == status


def test_a_withdrawn_article_says_why(client, world):
    article = factories.make_article("Mistaken report", **world)
    publishing.withdraw(article=article, by=None, note="The statement was not authentic.")
    response = client.get("/articles/mistaken-report/")
    assert response.status_code == 410
    assert "The statement was not authentic." in response.content.decode()


def test_a_position_told_only_in_a_draft_is_not_on_record(world):
    hide("draft", world)
    assert not Position.objects.filter(slug="secret").exists()


def test_a_scheduled_article_appears_by_itself(client, world, time_machine):
    article = hide("scheduled", world)
    assert client.get(f"/articles/{article.slug}/").status_code == 404
    assert SECRET not in client.get("/articles/").content.decode()
    time_machine.move_to(article.published_at + datetime.timedelta(seconds=1))
    assert client.get(f"/articles/{article.slug}/").status_code == 200
    assert SECRET in client.get("/articles/").content.decode()
    assert SECRET in client.get("/countries/japan/").content.decode()
