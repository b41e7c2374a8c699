"""Links in a text that lead to pages of this site where readers find nothing."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve
from django.utils import translation
from taggit.models import Tag

from ...cleaning import text_of
from ...models import Article, Country, Document, Issue, Meeting, Negotiator, Photo, Quote, Version
from ...models.content import named

LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.S)
# Whose slug each argument of an address is; addresses that are not here are the same for all they name.
NAMED_BY = {
    "articles:article": {"slug": Article},
    "articles:card": {"slug": Article},
    "articles:version": {"slug": Article},
    "articles:version_bibtex": {"slug": Article},
    "embed": {"slug": Article},
    "articles:country": {"slug": Country},
    "articles:dossier": {"slug": Country, "issue_slug": Issue},
    "articles:dossier_as": {"slug": Country, "issue_slug": Issue},
    "articles:issue": {"slug": Issue},
    "articles:negotiator": {"slug": Negotiator},
    "articles:meeting": {"slug": Meeting},
    "articles:sides": {"slug": Issue},
    "articles:tag": {"slug": Tag},
    "embed_country": {"slug": Country},
    "embed_cell": {"slug": Country, "issue_slug": Issue},
    "embed_issue": {"slug": Issue},
}
# What stands at an address with a uid, and goes with a report.
WITH_UID = {"document": Document, "photo": Photo, "articles:quote": Quote}
VERSIONS = ("articles:version", "articles:version_bibtex")
# Parts of the site that readers have no key to.
CLOSED = re.compile(r"(?:/[a-z]{2})?/(?:admin|accounts|shared)(?:/|$)")


@dataclass(frozen=True)
class OwnLink:
    """A link to this site: its words, its address as written, and what the address was resolved to."""

    words: str
    address: str
    path: str
    match: object


def dead(ground):
    """Return (words, address) of each link of a Ground's text that readers cannot follow."""
    links = [_own(unescape(address), text_of(words)) for address, words in LINK.findall(ground.content.body)]
    links = [link for link in links if link]
    named_by_links = _Named(links, ground) if links else None
    return [(link.words, link.address) for link in links if not named_by_links.has(link)]


def _own(address, words):
    """Return the OwnLink of an address, or None where it leads elsewhere or to a place on the same page."""
    parts = urlsplit(address)
    if parts.scheme not in ("", "http", "https") or (parts.netloc and not _is_ours(parts.netloc)):
        return None
    if not parts.path and not parts.netloc:
        return None
    path = unquote(parts.path) or "/"
    return OwnLink(words, address, path, _resolved(path))


def _is_ours(netloc):
    host = split_domain_port(netloc.rpartition("@")[2])[0]
    known = [each for each in settings.ALLOWED_HOSTS if each != "*"]
    if settings.SITE_URL:
        known.append(split_domain_port(urlsplit(settings.SITE_URL).netloc)[0])
    return validate_host(host, known)


def _resolved(path):
    """Return what an address leads to, in whatever language it is; one without its last / is sent on."""
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        for each in (path, f"{path}/"):
            try:
                return resolve(each)
            except Resolver404:
                continue
    return None


class _Named:
    """What the addresses name, looked up at once for all links."""

    def __init__(self, links, ground):
        self.ground = ground
        slugs = {}
        for link in links:
            for argument, model in NAMED_BY.get(link.match.view_name if link.match else "", {}).items():
                slugs.setdefault(model, set()).add(link.match.kwargs[argument])
        self.known = {
            model: named(model, sorted(wanted), self._readable if model is Article else None)
            for model, wanted in slugs.items()
        }
        self.versions = self._versions([link for link in links if _view(link) in VERSIONS])
        self.uids = ground.documents | {quote.get("uid") for quote in ground.content.quotes}
        for view, model in WITH_UID.items():
            self.uids |= self._published(model, [link for link in links if _view(link) == view])

    def _readable(self, articles):
        """Leave the reports that readers can read once this one is before them."""
        return articles.published(at=self.ground.seen_from)

    def _versions(self, links):
        if not links:
            return set()
        numbers = {link.match.kwargs["number"] for link in links}
        readable = Version.objects.readable().filter(
            article__in=self.known.get(Article, {}).values(), number__in=numbers
        )
        return set(readable.values_list("article__slug", "number"))

    def _published(self, model, links):
        if not links:
            return set()
        wanted = [link.match.kwargs["uid"] for link in links]
        published = model.objects.published(at=self.ground.seen_from).filter(uid__in=wanted)
        return set(published.values_list("uid", flat=True))

    def has(self, link):
        """Whether readers find something at a link."""
        if link.path.startswith(settings.STATIC_URL):
            return finders.find(link.path.removeprefix(settings.STATIC_URL)) is not None
        if link.match is None or CLOSED.match(link.path):
            return False
        arguments, view = link.match.kwargs, _view(link)
        if view in WITH_UID:
            return arguments["uid"] in self.uids
        if self._is_this_report(view, arguments):
            return True
        found = {
            name: self.known[model].get(arguments[name]) for name, model in NAMED_BY.get(view, {}).items()
        }
        if not all(found.values()):
            return False
        return view not in VERSIONS or (found["slug"].slug, arguments["number"]) in self.versions

    def _is_this_report(self, view, arguments):
        own = {self.ground.content.slug, self.ground.article.slug if self.ground.article else ""}
        return view in ("articles:article", "articles:card", "embed") and arguments["slug"] in own


def _view(link):
    return link.match.view_name if link.match else ""
