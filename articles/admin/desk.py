"""The writing desk: one page on which a report is written, linked, checked and published.

Saving always saves: the draft is kept before anything else is tried. What stands in the way of publishing,
or a save from an out-of-date form, is said at the top with all that was typed still in the form.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST
from js_asset import Media, Script

from .. import drafting, publishing
from ..choices import Status
from ..cleaning import text_of, tidy_text
from ..desk.checks import Refusal, blocking
from ..models import Article, Content, Draft, Edition
from .form import DeskForms
from .reading import Reading

TEMPLATE = "admin/articles/article/desk.html"


def urls(admin):
    """Return the desk's own addresses beside those of every admin."""
    wrap = admin.admin_site.admin_view
    return [
        path("read/", wrap(require_POST(lambda request: read(admin, request))), name="articles_article_read"),
    ]


def view(admin, request, object_id):
    """Show the desk for one report or a new one, or act on what was sent from it."""
    article = None
    if object_id is not None:
        article = admin.get_object(request, object_id)
        if article is None:
            return admin._get_obj_does_not_exist_redirect(request, admin.opts, object_id)
        if not admin.has_view_permission(request, article):
            raise PermissionDenied
    elif not admin.has_add_permission(request):
        raise PermissionDenied
    desk = Desk(admin, request, article)
    if request.method == "POST":
        if article and not admin.has_change_permission(request, article):
            raise PermissionDenied
        return desk.act()
    return desk.show(desk.forms())


def read(admin, request):
    """Return the desk's reading of a text that is being written, as the panel's HTML."""
    if not admin.has_add_permission(request):
        raise PermissionDenied
    content = Content(
        headline=request.POST.get("headline", ""),
        body=request.POST.get("body", ""),
        countries=request.POST.getlist("country"),
        negotiators=request.POST.getlist("negotiator"),
        issues=request.POST.getlist("issue"),
        meeting=request.POST.get("meeting", ""),
    )
    refused = request.POST.getlist("refused")
    article = (
        admin.get_object(request, request.POST.get("article", "")) if request.POST.get("article") else None
    )
    context = {"reading": Reading(content, refused, article, admin.get_queryset(request))}
    return render(request, "admin/articles/article/_reading.html", context)


LISTED = {"sources": _lazy("Sources"), "quotes": _lazy("Quotations"), "positions": _lazy("Positions")}


def in_words(name, value):
    """Return the value of a field of a document as an editor would write it."""
    if name == "body":
        return text_of(value)
    if isinstance(value, dict):
        return ", ".join(str(each) for key, each in value.items() if each and key != "uid")
    if isinstance(value, list):
        return "\n".join(in_words("", each) for each in value)
    return str(value or "")


class Desk:
    """One request to the desk."""

    def __init__(self, admin, request, article):
        self.admin = admin
        self.request = request
        self.article = article
        self._load()

    def _load(self):
        article = self.article
        self.draft = (
            Draft.objects.filter(article=article).select_related("updated_by").first() if article else None
        )
        self.content = self.draft.content if self.draft else Content.of(article) if article else Content()

    def _hold(self):
        """Wait for any save or publishing act to end, read what it left, and let none begin before this ends.

        The edition's row is what the verbs of publishing take first, too.
        """
        Edition.objects.select_for_update().get(name=Edition.SITE)
        if self.article:
            self.article = get_object_or_404(Article, pk=self.article.pk)
            self._load()

    @property
    def revision(self):
        """What the form was opened on: the version readers have, and the number of saves since then."""
        if self.article is None:
            return ""
        return f"{self.article.version}.{self.draft.revision if self.draft else 0}"

    @property
    def refused(self):
        return self.draft.refused if self.draft else []

    def forms(self, data=None):
        return DeskForms(
            self.content,
            site=self.admin.admin_site,
            article=self.article,
            revision=self.revision,
            data=data,
        )

    # ------------------------------------------------------------------ acting

    def act(self):
        forms = self.forms(self.request.POST)
        if not forms.is_valid():
            messages.error(
                self.request, _("Nothing was saved yet: mend what is marked below. Your text is all here.")
            )
            return self.show(forms)
        typed = forms.read()
        refused = self._refusals()
        Reading(typed, refused).accept(self.request.POST)
        with transaction.atomic():
            self._hold()
            is_current = self.article is None or forms.article.cleaned_data["revision"] == self.revision
            if is_current:
                self._save(typed, refused)
        if not is_current:
            return self._out_of_date(typed)
        return self._after_save()

    def _save(self, content, refused):
        if self.article is None:
            self.article = drafting.begin(content=content, by=self.request.user)
            self.admin.log_addition(self.request, self.article, "Draft begun.")
        draft = drafting.save(article=self.article, content=content, by=self.request.user)
        if refused != draft.refused:
            draft.refused = refused
            draft.save()
        self.draft = draft

    def _after_save(self):
        asked = self.request.POST
        if "_publish" in asked:
            self._publish(tidy_text(asked.get("override", "")).strip())
        elif "_review" in asked:
            self._send_to_review()
        elif "_withdraw" in asked:
            self._withdraw(tidy_text(asked.get("withdraw_note", "")).strip())
        else:
            messages.success(self.request, _("Draft saved."))
        return self._to("change")

    def _publish(self, override):
        if not self.admin.has_publish_permission(self.request):
            raise PermissionDenied
        if override and not self.request.user.has_perm("articles.override_checks"):
            raise PermissionDenied
        saved = self.revision
        try:
            with transaction.atomic():
                self._hold()
                if self.revision != saved:
                    raise Refusal([_("Somebody else saved this report just now. Look at it again first.")])
                version = publishing.publish(article=self.article, by=self.request.user, override=override)
        except Refusal as refusal:
            messages.warning(self.request, _("Saved as a draft, but not published:"))
            for problem in refusal.problems:
                messages.error(self.request, problem)
            return
        said = (
            _("Scheduled: readers see it from its date on.")
            if version.article.is_scheduled
            else _("Published. Readers see version %(number)d.") % {"number": version.number}
        )
        messages.success(self.request, said)

    def _send_to_review(self):
        if self.article.status != Status.DRAFT:
            messages.error(self.request, _("Only a draft can be sent to review."))
            return
        # Only while it is still a draft: it may have been published since.
        Article.objects.filter(pk=self.article.pk, status=Status.DRAFT).update(status=Status.IN_REVIEW)
        messages.success(self.request, _("Saved and sent to review."))

    def _withdraw(self, note):
        if not self.admin.has_publish_permission(self.request):
            raise PermissionDenied
        try:
            publishing.withdraw(article=self.article, by=self.request.user, note=note)
        except Refusal as refusal:
            messages.error(self.request, str(refusal))
            return
        messages.success(self.request, _("Withdrawn. Its address now says so."))

    def _refusals(self):
        """Return the proposals refused for this report, those refused just now included."""
        return list(
            dict.fromkeys(
                [*self.refused, *filter(None, map(tidy_text, self.request.POST.getlist("refused")))]
            )
        )

    def _out_of_date(self, typed):
        """Show what somebody else saved meanwhile beside what was typed; saving again is then a choice."""
        theirs = self.content
        data = self.request.POST.copy()
        data["revision"] = self.revision
        again = self.forms(data)
        again.is_valid()
        names = {name: field.label for name, field in again.article.fields.items()} | LISTED
        pairs = {
            name: (in_words(name, getattr(typed, name)), in_words(name, getattr(theirs, name)))
            for name in vars(theirs)
            # An address left to the headline is no choice of an editor's.
            if name != "slug" or typed.slug
        }
        differing = [
            {"label": names.get(name, name), "mine": mine, "theirs": other}
            for name, (mine, other) in pairs.items()
            if mine != other
        ]
        who = self.draft.updated_by if self.draft and self.draft.updated_by else _("The publisher")
        messages.error(
            self.request,
            _("Not saved: %(who)s saved this report while you were writing. Both versions are below; "
              "save again to keep yours where they differ.") % {"who": who},
        )  # fmt: skip
        return self.show(again, differing=differing, status=409)

    def _to(self, page):
        return HttpResponseRedirect(reverse(f"admin:articles_article_{page}", args=[self.article.pk]))

    # ------------------------------------------------------------------ showing

    def show(self, forms, *, differing=(), status=200):
        request, admin, article = self.request, self.admin, self.article
        media = (
            admin.media
            + forms.media
            + Media(js=[Script(f"js/{name}.js", defer=True) for name in ("desk", "desk-rows")])
        )
        context = admin.admin_site.each_context(request) | {
            "title": article.headline or _("Untitled") if article else _("New report"),
            "opts": admin.opts,
            "original": article,
            "article": article,
            "draft": self.draft,
            "forms": forms,
            "form": forms.article,
            "media": Media.from_media(media, nonce=str(request.csp_nonce)),
            "reading": Reading(self.content, self.refused, article, admin.get_queryset(request)),
            "refused": self.refused,
            "problems": blocking(self.content) if article else [],
            "differing": differing,
            "may_change": admin.has_change_permission(request, article) if article else True,
            "may_publish": admin.has_publish_permission(request),
            "may_override": request.user.has_perm("articles.override_checks"),
            "may_delete": bool(article) and admin.has_delete_permission(request, article),
            "is_public": bool(article) and article.is_readable(),
            "is_scheduled": bool(article) and article.is_scheduled,
            "will_schedule": bool(self.content.date) and self.content.date > timezone.now(),
            "acts": article.acts.select_related("done_by")[:5] if article else [],
        }
        return render(request, TEMPLATE, context, status=status)
