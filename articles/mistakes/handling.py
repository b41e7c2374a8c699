"""What becomes of a reader's note: kept once, taken up, answered or dismissed, its writer forgotten."""

import functools
import logging
import smtplib

from anymail.exceptions import AnymailError
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ..addresses import site_origin
from ..alerts import messages
from ..choices import MistakeState
from ..models import Mistake

logger = logging.getLogger(__name__)

WRITTEN = ("words", "wrong", "source", "name", "email", "wants_answer")


def keep(form, *, language) -> Mistake | None:
    """Keep the note of a valid form and return it; None where its ticket was used for another one.

    The same form sent twice is one note.
    """
    written = {name: form.cleaned_data[name] for name in WRITTEN}
    ticket = form.ticket
    try:
        with transaction.atomic():
            return Mistake.objects.create(
                article=form.article, version=ticket.version, key=ticket.key, language=language, **written
            )
    except IntegrityError:
        return Mistake.objects.filter(key=ticket.key, **written).first()


def was_kept(form) -> bool:
    """Say whether the very note of a valid form is kept already."""
    written = {name: form.cleaned_data[name] for name in WRITTEN}
    return Mistake.objects.filter(key=form.ticket.key, **written).exists()


def take_up(mistake, *, by) -> bool:
    """Note that an editor looks into an open one; return whether it still was open."""
    return Mistake.objects.open().filter(pk=mistake.pk).update(taken_by=by) == 1


def dismiss(mistake, *, by, reason="") -> bool:
    """Close an open note without a change of the report; return whether it still was open."""
    return _close([mistake.pk], MistakeState.DISMISSED, by=by, reason=reason) == 1


def answer(numbers, *, article, by, correction=None, reason="") -> int:
    """Close open notes on a report (row numbers) as answered, by a correction if one was made.

    Return how many were open. Readers who asked for that are mailed once the transaction is through.
    """
    of_report = Mistake.objects.filter(article=article, pk__in=numbers).values("pk")
    closed = _close(of_report, MistakeState.ANSWERED, by=by, reason=reason, correction=correction)
    if correction:
        for mistake in Mistake.objects.to_be_told().filter(correction=correction):
            transaction.on_commit(functools.partial(tell, mistake))
    return closed


def reopen(mistake) -> bool:
    """Open a closed note again; a reader told of its correction is not told of another."""
    closed = Mistake.objects.filter(pk=mistake.pk).exclude(state=MistakeState.OPEN)
    return closed.update(state=MistakeState.OPEN, handled_by=None, handled_at=None, correction=None) == 1


def _close(numbers, state, *, by, reason, correction=None):
    return (
        Mistake.objects.open()
        .filter(pk__in=numbers)
        .update(state=state, handled_by=by, handled_at=timezone.now(), reason=reason, correction=correction)
    )


# ---------------------------------------------------------------------------- telling the reader


def tell(mistake) -> bool:
    """Mail the reader that the report was corrected, once; return whether the mail went.

    One that did not go waits for tell_waiting(). Nothing the reader wrote is in it: so that nobody can have
    words of their own mailed to somebody else.
    """
    waiting = Mistake.objects.to_be_told().filter(pk=mistake.pk)
    mistake = waiting.select_related("article", "correction").first()
    if mistake is None or not waiting.update(told_at=timezone.now()):
        return False
    try:
        _mail(mistake).send()
    except (smtplib.SMTPException, AnymailError, OSError):
        logger.exception("A reader could not be told of a correction.")
        Mistake.objects.filter(pk=mistake.pk).update(told_at=None)
        return False
    return True


def tell_waiting() -> tuple[int, int]:
    """Mail all readers that still wait for word of a correction; return how many mails went and did not."""
    went = [tell(mistake) for mistake in Mistake.objects.to_be_told()]
    return sum(went), len(went) - sum(went)


def _mail(mistake):
    with translation.override(mistake.language):
        address = f"{site_origin()}{mistake.article.get_absolute_url()}#correction-{mistake.correction_id}"
        context = {
            "article": mistake.article,
            "correction": mistake.correction,
            "address": address,
            "days": settings.MISTAKE_ADDRESS_DAYS,
        }
        subject = _("Corrected: %(headline)s") % {"headline": mistake.article.headline}
        return messages.message("corrected", context, to=mistake.email, subject=subject)


# ---------------------------------------------------------------------------- forgetting who wrote


def forget(mistakes) -> int:
    """Delete names and addresses from notes (a queryset); return from how many."""
    return mistakes.of_somebody().update(name="", email="", wants_answer=False)


def forget_old() -> int:
    """Delete names and addresses that were kept for as long as the form says; return of how many notes."""
    return forget(Mistake.objects.kept_too_long(days=settings.MISTAKE_ADDRESS_DAYS))
