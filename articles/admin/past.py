"""A report's history: its states, any two of them compared, one of them brought back; and what a
publication would change for readers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from .. import drafting
from ..choices import CorrectionKind, RevisionKind, Status
from ..cleaning import tidy_text
from ..desk.checks import all_checks
from ..models import Content, Revision
from . import mistakes
from .desk import Desk, open_desk, publish
from .differences import differences

# A page of history has this many states; autosaves of one sitting count as one.
SHOWN = 200
NOTES = [CorrectionKind.CORRECTION, CorrectionKind.CLARIFICATION, CorrectionKind.UPDATE]


def urls(admin):
    wrap = admin.admin_site.admin_view
    pages = {"history": history, "compare": compare, "restore": restore, "publish": publication}
    return [
        path(
            f"<path:object_id>/{name}/",
            wrap(_bound(admin, page)),
            name=f"articles_article_{name}",
        )
        for name, page in pages.items()
    ]


def _bound(admin, page):
    def serve(request, object_id):
        desk = open_desk(admin, request, object_id)
        return page(desk) if isinstance(desk, Desk) else desk

    return serve


def _context(desk, title, **more):
    return desk.admin.admin_site.each_context(desk.request) | {
        "title": title,
        "opts": desk.admin.opts,
        "article": desk.article,
        **more,
    }


def history(desk):
    """List the states of a report, newest first; the autosaves of one sitting as one, or each (?each)."""
    is_each = "each" in desk.request.GET
    states = list(Revision.objects.of(desk.article).select_related("made_by").defer("document")[:SHOWN])
    context = _context(
        desk,
        _("History of “%(headline)s”") % {"headline": desk.article.headline or _("Untitled")},
        states=states if is_each else _sittings(states),
        is_each=is_each,
        is_whole=len(states) < SHOWN,
        steps=desk.article.desk_acts.select_related("done_by")[:SHOWN],
        acts=desk.article.acts.select_related("done_by")[:SHOWN],
        may_change=desk.admin.has_change_permission(desk.request, desk.article),
        head=desk.head.number,
    )
    return render(desk.request, "admin/articles/article/history.html", context)


def _sittings(states):
    """Return the states but for each autosave that the next state of the same page replaced.

    Each gets `earlier`, the autosaves that are left out behind it.
    """
    shown = []
    for state in states:
        state.earlier = []
        newer = shown[-1] if shown else None
        if state.kind == RevisionKind.AUTOSAVE and newer and newer.tab == state.tab and state.tab:
            newer.earlier.append(state)
        else:
            shown.append(state)
    return shown


def compare(desk):
    """Show what changed from one state to another; without numbers, in the newest one."""
    older, newer = (_state(desk, name) for name in ("from", "to"))
    older, newer = sorted((older, newer), key=lambda state: state.number)
    context = _context(
        desk,
        _("Two states compared"),
        older=older,
        newer=newer,
        differences=differences(older.content, newer.content),
    )
    return render(desk.request, "admin/articles/article/compare.html", context)


def _state(desk, name):
    number = desk.request.GET.get(name, "")
    state = (
        drafting.state_at(desk.article, int(number)) if number.isascii() and number.isdigit()
        and len(number) < 10 else None
    )  # fmt: skip
    if state is None:
        raise Http404(_("There is no such state. Choose two in the report’s history."))
    return state


def restore(desk):
    """Make an earlier state the working copy again. What is there now stays in the history."""
    if desk.request.method == "POST":
        number = desk.request.POST.get("number", "")
        try:
            drafting.restore(article=desk.article, number=int(number), by=desk.request.user)
        except (ValueError, OverflowError, Revision.DoesNotExist):
            raise Http404(_("There is no such state. Choose one in the report’s history.")) from None
        messages.success(desk.request, _("The draft is as it was in state %(number)s.") % {"number": number})
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[desk.article.pk]))


def publication(desk):
    """Show what readers will see differ, and publish it; with a public note if something was wrong."""
    if not desk.admin.has_publish_permission(desk.request):
        raise PermissionDenied
    if desk.request.method == "POST":
        return _publish(desk)
    return _show_publication(desk)


def _show_publication(desk, *, status=200):
    """Show the page; with another status than 200, what was typed into it and not done."""
    public = desk.article.versions.first()
    reported = mistakes.to_answer(desk.article)
    context = _context(
        desk,
        _("What readers will see differ"),
        public=public,
        is_readable=desk.article.is_readable(),
        differences=differences(_as_public(public), desk.head.content),
        checks=all_checks(desk.head.content, article=desk.article),
        may_override=desk.request.user.has_perm("articles.override_checks"),
        number=desk.head.number,
        notes=NOTES,
        reported=reported,
        note_begun=mistakes.first_words(reported),
        is_changed=desk.draft is not None,
        will_schedule=desk.article.is_scheduled,
        may_note=desk.draft is not None or desk.article.status == Status.PUBLISHED,
        typed=desk.request.POST,
    )
    return render(desk.request, "admin/articles/article/publish.html", context, status=status)


def _as_public(version):
    return version.content if version else Content()


def _publish(desk):
    data = desk.request.POST
    number = data.get("number", "")
    override = tidy_text(data.get("override", "")).strip()
    if override and not desk.request.user.has_perm("articles.override_checks"):
        raise PermissionDenied
    kind, text = data.get("note", ""), tidy_text(data.get("note_text", "")).strip()
    if kind and kind not in NOTES:
        messages.error(desk.request, _("Choose one of the kinds of note."))
    elif bool(kind) != bool(text):
        messages.error(desk.request, _("A note needs both its kind and its words, or neither."))
    elif kind and desk.article.status != Status.PUBLISHED:
        messages.error(desk.request, _("Only a published report can be corrected."))
    elif not (kind or desk.draft):
        messages.error(desk.request, _("Nothing was changed: without a note there is nothing to publish."))
    elif publish(
        desk,
        number=int(number) if number.isascii() and number.isdigit() else -1,
        override=override,
        correction=(kind, text) if kind else None,
        answers=mistakes.chosen(data),
    ):
        return desk.to("change")
    return _show_publication(desk, status=400)
