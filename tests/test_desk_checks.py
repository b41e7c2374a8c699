"""What the desk says of a report before it is published: each thing in words, with the place to mend it."""

import datetime

import pytest
from django.db import connection
from django.template import loader
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import drafting, publishing
from articles.admin.reading import Reading
from articles.choices import CheckLevel
from articles.desk.checks import Refusal, all_checks, blocking, impossible, warnings
from articles.models import Article, Document, Photo, Position, PublishingAct
from tests import factories
from tests.test_documents import make_document, storage

pytestmark = pytest.mark.django_db

__all__ = ["storage"]
QUOTE = {"speaker_name": "A spokesman", "text": "We agree.", "said_on": "2014-04-25"}
TOLD = {
    "slug": "p-1", "countries": ["japan"], "issue": "beef", "stance": "offer", "since": "2014-04",
    "summary": "Offers 9 per cent.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def record():
    japan = factories.make_country()
    factories.make_issue()
    factories.make_negotiator(country=japan)


def fit(**changes):
    """Return a Content with nothing to say about, but for the changes."""
    fields = {"headline": "Talks in Tokyo", "countries": ["japan"], "issues": ["beef"]} | changes
    return factories.content(fields.pop("headline"), **fields)


def told(checks):
    return [(check.code, check.target) for check in checks]


def test_of_a_report_that_is_as_it_should_be_nothing_is_said():
    content = fit(quotes=[QUOTE], positions=[TOLD], slug="talks", meeting=factories.make_meeting().slug)
    assert all_checks(content) == []


# What cannot be put into the rows that readers see: change, code, control, words of the sentence.
IMPOSSIBLE = [
    ({"headline": "x" * 201}, "headline-too-long", "headline", "has 201 characters; there is room for 200"),
    ({"summary": "x" * 1001}, "summary-too-long", "summary", "has 1001 characters; there is room for 1000"),
    ({"byline": "x" * 201}, "byline-too-long", "byline", "room for 200"),
    ({"dateline": "x" * 121}, "dateline-too-long", "dateline", "room for 120"),
    ({"slug": "x" * 121}, "slug-too-long", "slug", "room for 120"),
    ({"slug": "Gespräch in Tokyo"}, "slug-malformed", "slug", "cannot be an address"),
    ({"slug": "taken"}, "slug-taken", "slug", "Another report has the address “taken”"),
    ({"slug": "taken-once"}, "slug-taken", "slug", "or had it once"),
    ({"language": "xx"}, "language-unknown", "language", "No language"),
    ({"published_at": "next week"}, "date-malformed", "published_at_0", "“next week”, is no date"),
    ({"published_at": "2014-13-45T00:00"}, "date-malformed", "published_at_0", "is no date"),
    ({"published_at": "0001-01-01T00:00+14:00"}, "date-malformed", "published_at_0", "is no date"),
    ({"unpublish_at": "later"}, "end-malformed", "unpublish_at_0", "“later”, is no date"),
    ({"unpublish_at": "2014-05-01T12:00+00:00"}, "end-passed", "unpublish_at_0", "has passed"),
    ({"countries": ["japan", "atlantis"]}, "countries-gone", "countries", "“atlantis”"),
    ({"negotiators": ["nobody"]}, "negotiators-gone", "negotiators", "“nobody”"),
    ({"issues": ["beef", "ambrosia"]}, "issues-gone", "issues", "“ambrosia”"),
    ({"meeting": "nowhere"}, "meeting-gone", "meeting", "“nowhere”"),
    ({"photo": 99}, "photo-gone", "photo", "was deleted"),
    ({"documents": ["abcdef"]}, "documents-gone", "documents", "was deleted"),
    ({"positions": [{"slug": "lost"}]}, "position-gone", "positions", "“lost”"),
    ({"tags": ["x" * 101]}, "tag-too-long", "tags", "at most 100 letters"),
    ({"tags": ["!?"]}, "tag-malformed", "tags", "has no letter"),
]
SOURCES = [
    ({"title": " "}, "source-untitled", "title", "Source 1 has no title"),
    ({"title": "x" * 301}, "source-title-too-long", "title", "more than 300"),
    ({"outlet": "x" * 121}, "source-outlet-too-long", "outlet", "more than 120"),
    ({"url": "ftp://example.org/a"}, "source-url-malformed", "url", "is none on the web"),
    ({"url": "javascript:alert(1)"}, "source-url-malformed", "url", "is none on the web"),
    ({"url": f"https://example.org/{'x' * 500}"}, "source-url-malformed", "url", "is none on the web"),
    ({"archived_url": "an archive"}, "source-archived_url-malformed", "archived_url", "“an archive”"),
    ({"kind": "rumour"}, "source-kind-unknown", "kind", "kind of the source"),
    ({"accessed_on": "yesterday"}, "source-accessed-malformed", "accessed_on", "“yesterday”, is no date"),
    ({"accessed_on": "2014-02-30"}, "source-accessed-malformed", "accessed_on", "is no date"),
]
QUOTES = [
    ({"text": " "}, "quote-without-words", "text", "has no words"),
    ({"speaker_name": ""}, "quote-without-speaker", "speaker", "A quotation has no speaker: “We agree.”"),
    ({"speaker_name": "", "speaker": "nobody"}, "quote-without-speaker", "speaker", "Say who spoke"),
    ({"speaker": "nobody"}, "quote-speaker-gone", "speaker", "no longer on record"),
    ({"speaker_name": "x" * 201}, "quote-speaker-too-long", "speaker_name", "longer than 200"),
    ({"said_on": "Friday"}, "quote-day-malformed", "said_on", "“Friday”, is no date"),
    ({"issues": ["ambrosia"]}, "quote-issue-gone", "issues", "no longer on record"),
]
POSITIONS = [
    ({"summary": ""}, "position-without-summary", "summary", "Position 1 does not say"),
    ({"summary": "x" * 301}, "position-summary-too-long", "summary", "more than 300"),
    ({"countries": []}, "position-without-holder", "countries", "Nobody holds"),
    ({"countries": ["atlantis"]}, "position-countries-gone", "countries", "no longer on record"),
    ({"counterparts": ["atlantis"]}, "position-counterparts-gone", "counterparts", "no longer on record"),
    ({"groups": ["tpp99"]}, "position-groups-gone", "countries", "no longer on record"),
    ({"issue": ""}, "position-without-issue", "issue", "is on no issue"),
    ({"issue": "ambrosia"}, "position-issue-gone", "issue", "issue is gone"),
    ({"stance": ""}, "position-without-stance", "stance", "has no stance"),
    ({"stance": "maybe"}, "position-without-stance", "stance", "has no stance"),
    ({"since": ""}, "position-without-day", "since", "since when"),
    ({"since": "spring"}, "position-day-malformed", "since", "“spring”, is no date"),
    ({"grade": "hearsay"}, "position-grade-unknown", "grade", "Choose one"),
]
IN_ROWS = [
    *(
        ({"sources": [factories.SOURCE | row]}, code, f"sources-0-{name}", said)
        for row, code, name, said in SOURCES
    ),
    *(({"quotes": [QUOTE | row]}, code, f"quotes-0-{name}", said) for row, code, name, said in QUOTES),
    *(
        ({"positions": [TOLD | row]}, code, f"positions_new-0-{name}", said)
        for row, code, name, said in POSITIONS
    ),
]


@pytest.mark.parametrize(
    "change, code, name, said",
    [*IMPOSSIBLE, *IN_ROWS],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_cannot_be_stored_is_said_and_refused_whatever_the_reason(change, code, name, said):
    factories.make_article("Other", countries=["japan"], slug="taken-once")
    other = Article.objects.get()
    other.slug = "taken"
    other.save()
    content = fit(**change)
    [check] = impossible(content)
    assert (check.code, check.target, check.level) == (code, f"id_{name}", CheckLevel.IMPOSSIBLE)
    assert said in check.message
    article = drafting.begin(content=content, by=None)
    with pytest.raises(Refusal, match=r"\w"):
        publishing.publish(article=article, by=None, override="It must go out.")
    assert Article.objects.published().count() == 1


def test_the_row_that_is_wrong_is_the_one_to_jump_to():
    content = fit(
        quotes=[QUOTE, QUOTE, QUOTE | {"said_on": "then"}],
        positions=[TOLD, TOLD | {"slug": "p-2", "since": "then"}],
        sources=[factories.SOURCE, factories.SOURCE | {"title": ""}],
    )
    assert [check.target for check in impossible(content)] == [
        "id_sources-1-title",
        "id_quotes-2-said_on",
        "id_positions_new-1-since",
    ]


def test_a_position_on_record_has_no_row_in_the_form():
    factories.make_article("First", countries=["japan"], positions=[TOLD | {"slug": "known"}])
    content = fit(positions=[{"slug": "known"}, TOLD | {"since": "then"}])
    assert told(impossible(content)) == [("position-day-malformed", "id_positions_new-0-since")]


def test_a_report_may_keep_its_own_address_and_take_back_its_old_one():
    article = factories.make_article("Talks", countries=["japan"], slug="one")
    article.slug = "two"
    article.save()
    assert impossible(fit(slug="two"), article=article) == []
    assert impossible(fit(slug="one"), article=article) == []
    assert impossible(fit(slug="one")) != []


def test_a_report_that_would_end_before_readers_have_it_is_refused():
    soon = timezone.now() + datetime.timedelta(days=3)
    ends = soon - datetime.timedelta(days=1)
    content = fit(date=soon.date().isoformat(), unpublish_at=ends.isoformat())
    assert told(impossible(content)) == [("end-before-date", "id_unpublish_at_0")]
    content.unpublish_at = (soon + datetime.timedelta(days=2)).isoformat()
    assert impossible(content) == []


# What stands in the way unless an editor gives a reason.
BLOCKING = [
    ({"headline": " "}, "no-headline", "headline", "no headline"),
    ({"body": "<hr>"}, "no-text", "body", "no text"),
    ({"countries": []}, "no-country", "countries", "No country"),
    ({"sources": []}, "no-source", "sources-0-title", "No source"),
]


@pytest.mark.parametrize("change, code, name, said", BLOCKING)
def test_what_a_report_must_have_stops_it_until_somebody_says_why(change, code, name, said):
    content = fit(slug="talks")
    for field, value in change.items():
        setattr(content, field, value)
    [check] = blocking(content)
    assert (check.code, check.target, check.level) == (code, f"id_{name}", CheckLevel.BLOCKING)
    assert said in check.message
    article = drafting.begin(content=content, by=None)
    with pytest.raises(Refusal) as refused:
        publishing.publish(article=article, by=None)
    assert refused.value.problems == [check.message]
    publishing.publish(article=article, by=None, override="It must go out.")
    assert PublishingAct.objects.get().reason == "It must go out."


def test_a_position_rests_on_a_source():
    codes = [check.code for check in blocking(fit(sources=[], positions=[TOLD]))]
    assert codes == ["no-source", "position-without-source"]


@pytest.mark.parametrize("lacking, code", [("alt", "photo-without-alt"), ("credit", "photo-without-credit")])
def test_a_photograph_is_described_and_credited(lacking, code):
    photo = Photo.objects.create(
        **{"image": "photos/a.jpg", "width": 1, "height": 1, "alt": "Two men", "credit": "Government"}
        | {lacking: " "}
    )
    assert told(blocking(fit(photo=photo.pk))) == [(code, "id_photo")]


DEAD = [
    "/articles/nowhere/",
    "/articles/draft/",
    "/articles/withdrawn/",
    "/articles/scheduled/",
    "/articles/open/v7/",
    "/articles/open/v7.bib",
    "/quotes/abcdefabcdef/",
    "/ja/articles/nowhere/",
    "http://testserver/articles/nowhere/",
    "https://localhost/articles/nowhere/?asof=2014-04-25#top",
    "/countries/atlantis/",
    "/countries/japan/ambrosia/",
    "/issues/ambrosia/",
    "/negotiators/nobody/",
    "/meetings/nowhere/",
    "/tags/nothing/",
    "/no/such/page/",
    "/admin/",
    "/ja/admin/",
    "/shared/abc:def/",
    "/documents/abcdef/statement.pdf",
    "/media/photos/none.jpg",
    "/static/css/none.css",
]
ALIVE = [
    "/",
    "/articles/",
    "/articles/open/",
    "/articles/open",
    "/articles/open/v1/",
    "/articles/open/v1.bib",
    "/quotes/0123456789ab/",
    "/articles/moved/",
    "/articles/moved/v1/",
    "/articles/own/",
    "/ja/articles/open/",
    "http://testserver/articles/open/?asof=2014-04-25#top",
    "https://other.example/articles/nowhere/",
    "//other.example/articles/nowhere/",
    "mailto:desk@example.org",
    "/countries/japan/",
    "/countries/japan/beef/",
    "/issues/beef/",
    "/negotiators/akira-amari/",
    "/tags/tokyo/",
    "/search/?q=beef",
    "/static/css/site.css",
]


@pytest.fixture
def reports():
    quote = QUOTE | {"uid": "0123456789ab"}
    first = factories.make_article("Open", countries=["japan"], slug="moved", tags=["Tokyo"], quotes=[quote])
    content = drafting.working_copy(first)
    content.slug = "open"
    drafting.save(article=first, content=content, by=None)
    publishing.publish(article=first, by=None)
    factories.make_draft("Draft", countries=["japan"], slug="draft")
    factories.make_article("Scheduled", countries=["japan"], slug="scheduled", date="2099-01-01")
    publishing.withdraw(
        article=factories.make_article("Withdrawn", countries=["japan"], slug="withdrawn"), by=None
    )


@pytest.mark.parametrize("address", DEAD)
def test_a_link_to_nothing_on_this_site_stops_publishing(reports, address):
    content = fit(body=f'<p>As <a href="{address}">told <em>before</em></a>.</p>')
    [check] = blocking(content)
    assert (check.code, check.target) == ("dead-link", "id_body")
    assert f"“told before” leads to {address}" in check.message


@pytest.mark.parametrize("address", ALIVE)
def test_a_link_that_readers_can_follow_is_no_matter(reports, address):
    assert blocking(fit(slug="own", body=f'<p>As <a href="{address}">told before</a>.</p>')) == []


def test_a_link_to_what_will_be_there_by_then_is_no_matter(reports):
    content = fit(date="2099-02-01", body='<p><a href="/articles/scheduled/">Before</a></p>')
    assert blocking(content) == []


def test_a_link_to_a_document_of_the_report_itself_is_no_matter():
    document = make_document()
    body = f'<p><a href="{document.get_absolute_url()}">The statement</a></p>'
    assert [check.code for check in blocking(fit(body=body))] == ["dead-link"]
    assert blocking(fit(body=body, documents=[document.uid])) == []
    factories.make_article("Other", countries=["japan"], documents=[document.uid])
    assert blocking(fit(body=body)) == []
    assert Document.objects.count() == 1


WARNED = [
    ({"issues": []}, "no-issue", "issues", "No issue"),
    ({"summary": ""}, "no-summary", "summary", "no summary"),
    ({"headline": "x" * 111}, "long-headline", "headline", "has 111 characters"),
    ({"published_at": "1914-04-25T12:00+00:00"}, "early-date", "published_at_0", "1914"),
    ({"quotes": [QUOTE | {"said_on": "2014-04-26"}]}, "quote-after-report", "quotes-0-said_on", "2014-04-26"),
    (
        {"positions": [TOLD | {"since": "2014-05"}]},
        "position-after-report",
        "positions_new-0-since",
        "2014-05",
    ),
    (
        {"sources": [factories.SOURCE | {"accessed_on": "2099-01-01"}]},
        "source-read-later",
        "sources-0-accessed_on",
        "still to come",
    ),
    (
        {"quotes": [QUOTE | {"speaker": "akira-amari"}]},
        "speaker-not-linked",
        "negotiators",
        "Akira Amari is quoted but not linked",
    ),
]


@pytest.mark.parametrize(
    "change, code, name, said", WARNED, ids=lambda each: each if isinstance(each, str) else ""
)
def test_what_deserves_another_look_is_said_and_stops_nothing(change, code, name, said):
    content = fit()
    for field, value in change.items():
        setattr(content, field, value)
    [check] = warnings(content)
    assert (check.code, check.target, check.level) == (code, f"id_{name}", CheckLevel.WARNING)
    assert said in check.message
    publishing.publish(article=drafting.begin(content=content, by=None), by=None)


@pytest.mark.parametrize(
    "change",
    [
        {"quotes": [QUOTE | {"said_on": "2014"}]},
        {"quotes": [QUOTE | {"said_on": ""}]},
        {"positions": [TOLD | {"since": "2014"}]},
        {"sources": [factories.SOURCE | {"accessed_on": "2014-05-01"}]},
        {"quotes": [QUOTE | {"speaker": "akira-amari"}], "negotiators": ["akira-amari"]},
        {"headline": "x" * 110},
    ],
)
def test_what_is_as_it_should_be_is_not_warned_of(change):
    content = fit()
    for field, value in change.items():
        setattr(content, field, value)
    assert warnings(content) == []


def test_what_the_desk_read_is_warned_of():
    factories.make_article("Talks in Tokyo", countries=["japan"])
    content = fit(
        body="<p>Japan’s trade minister Akira Amara spoke on tariffs in the TPP talks.</p>",
        negotiators=["akira-amari"],
    )
    reading = Reading(content, among=Article.objects.all())
    codes = [check.code for check in warnings(content, reading=reading)]
    assert set(codes) == {"misspelt-name", "likely-duplicate"}
    assert reading.checks == all_checks(content, reading=reading)


def test_the_gravest_is_said_first():
    levels = [check.level for check in all_checks(fit(headline="x" * 201, sources=[], issues=[]))]
    assert levels == [CheckLevel.IMPOSSIBLE, CheckLevel.BLOCKING, CheckLevel.WARNING]


def test_each_is_listed_with_its_level_and_a_way_to_its_place():
    checks = all_checks(fit(quotes=[QUOTE | {"said_on": "then"}], issues=[]))
    page = loader.render_to_string("admin/articles/article/_checks.html", {"checks": checks})
    assert '<a href="#id_quotes-0-said_on">The day on which “We agree.” was said, “then”, is no date.' in page
    assert "<strong>Cannot be published.</strong>" in page and "<strong>Look at this.</strong>" in page
    assert "Nothing stands in the way" in loader.render_to_string("admin/articles/article/_checks.html", {})


def asked(content):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        all_checks(content)
    return len(queries)


def test_a_long_report_asks_as_little_as_a_short_one():
    def report(rows):
        address = [
            f'<p><a href="/articles/nowhere-{n}/">a</a> <a href="/countries/x{n}/">b</a></p>'
            for n in range(rows)
        ]
        return fit(
            body="".join(address),
            sources=[factories.SOURCE | {"title": f"Source {n}"} for n in range(rows)],
            quotes=[QUOTE | {"speaker": f"nobody-{n}", "issues": ["beef", f"x-{n}"]} for n in range(rows)],
            positions=[
                TOLD | {"slug": f"p-{n}", "issue": f"issue-{n}", "groups": [f"g-{n}"]} for n in range(rows)
            ],
        )

    assert asked(report(40)) == asked(report(2)) <= 20
    assert Position.objects.count() == 0
