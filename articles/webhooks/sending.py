"""One run: write down what is to be told, then tell it, signed.

Safe to run twice, in parallel, and to kill, as alerts are: a message may arrive twice, and then has the `id`
it had.
"""

import datetime
import hashlib
import hmac
import http.client
import json
from dataclasses import dataclass

from django.utils import timezone, translation

from ..choices import OutgoingState
from ..models import Webhook, WebhookDelivery
from .events import collect, payload
from .network import DEADLINE, Refused, post

CLAIM = datetime.timedelta(seconds=6 * DEADLINE)
MOST_A_RUN = 500
GONE = 410
USER_AGENT = "TPP-Tracker-Webhooks/1"


@dataclass
class Tally:
    """What a run did: events written down, messages taken, not taken, and with nothing left to tell."""

    collected: int = 0
    delivered: int = 0
    failed: int = 0
    dropped: int = 0


def run(*, now=None, is_stopped=lambda: False) -> Tally:
    """Tell the active webhooks what is due at a moment (default now)."""
    tally = Tally()
    with translation.override("en"):
        for webhook in Webhook.objects.filter(is_active=True):
            tally.collected += collect(webhook, now=now or timezone.now())
        resting = set()
        waiting = WebhookDelivery.objects.due(at=now).filter(webhook__is_active=True)
        for delivery in waiting.select_related("webhook")[:MOST_A_RUN]:
            if is_stopped():
                break
            # One that does not answer must not hold up the others; it has its turn in the next run.
            if delivery.webhook_id not in resting and not _tell(delivery, tally):
                resting.add(delivery.webhook_id)
    return tally


def signature(secret: str, moment: int, body: bytes) -> str:
    """Return the value of TPP-Signature: a moment in seconds since 1970, an HMAC-SHA256 of it and the body.

    What is signed is "moment.body", so that an old message cannot be sent again as a new one.
    """
    signed = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={signed}"


def _tell(delivery, tally):
    """Make one attempt at a delivery, if no other process is at it; return False where it failed."""
    if not delivery.claim(until=timezone.now() + CLAIM):
        return True
    message = payload(delivery)
    if message is None:
        delivery.finish(OutgoingState.DROPPED)
        tally.dropped += 1
        return True
    body = json.dumps(message, ensure_ascii=False).encode()
    try:
        answer = post(delivery.webhook.url, body, _headers(delivery, body))
    except (OSError, Refused, http.client.HTTPException) as error:
        delivery.try_again(answer=f"{type(error).__name__}: {error}")
        tally.failed += 1
        return False
    WebhookDelivery.objects.filter(pk=delivery.pk).update(status=answer.status)
    if 200 <= answer.status < 300:
        delivery.finish(OutgoingState.DONE, answer=answer.text)
        tally.delivered += 1
        return True
    tally.failed += 1
    if answer.status == GONE:
        # By this status a receiver says that it wants no more.
        delivery.finish(OutgoingState.FAILED, answer=answer.text)
        Webhook.objects.filter(pk=delivery.webhook_id).update(is_active=False)
    else:
        delivery.try_again(answer=answer.text)
    return False


def _headers(delivery, body):
    moment = int(timezone.now().timestamp())
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": USER_AGENT,
        "TPP-Event": delivery.event,
        "TPP-Delivery": delivery.key,
        "TPP-Signature": signature(delivery.webhook.secret, moment, body),
    }
