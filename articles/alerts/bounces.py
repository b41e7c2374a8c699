"""What stops an address: mail that comes back for good, and readers who call it spam."""

import email
import email.policy

from django.utils import timezone

from ..choices import WatchStop
from ..models import Watch

DELIVERY_STATUS, FEEDBACK = "message/delivery-status", "message/feedback-report"


def stop_address(address, *, reason) -> int:
    """Stop every watch of an address and return how many there were."""
    running = Watch.objects.running().filter(email=address.strip().lower())
    return running.update(stopped_at=timezone.now(), stop_reason=reason)


def bounced(raw: bytes) -> list[tuple[str, WatchStop]]:
    """Return (address, reason) of each recipient that a report of a mail server gives up, or that complained.

    Read are delivery reports (RFC 3464; those of a lasting failure only) and complaints (RFC 5965). From
    any other mail comes nothing.
    """
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    found = []
    for part in mail.walk():
        if part.get_content_type() == DELIVERY_STATUS:
            found += [(each, WatchStop.BOUNCED) for each in map(_failed, part.get_payload()) if each]
        elif part.get_content_type() == FEEDBACK:
            found += [(each, WatchStop.COMPLAINED) for each in _complained(part)]
    return list(dict.fromkeys(found))


def _failed(block):
    """Return the recipient of one block of a delivery report if its mail will never arrive."""
    lasting = str(block.get("Status", "")).strip().startswith("5")
    if str(block.get("Action", "")).strip().lower() != "failed" or not lasting:
        return None
    return _address(block.get("Original-Recipient") or block.get("Final-Recipient", ""))


def _complained(part):
    blocks = part.get_payload()
    fields = blocks[0] if isinstance(blocks, list) else email.message_from_string(blocks)
    return [_address(value) for value in fields.get_all("Original-Rcpt-To", [])]


def _address(value):
    """Return the address of "rfc822; reader@example.org", without its type."""
    return str(value).rpartition(";")[2].strip().strip("<>").lower()


def on_tracking(sender, event, **kwargs):
    """Take what a provider reports (a signal of django-anymail) about one recipient."""
    reasons = {
        "bounced": WatchStop.BOUNCED,
        "complained": WatchStop.COMPLAINED,
        "unsubscribed": WatchStop.READER,
    }
    if event.event_type in reasons and event.recipient:
        stop_address(event.recipient, reason=reasons[event.event_type])
