"""Sending a working copy to review and back; who is to see to it by when. Each act is kept with its doer."""

import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import drafting
from ..choices import Stage, Step
from ..models import Article, Assignment, DeskAct, User
from . import mails
from .problems import NotPossible

PUBLISH = "articles.publish_article"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@transaction.atomic
def send_to_review(*, article, by):
    """Let a working copy wait for an editor, and tell whoever is to see to it."""
    if not drafting.move_to(Stage.IN_REVIEW, article=article):
        raise NotPossible(_("Only a draft that is not in review yet can be sent to review."))
    act = DeskAct.objects.create(article=article, step=Step.SEND, done_by=by)
    assigned = _assigned(article)
    mails.tell([assigned] if assigned and assigned.has_perm(PUBLISH) else publishers(), act)
    return act


@transaction.atomic
def send_back(*, article, by, note=""):
    """Give a working copy that is in review back to its writers, with a note on what is to be done.

    Whoever may not publish can take back what they sent themselves, without a note.
    """
    own = article.created_by_id == by.pk or not by.has_perm(PUBLISH)
    if not (note or own):
        raise NotPossible(_("Say in the note what is to be done: the report was not sent back."))
    stage = Stage.RETURNED if note else Stage.WRITING
    if not drafting.move_to(stage, article=article, among=[Stage.IN_REVIEW]):
        raise NotPossible(_("Only what is in review can be sent back."))
    act = DeskAct.objects.create(article=article, step=Step.RETURN, note=note, done_by=by)
    mails.tell([article.created_by, _assigned(article)], act)
    return act


@transaction.atomic
def assign(*, article, by, account, due_on, was=None):
    """Say who (an account or None) is to see to a report and by which day (a date or None).

    was is the state that the sender was shown, as marked by `mark`; where it is another by now, nothing
    is changed. Returns the DeskAct, or None where all is as it was.
    """
    # Held, so that of two editors the second sees what the first did.
    Article.objects.select_for_update().get(pk=article.pk)
    held, _is_new = Assignment.objects.select_related("account").get_or_create(article=article)
    if was is not None and was != mark(held):
        raise NotPossible(_("Somebody else changed this meanwhile: %(now)s.") % {"now": in_words(held)})
    if (held.account, held.due_on) == (account, due_on):
        return None
    is_new_account = account != held.account
    held.account, held.due_on = account, due_on
    held.save()
    act = DeskAct.objects.create(article=article, step=Step.ASSIGN, note=in_words(held), done_by=by)
    if is_new_account:
        mails.tell([account], act)
    return act


def mark(assignment):
    """Return what a page sends back to say which assignment (or None) it showed."""
    return f"{assignment.account_id or ''}|{assignment.due_on or ''}" if assignment else "|"


def in_words(assignment):
    who = str(assignment.account) if assignment.account else _("nobody")
    if not assignment.due_on:
        return who
    return _("%(who)s, due %(day)s") % {"who": who, "day": date_format(assignment.due_on, "DATE_FORMAT")}


def assignment_of(article):
    return Assignment.objects.filter(article=article).select_related("account").first()


def may_assign(user):
    return user.has_perm(PUBLISH)


def publishers():
    """Return the active accounts that may publish."""
    return User.objects.with_perm(PUBLISH, backend=BACKEND).filter(is_staff=True)


def accounts():
    """Return the accounts that a report can be assigned to."""
    return User.objects.filter(is_active=True, is_staff=True).order_by("username")


def day_of(text):
    """Return the date of an ISO day, None for "", or raise NotPossible."""
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise NotPossible(_("“%(text)s” is no day. Write it as 2014-04-25.") % {"text": text[:40]}) from None


def _assigned(article):
    assignment = assignment_of(article)
    return assignment.account if assignment else None
