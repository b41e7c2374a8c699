"""The front page: the list of what is chosen for which time, and the page on which a choice is made.

The page works without JavaScript: each button sends all that is on it and gets it back changed. Nothing is
kept before "Save", and then nothing that somebody else saved meanwhile is covered unseen.
"""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from .. import front
from ..choices import Status
from ..downloads import PRIVATE
from ..models import Article
from .base import BaseAdmin
from .front_form import FrontForm, Moment, found_reports

NAME = "articles_frontchoice"
STANDINGS = {
    "dropped": gettext_lazy("dropped"),
    "over": gettext_lazy("over"),
    "running": gettext_lazy("on the front page"),
    "planned": gettext_lazy("planned"),
}
LISTED = 30


class FrontChoiceAdmin(BaseAdmin):
    list_display = ["reports", "standing", "starts", "ends", "note", "made_by"]
    list_display_links = ["reports"]
    view_on_site = False
    actions = None
    # How readers' front page is made for a moment; given by apps.py, since pages stand beside the admin.
    front_page = None

    def get_queryset(self, request):
        return super().get_queryset(request).with_heads()

    @admin.display(description=gettext_lazy("reports"))
    def reports(self, choice):
        places = list(choice.heads[0].places.all()) if choice.heads else []
        named = [each.article.headline for each in places if not each.is_pinned]
        named += [_("pinned: %(headline)s") % {"headline": e.article.headline} for e in places if e.is_pinned]
        more = len(named) - 2
        said = "; ".join(named[:2])
        return f"{said} (+{more})" if more > 0 else said or _("nothing any more")

    @admin.display(description=gettext_lazy("status"))
    def standing(self, choice):
        return STANDINGS[choice.heads[0].standing()] if choice.heads else ""

    @admin.display(description=gettext_lazy("from (UTC)"))
    def starts(self, choice):
        return _moment(choice.heads[0].starts_at) if choice.heads else ""

    @admin.display(description=gettext_lazy("until (UTC)"))
    def ends(self, choice):
        return _moment(choice.heads[0].ends_at) if choice.heads else ""

    @admin.display(description=gettext_lazy("note"))
    def note(self, choice):
        return choice.heads[0].note if choice.heads else ""

    @admin.display(description=gettext_lazy("by"))
    def made_by(self, choice):
        return choice.heads[0].made_by if choice.heads else ""

    def has_delete_permission(self, request, obj=None):
        """A choice is dropped, not deleted: past days show it."""
        return False

    # ------------------------------------------------------------------ pages

    def get_urls(self):
        preview = csp_replace({"frame-ancestors": [SELF]})(xframe_options_sameorigin(self.preview_view))
        wrap = self.admin_site.admin_view
        return [path("preview/", wrap(require_safe(preview)), name=f"{NAME}_preview"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        now = timezone.now()
        moment = Moment(request.GET if "at_0" in request.GET else None)
        request.GET = _without(request.GET, "at_0", "at_1")
        at = moment.value(now)
        extra = {
            "title": _("Front page"),
            "composed": front.compose(_readable(at), front.planned(at)),
            "moment": moment,
            "at": at,
            "is_now": at == now,
            "preview": reverse(f"admin:{NAME}_preview") + f"?{moment.query(at)}",
        }
        return super().changelist_view(request, (extra_context or {}) | extra)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        choice = self.get_object(request, object_id) if object_id else None
        if object_id and choice is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        may = self.has_change_permission(request, choice) if choice else self.has_add_permission(request)
        if not may:
            raise PermissionDenied
        page = ChoicePage(self, request, choice)
        return page.act() if request.method == "POST" else page.show()

    def history_view(self, request, object_id, extra_context=None):
        """Who chose what, and when, stands below the choice itself."""
        return HttpResponseRedirect(reverse(f"admin:{NAME}_change", args=[object_id]) + "#history")

    def preview_view(self, request):
        """Show readers' front page as it will be at a moment, with a choice that need not be saved yet."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        now = timezone.now()
        at = Moment(request.GET).value(now)
        form = FrontForm(request.GET)
        form.is_valid()
        planned = front.planned(at, instead=form.instead(at, now))
        notice = _("Preview of the front page at %(moment)s UTC.") % {"moment": _moment(at)}
        response = self.front_page(request, at, front.compose(_readable(at), planned), notice=notice)
        response.headers["Cache-Control"] = PRIVATE
        return response


class ChoicePage:
    """One request to the page of a choice, saved (`choice`) or new (None)."""

    def __init__(self, admin, request, choice):
        self.admin = admin
        self.request = request
        self.choice = choice
        self.head = front.head_of(choice) if choice else None

    def act(self):
        form = FrontForm(self.request.POST)
        form.is_valid()
        act, _mark, number = self.request.POST.get("act", "").partition(":")
        if act == "drop" and self.choice:
            return self._drop(form)
        if act == "save":
            return self._save(form)
        if refused := form.rearrange(act, number):
            messages.error(self.request, refused)
        return self.show(form)

    def _save(self, form):
        if not form.check(now=timezone.now()):
            return self.show(form, status=400)
        try:
            state = front.save(
                uid=self.choice.uid if self.choice else form.choice_uid,
                opened_on=form.state_seen,
                wish=form.wish(),
                by=self.request.user,
            )
        except front.Stale as stale:
            return self._conflict(form, stale.head)
        self._log(state)
        messages.success(self.request, _("Saved. %(when)s") % {"when": _in_words(state)})
        return HttpResponseRedirect(reverse(f"admin:{NAME}_change", args=[state.choice_id]))

    def _drop(self, form):
        try:
            state = front.drop(choice=self.choice, opened_on=form.state_seen, by=self.request.user)
        except front.Stale as stale:
            return self._conflict(form, stale.head)
        self._log(state)
        messages.success(self.request, _("Dropped. The front page is made up without it."))
        return HttpResponseRedirect(reverse(f"admin:{NAME}_changelist"))

    def _log(self, state):
        self.admin.log_change(self.request, state.choice, f"State {state.number}.")

    def _conflict(self, form, head):
        messages.error(
            self.request,
            _("Not saved: %(who)s saved this choice at %(moment)s UTC. Theirs is below, yours is in the "
              "form. Save again and yours replaces it.")
            % {"who": head.made_by or _("somebody"), "moment": _moment(head.made_at)},
        )  # fmt: skip
        form.reopen(head.number)
        return self.show(form, theirs=head, status=409)

    def show(self, form=None, *, theirs=None, status=200):
        now = timezone.now()
        form = form or FrontForm.of(self.choice, self.head)
        at = Moment(form.data).value(max(now, form.starts_at or now))
        composed = front.compose(_readable(at), front.planned(at, instead=form.instead(at, now)))
        chosen = form.reports()
        here = {*form.order, form.pinned}
        context = self.admin.admin_site.each_context(self.request) | {
            "title": _("A choice for the front page"),
            "opts": self.admin.opts,
            "form": form,
            "chosen": [(each, _standing(each)) for each in chosen],
            "pinned": [(each, _standing(each)) for each in form.pinned_reports()],
            "by_itself": [each for each in composed.articles if each.pk not in here],
            "found": [
                (each, _standing(each))
                for each in found_reports(form.term, self.request.user)
                if each.pk not in here
            ],
            "theirs": theirs,
            "theirs_in_words": _in_words(theirs) if theirs else "",
            "choice": self.choice,
            "standing": STANDINGS[self.head.standing()] if self.head else "",
            "is_over": self.head and self.head.standing() in ("dropped", "over"),
            "history": self._history(),
            "moment": Moment.of(at),
            "preview": reverse(f"admin:{NAME}_preview") + f"?{form.query(at)}",
            "places": front.SHOWN,
        }
        return render(self.request, "admin/articles/frontchoice/choice.html", context, status=status)

    def _history(self):
        if not self.choice:
            return []
        states = self.choice.states.order_by("-number").select_related("made_by")
        return states.prefetch_related("places__article")[:LISTED]


def _readable(at):
    """Return what readers may have at a moment, as far as it is set by now."""
    return Article.objects.published(at=at).lasting(at)


def _standing(article):
    """Return what stands in the way of showing a report now, or "" where nothing does."""
    if article.is_scheduled:
        return _("scheduled for %(moment)s UTC") % {"moment": _moment(article.published_at)}
    if article.status == Status.PUBLISHED:
        return ""
    return _("%(status)s: left out until it is published") % {"status": article.get_status_display()}


def _in_words(state):
    if state.is_dropped:
        return _("It is dropped.")
    if state.ends_at:
        said = _("It stands from %(start)s to %(end)s UTC.")
        return said % {"start": _moment(state.starts_at), "end": _moment(state.ends_at)}
    return _("It stands from %(start)s UTC, until another one begins.") % {"start": _moment(state.starts_at)}


def _moment(moment):
    return date_format(moment, "DATETIME_FORMAT") if moment else ""


def _without(query, *names):
    """Return a QueryDict without the fields that are not the list's own."""
    kept = query.copy()
    for name in names:
        kept.pop(name, None)
    return kept
