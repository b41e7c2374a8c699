"""JSON Feed 1.1, with what articles are linked to as slugs in an extension of our own."""

import json

from django.conf import settings
from django.http import HttpResponse

from ..addresses import absolute
from .listing import Listing, feed

VERSION = "https://jsonfeed.org/version/1.1"
EXTENSION = "_tracker"


def as_json(refusals):
    """Return a refusal as JSON."""
    return json.dumps({"errors": list(map(str, refusals))}, ensure_ascii=False), "application/json"


@feed(as_json)
def json_feed(request, filters):
    listing = Listing(request, filters, name="json_feed", load="for_page")
    items = zip(listing.entries, listing.page.articles, strict=True)
    document = {
        "version": VERSION,
        "title": listing.title,
        "description": str(settings.SITE_DESCRIPTION),
        "home_page_url": listing.home,
        "feed_url": listing.address,
        "language": listing.language,
        "authors": [{"name": settings.SITE_NAME, "url": absolute(request, "/")}],
        **({"next_url": listing.next} if listing.next else {}),
        "items": [_item(entry, article) for entry, article in items],
    }
    content = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(content, content_type="application/feed+json; charset=utf-8")


def _item(entry, article):
    return {
        "id": entry.id,
        "url": entry.address,
        "title": entry.headline,
        **({"summary": entry.summary} if entry.summary else {}),
        "content_html": entry.html,
        "image": entry.card,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": name} for name in entry.authors],
        "tags": [name for _address, name in entry.subjects],
        "language": entry.language,
        EXTENSION: {
            "slug": article.slug,
            "version": article.version,
            "is_sample": article.is_sample,
            "countries": [link.country.slug for link in article.shown_country_links],
            "issues": [link.issue.slug for link in article.shown_issue_links],
            "negotiators": [link.negotiator.slug for link in article.shown_negotiator_links],
            "meeting": article.meeting.slug if article.meeting else None,
            "tags": [tag.slug for tag in article.tags.all()],
        },
    }
