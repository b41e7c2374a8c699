"""Structured data (JSON-LD) by schema.org and Google's rules for articles, breadcrumbs, people and events.

Each function returns plain dicts; `base` is the site's origin ("https://host"). They go into the page as a
data block, which browsers do not run and the strict policy does not concern.
"""

import datetime
import json
import re

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe

CONTEXT = "https://schema.org"
# Characters that could end the element, or a line of it, are written as JSON escapes.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
SEPARATORS = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
BY = re.compile(r"^by\s+", re.IGNORECASE)


def script(*things):
    """Return the data block of a page about these things, safe to stand in it."""
    graph = [{"@context": CONTEXT, **thing} for thing in things if thing]
    data = json.dumps(graph[0] if len(graph) == 1 else graph, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(f'<script type="application/ld+json">{data.translate(ESCAPES)}</script>')


def authors(byline):
    """Return the names in a byline: "By A. Writer and B. Writer" has two."""
    return [name for name in SEPARATORS.split(BY.sub("", byline.strip())) if name]


def news_article(article, *, base, sources=(), corrections=()):
    """Return the NewsArticle of an article loaded by for_page(), or of a version of it."""
    address = base + article.get_absolute_url()
    return {
        "@type": "NewsArticle",
        "@id": f"{address}#article",
        "mainEntityOfPage": address,
        "url": address,
        "headline": article.headline,
        "description": article.summary or article.headline,
        "image": _images(article, base),
        "datePublished": _moment(article.published_at),
        "dateModified": _moment(_changed(article)),
        "author": [_author(name, base) for name in authors(article.byline)] or [_site(base)],
        "publisher": _site(base),
        "inLanguage": article.language,
        "isAccessibleForFree": True,
        "version": str(article.version),
        **_present(
            contentLocation={"@type": "Place", "name": article.dateline} if article.dateline else None,
            about=_about(article, base),
            isBasedOn=[_source(source) for source in sources],
            correction=[_correction(each, address) for each in corrections],
        ),
    }


def breadcrumbs(*steps):
    """Return the BreadcrumbList of (name, whole address) steps; the last is the page itself."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(steps, start=1)
        ],
    }


def trail(base, name, view, each, shown):
    """Return the BreadcrumbList of a page under one of the site's lists, given by its name and view."""
    return breadcrumbs(
        (settings.SITE_NAME, base + reverse("articles:home")),
        (name, base + reverse(view)),
        (shown, base + each.get_absolute_url()),
    )


def person(each, *, base, offices=()):
    """Return the ProfilePage and Person of a negotiator loaded with country and portrait."""
    address = base + each.get_absolute_url()
    current = [office.title for office in offices if not office.end]
    return {
        "@type": "ProfilePage",
        "url": address,
        "mainEntity": {
            "@type": "Person",
            "@id": f"{address}#person",
            "name": each.name,
            "url": address,
            **_present(
                alternateName=each.native_name,
                jobTitle=current,
                nationality={"@type": "Country", "name": each.country.name} if each.country else None,
                image=_portrait(each.portrait, base) if each.portrait else None,
            ),
        },
    }


def quotation(quote, *, base):
    """Return the Quotation of a quote loaded with its article and speaker."""
    name = quote.speaker.name if quote.speaker else quote.speaker_name
    address = quote.speaker.get_absolute_url() if quote.speaker else ""
    return {
        "@type": "Quotation",
        "@id": f"{base}{quote.get_absolute_url()}#quotation",
        "url": base + quote.get_absolute_url(),
        "text": quote.text,
        "inLanguage": quote.article.language,
        "spokenByCharacter": {"@type": "Person", "name": name, **_present(url=address and base + address)},
        "isPartOf": {"@id": f"{base}{quote.article.get_absolute_url()}#article"},
        **_present(dateCreated=str(quote.said_on)),
    }


def event(meeting, *, base):
    """Return the Event of a meeting loaded with its host, or None where its days or place are not known.

    Google asks for whole days and a place: a meeting of "June 2013" is left out rather than given a day.
    """
    if meeting.start.precision != "day" or not meeting.city:
        return None
    country = meeting.country.iso2 if meeting.country else meeting.venue_code
    return {
        "@type": "Event",
        "@id": f"{base}{meeting.get_absolute_url()}#event",
        "name": meeting.name,
        "url": base + meeting.get_absolute_url(),
        "startDate": str(meeting.start),
        "endDate": (meeting.end or meeting.start).last_day.isoformat(),
        "eventStatus": f"{CONTEXT}/EventScheduled",
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": meeting.city,
            "address": {
                "@type": "PostalAddress",
                "addressLocality": meeting.city,
                **_present(addressCountry=country),
            },
        },
        **_present(description=meeting.outcome),
    }


def site(base):
    """Return the WebSite, with the search box it offers."""
    return {
        "@type": "WebSite",
        "name": settings.SITE_NAME,
        "url": base + reverse("articles:home"),
        "description": str(settings.SITE_DESCRIPTION),
        "publisher": _site(base),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": base + reverse("articles:search") + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def card_address(article):
    """Return the path of an article's card image; the version in it lets caches keep each for ever."""
    return f"{reverse('articles:card', args=[article.slug])}?v={article.version}"


def _site(base):
    return {"@type": "NewsMediaOrganization", "name": settings.SITE_NAME, "url": f"{base}/"}


def _author(name, base):
    """Return who wrote: a person, or the site where its own name stands as the byline."""
    return _site(base) if name == settings.SITE_NAME else {"@type": "Person", "name": name}


def _images(article, base):
    images = [base + card_address(article)]
    if not article.photo:
        return images
    shapes = [article.photo.largest(crop) for crop in ("wide", "square", "whole")]
    return [*(base + article.photo.address_of(each) for each in shapes), *images]


def _portrait(photo, base):
    return base + photo.address_of(photo.largest("tall"))


def _about(article, base):
    countries = [("Country", link.country) for link in article.shown_country_links]
    people = [("Person", link.negotiator) for link in article.shown_negotiator_links]
    issues = [("Thing", link.issue) for link in article.shown_issue_links]
    return [
        {"@type": kind, "name": each.name, "url": base + each.get_absolute_url()}
        for kind, each in [*countries, *people, *issues]
    ]


def _source(source):
    """Return a source, a row of the record or (in a version) a dict of the same fields."""
    told = source if isinstance(source, dict) else vars(source)
    return {"@type": "CreativeWork", "name": told["title"], **_present(url=told.get("url"))}


def _correction(correction, address):
    return {
        "@type": "CorrectionComment",
        "text": correction.text,
        "datePublished": _moment(correction.published_at),
        "url": f"{address}#correction-{correction.pk}",
        "name": str(correction.get_kind_display()),
    }


def _changed(article):
    """Return when the article last changed; never before its own date, which may be still to come."""
    return max(filter(None, (article.published_at, article.updated_at or article.published_at)))


def _moment(moment):
    return moment.astimezone(datetime.UTC).isoformat(timespec="seconds")


def _present(**values):
    return {name: value for name, value in values.items() if value}
