"""For machines and neighbours: structured data, shared cards, sitemaps, calendar, embedding."""

import datetime
import io
import json
import re
from html.parser import HTMLParser

import pytest
from django.core.cache import cache
from django.utils import timezone
from PIL import Image

from articles import cards, publishing, structured
from articles.calendar import folded
from articles.models import Article
from tests import factories, feed_rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    japan = factories.make_country(names={"ja": "日本"})
    beef = factories.make_issue("beef", parent=factories.make_issue("agriculture"))
    amari = factories.make_negotiator(country=japan, native_name="甘利明")
    meeting = factories.make_meeting(country=japan, outcome="A path; a way, forward.")
    article = factories.make_article(
        "Talks </script><b>in</b> Tokyo & more",
        slug="talks-in-tokyo",
        countries=[japan],
        issues=[beef],
        negotiators=[amari],
        meeting=meeting.slug,
        byline="By A. Writer and B. Writer",
        dateline="Tokyo",
        tags=["Quota"],
    )
    return {"article": article, "meeting": meeting, "amari": amari}


def page(client, address):
    cache.clear()
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


class Head(HTMLParser):
    """Reads what a page tells machines: metas and links, and the data blocks as a browser would find them."""

    def __init__(self, html):
        super().__init__()
        self.metas, self.links, self.data, self.in_data = {}, [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "meta":
            self.metas.setdefault(values.get("property") or values.get("name"), []).append(
                values.get("content")
            )
        elif tag == "link":
            self.links.append(values)
        self.in_data = tag == "script" and values.get("type") == "application/ld+json"

    def handle_data(self, data):
        if self.in_data:
            told = json.loads(data)
            self.data += told if isinstance(told, list) else [told]
            self.in_data = False

    def thing(self, kind):
        return next(each for each in self.data if each["@type"] == kind)


def head(client, address):
    return Head(page(client, address))


def check_breadcrumbs(trail, last):
    """By Google's rules: two steps or more, each with position, name and address."""
    steps = trail["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    assert len(steps) >= 2
    assert all(
        step["@type"] == "ListItem" and step["name"] and feed_rules.is_address(step["item"]) for step in steps
    )
    assert steps[-1]["item"] == last


def check_article(told):
    """By Google's rules for articles: headline, images, zoned dates, authors with a type and a plain name."""
    assert told["@context"] == "https://schema.org"
    assert told["headline"]
    assert told["image"]
    assert all(map(feed_rules.is_address, told["image"]))
    published, modified = feed_rules.moment(told["datePublished"]), feed_rules.moment(told["dateModified"])
    assert published.tzinfo
    assert published <= modified
    for author in told["author"]:
        assert author["@type"] in ("Person", "NewsMediaOrganization")
        assert author["name"]
        assert not re.match(r"(?i)by ", author["name"])
    assert told["publisher"]["name"]
    assert feed_rules.is_address(told["mainEntityOfPage"])


def test_an_article_tells_what_it_is(client, world):
    publishing.correct(article=world["article"], by=None, kind="correction", text="The day was wrong.")
    shown = head(client, "/articles/talks-in-tokyo/")
    told = shown.thing("NewsArticle")
    check_article(told)
    assert told["headline"] == "Talks </script><b>in</b> Tokyo & more"
    assert [author["name"] for author in told["author"]] == ["A. Writer", "B. Writer"]
    assert {each["name"] for each in told["about"]} == {"Japan", "Akira Amari", "Beef"}
    assert told["correction"][0]["text"] == "The day was wrong."
    assert told["isBasedOn"][0]["url"] == factories.SOURCE["url"]
    assert (told["version"], told["inLanguage"]) == ("2", "en")
    check_breadcrumbs(shown.thing("BreadcrumbList"), "http://testserver/articles/talks-in-tokyo/")
    anchor = told["correction"][0]["url"].partition("#")[2]
    assert f'id="{anchor}"' in page(client, "/articles/talks-in-tokyo/")


def test_every_article_and_version_has_valid_data(client, world):
    japan = world["article"].countries.get()
    factories.make_article("Without byline", countries=[japan], summary="", is_sample=True)
    factories.make_article("By the site", countries=[japan], byline="TPP Tracker", date="2026-01-01")
    for article in Article.objects.published():
        check_article(head(client, article.get_absolute_url()).thing("NewsArticle"))
        check_article(head(client, f"{article.get_absolute_url()}v1/").thing("NewsArticle"))
    told = head(client, "/articles/by-the-site/").thing("NewsArticle")
    assert told["author"][0]["@type"] == "NewsMediaOrganization"


def test_a_data_block_cannot_be_closed_from_within(client, world):
    block = str(structured.script({"@type": "Thing", "name": "</script><script>alert(1)</script>\u2028"}))
    assert block.count("<") == block.count(">") == 2
    assert "\u2028" not in block
    assert "<script>" not in page(client, "/articles/talks-in-tokyo/")


@pytest.mark.parametrize(
    "byline, names",
    [
        ("", []),
        ("By A. Writer", ["A. Writer"]),
        ("A. Writer, B. Writer and C. Writer", ["A. Writer", "B. Writer", "C. Writer"]),
        ("Byron Anderson", ["Byron Anderson"]),
    ],
)
def test_names_are_read_from_a_byline(byline, names):
    assert structured.authors(byline) == names


def test_people_meetings_and_the_site_tell_what_they_are(client, world):
    told = head(client, "/negotiators/akira-amari/").thing("ProfilePage")["mainEntity"]
    assert (told["@type"], told["name"], told["alternateName"]) == ("Person", "Akira Amari", "甘利明")
    assert told["jobTitle"] == ["Minister"]
    meeting = head(client, "/meetings/tokyo-2014/")
    event = meeting.thing("Event")
    assert (event["startDate"], event["endDate"]) == ("2014-04-23", "2014-04-25")
    assert event["location"]["address"]["addressCountry"] == "JP"
    check_breadcrumbs(meeting.thing("BreadcrumbList"), "http://testserver/meetings/tokyo-2014/")
    assert (
        "{search_term_string}"
        in head(client, "/").thing("WebSite")["potentialAction"]["target"]["urlTemplate"]
    )


def test_a_meeting_of_no_certain_day_is_no_event(client, world):
    factories.make_meeting("june", start="2013-06", end="2013-06")
    assert {each["@type"] for each in head(client, "/meetings/june/").data} == {"BreadcrumbList"}


def test_a_shared_article_shows_its_card(client, world):
    metas = head(client, "/articles/talks-in-tokyo/").metas
    assert metas["og:title"] == ["Talks </script><b>in</b> Tokyo & more"]
    assert metas["og:type"] == ["article"]
    assert metas["twitter:card"] == ["summary_large_image"]
    (address,) = metas["og:image"]
    response = client.get(address.removeprefix("http://testserver"))
    assert response.headers["Content-Type"] == "image/png"
    assert "max-age=2592000" in response.headers["Cache-Control"]
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
    etag = response.headers["ETag"]
    assert client.get("/articles/talks-in-tokyo/card.png", headers={"if-none-match": etag}).status_code == 304
    assert head(client, "/countries/japan/").metas["og:title"] == ["Japan"]


def test_a_new_version_has_a_new_card(client, world):
    before = client.get("/articles/talks-in-tokyo/card.png")
    content = factories.drafting.working_copy(world["article"])
    content.headline = "Another headline"
    factories.drafting.save(article=world["article"], content=content, by=None)
    assert client.get("/articles/talks-in-tokyo/card.png").content == before.content
    publishing.publish(article=world["article"], by=None)
    after = client.get("/articles/talks-in-tokyo/card.png")
    assert after.headers["ETag"] != before.headers["ETag"]
    assert after.content != before.content
    publishing.withdraw(article=world["article"], by=None)
    assert client.get("/articles/talks-in-tokyo/card.png").status_code == 404


@pytest.mark.parametrize("fonts", [None, ()])
def test_a_card_can_be_drawn_of_any_headline(monkeypatch, fonts):
    if fonts is not None:
        monkeypatch.setattr(cards, "SERIFS", fonts)
        monkeypatch.setattr(cards, "SANS", fonts)
    drawn = set()
    for headline in (
        "Short",
        "A very long headline " * 20,
        "Unbroken" * 60,
        "甘利明経済再生担当相",
        "Đà Nẵng – côte",
        "",
        "\n",
    ):
        picture = cards.draw(headline=headline, label="Japan · Beef", foot="Tokyo, 25 April 2014")
        assert Image.open(io.BytesIO(picture)).size == cards.SIZE
        drawn.add(picture)
    assert len(drawn) >= 5


def test_a_font_without_a_letter_writes_its_plain_form():
    pillows = cards.font((), 40)
    assert cards.writable("Côte d’Azur – Đà Nẵng", pillows).startswith("Cote d’Azur -")
    assert not cards.is_writable("甘利明", pillows)
    assert cards.is_writable("Đà Nẵng talks end", pillows)


def test_a_page_names_its_other_languages(client, world):
    links = [link for link in head(client, "/ja/countries/japan/").links if "hreflang" in link]
    assert {link["hreflang"]: link["href"] for link in links} == {
        "en": "http://testserver/countries/japan/",
        "ja": "http://testserver/ja/countries/japan/",
        "es": "http://testserver/es/countries/japan/",
        "fr": "http://testserver/fr/countries/japan/",
        "vi": "http://testserver/vi/countries/japan/",
        "x-default": "http://testserver/countries/japan/",
    }


def test_every_address_in_the_sitemaps_can_be_read(client, world):
    maps = feed_rules.check_sitemap(client.get("/sitemap.xml").content)
    addresses = set()
    for address in maps:
        addresses |= set(
            feed_rules.check_sitemap(client.get(address.removeprefix("http://testserver")).content)
        )
    paths = {address.removeprefix("http://testserver") for address in addresses}
    assert {"/", "/ja/", "/articles/talks-in-tokyo/", "/es/issues/beef/", "/tags/quota/"} <= paths
    for path in sorted(paths):
        assert client.get(path).status_code == 200, path


def test_news_is_what_readers_first_saw_within_two_days(client, world, time_machine):
    japan = world["article"].countries.get()
    factories.make_article("Old report, new here", countries=[japan], date="2010-01-01")
    factories.make_article("Still to come", countries=[japan], date="2190-01-01")
    old = factories.make_article("Seen three days ago", countries=[japan])
    Article.objects.filter(pk=old.pk).update(first_public_at=timezone.now() - datetime.timedelta(days=3))
    titles = feed_rules.check_news_sitemap(client.get("/news-sitemap.xml").content)
    assert set(titles) == {"Old report, new here", "Talks </script><b>in</b> Tokyo & more"}
    now = timezone.now()
    time_machine.move_to(now + datetime.timedelta(hours=47))
    assert len(feed_rules.check_news_sitemap(client.get("/news-sitemap.xml").content)) == 2
    time_machine.move_to(now + datetime.timedelta(hours=49))
    assert feed_rules.check_news_sitemap(client.get("/news-sitemap.xml").content) == []


def test_robots_are_told_of_both_sitemaps(client):
    told = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in told
    assert "Sitemap: http://testserver/news-sitemap.xml" in told


def test_meetings_are_a_calendar(client, world):
    long = factories.make_meeting(
        "june", name="会合" * 40, start="2013-06", end="2013-06", outcome="Line one\nline, two"
    )
    events = {
        event["SUMMARY"]: event for event in feed_rules.check_calendar(client.get("/meetings.ics").content)
    }
    tokyo = events["Tokyo 2014"]
    assert (tokyo["DTSTART;VALUE=DATE"], tokyo["DTEND;VALUE=DATE"]) == ("20140423", "20140426")
    assert (tokyo["LOCATION"], tokyo["DESCRIPTION"]) == ("Tokyo, Japan", "A path; a way, forward.")
    june = events[long.name]
    assert (june["DTSTART;VALUE=DATE"], june["DTEND;VALUE=DATE"]) == ("20130601", "20130701")
    assert june["DESCRIPTION"] == "The exact days are not known.\nLine one\nline, two"
    assert june["STATUS"] == "TENTATIVE"
    assert client.get("/meetings.ics").content == client.get("/meetings.ics").content


@pytest.mark.parametrize(
    "line", ["", "a" * 75, "a" * 76, "a" * 400, "日本" * 100, "a" + "é" * 200, "🐄" * 60]
)
def test_a_folded_line_unfolds_to_itself(line):
    pieces = folded(line).split("\r\n ")
    assert "".join(pieces) == line
    assert all(len(piece.encode()) <= (75 if place == 0 else 74) for place, piece in enumerate(pieces))


def test_an_article_can_be_embedded_by_others(client, world):
    links = head(client, "/articles/talks-in-tokyo/").links
    (discovered,) = [link["href"] for link in links if link.get("type") == "application/json+oembed"]
    told = client.get(discovered.removeprefix("http://testserver")).json()
    assert (told["version"], told["type"], told["title"]) == ("1.0", "rich", world["article"].headline)
    source = re.search(r'src="http://testserver([^"]+)"', told["html"])[1]
    card = client.get(source)
    assert card.status_code == 200
    assert "X-Frame-Options" not in card.headers
    assert "frame-ancestors *" in card.headers["Content-Security-Policy"]
    assert "<script" not in card.content.decode()
    small = client.get(f"{discovered.removeprefix('http://testserver')}&maxwidth=300&maxheight=9").json()
    assert (small["width"], small["height"]) == (300, 160)


@pytest.mark.parametrize(
    "query, status",
    [
        ("", 404),
        ("url=http://elsewhere.example/articles/talks-in-tokyo/", 404),
        ("url=http://testserver/articles/nowhere/", 404),
        ("url=http://testserver/countries/", 404),
        ("url=http://testserver/%00", 404),
        ("url=http://testserver/articles/talks-in-tokyo/&format=xml", 501),
        ("url=http://testserver/articles/talks-in-tokyo/?asof=2020-01-01%23top", 200),
    ],
)
def test_only_what_readers_can_see_is_embedded(client, world, query, status):
    assert client.get(f"/oembed?{query}").status_code == status
    if status == 200:
        publishing.withdraw(article=world["article"], by=None)
        assert client.get(f"/oembed?{query}").status_code == 404
        assert client.get("/embed/articles/talks-in-tokyo/").status_code == 404
