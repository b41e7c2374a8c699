"""What keeps programs out of the readers' form, with no help from anybody else's machine.

A page with the form bears a signed ticket: for which report and version it was given out, when, and a key of
its own. Nobody can make one up, it is good for one note, and not before a person could have written it.
Who sends is counted by a hash that changes every day, in the database, so that all processes count together.
"""

import datetime
import hashlib
import hmac
import ipaddress
import re
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.utils import timezone

from ..models import Allowance

SALT = "articles.mistakes"
# Sooner nobody has read a form and written two sentences; later the report has probably changed.
SOONEST = datetime.timedelta(seconds=4)
LATEST = datetime.timedelta(days=1)
LINK = re.compile(r"(?:https?|ftp)://|\bwww\.|\bmailto:", re.IGNORECASE)
MARKUP = re.compile(r"<\s*/?\s*[a-z][^>]*>|\[/?(?:url|link|img|b)\b[^\]]*\]", re.IGNORECASE)
# Of IPv6 a household has a whole network of this length.
NETWORK = 64


@dataclass(frozen=True)
class Ticket:
    """What a page with the form was given out for, and when (aware datetime)."""

    key: str
    article: int
    version: int
    given_at: datetime.datetime

    def is_too_soon(self, now):
        return now < self.given_at + SOONEST

    def is_too_old(self, now):
        return now > self.given_at + LATEST


def ticket_for(article) -> str:
    """Return the signed ticket of a page with the form for an article."""
    told = [secrets.token_hex(16), article.pk, article.version, timezone.now().timestamp()]
    return signing.dumps(told, salt=SALT)


def read_ticket(text) -> Ticket | None:
    """Return the ticket of a text, or None where it is not one of this site's."""
    try:
        key, article, version, moment = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Ticket(key, article, version, datetime.datetime.fromtimestamp(moment, datetime.UTC))


def links_in(*texts) -> int:
    """Return how many links texts hold."""
    return sum(len(LINK.findall(text)) for text in texts)


def has_markup(*texts) -> bool:
    return any(MARKUP.search(text) for text in texts)


def may_send(address) -> bool:
    """Count one note from an internet address, and say whether it may be taken in this hour."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    own = Allowance.objects.spend(
        _hashed(address, hour.date()), most=settings.MISTAKES_AN_HOUR_FROM_ONE, begun_at=hour
    )
    return own and Allowance.objects.spend("all", most=settings.MISTAKES_AN_HOUR, begun_at=hour)


def clear_allowances() -> int:
    """Delete the counts of hours long over; return how many."""
    return Allowance.objects.over().delete()[0]


def _hashed(address, day):
    try:
        network = ipaddress.ip_address(address)
        if network.version == 6:
            network = ipaddress.ip_network((network, NETWORK), strict=False)
    except ValueError:
        network = address
    said = f"{SALT} {day.isoformat()} {network}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()
