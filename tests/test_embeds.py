"""What other sites hold in a frame: cards, cells, rows and lists of stances; how they learn of them."""

import html
import re
from urllib.parse import urlencode

import pytest

from articles.models import Position
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    japan = factories.make_country(names={"ja": "日本"})
    peru = factories.make_country("peru", "PE", "PER")
    beef = factories.make_issue(names={"ja": "牛肉"})
    article = factories.make_article("Talks", countries=[japan], issues=[beef])
    for slug, country, stance, since in (
        ("p-old", japan, "rejected", "2013-03-15"),
        ("p-new", japan, "narrowing", "2014-04-25"),
        ("p-peru", peru, "demand", "2014-01"),
    ):
        made = Position.objects.create(
            slug=slug, issue=beef, stance=stance, summary=f"{slug} in a line.", since=since
        )
        made.countries.add(country)
    Position.objects.filter(slug="p-new").update(article=article)
    return {"japan": japan, "beef": beef, "article": article}


FRAMES = [
    "/embed/articles/talks/",
    "/embed/countries/japan/",
    "/embed/countries/japan/beef/",
    "/embed/issues/beef/",
    "/ja/embed/issues/beef/",
]


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_may_stand_on_any_page_and_holds_no_script_and_no_form(client, world, address):
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "X-Frame-Options" not in response.headers
    assert response.headers["Cache-Control"].startswith("public")
    assert not re.search(r"<(script|form|img|iframe)\b", page)
    assert 'content="noindex"' in page
    links = re.findall(r"<a [^>]*>", page)
    assert links
    assert all('href="http://testserver/' in link and 'target="_top"' in link for link in links)


def test_no_other_page_may_stand_in_a_frame(client, world):
    for address in ("/", "/countries/japan/", "/follow/", "/oembed"):
        assert client.get(address).headers["X-Frame-Options"] == "DENY"


def test_a_cell_shows_what_the_grid_shows(client, world):
    page = client.get("/embed/countries/japan/beef/").content.decode()
    assert "Narrowing" in page
    assert "p-new in a line." in page
    assert "p-old" not in page
    assert "/articles/talks/" in page


def test_a_frame_can_be_of_a_day(client, world):
    page = client.get("/embed/countries/japan/beef/?asof=2013-12-31").content.decode()
    assert "p-old in a line." in page
    assert "31 December 2013" in page
    assert "/countries/japan/beef/?asof=2013-12-31" in page


def test_a_country_lists_its_issues_an_issue_its_countries(client, world):
    of_country = client.get("/embed/countries/japan/").content.decode()
    assert 'href="http://testserver/countries/japan/beef/"' in of_country
    assert "Peru" not in of_country
    of_issue = client.get("/embed/issues/beef/").content.decode()
    assert "Japan" in of_issue
    assert "Peru" in of_issue


def test_a_cell_without_a_record_says_so(client, world):
    factories.make_issue("rice")
    page = client.get("/embed/countries/japan/rice/").content.decode()
    assert "No stance of this country" in page


@pytest.mark.parametrize(
    "address", ["/embed/countries/atlantis/", "/embed/countries/japan/gold/", "/embed/issues/gold/"]
)
def test_what_there_is_not_has_no_frame(client, world, address):
    assert client.get(address).status_code == 404


def test_a_frame_is_in_the_language_of_its_address(client, world):
    page = client.get("/ja/embed/countries/japan/beef/").content.decode()
    assert "日本: 牛肉" in page
    assert 'lang="ja"' in page


@pytest.mark.parametrize(
    ("address", "frame", "title"),
    [
        ("/articles/talks/", "/embed/articles/talks/", "Talks"),
        ("/countries/japan/", "/embed/countries/japan/", "Japan"),
        ("/issues/beef/", "/embed/issues/beef/", "Beef"),
        ("/countries/japan/beef/", "/embed/countries/japan/beef/", "Japan: Beef"),
        ("/ja/countries/japan/beef/", "/ja/embed/countries/japan/beef/", "日本: 牛肉"),
    ],
)
def test_a_page_tells_how_to_embed_it_by_oembed_and_by_lines_to_copy(client, world, address, frame, title):
    page = client.get(address).content.decode()
    found = re.search(r'<link rel="alternate" type="application/json\+oembed"[^>]*href="([^"]+)"', page)
    told = client.get(html.unescape(found[1])).json()
    assert (told["type"], told["version"], told["title"]) == ("rich", "1.0", title)
    assert f'src="http://testserver{frame}"' in told["html"]
    assert f'width="{told["width"]}" height="{told["height"]}"' in told["html"]
    copied = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)[1])
    assert copied.strip().startswith(f'<iframe src="http://testserver{frame}"')
    assert client.get(frame).status_code == 200


def test_the_size_asked_for_is_kept_to(client, world):
    query = urlencode({"url": "http://testserver/countries/japan/", "maxwidth": 320, "maxheight": 200})
    told = client.get(f"/oembed?{query}").json()
    assert (told["width"], told["height"]) == (320, 200)


@pytest.mark.parametrize(
    "address",
    [
        "http://testserver/countries/",
        "http://testserver/countries/atlantis/",
        "https://example.org/countries/japan/",
    ],
)
def test_other_addresses_cannot_be_embedded(client, world, address):
    assert client.get("/oembed", {"url": address}).status_code == 404


def test_a_title_cannot_break_out_of_the_lines_to_copy(client, world):
    factories.make_article(
        'Talks "</textarea><script>alert(1)</script>', slug="odd", countries=[world["japan"]]
    )
    page = client.get("/articles/odd/").content.decode()
    assert "<script>alert" not in page
    copied = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)[1])
    assert "<script>" not in copied
    assert 'title="Talks &quot;&lt;/textarea&gt;' in copied
