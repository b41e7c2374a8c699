"""What is at one address: asked for its head, then for itself, wherever redirects lead on the open web."""

import http.client
import socket
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from ..choices import LinkState
from ..webhooks import network

HEADERS = {
    "User-Agent": "TPP-Tracker-Links/1",
    "Accept": "text/html,application/pdf,*/*;q=0.8",
    "Accept-Encoding": "identity",
}
PORTS = {80, 443, 8080, 8443}
MOST_HOPS = 5
GONE = {404, 410}
FOR_EVER = {301, 308}
REDIRECTS = FOR_EVER | {302, 303, 307}
# What a URL may hold as it is; all else is written in percent, as browsers do.
PLAIN = "!#$%&'()*+,/:;=?@[]~"
NOTE = 200


@dataclass(frozen=True)
class Found:
    """What is at an address. `moved_to` is where it leads for ever, "" where it does not.

    `is_silent` tells silence, and a server's own trouble, from an answer: they may pass.
    """

    state: LinkState
    status: int | None = None
    note: str = ""
    moved_to: str = ""
    is_silent: bool = False


def ask(url: str) -> Found:
    """Return what is at an address now. Every hop of a redirect is judged as the first address is."""
    here, is_for_ever = url, True
    for _hop in range(MOST_HOPS + 1):
        try:
            answer = _answer(here)
        except network.Refused as refused:
            return Found(LinkState.REFUSED, note=str(refused)[:NOTE])
        except socket.gaierror:
            return Found(LinkState.UNSURE, note=_("There is no such host."), is_silent=True)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Found(LinkState.UNSURE, note=f"{type(error).__name__}: {error}"[:NOTE], is_silent=True)
        if answer.status not in REDIRECTS or not answer.location:
            return _judged(answer, url, here, is_for_ever)
        is_for_ever = is_for_ever and answer.status in FOR_EVER
        here = urljoin(here, quote(answer.location, safe=PLAIN))
    return Found(LinkState.UNSURE, answer.status, _("It leads on and on."), is_silent=True)


def request(method: str, url: str, *, most: int = network.MOST_READ) -> network.Answer:
    """Make one request to an address of the open web and return the answer; see network.ask."""
    parts = urlsplit(url)
    if parts.scheme not in network.PORTS or not parts.hostname:
        raise network.Refused(_("“%(url)s” is not an address on the web.") % {"url": url[:NOTE]})
    if parts.username or parts.password:
        raise network.Refused(_("The address holds a name or a password."))
    port = parts.port or network.PORTS[parts.scheme]
    host = parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
    path, query = (quote(each, safe=PLAIN) for each in (parts.path, parts.query))
    return network.ask(
        method,
        parts._replace(netloc=_netloc(host, parts.port), path=path, query=query),
        None,
        HEADERS,
        is_open=port in PORTS,
        networks=settings.LINK_PRIVATE_NETWORKS,
        most=most,
    )


def _netloc(host, port):
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{port}" if port else host


def _answer(url):
    """Return the answer to HEAD, or to GET where a server does not care for the other."""
    answer = request("HEAD", url)
    good = 200 <= answer.status < 400
    return answer if good else request("GET", url)


def _judged(answer, url, here, is_for_ever):
    status = answer.status
    if status in GONE:
        return Found(LinkState.DEAD, status)
    if not 200 <= status < 300:
        # It may be there for a reader: servers turn programs away, and have bad days.
        return Found(LinkState.UNSURE, status, is_silent=status >= 500)
    if here == url:
        return Found(LinkState.ALIVE, status)
    if _is_front_page(here) and not _is_front_page(url):
        return Found(LinkState.UNSURE, status, _("It leads to a front page: look whether the text is there."))
    return Found(LinkState.MOVED, status, moved_to=here) if is_for_ever else Found(LinkState.ALIVE, status)


def _is_front_page(url):
    parts = urlsplit(url)
    return parts.path.strip("/") == "" and not parts.query
