"""One run: put together what is due, then hand each waiting mail over.

Safe to run twice, in parallel, and to kill. Killed before the mail server accepted a mail, its claim runs
out and the next run sends it. Killed between the server's acceptance and the note of it in the database,
nobody can know: it is sent again, since a mail that is lost is noticed by nobody, with the Message-ID and
Date it had, by which mail servers and programs know a repeated mail.
"""

import datetime
import logging
import re
import smtplib
import time
from dataclasses import dataclass

from anymail.exceptions import AnymailError, AnymailRecipientsRefused
from django.conf import settings
from django.core import mail as django_mail
from django.utils import timezone

from ..choices import OutgoingState, WatchStop
from ..models import AlertMail, Article, Position, Watch
from .bounces import stop_address
from .composing import compose, state_of_site
from .messages import alert

logger = logging.getLogger(__name__)

# Stopped watches are kept a while, so that an old link can say what became of them.
KEPT_AFTER_STOP = datetime.timedelta(days=90)
# There is no such mailbox, or it is closed (RFC 3463). Any other refusal may be about the sender.
NO_MAILBOX = re.compile(rb"\b5\.(1\.[1236]|2\.1)\b")


class MailServerError(Exception):
    """The mail server cannot be used at all; no attempt was counted against any mail."""


@dataclass
class Tally:
    """What a run did: mails put together, handed over, with nothing left to tell, refused or put off."""

    composed: int = 0
    sent: int = 0
    dropped: int = 0
    failed: int = 0


def run(*, now=None, most=None, is_stopped=lambda: False) -> Tally:
    """Compose and send what is due at a moment; `most` mails, no further once `is_stopped()` is true."""
    tally = Tally()
    Watch.objects.filter(stopped_at__lt=timezone.now() - KEPT_AFTER_STOP).delete()
    moment = now or timezone.now()
    due = Watch.objects.due(at=moment).not_idle(state_of_site(now=moment))
    for watch in due.iterator():
        if is_stopped():
            return tally
        tally.composed += compose(watch, now=now or timezone.now()) is not None
    with _Server() as server:
        waiting = AlertMail.objects.due(at=now).select_related("watch")
        for mail in waiting[: most or settings.ALERT_MAILS_A_RUN]:
            if is_stopped():
                break
            _hand_over(mail, server, tally)
    return tally


class _Server:
    """The connection to the mail server, opened when first needed and anew after a failure."""

    def __init__(self):
        self.connection = django_mail.get_connection()
        self.is_open = False
        self.sent_at = float("-inf")

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def open(self):
        if self.is_open:
            return
        try:
            self.connection.open()
        except (smtplib.SMTPException, OSError) as error:
            raise MailServerError(f"The mail server cannot be used: {error}") from error
        self.is_open = True

    def send(self, message):
        """Hand one mail over, no sooner after the last than the limit of mails a second allows."""
        if settings.ALERT_MAILS_A_SECOND:
            pause = self.sent_at + 1 / settings.ALERT_MAILS_A_SECOND - time.monotonic()
            time.sleep(max(0, pause))
        self.sent_at = time.monotonic()
        self.connection.send_messages([message])

    def close(self):
        if self.is_open:
            self.is_open = False
            self.connection.close()


def _hand_over(mail, server, tally):
    """Make one attempt at a mail, if no other process is at it."""
    server.open()
    if not mail.claim(until=timezone.now() + datetime.timedelta(seconds=settings.ALERT_CLAIM)):
        return
    _leave_out_what_was_withdrawn(mail)
    message = alert(mail) if mail.watch.is_running else None
    if message is None:
        mail.finish(OutgoingState.DROPPED)
        tally.dropped += 1
        return
    try:
        server.send(message)
    except (smtplib.SMTPException, AnymailError, OSError) as error:
        server.close()
        tally.failed += 1
        logger.warning("The mail %s was not accepted: %s", mail.key, error)
        if _has_no_mailbox(error):
            mail.finish(OutgoingState.FAILED, answer=str(error))
            stop_address(mail.watch.email, reason=WatchStop.BOUNCED)
        else:
            mail.try_again(answer=str(error))
        return
    mail.finish(OutgoingState.DONE)
    tally.sent += 1


def _leave_out_what_was_withdrawn(mail):
    """Take from the ledger what readers cannot see any more: if it comes back, it was not told yet."""
    mail.items.filter(article__isnull=False).exclude(article__in=Article.objects.published()).delete()
    standing = Position.objects.published().standing()
    mail.items.filter(position__isnull=False).exclude(position__in=standing).delete()


def _has_no_mailbox(error):
    """Whether a refusal says that nobody has this address, rather than that this site may not write to it."""
    if isinstance(error, AnymailRecipientsRefused):
        return True
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(NO_MAILBOX.search(answer) for _code, answer in error.recipients.values())
