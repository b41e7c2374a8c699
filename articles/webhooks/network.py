"""Asking an address that somebody else chose, without letting it reach into this machine's own network.

The name is resolved once, every address it has is checked, and the connection goes to the very address that
was checked: a name that answers otherwise the second time gains nothing. Redirects are not followed, proxies
of the environment not used, and an answer that drips is cut off.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

TIMEOUT = 10  # seconds for each step
DEADLINE = 20  # seconds for all of it
MOST_ADDRESSES = 3  # tried of one host
MOST_READ = 2_000  # bytes of an answer
PORTS = {"https": 443, "http": 80}
# Addresses of version 6 that stand for one of version 4, which may be a private one.
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(ValueError):
    """An address that no message may go to; the message says why."""


@dataclass(frozen=True)
class Answer:
    """What was answered: the beginning of the text, and where a redirect leads, as written."""

    status: int
    text: str
    location: str = ""


def check(url: str) -> SplitResult:
    """Return the parts of an address that looks as one should; Refused says what is wrong with it.

    Whether its name leads where it may is checked when a message goes there.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError as error:
        raise Refused(_("“%(url)s” is not an address.") % {"url": url}) from error
    if parts.scheme not in PORTS or not parts.hostname or any(map(str.isspace, url)):
        raise Refused(_("“%(url)s” is not an address that begins with https://.") % {"url": url})
    if parts.username or parts.password:
        raise Refused(_("The address must hold no name and password: messages are signed instead."))
    if settings.WEBHOOK_PRIVATE_NETWORKS:
        return parts
    if parts.scheme != "https":
        raise Refused(_("The address must begin with https://."))
    if port not in settings.WEBHOOK_PORTS:
        allowed = ", ".join(map(str, settings.WEBHOOK_PORTS))
        raise Refused(_("The port must be one of %(ports)s.") % {"ports": allowed})
    return parts


def post(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Send a body to an address and return what was answered; OSError or HTTPException where nothing was."""
    parts = check(url)
    port = parts.port or PORTS[parts.scheme]
    is_open = parts.scheme == "https" and port in settings.WEBHOOK_PORTS
    return ask("POST", parts, body, headers, is_open=is_open, networks=settings.WEBHOOK_PRIVATE_NETWORKS)


def ask(
    method: str, parts: SplitResult, body: bytes | None, headers: dict, *, is_open, networks, most=MOST_READ
) -> Answer:
    """Make one request and return what was answered, at most so many bytes of it.

    is_open says whether hosts of the open internet may be asked in this way, networks which private ones.
    OSError or HTTPException where nothing is answered, Refused where the host lies elsewhere.
    """
    port = parts.port or PORTS[parts.scheme]
    last = None
    for address in resolve(parts.hostname, port, is_open=is_open, networks=networks)[:MOST_ADDRESSES]:
        try:
            return _ask_at(address, method, parts, port, body, headers, most)
        except OSError as error:
            last = error
    raise last


def resolve(host: str, port: int, *, is_open: bool, networks) -> list[str]:
    """Return the addresses of a host; Refused if any of them may not be reached (see ask)."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(info[4][0] for info in found))
    for text in addresses:
        address = ipaddress.ip_address(text.partition("%")[0])
        if is_within(address, networks) or (is_open and is_public(address)):
            continue
        raise Refused(
            _("%(host)s leads to %(address)s, which may not be reached.") % {"host": host, "address": text}
        )
    return addresses


def is_within(address, networks) -> bool:
    """Whether an address lies in one of the networks, as text."""
    return any(address in network for network in map(ipaddress.ip_network, networks))


def is_public(address) -> bool:
    """Whether an address is one of the open internet, in whatever form it is written."""
    if address.version == 6:
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address.sixtofour or address.teredo or address in NAT64:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _ask_at(address, method, parts, port, body, headers, most):
    connection = _Pinned(parts.hostname, port, address=address, is_secure=parts.scheme == "https")
    watchdog = threading.Timer(DEADLINE, connection.cut_off)
    watchdog.start()
    try:
        target = parts.path or "/"
        connection.request(method, f"{target}?{parts.query}" if parts.query else target, body, headers)
        answer = connection.getresponse()
        text = answer.read(most).decode("utf-8", "replace")
        return Answer(answer.status, text, answer.getheader("Location") or "")
    finally:
        watchdog.cancel()
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, by which the certificate must still be that of the host's name."""

    def __init__(self, host, port, *, address, is_secure):
        super().__init__(host, port, timeout=TIMEOUT)
        self.address, self.is_secure = address, is_secure
        self.default_port = PORTS["https" if is_secure else "http"]
        self.wire = None

    def connect(self):
        self.sock = self.wire = socket.create_connection((self.address, self.port), self.timeout)
        if self.is_secure:
            context = ssl.create_default_context()
            self.sock = self.wire = context.wrap_socket(self.sock, server_hostname=self.host)

    def cut_off(self):
        """End a connection on which another thread waits, unless it has just ended by itself."""
        with contextlib.suppress(OSError):
            if self.wire:
                self.wire.shutdown(socket.SHUT_RDWR)
