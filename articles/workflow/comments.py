"""Threads about passages of a working copy: written, answered, resolved. Readers never see any of it."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from ..choices import CommentAbout, Step
from ..cleaning import tidy_text
from ..models import Article, Comment, DeskAct
from ..models.base import new_uid
from . import mails
from .acts import assignment_of
from .anchors import Anchor, Place, anchor, find, text_in
from .problems import NotPossible

MOST_TEXT = 5_000


@dataclass(frozen=True)
class Thread:
    """A comment with its answers, and where its words stand now (None: nowhere, or it is about no words)."""

    first: Comment
    answers: list[Comment]
    place: Place | None
    before: str

    @property
    def is_gone(self):
        return bool(self.first.words) and self.place is None


def threads(article, content):
    """Return the Threads of a report on its working copy, the open ones first; three queries at most."""
    answers = Prefetch("answers", Comment.objects.select_related("author").order_by("pk"))
    rows = article.comments.threads().select_related("author", "resolved_by").prefetch_related(answers)
    texts = {about: text_in(content, about) for about in CommentAbout}
    return [_thread(row, texts[row.about]) for row in rows]


def _thread(row, text):
    place = find(text, Anchor(row.words, row.before, row.after, row.start)) if row.words else None
    before = text[max(0, place.start - 32) : place.start] if place else ""
    return Thread(row, list(row.answers.all()), place, before)


@transaction.atomic
def write(*, article, content, by, text, about=CommentAbout.REPORT, words="", before="", uid=""):
    """Write a comment on words of a part of a working copy, or on the part (no words); return it.

    Sent twice under one uid it is written once. Raises NotPossible where the words do not stand there.
    """
    text = _said(text)
    if about not in CommentAbout.values:
        raise NotPossible(_("Choose the part of the report that the comment is about."))
    _hold(article)
    if uid and (known := Comment.objects.filter(uid=uid, article=article).first()):
        return known
    place = Anchor("", "", "", 0)
    words = tidy_text(words).strip()
    if words and about != CommentAbout.REPORT:
        place = anchor(text_in(content, about), words, before=tidy_text(before))
        if place is None:
            raise NotPossible(
                _("“%(words)s” does not stand in that part as it is saved. Copy the words from it.")
                % {"words": words[:80]}
            )
    comment = Comment.objects.create(
        article=article,
        uid=_free(uid),
        about=about,
        text=text,
        author=by,
        last_by=by,
        **vars(place),
    )
    _told(comment, by=by, text=text)
    return comment


@transaction.atomic
def answer(*, thread, by, text, uid=""):
    """Answer a thread; a resolved one is open again. Sent twice under one uid it is written once."""
    text = _said(text)
    _hold(thread.article)
    if uid and (known := Comment.objects.filter(uid=uid, thread=thread).first()):
        return known
    now = timezone.now()
    made = Comment.objects.create(
        article=thread.article,
        uid=_free(uid),
        thread=thread,
        about=thread.about,
        text=text,
        author=by,
        last_by=by,
    )
    Comment.objects.filter(pk=thread.pk).update(last_by=by, last_at=now, resolved_at=None, resolved_by=None)
    _told(thread, by=by, text=text)
    return made


def resolve(*, thread, by):
    """Close a thread; it stays to be read. Return whether it was open."""
    open_ones = Comment.objects.unresolved().filter(pk=thread.pk)
    return bool(open_ones.update(resolved_at=timezone.now(), resolved_by=by))


def reopen(*, thread):
    """Open a thread again; return whether it was closed."""
    closed = Comment.objects.filter(pk=thread.pk, resolved_at__isnull=False)
    return bool(closed.update(resolved_at=None, resolved_by=None))


def _said(text):
    text = tidy_text(text).strip()
    if not text:
        raise NotPossible(_("A comment needs words."))
    if len(text) > MOST_TEXT:
        raise NotPossible(
            _("A comment has at most %(most)d characters; this one has %(n)d.")
            % {"most": MOST_TEXT, "n": len(text)}
        )
    return text


def _hold(article):
    """Wait for whoever else writes about this report, so that the same page sent twice finds its comment."""
    Article.objects.select_for_update().get(pk=article.pk)


def _free(uid):
    """Return the identifier that a page chose, or a new one where it is none or another comment's."""
    fits = uid.isascii() and uid.isalnum() and len(uid) <= 40
    return uid if fits and not Comment.objects.filter(uid=uid).exists() else new_uid()


def _told(thread, *, by, text):
    """Tell the report's writers and whoever spoke in the thread, and put the act down."""
    article = thread.article
    act = DeskAct.objects.create(article=article, step=Step.COMMENT, note=text, done_by=by)
    assignment = assignment_of(article)
    spoke = [each.author for each in thread.answers.select_related("author")]
    mails.tell([article.created_by, assignment and assignment.account, thread.author, *spoke], act)
