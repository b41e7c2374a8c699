"""Atom (RFC 4287, pages by RFC 5005) and RSS 2.0, written element by element.

Django's feed generator leaves out what Atom requires of entries without an author and cannot hold a text
beside its summary.
"""

import re
from email.utils import format_datetime
from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpResponse

from .listing import Listing, feed, in_words

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
for prefix, namespace in (("atom", ATOM), ("dc", DC), ("content", CONTENT)):
    ElementTree.register_namespace(prefix, namespace)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What no XML 1.0 document may hold, not even escaped.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@feed(in_words)
def atom(request, filters):
    listing = Listing(request, filters, name="atom")
    root = ElementTree.Element("feed", {"xmlns": ATOM, XML_LANG: listing.language})
    _add(root, "id", listing.home)
    _add(root, "title", listing.title)
    _add(root, "subtitle", str(settings.SITE_DESCRIPTION))
    _add(root, "updated", listing.updated.isoformat())
    _add(root, "generator", settings.SITE_NAME)
    _person(root, settings.SITE_NAME)
    _add(root, "link", rel="alternate", type="text/html", href=listing.home)
    _add(root, "link", rel="self", type="application/atom+xml", href=listing.address)
    _ways_on(root, "link", listing, "application/atom+xml")
    for entry in listing.entries:
        _atom_entry(_add(root, "entry", **{XML_LANG: entry.language}), entry)
    return _answer(root, "application/atom+xml")


def _atom_entry(item, entry):
    _add(item, "id", entry.id)
    _add(item, "title", entry.headline)
    _add(item, "updated", entry.updated.isoformat())
    _add(item, "published", entry.published.isoformat())
    _add(item, "link", rel="alternate", type="text/html", href=entry.address)
    for name in entry.authors:
        _person(item, name)
    for address, name in entry.subjects:
        _add(item, "category", term=name, scheme=address.rpartition("/")[0].rpartition("/")[0] + "/")
    if entry.summary:
        _add(item, "summary", entry.summary)
    _add(item, "content", entry.html, type="html")


@feed(in_words)
def rss(request, filters):
    listing = Listing(request, filters, name="rss")
    root = ElementTree.Element("rss", {"version": "2.0"})
    channel = _add(root, "channel")
    _add(channel, "title", listing.title)
    _add(channel, "link", listing.home)
    _add(channel, "description", str(settings.SITE_DESCRIPTION))
    _add(channel, "language", listing.language)
    _add(channel, "lastBuildDate", format_datetime(listing.updated, usegmt=True))
    _add(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=listing.address)
    _ways_on(channel, f"{{{ATOM}}}link", listing, "application/rss+xml")
    for entry in listing.entries:
        _rss_item(_add(channel, "item"), entry)
    return _answer(root, "application/rss+xml")


def _rss_item(item, entry):
    _add(item, "title", entry.headline)
    _add(item, "link", entry.address)
    _add(item, "guid", entry.id, isPermaLink="false")
    _add(item, "pubDate", format_datetime(entry.published, usegmt=True))
    for name in entry.authors:
        _add(item, f"{{{DC}}}creator", name)
    for address, name in entry.subjects:
        _add(item, "category", name, domain=address.rpartition("/")[0].rpartition("/")[0] + "/")
    _add(item, "description", entry.summary or entry.headline)
    _add(item, f"{{{CONTENT}}}encoded", entry.html)


def _person(parent, name):
    _add(_add(parent, "author"), "name", name)


def _ways_on(parent, tag, listing, content_type):
    for rel, address in (("next", listing.next), ("previous", listing.previous)):
        if address:
            _add(parent, tag, rel=rel, type=content_type, href=address)


def _add(parent, tag, text=None, **attributes):
    element = ElementTree.SubElement(
        parent, tag, {name: FORBIDDEN.sub("", value) for name, value in attributes.items()}
    )
    if text is not None:
        element.text = FORBIDDEN.sub("", text)
    return element


def _answer(root, content_type):
    content = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(content, content_type=f"{content_type}; charset=utf-8")
