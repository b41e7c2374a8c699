"""Drafts by API: what a token opens, whose reports it reaches, and that nobody's words are written over."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from articles import drafting, publishing
from articles.choices import Status
from articles.models import ApiToken, Article, Edition, Position
from articles.roles import EDITOR, REPORTER
from tests import api_world, factories

pytestmark = pytest.mark.django_db

DOCUMENT = {
    "headline": "Talks resume in Tokyo",
    "body": "<p>The two governments spoke.</p><script>alert(1)</script>",
    "countries": ["japan"],
    "issues": ["beef"],
    "negotiators": ["akira-amari"],
    "meeting": "tokyo-2014",
    "published_at": "2014-04-25T12:00:00Z",
    "tags": ["Quota"],
    "sources": [{"title": "Joint statement", "url": "https://example.org/statement"}],
    "quotes": [{"text": "The gaps are narrowing.", "speaker": "akira-amari", "issues": ["beef"]}],
    "positions": [
        {
            "countries": ["japan"],
            "issue": "beef",
            "stance": "offer",
            "summary": "Offers a safeguard.",
            "since": "2014-04-25",
        }
    ],
}


@pytest.fixture
def world():
    return api_world.make_world()


def account(name, role):
    user = factories.make_user(name)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def reporter():
    return account("reporter", REPORTER)


@pytest.fixture
def editor():
    return account("editor", EDITOR)


class Tool:
    """An editor's tool that shows a token."""

    def __init__(self, client, text):
        self.client = client
        self.headers = {"Authorization": f"Bearer {text}"}

    def send(self, method, address="", document=None):
        return getattr(self.client, method)(
            f"/api/v1/drafts/{address}",
            document,
            content_type="application/json",
            headers=self.headers,
        )

    def begin(self, **document):
        return self.send("post", document=DOCUMENT | document)

    def change(self, draft, **changes):
        return self.send("patch", f"{draft['id']}/", {"revision": draft["revision"]} | changes)

    def read(self, number):
        return self.client.get(f"/api/v1/drafts/{number}/", headers=self.headers)

    def all(self, query=""):
        return self.client.get(f"/api/v1/drafts/{query}", headers=self.headers)


@pytest.fixture
def tool(client, world, reporter):
    return Tool(client, api_world.make_token(reporter))


@pytest.fixture
def editors_tool(client, world, editor):
    return Tool(client, api_world.make_token(editor))


# --------------------------------------------------------------------------- begun and changed


def test_a_report_is_begun(tool, reporter):
    response = tool.begin()
    assert response.status_code == 201, response.content
    draft = response.json()
    assert response.headers["Location"] == f"http://testserver/api/v1/drafts/{draft['id']}/"
    article = Article.objects.get(pk=draft["id"])
    assert (article.status, article.created_by) == (Status.DRAFT, reporter)
    assert [link.country.slug for link in article.country_links.all()] == ["japan"]
    content = drafting.working_copy(article)
    assert content.body == "<p>The two governments spoke.</p>"
    assert content.quotes[0]["speaker"] == "akira-amari"
    assert draft["document"]["headline"] == "Talks resume in Tokyo"
    assert [each["code"] for each in draft["problems"] if each["level"] != "warning"] == []
    assert tool.read(draft["id"]).json() == draft
    assert not Position.objects.filter(article=article).exists()


def test_what_the_desk_would_say_is_told(tool):
    draft = tool.begin(countries=[], sources=[], quotes=[{"text": "Who said this?"}]).json()
    blocking = {each["code"] for each in draft["problems"] if each["level"] != "warning"}
    assert {"no-country", "no-source"} <= blocking
    assert len(blocking) >= 3
    assert all(each["message"] for each in draft["problems"])


def test_a_change_leaves_alone_what_it_does_not_name(tool):
    draft = tool.begin().json()
    changed = tool.change(draft, headline="Talks end in Tokyo", meeting=None)
    assert changed.status_code == 200, changed.content
    assert changed.json()["document"] == draft["document"] | {
        "headline": "Talks end in Tokyo",
        "meeting": None,
    }
    assert changed.json()["revision"] > draft["revision"]


def test_what_was_told_can_be_sent_back_unchanged(tool):
    draft = tool.begin().json()
    again = tool.change(draft, **draft["document"]).json()
    assert again["document"] == draft["document"]


def test_readers_of_a_published_report_go_on_seeing_the_old_text(tool, reporter, client):
    article = factories.make_article("Old headline", by=reporter, countries=["japan"])
    draft = tool.read(article.pk).json()
    assert tool.change(draft, headline="New headline", slug="").status_code == 200
    page = client.get(f"/articles/{article.slug}/").content.decode()
    assert "Old headline" in page
    assert "New headline" not in page
    assert drafting.working_copy(article).slug == article.slug
    publishing.publish(article=article, by=reporter)
    assert "New headline" in client.get(f"/articles/{article.slug}/").content.decode()


def test_a_report_written_by_api_can_be_published(tool, reporter):
    draft = tool.begin(positions_on_record=["pos-0"]).json()
    publishing.publish(article=Article.objects.get(pk=draft["id"]), by=reporter)
    article = Article.objects.get(pk=draft["id"])
    assert article.quotes.get().uid == draft["document"]["quotes"][0]["uid"]
    assert article.positions.get().slug == draft["document"]["positions"][0]["slug"]


def test_another_reports_quotation_cannot_be_taken_over(tool, world):
    theirs = world[0].quotes.first()
    sent = [{"uid": theirs.uid, "text": "I never said that.", "speaker_name": "Somebody"}]
    draft = tool.begin(quotes=sent).json()
    assert draft["document"]["quotes"][0]["uid"] != theirs.uid
    twice = [draft["document"]["quotes"][0]] * 2
    uids = [each["uid"] for each in tool.change(draft, quotes=twice).json()["document"]["quotes"]]
    assert uids[0] == draft["document"]["quotes"][0]["uid"] != uids[1]


def test_another_reports_position_cannot_be_taken_over(tool):
    draft = tool.begin(positions=[DOCUMENT["positions"][0] | {"slug": "pos-0"}]).json()
    assert draft["document"]["positions"][0]["slug"] not in ("pos-0", "")


# --------------------------------------------------------------------------- the revision


def test_a_change_of_a_past_revision_is_refused_with_both_documents(tool):
    draft = tool.begin().json()
    assert tool.change(draft, headline="Theirs").status_code == 200
    response = tool.change(draft, headline="Mine")
    assert response.status_code == 409
    assert response.headers["Content-Type"] == "application/problem+json"
    stale = response.json()
    assert (stale["mine"]["headline"], stale["theirs"]["headline"]) == ("Mine", "Theirs")
    now = tool.read(draft["id"]).json()
    assert now["document"]["headline"] == "Theirs"
    assert stale["revision"] == now["revision"]
    assert tool.change(now, headline="Mine").status_code == 200


def test_a_save_at_the_desk_makes_a_tools_revision_past(tool, editor):
    draft = tool.begin().json()
    article = Article.objects.get(pk=draft["id"])
    content = drafting.working_copy(article)
    content.headline = "Typed at the desk"
    drafting.save(article=article, content=content, by=editor)
    assert tool.change(draft, headline="Mine").status_code == 409
    assert drafting.working_copy(article).headline == "Typed at the desk"


def test_a_change_without_its_revision_is_refused(tool):
    draft = tool.begin().json()
    assert tool.send("patch", f"{draft['id']}/", {"headline": "Mine"}).status_code == 400


# --------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    "sent, word",
    [
        ({"countries": ["atlantis"]}, "atlantis"),
        ({"meeting": "nowhere-1999"}, "nowhere-1999"),
        ({"quotes": [{"text": "Yes.", "speaker": "nobody"}]}, "nobody"),
        ({"positions_on_record": ["pos-99"]}, "pos-99"),
        ({"published_at": "yesterday"}, "published_at"),
        ({"published_at": "2014-02-30T12:00:00Z"}, "published_at"),
        ({"headline": "x" * 201}, "headline"),
        ({"language": "xx"}, "language"),
        ({"colour": "red"}, "colour"),
        ({"sources": [{"title": "A paper", "url": "javascript:alert(1)"}]}, "url"),
        ({"positions": [{"summary": "Half."}]}, "positions"),
    ],
)
def test_what_is_not_fit_is_refused_by_name(tool, sent, word):
    response = tool.begin(**sent)
    assert response.status_code == 400
    assert any(word in error for error in response.json()["errors"])
    assert not Article.objects.filter(headline="Talks resume in Tokyo").exists()


def test_everything_unknown_is_named_at_once(tool):
    errors = tool.begin(countries=["atlantis"], issues=["love"], negotiators=["nobody"]).json()["errors"]
    assert len(errors) == 3


def test_what_is_no_json_is_refused(tool):
    assert tool.send("post", document="{half").status_code == 400


def test_a_document_that_is_too_large_is_refused(tool, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = tool.begin(body="<p>x</p>" * 500)
    assert response.status_code == 413
    assert response.headers["Content-Type"] == "application/problem+json"


# --------------------------------------------------------------------------- who may


@pytest.mark.parametrize("sent", [{}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic eDp5"}])
def test_without_a_good_token_nothing_opens(client, world, sent):
    for response in (
        client.get("/api/v1/drafts/", headers=sent),
        client.post("/api/v1/drafts/", DOCUMENT, content_type="application/json", headers=sent),
        client.get(f"/api/v1/drafts/{world[0].pk}/", headers=sent),
        client.patch(
            f"/api/v1/drafts/{world[0].pk}/", {"revision": 0}, content_type="application/json", headers=sent
        ),
    ):
        assert response.status_code == 401
        assert response.headers["WWW-Authenticate"] == "Bearer"
        assert response.json()["status"] == 401


def test_a_session_at_the_desk_is_no_token(client, world, editor):
    client.force_login(editor)
    assert client.get("/api/v1/drafts/").status_code == 401


@pytest.mark.parametrize("ended", ["revoked", "expired", "account closed", "no longer of the newsroom"])
def test_a_token_that_has_ended_opens_nothing(client, reporter, ended):
    text = api_world.make_token(reporter)
    if ended == "revoked":
        ApiToken.objects.update(revoked_at=timezone.now())
    elif ended == "expired":
        ApiToken.objects.update(expires_on=timezone.now().date() - datetime.timedelta(days=1))
    elif ended == "account closed":
        type(reporter).objects.update(is_active=False)
    else:
        type(reporter).objects.update(is_staff=False)
    assert Tool(client, text).all().status_code == 401


def test_a_reporter_reaches_only_their_own_reports(tool, editors_tool, editor):
    mine, theirs = tool.begin().json(), editors_tool.begin(headline="Theirs").json()
    assert [each["id"] for each in tool.all().json()["items"]] == [mine["id"]]
    assert {each["id"] for each in editors_tool.all().json()["items"]} == {mine["id"], theirs["id"]}
    assert tool.read(theirs["id"]).status_code == 404
    assert tool.change(theirs, headline="Mine now").status_code == 404
    assert editors_tool.change(mine, headline="Edited").status_code == 200


def test_an_account_without_the_permission_is_refused(client, world):
    text = api_world.make_token(factories.make_user("guest"))
    response = Tool(client, text).begin()
    assert response.status_code == 403
    assert Tool(client, text).all().status_code == 403


def test_a_report_in_the_bin_is_out_of_reach(tool):
    draft = tool.begin().json()
    drafting.discard(Article.objects.get(pk=draft["id"]))
    assert tool.read(draft["id"]).status_code == 404
    assert tool.all().json()["items"] == []


def test_drafts_are_kept_by_no_cache_and_open_to_no_other_site(tool):
    response = tool.all()
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in response.headers


def test_reports_in_hand_are_listed_in_pages(tool):
    numbers = [tool.begin(headline=f"Report {number}").json()["id"] for number in range(3)]
    first = tool.all("?size=2").json()
    assert [each["id"] for each in first["items"]] == numbers[:0:-1]
    second = tool.all(first["next"].partition("drafts/")[2]).json()
    assert [each["id"] for each in second["items"]] == numbers[:1]
    assert second["next"] is None


# --------------------------------------------------------------------------- tokens at the desk


def test_a_token_is_shown_once_and_only_its_digest_is_kept(client, reporter, world):
    client.force_login(reporter)
    page = client.post(reverse("admin:articles_apitoken_add"), {"name": "my script", "expires_on": ""})
    token = ApiToken.objects.get()
    text = page.content.decode().partition('<code id="token">')[2].partition("</code>")[0]
    assert "no-store" in page.headers["Cache-Control"]
    assert token.owner == reporter
    assert text.startswith(token.beginning)
    assert text not in str(ApiToken.objects.values().get())
    listed = client.get(reverse("admin:articles_apitoken_changelist")).content.decode()
    assert "my script" in listed
    assert text not in listed
    client.logout()
    assert Tool(client, text).begin().status_code == 201
    token.refresh_from_db()
    assert token.last_used_at is not None


def test_an_editor_sees_and_revokes_only_their_own_tokens(client, reporter, editor):
    mine, theirs = api_world.make_token(reporter), api_world.make_token(editor)
    client.force_login(reporter)
    address = reverse("admin:articles_apitoken_changelist")
    action = {"action": "revoke", "_selected_action": [str(each.pk) for each in ApiToken.objects.all()]}
    client.post(address, action)
    assert Tool(client, mine).all().status_code == 401
    assert Tool(client, theirs).all().status_code == 200


def test_whoever_keeps_the_accounts_can_revoke_a_lost_token(client, reporter):
    text = api_world.make_token(reporter)
    client.force_login(factories.make_user("admin", superuser=True))
    address = reverse("admin:articles_apitoken_changelist")
    client.post(address, {"action": "revoke", "_selected_action": [str(ApiToken.objects.get().pk)]})
    assert Tool(client, text).all().status_code == 401


def test_a_used_token_is_noted_at_most_once_a_minute(tool, time_machine):
    time_machine.move_to(factories.at("2026-06-01"), tick=False)
    tool.all()
    first = ApiToken.objects.get().last_used_at
    time_machine.shift(30)
    tool.all()
    assert ApiToken.objects.get().last_used_at == first
    time_machine.shift(60)
    tool.all()
    assert ApiToken.objects.get().last_used_at > first


def test_tokens_do_not_raise_the_edition(tool):
    before = Edition.objects.get(name=Edition.SITE).number
    tool.all()
    tool.begin()
    assert Edition.objects.get(name=Edition.SITE).number == before
