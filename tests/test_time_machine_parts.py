"""What the time machine is made of: dates read from words, and the day carried through a page."""

import pytest

from articles.carrying import carrying, dated
from articles.partial_dates import dates_in

BASE = "https://tpp.example"
DAY = "asof=2014-04-25"


@pytest.mark.parametrize(
    "text, dates",
    [
        ("in force 15 Dec 2024 with six", ["2024", "2024-12-15"]),
        ("Affairs (from November 2015)", ["2015", "2015-11"]),
        ("on April 25, 2014", ["2014", "2014-04-25"]),
        ("12–13 May 2014", ["2014", "2014-05-13"]),
        ("Sept. 2013", ["2013", "2013-09"]),
        ("31 February 2014", ["2014", "2014-02"]),
        ("2014-04-31", ["2014-04"]),
        ("2010-2018", ["2010", "2018"]),
        ("2018-19", ["2018"]),
        ("https://example.org/2016/02/04/text", ["2016-02-04"]),
        ("statement-21-november-2025", ["2025", "2025-11-21"]),
        ("web/20170101123000/x", ["2017-01-01"]),
        ("maybe 2015", ["2015"]),
        ("2,014 or 12014 or 20145 tonnes, 204224", []),
        ("", []),
    ],
)
def test_dates_are_read_from_words_and_addresses(text, dates):
    assert list(dates_in(text)) == dates


@pytest.mark.parametrize(
    "address, carried",
    [
        ("/", f"/?{DAY}"),
        ("/articles/?country=japan", f"/articles/?country=japan&{DAY}"),
        ("/articles/x/#:~:text=rice", f"/articles/x/?{DAY}#:~:text=rice"),
        (f"{BASE}/articles/x/", f"{BASE}/articles/x/?{DAY}"),
        ("/state-of-play/?asof=2013-01-01", "/state-of-play/?asof=2013-01-01"),
        ("/articles/?lastasof=1", f"/articles/?lastasof=1&{DAY}"),
    ],
)
def test_an_address_carries_one_day(address, carried):
    assert dated(address, DAY) == carried
    assert dated(address, "") == address


@pytest.mark.parametrize(
    "html, carried",
    [
        ('<a href="/issues/">x</a>', f'<a href="/issues/?{DAY}">x</a>'),
        ('<a title="a > b" href="/issues/">x</a>', f'<a title="a > b" href="/issues/?{DAY}">x</a>'),
        ('<a href="/?a=1&amp;b=2">x</a>', f'<a href="/?a=1&amp;b=2&amp;{DAY}">x</a>'),
        ('<a href="?q=d&#x27;or">x</a>', f'<a href="?q=d&#x27;or&amp;{DAY}">x</a>'),
        (f'<link href="{BASE}/ja/">', f'<link href="{BASE}/ja/?{DAY}">'),
        (f'<meta content="{BASE}/card.png?v=1">', f'<meta content="{BASE}/card.png?v=1&amp;{DAY}">'),
        ("<form><input></form>", '<form><input type="hidden" name="asof" value="2014-04-25"><input></form>'),
        (
            f'<script type="application/ld+json">{{"url":"{BASE}/?q=a","name":"/x"}}</script>',
            f'<script type="application/ld+json">{{"url":"{BASE}/?q=a\\u0026{DAY}","name":"/x"}}</script>',
        ),
    ],
)
def test_a_page_carries_its_day_in_links_forms_and_data(html, carried):
    assert carrying(html, DAY, BASE) == carried
    assert carrying(carried, DAY, BASE) == carried
    assert carrying(html, "", BASE) == html


@pytest.mark.parametrize(
    "html",
    [
        '<a href="#main">x</a>',
        '<a href="/countries/" data-today>x</a>',
        '<a href="https://other.example/articles/">x</a>',
        '<a href="//other.example/">x</a>',
        f'<a href="{BASE}.evil.example/">x</a>',
        '<link href="/static/css/site.css">',
        '<img src="/photos/x/whole.jpg">',
        '<a href="/admin/">x</a>',
        '<a href="/ja/follow/">x</a>',
        '<meta content="/ is a slash">',
        '<p>The attribute href="/x/" in a text.</p>',
        '<form method="post" action="#x"><input></form>',
        '<form><input type="date" name="asof"></form>',
    ],
)
def test_what_has_no_day_or_one_of_its_own_is_left_alone(html):
    assert carrying(html, DAY, BASE) == html
