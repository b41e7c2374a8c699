"""Where an archived copy of a source's page is to be found."""

import http.client
import json
from urllib.parse import urlencode

from django.conf import settings

from ..webhooks import network
from .asking import request

ARCHIVE = "https://web.archive.org/web"
MOST = 20_000
LONGEST = 500  # characters that a source has room for


def proposed(source, *, asks=False) -> str:
    """Return the address of an archived copy of a source's page, "" where there is room for none.

    It is that of the copy nearest to the day on which the page was read. Whether there is one is only known
    where the archive is asked (asks), which is another host; then "" also means that it has none.
    """
    day = source.accessed_on.strftime("%Y%m%d") if source.accessed_on else ""
    address = _told(source.url, day) if asks else f"{ARCHIVE}/{f'{day}/' if day else ''}{source.url}"
    return address if len(address) <= LONGEST else ""


def _told(url, day):
    """Return the address that the archive itself names, "" where it has no copy or does not answer."""
    query = urlencode({"url": url} | ({"timestamp": day} if day else {}))
    try:
        answer = request("GET", f"{settings.ARCHIVE_API}?{query}", most=MOST)
        closest = json.loads(answer.text)["archived_snapshots"]["closest"]
        address = closest["url"] if closest["available"] else ""
    except (OSError, http.client.HTTPException, network.Refused, ValueError, KeyError, TypeError):
        return ""
    # It names its own copies without encryption.
    return f"https{address.removeprefix('http')}" if address.startswith("http:") else address
