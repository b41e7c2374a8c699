"""What RFC 4287, RSS 2.0, JSON Feed 1.1, the sitemap protocol and RFC 5545 ask of what the site writes.

Each check raises AssertionError with what is wrong.
"""

import datetime
import json
import re
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
TAG = re.compile(r"tag:[\w.-]+,\d{4}(-\d\d){0,2}:\S+")
LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")


def is_address(text):
    return bool(text and ADDRESS.fullmatch(text))


def moment(text):
    """Return the moment an RFC 3339 date-time names."""
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", text), text
    return datetime.datetime.fromisoformat(text)


def check_atom(content) -> list[str]:
    """Check a feed document and return the addresses of its entries."""
    feed = ElementTree.fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    _check_atom_element(feed, author_above=False)
    links = feed.findall(f"{ATOM}link")
    assert [link.get("rel") for link in links].count("self") == 1
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        _check_atom_element(entry, author_above=feed.find(f"{ATOM}author") is not None)
        contents = entry.findall(f"{ATOM}content")
        assert len(contents) <= 1
        assert all(each.get("type") in (None, "text", "html") and not len(each) for each in contents)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    return [_alternate(entry) for entry in entries]


def _check_atom_element(element, *, author_above):
    for name in ("id", "title", "updated"):
        assert len(element.findall(f"{ATOM}{name}")) == 1, f"{name} stands not just once"
    assert element.findtext(f"{ATOM}title").strip()
    identifier = element.findtext(f"{ATOM}id")
    assert is_address(identifier) or TAG.fullmatch(identifier), identifier
    moment(element.findtext(f"{ATOM}updated"))
    assert all(moment(each.text) for each in element.findall(f"{ATOM}published"))
    authors = element.findall(f"{ATOM}author")
    assert authors or author_above, "no author here or above"
    for person in authors:
        assert len(person.findall(f"{ATOM}name")) == 1
        assert person.findtext(f"{ATOM}name").strip()
    for link in element.findall(f"{ATOM}link"):
        assert is_address(link.get("href")), link.attrib
        assert re.fullmatch(r"[\w.+-]+/[\w.+-]+", link.get("type", "a/b"))
    kinds = [(link.get("type"), link.get("hreflang")) for link in element if link.get("rel") == "alternate"]
    assert len(set(kinds)) == len(kinds), "two alternates of one type and language"
    assert all(category.get("term") for category in element.findall(f"{ATOM}category"))
    assert len(element.findall(f"{ATOM}summary")) <= 1


def _alternate(entry):
    return next(link.get("href") for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate")


def check_rss(content) -> list[str]:
    """Check an RSS document and return the addresses of its items."""
    root = ElementTree.fromstring(content)
    assert (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1)
    channel = root.find("channel")
    for name in ("title", "link", "description"):
        assert len(channel.findall(name)) == 1
        assert channel.findtext(name).strip()
    assert is_address(channel.findtext("link"))
    assert LANGUAGE.fullmatch(channel.findtext("language"))
    assert parsedate_to_datetime(channel.findtext("lastBuildDate"))
    items = channel.findall("item")
    for item in items:
        assert item.findtext("title").strip() or item.findtext("description").strip()
        assert is_address(item.findtext("link"))
        assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo
        guid = item.find("guid")
        assert guid.get("isPermaLink") == "false" or is_address(guid.text)
    guids = [item.findtext("guid") for item in items]
    assert len(set(guids)) == len(guids)
    return [item.findtext("link") for item in items]


def check_json_feed(content) -> list[str]:
    """Check a JSON Feed and return the addresses of its items."""
    feed = json.loads(content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"].strip()
    for name in ("home_page_url", "feed_url", "next_url"):
        assert name not in feed or is_address(feed[name])
    assert LANGUAGE.fullmatch(feed["language"])
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["id"]
        assert isinstance(item.get("content_html", item.get("content_text")), str)
        assert is_address(item["url"])
        moment(item["date_published"])
        moment(item["date_modified"])
        assert all(author["name"].strip() for author in item["authors"])
        assert all(isinstance(tag, str) for tag in item["tags"])
        assert {name for name in item if name.startswith("_")} <= {"_tracker"}
    ids = [item["id"] for item in feed["items"]]
    assert len(set(ids)) == len(ids)
    return [item["url"] for item in feed["items"]]


def check_sitemap(content) -> list[str]:
    """Check a sitemap or an index of them and return all addresses in it, those of other languages too."""
    root = ElementTree.fromstring(content)
    assert root.tag in (f"{SITEMAP}urlset", f"{SITEMAP}sitemapindex")
    found = []
    for entry in root:
        assert entry.tag in (f"{SITEMAP}url", f"{SITEMAP}sitemap")
        assert len(entry.findall(f"{SITEMAP}loc")) == 1
        found.append(entry.findtext(f"{SITEMAP}loc"))
        assert all(len(each.text) >= 10 for each in entry.findall(f"{SITEMAP}lastmod"))
        for link in entry.findall(f"{XHTML}link"):
            assert link.get("rel") == "alternate"
            assert link.get("hreflang") == "x-default" or LANGUAGE.fullmatch(link.get("hreflang"))
            found.append(link.get("href"))
    assert all(map(is_address, found))
    assert len(root) <= 50_000
    return found


def check_news_sitemap(content) -> list[str]:
    """Check a news sitemap and return the titles in it."""
    check_sitemap(content)
    titles = []
    for entry in ElementTree.fromstring(content):
        (news,) = entry.findall(f"{NEWS}news")
        publication = news.find(f"{NEWS}publication")
        assert publication.findtext(f"{NEWS}name").strip()
        assert LANGUAGE.fullmatch(publication.findtext(f"{NEWS}language"))
        moment(news.findtext(f"{NEWS}publication_date"))
        titles.append(news.findtext(f"{NEWS}title"))
    return titles


def check_calendar(content: bytes) -> list[dict[str, str]]:
    """Check an iCalendar file and return its events as {name with parameters: value, unescaped}."""
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    physical = content.split(b"\r\n")[:-1]
    assert max(map(len, physical)) <= 75
    assert all(line.decode() for line in physical), "a character is cut in two, or a line is empty"
    lines = content.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    events, event = [], None
    for line in lines:
        name, value = line.split(":", 1)
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"} <= event.keys()
            assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
            assert event["DTSTART;VALUE=DATE"] < event["DTEND;VALUE=DATE"]
            events.append(event)
            event = None
        elif event is not None:
            assert name not in event, f"{name} stands twice"
            event[name] = re.sub(r"\\([\\;,])", r"\1", value.replace("\\n", "\n"))
    uids = [event["UID"] for event in events]
    assert len(set(uids)) == len(uids)
    return events
