"""Carrying the day of a page on: every address of this site on it leads to the same day.

It is done once, on the finished page, so that no template can forget it and the links in the texts of
reports are carried like all others.
"""

import json
import re
from html import escape, unescape

from django.conf import settings

NAME = "asof"
# What is of no day: files, what is not for all readers, asking for news to come, the data as they are now.
FILES = re.escape(settings.STATIC_URL)
WITHOUT = "admin/|accounts/|shared/|documents/|photos/|follow/|data/|api/|articles/[^/]+/mistake/"
UNDATED = re.compile(rf"{FILES}|(?:/[a-z]{{2}})?/(?:{WITHOUT})")

_TAG = re.compile(r'<[a-z](?:[^">]|"[^"]*")*>')
_ADDRESS = re.compile(r'(?<=\s)(href|src|content|data-suggest)="([^"]*)"')
_FORM = re.compile(r"(<form\b[^>]*>)(.*?)(?=</form>)", re.DOTALL)
_DATA = re.compile(r'(?<=<script type="application/ld\+json">).*?(?=</script>)', re.DOTALL)


def has_days(path) -> bool:
    """Say whether what is at a path of this site can be seen as of a day."""
    return not UNDATED.match(path)


def dated(address, day) -> str:
    """Return an address of this site, path or whole, that carries a day ("asof=2014-04-25"; "" for none).

    One that names a day keeps its own.
    """
    start, mark, fragment = address.partition("#")
    path, _mark, query = start.partition("?")
    if not day or re.search(rf"(?:^|&){NAME}=", query):
        return address
    return f"{path}?{query}{'&' if query else ''}{day}{mark}{fragment}"


def carrying(html, day, base) -> str:
    """Return a page in which every address of this site, whose origin is `base`, carries a day.

    Those of links, forms that ask for a page, pictures made of a report, and structured data. What is marked
    data-today leads back to today. Without a day ("") the page stays as it is.
    """
    if not day:
        return html
    own = re.compile(rf"\?|(?:{re.escape(base)})?/(?!/)")

    def carried(address):
        is_own = own.match(address) and has_days(address.removeprefix(base))
        return dated(address, day) if is_own else address

    def in_data(match):
        """A string of JSON, in which & is written as an escape (see structured.script)."""
        address = carried(json.loads(match[0]))
        return json.dumps(address, ensure_ascii=False).replace("&", r"\u0026")

    def in_tag(match):
        if " data-today" in match[0]:
            return match[0]
        return _ADDRESS.sub(in_attribute, match[0])

    def in_attribute(match):
        name, address = match.groups()
        # What a description says is words; only a whole address of the site is one.
        if name == "content" and not address.startswith(f"{base}/"):
            return match[0]
        return f'{name}="{escape(carried(unescape(address)))}"'

    def in_form(match):
        tag, fields = match.groups()
        if 'method="post"' in tag or f'name="{NAME}"' in fields:
            return match[0]
        return f'{tag}<input type="hidden" name="{NAME}" value="{day.partition("=")[2]}">{fields}'

    html = _DATA.sub(lambda found: re.sub(rf'"{re.escape(base)}/[^"]*"', in_data, found[0]), html)
    return _FORM.sub(in_form, _TAG.sub(in_tag, html))
