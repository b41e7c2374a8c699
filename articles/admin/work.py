"""The newsroom's acts on the desk's page: review, assignment, comments. What was typed is saved before each.

Their fields are named work-…, so that the page's own saves leave them alone.
"""

import secrets

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from .. import workflow
from ..choices import CommentAbout, Stage, Status, Step
from ..cleaning import tidy_text
from ..models import Comment
from ..workflow import acts, comments

PREFIX = "work-"
ASKED = ("_review", "_return", "_assign", "_comment")


def is_asked(data):
    """Say whether a form asks for one of these acts."""
    return any(name in data for name in ASKED)


def act(desk, forms):
    """Do what the saved form asks for. Where it cannot be done, show the page with all that was typed."""
    try:
        said = _do(desk)
    except workflow.NotPossible as problem:
        messages.error(desk.request, str(problem))
        return desk.show(forms, status=400)
    messages.success(desk.request, said)
    return desk.to("change")


def _do(desk):
    """Do the act that was asked for and return the sentence that says so."""
    data, user, article = desk.request.POST, desk.request.user, desk.article
    if "_review" in data:
        workflow.send_to_review(article=article, by=user)
        return _("Saved and sent to review.")
    if "_return" in data:
        workflow.send_back(article=article, by=user, note=_typed(data, "note"))
        return _("Sent back: it is a draft again.")
    if "_assign" in data:
        return _assign(article, data, by=user)
    return comment(desk)


def _typed(data, name):
    return tidy_text(data.get(PREFIX + name, "")).strip()


def _assign(article, data, *, by):
    if not workflow.may_assign(by):
        raise PermissionDenied
    number = data.get("work-account", "")
    account = None
    if number:
        known = number.isascii() and number.isdigit() and len(number) < 10
        account = acts.accounts().filter(pk=int(number)).first() if known else None
        if account is None:
            raise workflow.NotPossible(_("There is no such account. Choose one of the list."))
    done = workflow.assign(
        article=article,
        by=by,
        account=account,
        due_on=acts.day_of(_typed(data, "due_on")),
        was=data.get("work-was", ""),
    )
    return _("Assigned: %(words)s.") % {"words": done.note} if done else _("Draft saved.")


# ---------------------------------------------------------------------- comments


def comment(desk):
    """Write, answer, resolve or reopen, as the pressed button says; return the sentence that says so."""
    data, user = desk.request.POST, desk.request.user
    verb, _mark, uid = data.get("_comment", "").partition(":")
    if verb == "new":
        comments.write(
            article=desk.article,
            content=desk.head_now().content,
            by=user,
            text=data.get("work-text", ""),
            about=data.get("work-about", ""),
            words=data.get("work-words", ""),
            before=data.get("work-before", ""),
            uid=data.get("work-uid", ""),
        )
        return _("Comment written.")
    thread = Comment.objects.threads().select_related("article__created_by").filter(
        article=desk.article, uid=uid
    ).first()  # fmt: skip
    if thread is None:
        raise workflow.NotPossible(_("This comment is no longer there."))
    match verb:
        case "answer":
            text = data.get(f"work-answer-{uid}", "")
            comments.answer(thread=thread, by=user, text=text, uid=f"{data.get('work-uid', '')}{thread.pk}")
            return _("Answer written.")
        case "resolve":
            comments.resolve(thread=thread, by=user)
            return _("Resolved.")
        case "reopen":
            comments.reopen(thread=thread)
            return _("Open again.")
    raise workflow.NotPossible(_("This page asked for something that there is not."))


# ---------------------------------------------------------------------- showing


def comment_context(desk, *, typed=None):
    threads = comments.threads(desk.article, desk.head_now().content)
    for thread in threads:
        thread.first.typed = (typed or {}).get(f"work-answer-{thread.first.uid}", "")
    return {
        "threads": [each for each in threads if not each.first.resolved_at],
        "resolved": [each for each in threads if each.first.resolved_at],
        "abouts": CommentAbout.choices,
        "uid": (typed or {}).get("work-uid") or secrets.token_hex(8),
        "typed": _retyped(typed or {}),
    }


def _retyped(data):
    """Return what was typed into the fields of these acts, under their names without the prefix."""
    return {name.removeprefix(PREFIX): value for name, value in data.items() if name.startswith(PREFIX)}


def context(desk, *, typed=None):
    """Return what the desk's page shows of the work on a report; typed is a form that was not obeyed."""
    article, user = desk.article, desk.request.user
    if article is None:
        return {"may_send": True}
    draft = desk.head_now().draft
    stage = draft.stage if draft else ""
    is_binned = article.status == Status.BINNED
    assignment = acts.assignment_of(article)
    may_assign = workflow.may_assign(user)
    steps = article.desk_acts.filter(step__in=[Step.SEND, Step.RETURN]).select_related("done_by")
    return comment_context(desk, typed=typed) | {
        "draft": draft,
        "stage": stage,
        "is_in_review": stage == Stage.IN_REVIEW,
        "is_returned": stage == Stage.RETURNED,
        "last": steps.first() if stage in (Stage.IN_REVIEW, Stage.RETURNED) else None,
        "may_send": bool(draft) and stage != Stage.IN_REVIEW and not is_binned,
        "assignment": assignment,
        "mark": acts.mark(assignment),
        "may_assign": may_assign,
        "accounts": list(acts.accounts()) if may_assign else [],
    }
