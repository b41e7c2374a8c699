"""Whole addresses, with scheme and host, for what is read away from the site: feeds, sitemaps, cards."""

import re

from django.conf import settings

DEVELOPMENT = "http://127.0.0.1:8000"
_OWN_LINK = re.compile(r'(\s(?:href|src)=")(?=/(?!/))')


def origin(request) -> str:
    """Return "https://host" of the site: SITE_URL, or where that is not set the host the request names."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def site_origin() -> str:
    """Return "https://host" of the site where no request names it, as in a command that sends mail."""
    if settings.SITE_URL:
        return settings.SITE_URL
    return f"https://{settings.ALLOWED_HOSTS[0].lstrip('.')}" if settings.PRODUCTION else DEVELOPMENT


def absolute(request, path, query="") -> str:
    """Return the whole address of a path, with a query string if there is one."""
    return f"{origin(request)}{path}" + (f"?{query}" if query else "")


def host(request) -> str:
    """Return the host of the site without its port."""
    return origin(request).partition("://")[2].partition(":")[0]


def with_whole_links(html, base) -> str:
    """Return cleaned HTML in which links to this site name its origin, to be read elsewhere."""
    return _OWN_LINK.sub(rf"\g<1>{base}", html)
