"""Atom (RFC 4287, pages by RFC 5005) and RSS 2.0, written element by element.

Django's feed generator leaves out what Atom requires of entries without an author and cannot hold a text
beside its summary.
"""

from email.utils import format_datetime
from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpResponse

from ..xml_writing import add, document
from .listing import Listing, feed, in_words

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
for prefix, namespace in (("atom", ATOM), ("dc", DC), ("content", CONTENT)):
    ElementTree.register_namespace(prefix, namespace)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@feed(in_words)
def atom(request, filters):
    listing = Listing(request, filters, name="atom")
    root = ElementTree.Element("feed", {"xmlns": ATOM, XML_LANG: listing.language})
    add(root, "id", listing.home)
    add(root, "title", listing.title)
    add(root, "subtitle", str(settings.SITE_DESCRIPTION))
    add(root, "updated", listing.updated.isoformat())
    add(root, "generator", settings.SITE_NAME)
    _person(root, settings.SITE_NAME)
    add(root, "link", rel="alternate", type="text/html", href=listing.home)
    add(root, "link", rel="self", type="application/atom+xml", href=listing.address)
    _ways_on(root, "link", listing, "application/atom+xml")
    for entry in listing.entries:
        _atom_entry(add(root, "entry", **{XML_LANG: entry.language}), entry)
    return _answer(root, "application/atom+xml")


def _atom_entry(item, entry):
    add(item, "id", entry.id)
    add(item, "title", entry.headline)
    add(item, "updated", entry.updated.isoformat())
    add(item, "published", entry.published.isoformat())
    add(item, "link", rel="alternate", type="text/html", href=entry.address)
    for name in entry.authors:
        _person(item, name)
    for address, name in entry.subjects:
        add(item, "category", term=name, scheme=address.rpartition("/")[0].rpartition("/")[0] + "/")
    if entry.summary:
        add(item, "summary", entry.summary)
    add(item, "content", entry.html, type="html")


@feed(in_words)
def rss(request, filters):
    listing = Listing(request, filters, name="rss")
    root = ElementTree.Element("rss", {"version": "2.0"})
    channel = add(root, "channel")
    add(channel, "title", listing.title)
    add(channel, "link", listing.home)
    add(channel, "description", str(settings.SITE_DESCRIPTION))
    add(channel, "language", listing.language)
    add(channel, "lastBuildDate", format_datetime(listing.updated, usegmt=True))
    add(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=listing.address)
    _ways_on(channel, f"{{{ATOM}}}link", listing, "application/rss+xml")
    for entry in listing.entries:
        _rss_item(add(channel, "item"), entry)
    return _answer(root, "application/rss+xml")


def _rss_item(item, entry):
    add(item, "title", entry.headline)
    add(item, "link", entry.address)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", format_datetime(entry.published, usegmt=True))
    for name in entry.authors:
        add(item, f"{{{DC}}}creator", name)
    for address, name in entry.subjects:
        add(item, "category", name, domain=address.rpartition("/")[0].rpartition("/")[0] + "/")
    add(item, "description", entry.summary or entry.headline)
    add(item, f"{{{CONTENT}}}encoded", entry.html)


def _person(parent, name):
    add(add(parent, "author"), "name", name)


def _ways_on(parent, tag, listing, content_type):
    for rel, address in (("next", listing.next), ("previous", listing.previous)):
        if address:
            add(parent, tag, rel=rel, type=content_type, href=address)


def _answer(root, content_type):
    return HttpResponse(document(root), content_type=f"{content_type}; charset=utf-8")
