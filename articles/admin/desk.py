"""The writing desk: one page on which a report is written, linked, checked and published.

Saving always saves: what was typed is kept before anything else is tried, merged with what others saved
meanwhile. What stands in the way of publishing, and words that two editors changed at once, are said at
the top with all that was typed still in the form.
"""

import secrets

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from .. import drafting, mistakes, publishing
from ..choices import RevisionKind, Status
from ..cleaning import tidy_text
from ..desk.checks import Refusal
from ..desk.venues import venue_of
from ..models import Content, Draft, Edition, Meeting
from . import conflict, scripts, sharing, uploading, work
from .form import DeskForms
from .reading import Reading

TEMPLATE = "admin/articles/article/desk.html"
UNKNOWN = -1


def view(admin, request, object_id):
    """Show the desk for one report or a new one, or act on what was sent from it."""
    desk = open_desk(admin, request, object_id)
    if not isinstance(desk, Desk):
        return desk
    return desk.act() if request.method == "POST" else desk.show(desk.forms())


def discard(admin, request, object_id):
    """Put a report in the bin without a save, or show its desk to whoever only looked."""
    desk = open_desk(admin, request, object_id)
    if request.method == "POST" and isinstance(desk, Desk):
        return desk.discard()
    return desk.to("change") if isinstance(desk, Desk) else desk


def open_desk(admin, request, object_id):
    """Return the Desk of a report (None: a new one) for one who may use it; a redirect if there is none."""
    if object_id is None:
        if not admin.has_add_permission(request):
            raise PermissionDenied
        # The same page sent a second time, its answer lost, goes on with the report it began.
        begun = drafting.begun_on(request.POST.get("tab", ""))
        return Desk(admin, request, begun if begun and admin.has_change_permission(request, begun) else None)
    article = admin.get_object(request, object_id)
    if article is None:
        return admin._get_obj_does_not_exist_redirect(request, admin.opts, object_id)
    if not admin.has_view_permission(request, article):
        raise PermissionDenied
    if request.method == "POST" and not admin.has_change_permission(request, article):
        raise PermissionDenied
    return Desk(admin, request, article)


class Desk:
    """One request to the desk."""

    def __init__(self, admin, request, article):
        self.admin = admin
        self.request = request
        self.article = article
        self.head = drafting.head(article) if article else drafting.Head(0, Content(), None)

    @property
    def draft(self):
        return self.head.draft

    def head_now(self):
        """Return the working copy as it is after a save, which self.head came before."""
        return drafting.head(self.article)

    @property
    def refused(self):
        return self.draft.refused if self.draft else []

    # ------------------------------------------------------------------ reading what was sent

    @cached_property
    def opened_on(self):
        """The number of the state that the form showed; UNKNOWN where it says none that there is."""
        sent = self.request.POST.get("revision", "")
        if self.article is None:
            return 0
        if sent.isascii() and sent.isdigit() and len(sent) < 10:
            return int(sent)
        # A page that began the report and never heard of it was opened on nothing.
        return 1 if self.tab and drafting.begun_on(self.tab) == self.article else UNKNOWN

    @property
    def tab(self):
        return tidy_text(self.request.POST.get("tab", ""))[:40]

    def forms(self, data=None):
        content = self.head.content
        if data is not None and self.article and self.opened_on != self.head.number:
            state = drafting.state_at(self.article, self.opened_on)
            content = state.content if state else content
        return DeskForms(
            content,
            site=self.admin.admin_site,
            article=self.article,
            revision=self.head.number if self.article else "",
            tab=secrets.token_hex(8),
            data=data,
        )

    def save(self, forms, kind):
        """Keep what was typed and return drafting.Saved."""
        typed = forms.read()
        refused = self._refusals()
        Reading(typed, refused, article=self.article).accept(self.request.POST)
        if self.article is None:
            self.article = drafting.begin(content=typed, by=self.request.user, kind=kind, tab=self.tab)
            self.admin.log_addition(self.request, self.article, "Draft begun.")
            saved = drafting.Saved(self.article, 1, typed)
        else:
            saved = drafting.save(
                article=self.article,
                content=typed,
                by=self.request.user,
                base=self.opened_on,
                tab=self.tab,
                kind=kind,
                settled=conflict.settled(self.request.POST),
            )
        if refused != self.refused:
            Draft.objects.filter(article=self.article).update(refused=refused)
        return saved

    def _refusals(self):
        """Return the proposals refused for this report, those refused just now included."""
        return list(
            dict.fromkeys(
                [*self.refused, *filter(None, map(tidy_text, self.request.POST.getlist("refused")))]
            )
        )

    # ------------------------------------------------------------------ acting

    def act(self):
        upload = uploading.Upload(self.request)
        forms = self.forms(upload.data)
        saved = self.save(forms, RevisionKind.SAVE)
        if saved.conflicts:
            messages.error(
                self.request,
                _("Somebody else changed the same words while you were writing. Both are below, and both are "
                  "kept; save again and yours stand, or take theirs."),
            )  # fmt: skip
            return self.show(forms, upload=upload, conflicts=saved.conflicts, status=409)
        if errors := forms.errors() + upload.errors():
            for error in errors:
                messages.error(self.request, f"{error['label']}: {error['message']}")
            messages.warning(self.request, _("All else was saved. Mend what is marked below and save again."))
            return self.show(forms, upload=upload, status=400)
        if work.is_asked(self.request.POST):
            return work.act(self, forms)
        return self._after(saved)

    def _after(self, saved):
        asked = self.request.POST
        if "_publish" in asked:
            return self._publish(saved)
        if "_withdraw" in asked:
            self._withdraw(tidy_text(asked.get("withdraw_note", "")).strip())
        elif "_bin" in asked:
            return self.discard()
        elif "_restore" in asked:
            self._bring_back()
        elif saved.unseen:
            messages.success(
                self.request, _("Draft saved, with what others changed meanwhile. Look it over.")
            )
        else:
            messages.success(self.request, _("Draft saved."))
        return self.to("change")

    def _publish(self, saved):
        override = tidy_text(self.request.POST.get("override", "")).strip()
        if not self.admin.has_publish_permission(self.request):
            raise PermissionDenied
        if override and not self.request.user.has_perm("articles.override_checks"):
            raise PermissionDenied
        if saved.unseen:
            messages.warning(
                self.request,
                _("Saved, but not published: others changed this report meanwhile. Look it over first."),
            )
        elif saved.article.status == Status.PUBLISHED:
            # What readers have is replaced only after the editor has seen how.
            return self.to("publish")
        else:
            publish(self, number=saved.number, override=override)
        return self.to("change")

    def _withdraw(self, note):
        if not self.admin.has_publish_permission(self.request):
            raise PermissionDenied
        try:
            publishing.withdraw(article=self.article, by=self.request.user, note=note)
        except Refusal as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(self.request, _("Withdrawn. Its address now says so."))

    def discard(self):
        if not self.admin.has_delete_permission(self.request, self.article):
            raise PermissionDenied
        if not drafting.discard(self.article):
            messages.error(self.request, _("Only what no reader has seen can be put in the bin."))
            return self.to("change")
        self.admin.log_change(self.request, self.article, "Put in the bin.")
        messages.success(
            self.request,
            _("“%(headline)s” is in the bin. It can be brought back from there.")
            % {"headline": self.article.headline or _("Untitled")},
        )
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))

    def _bring_back(self):
        if drafting.bring_back(self.article):
            self.admin.log_change(self.request, self.article, "Brought back from the bin.")
            messages.success(self.request, _("Brought back: it is a draft again."))

    def to(self, page):
        return HttpResponseRedirect(reverse(f"admin:articles_article_{page}", args=[self.article.pk]))

    # ------------------------------------------------------------------ showing

    def show(self, forms, *, upload=None, conflicts=(), status=200):
        request, admin, article = self.request, self.admin, self.article
        reading = Reading(self.head.content, self.refused, article, admin.get_queryset(request))
        context = admin.admin_site.each_context(request) | {
            "title": article.headline or _("Untitled") if article else _("New report"),
            "opts": admin.opts,
            "original": article,
            "article": article,
            "draft": self.draft,
            "forms": forms,
            "form": forms.article,
            "media": scripts.media(nonce=str(request.csp_nonce)),
            "reading": reading,
            "refused": self.refused,
            "venue": self._venue(forms),
            "checks": reading.checks if article else [],
            "shared": sharing.links(request, article) if article else [],
            "may_add_document": request.user.has_perm("articles.add_document"),
            "work": work.context(self, typed=request.POST if status == 400 else None),
            "conflicts": conflict.shown(article, conflicts),
            "taken": request.POST.getlist("taken") + request.POST.getlist("_take"),
            "may_change": admin.has_change_permission(request, article) if article else True,
            "may_publish": admin.has_publish_permission(request),
            "may_override": request.user.has_perm("articles.override_checks"),
            "may_delete": bool(article) and admin.has_delete_permission(request, article),
            "may_add_person": request.user.has_perm("articles.add_negotiator"),
            "is_public": bool(article) and article.is_readable(),
            "is_scheduled": bool(article) and article.is_scheduled,
            "will_schedule": bool(self.head.content.date) and self.head.content.date > timezone.now(),
            **uploading.shown(request, forms, upload),
            "acts": article.acts.select_related("done_by")[:5] if article else [],
        }
        return render(request, TEMPLATE, context, status=status)

    def _venue(self, forms):
        """Return where the report comes from: where it was met, else its dateline."""
        content = self.head.content
        met = forms.chosen.of(Meeting).named([content.meeting])
        return venue_of(*(meeting.city for meeting in met), content.dateline)


def publish(desk, *, number, override="", correction=None, answers=()):
    """Make the working copy of a number what readers see, and say what became of it.

    correction is (kind, text) of the note that readers get, if any; answers are the row numbers of readers'
    notes on mistakes that it settles. Nothing is published where the working
    copy has moved on since that number.
    """
    request, article = desk.request, desk.article
    try:
        with transaction.atomic():
            # What the verbs of publishing take first, too.
            Edition.objects.select_for_update().get(name=Edition.SITE)
            if drafting.head(article).number != number:
                raise Refusal([_("Somebody else saved this report just now. Look at it again first.")])
            made = None
            if correction:
                kind, text = correction
                made = publishing.correct(
                    article=article, by=request.user, kind=kind, text=text, override=override
                )
                version = article.versions.first()
            else:
                version = publishing.publish(article=article, by=request.user, override=override)
            if answers:
                mistakes.answer(answers, article=article, by=request.user, correction=made)
    except Refusal as refusal:
        messages.warning(request, _("Saved as a draft, but not published:"))
        for problem in refusal.problems:
            messages.error(request, str(problem))
        return False
    said = (
        _("Scheduled: readers see it from its date on.")
        if version.article.is_scheduled
        else _("Published. Readers see version %(number)d.") % {"number": version.number}
    )
    messages.success(request, said)
    return True
