"""The writing desk by plain requests: drafts, publishing, permissions, bad input."""

import re

import pytest
from django.contrib.auth.models import Group

from articles import drafting, publishing
from articles.models import Article, Draft
from articles.roles import EDITOR, REPORTER
from tests import factories

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


@pytest.fixture
def japan():
    return factories.make_country()


def account(name, group):
    user = factories.make_user(name)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(client):
    user = account("editor", EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def reporter(client):
    user = account("reporter", REPORTER)
    client.force_login(user)
    return user


def lists(**more):
    data = {}
    for prefix in ("sources", "quotes", "positions_new"):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return data | more


def report(**more):
    source = {"sources-TOTAL_FORMS": "1", "sources-0-title": "Joint statement", "sources-0-kind": "official"}
    return (
        lists(**source)
        | {
            "headline": "Talks in Tokyo",
            "summary": "What happened.",
            "body": "<p>The gaps are narrowing.</p>",
            "published_at_0": "2014-04-25",
            "published_at_1": "09:40",
            "language": "en",
            "tags": "Tokyo, rules of origin",
        }
        | more
    )


def change(article):
    return f"/admin/articles/article/{article.pk}/change/"


def opened(client, article):
    """Return what the form of a report says it was opened on, as its next save has to say again."""
    return re.search(r'name="revision" value="(\d+)"', client.get(change(article)).content.decode())[1]


def publish_changes(client, article, **data):
    """Save at the desk of a published report, look at what differs for readers, and publish it."""
    response = client.post(
        change(article), report(**data, revision=opened(client, article), _publish="1"), follow=True
    )
    page = response.content.decode()
    number = re.search(r'name="number" value="(\d+)"', page)
    address = response.redirect_chain[-1][0]
    return page, client.post(address, {"number": number[1]} if number else {})


def test_a_report_is_saved_as_a_draft_and_comes_back_whole(client, editor, japan):
    beef, amari, meeting = (
        factories.make_issue(),
        factories.make_negotiator(country=japan),
        factories.make_meeting(),
    )
    data = report(
        countries=[japan.pk], issues=[beef.pk], negotiators=[amari.pk], meeting=meeting.pk, byline="The desk",
        dateline="Tokyo", **{
            "quotes-TOTAL_FORMS": "1", "quotes-0-text": "The gaps are narrowing.",
            "quotes-0-speaker": amari.pk,
            "quotes-0-said_on": "2014-04", "positions_new-TOTAL_FORMS": "1", "positions_new-0-issue": beef.pk,
            "positions_new-0-countries": [japan.pk], "positions_new-0-stance": "narrowing",
            "positions_new-0-summary": "Narrowing on beef.", "positions_new-0-since": "2014-04-25",
        },
    )  # fmt: skip
    response = client.post(ADD, data)
    article = Article.objects.get()
    assert response.status_code == 302 and response.headers["Location"] == change(article)
    content = Draft.objects.get().content
    assert content.headline == "Talks in Tokyo"
    assert content.published_at.startswith("2014-04-25T09:40")
    assert (content.countries, content.issues, content.negotiators) == (["japan"], ["beef"], ["akira-amari"])
    assert content.tags == ["Tokyo", "rules of origin"]
    assert content.quotes[0]["speaker"] == "akira-amari" and content.quotes[0]["said_on"] == "2014-04"
    assert content.positions[0]["stance"] == "narrowing"
    assert not Article.objects.published().exists()
    page = client.get(change(article)).content.decode()
    for shown in (
        "Talks in Tokyo",
        "Joint statement",
        "The gaps are narrowing.",
        "Narrowing on beef.",
        "Akira Amari",
    ):
        assert shown in page


def test_publishing_from_the_desk_shows_at_once_and_changes_wait_for_publish_changes(client, editor, japan):
    client.post(ADD, report(countries=[japan.pk], _publish="1"))
    article = Article.objects.get()
    assert article.status == "published"
    assert "Talks in Tokyo" in client.get("/articles/").content.decode()
    client.post(
        change(article),
        report(countries=[japan.pk], headline="Talks in Kyoto", revision=opened(client, article)),
    )
    assert "Talks in Tokyo" in client.get("/articles/").content.decode()
    assert "changes that readers do not see yet" in client.get(change(article)).content.decode()
    page, _response = publish_changes(client, article, countries=[japan.pk], headline="Talks in Kyoto")
    assert "<del>Tokyo</del>" in page and "<ins>Kyoto</ins>" in page
    assert "Talks in Kyoto" in client.get("/articles/").content.decode()


def test_what_stands_in_the_way_is_said_and_nothing_typed_is_lost(client, editor):
    response = client.post(ADD, report(_publish="1"), follow=True)
    page = response.content.decode()
    assert "No country is linked" in page
    assert "The gaps are narrowing." in page
    assert Article.objects.get().status == "draft"


def test_an_override_needs_the_permission_and_its_reason_is_recorded(client, editor, reporter, japan):
    client.force_login(editor)
    client.post(ADD, report(_publish="1", override="The source asked not to be linked."))
    assert Article.objects.get().acts.get().reason == "The source asked not to be linked."


def test_withdrawing_leaves_the_public_note(client, editor, japan):
    article = factories.make_article("Mistaken", countries=[japan])
    client.post(
        change(article),
        report(
            headline="Mistaken",
            countries=[japan.pk],
            revision=opened(client, article),
            _withdraw="1",
            withdraw_note="It was not so.",
        ),
    )
    response = client.get("/articles/mistaken/")
    assert response.status_code == 410 and "It was not so." in response.content.decode()


def test_a_reporter_writes_but_does_not_publish(client, reporter, japan):
    client.post(ADD, report(countries=[japan.pk]))
    article = Article.objects.get()
    page = client.get(change(article)).content.decode()
    assert "Send to review" in page and 'name="_publish"' not in page
    assert (
        client.post(
            change(article), report(countries=[japan.pk], revision=opened(client, article), _publish="1")
        ).status_code
        == 403
    )
    assert not Article.objects.published().exists()
    client.post(change(article), report(countries=[japan.pk], revision=opened(client, article), _review="1"))
    article.refresh_from_db()
    assert article.status == "in-review"


def test_a_reporter_reaches_no_report_of_another(client, reporter, japan):
    other = factories.make_draft("Secret", by=account("other", REPORTER), countries=[japan])
    assert "Secret" not in client.get("/admin/articles/article/").content.decode()
    assert client.get(change(other)).status_code in (302, 403, 404)
    assert client.post(change(other), report()).status_code in (302, 403, 404)
    assert drafting.working_copy(other).headline == "Secret"


@pytest.mark.parametrize("address", [ADD, "/admin/articles/article/", "/admin/"])
def test_without_an_account_nothing_opens(client, address):
    response = client.get(address)
    assert response.status_code == 302 and "login" in response.headers["Location"]


@pytest.mark.parametrize("page", ["read", "autosave", "presence", "add"])
def test_without_an_account_nothing_is_taken(client, page):
    assert client.post(f"/admin/articles/article/{page}/", report()).status_code == 401
    assert not Article.objects.exists()


def test_two_editors_changes_to_one_field_are_shown_side_by_side_and_both_kept(client, editor, japan):
    client.post(ADD, report(countries=[japan.pk]))
    article = Article.objects.get()
    old = opened(client, article)
    client.post(change(article), report(countries=[japan.pk], headline="Talks in Kyoto", revision=old))
    response = client.post(
        change(article), report(countries=[japan.pk], headline="Talks in Osaka", revision=old)
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "<del>Kyoto</del>" in page and "<ins>Osaka</ins>" in page
    assert drafting.working_copy(article).headline == "Talks in Kyoto"
    seen = re.search(r'name="seen" value="(headline:\d+)"', page)[1]
    client.post(
        change(article),
        report(countries=[japan.pk], headline="Talks in Osaka", revision=old, seen=seen, _save="1"),
    )
    assert drafting.working_copy(article).headline == "Talks in Osaka"
    kept = [state.content.headline for state in article.revisions.all()]
    assert {"Talks in Kyoto", "Talks in Osaka"} <= set(kept)


def test_theirs_can_be_taken_instead(client, editor, japan):
    client.post(ADD, report(countries=[japan.pk]))
    article = Article.objects.get()
    old = opened(client, article)
    client.post(change(article), report(countries=[japan.pk], headline="Hers", revision=old))
    response = client.post(
        change(article),
        report(countries=[japan.pk], headline="His", byline="The desk", revision=old, _take="headline"),
    )
    assert response.status_code == 302
    content = drafting.working_copy(article)
    assert (content.headline, content.byline) == ("Hers", "The desk")


@pytest.mark.parametrize(
    "bad, said",
    [
        ({"published_at_0": "25 April"}, "Enter a valid date"),
        ({"countries": ["999999"]}, "is not among the choices"),
        ({"countries": ["nonsense"]}, "is not among the choices"),
        ({"countries": ["9" * 30]}, "is not among the choices"),
        ({"tags": "x" * 150}, "too long for a tag"),
        ({"published_at_0": "", "published_at_1": "09:40"}, "a time but no day"),
    ],
)
def test_what_cannot_be_read_is_named_and_all_else_is_saved(client, editor, bad, said):
    response = client.post(ADD, report(**bad))
    assert response.status_code == 400
    page = response.content.decode()
    assert said in page
    assert "The gaps are narrowing." in page
    assert "The gaps are narrowing." in Draft.objects.get().content.body


@pytest.mark.parametrize(
    "unfinished",
    [
        {"headline": "x" * 300},
        {"sources-0-url": "not an address"},
        {"sources-0-title": "", "sources-0-outlet": "NHK"},
        {"slug": "no spaces please"},
        {"summary": "x" * 3000},
    ],
)
def test_what_is_not_fit_for_readers_yet_is_saved_and_stands_in_the_way_of_publishing(
    client, editor, japan, unfinished
):
    assert client.post(ADD, report(countries=[japan.pk], **unfinished)).status_code == 302
    article = Article.objects.get()
    page = client.get(change(article)).content.decode()
    assert next(iter(unfinished.values())) in page or "NHK" in page
    data = report(countries=[japan.pk], revision=opened(client, article), _publish="1", **unfinished)
    client.post(change(article), data)
    article.refresh_from_db()
    assert article.status == "draft"


@pytest.mark.parametrize(
    "odd",
    [
        {"headline": "NUL\x00here"},
        {"body": "<p>x</p>" * 25_000},
        {"headline": ""},
        {"body": "<script>alert(1)</script><p>ok</p>"},
        {"revision": "-1"},
    ],
)
def test_odd_input_is_saved_or_named_never_an_error(client, editor, odd):
    assert client.post(ADD, report(**odd)).status_code in (200, 302)


def test_two_reports_of_one_headline_get_two_addresses(client, editor):
    client.post(ADD, report())
    client.post(ADD, report())
    assert set(Article.objects.values_list("slug", flat=True)) == {"talks-in-tokyo", "talks-in-tokyo-2"}


def test_a_draft_goes_to_the_bin_and_comes_back_and_a_report_with_readers_does_neither(client, editor, japan):
    draft = factories.make_draft("Draft", by=editor, countries=[japan])
    public = factories.make_article("Public", countries=[japan])
    assert client.post(f"/admin/articles/article/{public.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"/admin/articles/article/{draft.pk}/delete/", {"post": "yes"}).status_code == 302
    assert "“Draft” is in the bin" in client.get("/admin/articles/article/").content.decode()
    assert ">Draft<" not in client.get("/admin/articles/article/").content.decode()
    assert ">Draft<" in client.get("/admin/articles/article/?standing=binned").content.decode()
    data = report(headline="Draft", countries=[japan.pk], revision=opened(client, draft), _restore="1")
    client.post(change(draft), data)
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_the_desk_proposes_accepts_and_remembers_what_was_refused(client, editor, japan):
    amari = factories.make_negotiator(country=japan)
    japan.aliases.create(text="Japan", kind="name")
    body = (
        "<p>TOKYO – Japan said on Friday that its tariff offer in the Trans-Pacific Partnership stands. "
        "Akira Amari, its minister, told reporters: “The gaps are narrowing,” Akira Amari said.</p>"
    )
    client.post(ADD, report(body=body))
    article = Article.objects.get()
    page = client.get(change(article)).content.decode()
    assert 'value="country:japan"' in page and 'value="negotiator:akira-amari"' in page
    data = report(body=body, revision=opened(client, article))
    client.post(change(article), data | {"refused": "negotiator:akira-amari"})
    assert 'data-accept data-kind="negotiator"' not in client.get(change(article)).content.decode()
    data["revision"] = opened(client, article)
    client.post(change(article), data | {"_accept_all": "1", "refused": "negotiator:akira-amari"})
    content = drafting.working_copy(article)
    assert content.countries == ["japan"]
    assert content.negotiators == []
    assert "data-accept data-kind" not in client.get(change(article)).content.decode()
    assert amari.articles.count() == 0


def test_a_misspelt_name_is_mended_in_the_text(client, editor, japan):
    factories.make_negotiator(country=japan)
    body = "<p>Japan’s trade minister Akira Amara spoke on tariffs in the TPP talks.</p>"
    client.post(ADD, report(body=body))
    article = Article.objects.get()
    client.post(change(article), report(body=body, revision=opened(client, article), mend="Akira Amara"))
    assert "Akira Amari spoke" in drafting.working_copy(article).body


def test_the_desk_reads_a_text_while_it_is_written(client, editor, japan):
    japan.aliases.create(text="Japan", kind="name")
    data = {"headline": "Tariffs", "body": "<p>Japan said its tariff offer in the TPP talks stands.</p>"}
    page = client.post("/admin/articles/article/read/", data).content.decode()
    assert 'value="country:japan"' in page
    assert (
        'value="country:japan"'
        not in client.post(
            "/admin/articles/article/read/", data | {"refused": "country:japan"}
        ).content.decode()
    )
    assert not Draft.objects.exists()


def test_scheduling_from_the_desk(client, editor, japan):
    client.post(ADD, report(countries=[japan.pk], published_at_0="2099-01-01", _publish="1"))
    article = Article.objects.get()
    assert article.is_scheduled
    assert "Scheduled for 1 January 2099" in client.get(change(article)).content.decode()
    publishing.withdraw(article=article, by=None)


def test_a_story_told_already_is_pointed_out(client, editor, japan):
    factories.make_article("Talks in Tokyo end", countries=[japan], body="<p>Quite another text.</p>")
    client.post(ADD, report(headline="Talks in Tokyo ended"))
    page = client.get(change(Article.objects.latest("pk"))).content.decode()
    assert "Perhaps told already" in page
    assert "nearly the same headline" in page
    client.post(ADD, report(headline="Something else", published_at_0="2011-01-01"))
    assert "Perhaps told already" not in client.get(change(Article.objects.latest("pk"))).content.decode()


def test_the_same_source_address_is_pointed_out(client, editor, japan):
    factories.make_article("Other words", countries=[japan], date="2010-01-01")
    client.post(ADD, report(**{"sources-0-url": factories.SOURCE["url"]}))
    assert "the same source address" in client.get(change(Article.objects.latest("pk"))).content.decode()


def test_an_alias_added_in_the_admin_is_used_at_once(client, editor, japan):
    data = {"headline": "Tariffs", "body": "<p>Nippon said its tariff offer in the TPP talks stands.</p>"}
    address = "/admin/articles/article/read/"
    assert 'value="country:japan"' not in client.post(address, data).content.decode()
    alias = {"text": "Nippon", "kind": "name", "language": "en", "country": japan.pk}
    assert client.post("/admin/articles/alias/add/", alias).status_code == 302
    assert 'value="country:japan"' in client.post(address, data).content.decode()


def test_an_alias_of_nobody_is_refused_with_its_reason(client, editor, japan):
    response = client.post("/admin/articles/alias/add/", {"text": "Nippon", "kind": "name", "language": "en"})
    assert response.status_code == 200
    assert "alias_has_exactly_one_owner" not in response.content.decode()
    assert "exactly one" in response.content.decode()
