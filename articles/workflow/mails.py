"""Mails to the newsroom: written in the transaction of an act, handed over after it.

An attempt is made as soon as the act is committed; it never fails the act. What could not be handed over then
is tried again by `send_alerts`, which every site runs every few minutes.
"""

import datetime
import logging
import smtplib
from email.utils import formatdate

from anymail.exceptions import AnymailError, AnymailRecipientsRefused
from django.conf import settings
from django.core import mail as django_mail
from django.core.mail import EmailMessage
from django.db import transaction
from django.template import loader
from django.urls import reverse
from django.utils import timezone, translation

from ..addresses import site_origin
from ..choices import DeskMailRate, OutgoingState, Status
from ..models import DeskMail

logger = logging.getLogger(__name__)

# One address that is not taken says nothing of the others.
REFUSED = (smtplib.SMTPRecipientsRefused, AnymailRecipientsRefused)
FAILURES = (OSError, AnymailError)  # errors of SMTP are of the first kind


def tell(accounts, act):
    """Write a mail about an act to each account that wants one, its doer left out; send it at commit."""
    wanted = {account.pk: account for account in accounts if account and _wants_mail(account)}
    wanted.pop(act.done_by_id, None)
    mails = DeskMail.objects.bulk_create(DeskMail(account=account, act=act) for account in wanted.values())
    if mails:
        keys = [mail.key for mail in mails]
        # Robust: whatever goes wrong is logged, the act is done, and the next run of send_alerts sends them.
        transaction.on_commit(lambda: send_waiting(DeskMail.objects.filter(key__in=keys)), robust=True)


def _wants_mail(account):
    return account.is_active and bool(account.email) and account.desk_mail == DeskMailRate.AT_ONCE


def send_waiting(mails=None, *, is_stopped=lambda: False):
    """Hand over the mails that are due (of those given); return how many the mail server took.

    A server that takes none ends the attempt: what is left waits for the next one.
    """
    mails = DeskMail.objects.all() if mails is None else mails
    due = mails.due().select_related("account", "act__article", "act__done_by")
    connection = django_mail.get_connection()
    sent = 0
    try:
        for mail in due[: settings.ALERT_MAILS_A_RUN]:
            if is_stopped():
                break
            if mail.claim(until=timezone.now() + datetime.timedelta(seconds=settings.ALERT_CLAIM)):
                sent += _hand_over(mail, connection)
    except FAILURES as error:
        logger.warning("The mail server did not take mails to the newsroom: %s", error)
    finally:
        connection.close()
    return sent


def _hand_over(mail, connection):
    if mail.act.article.status == Status.BINNED or not _wants_mail(mail.account):
        mail.finish(OutgoingState.DROPPED)
        return 0
    try:
        connection.send_messages([message(mail)])
    except REFUSED as error:
        mail.try_again(answer=str(error))
        return 0
    except FAILURES as error:
        mail.try_again(answer=str(error))
        raise
    mail.finish(OutgoingState.DONE)
    return 1


def message(mail):
    """Return the mail as it is sent, in the site's language: what happened, to which report, where to go."""
    act = mail.act
    with translation.override(settings.LANGUAGE_CODE):
        address = site_origin() + reverse("admin:articles_article_change", args=[act.article_id])
        context = {"act": act, "address": address, "site_name": settings.SITE_NAME}
        subject = loader.render_to_string("mail/desk_subject.txt", context)
        body = loader.render_to_string("mail/desk.txt", context)
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return EmailMessage(
        subject=" ".join(subject.split())[:200],
        body=body,
        to=[mail.account.email],
        headers={
            "Message-ID": f"<{mail.key}@{domain}>",
            "Date": formatdate(mail.created_at.timestamp()),
            "Auto-Submitted": "auto-generated",
        },
    )
