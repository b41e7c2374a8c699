"""Two entries that are one: chosen, compared, made one; the log of it, from which it can be undone."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from .. import uniting
from ..cleaning import tidy_text
from ..models import Merge
from ..uniting.values import model_of
from .base import BaseAdmin, ReadOnly
from .choosing import is_possible

FOUND = 20
CHOOSE = "admin/articles/merge/choose.html"
COMPARE = "admin/articles/merge/compare.html"


class Mergeable:
    """For what may be on record twice: "Merge…" for two that were ticked on the list, and beside the form."""

    actions = ["merge_two"]

    def has_merge_permission(self, request):
        return request.user.has_perm("articles.add_merge") and self.has_change_permission(request)

    @admin.action(description=gettext_lazy("Merge two…"), permissions=["merge"])
    def merge_two(self, request, queryset):
        chosen = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(chosen) != 2:
            self.message_user(request, _("Tick exactly two that are one and the same."), messages.ERROR)
            return None
        return HttpResponseRedirect(self._merge_address(*chosen))

    def get_urls(self):
        wrap = self.admin_site.admin_view
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("<path:object_id>/merge/", wrap(self.merge_view), name=name), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and self.has_merge_permission(request):
            context["form_tools"] = [(_("Merge…"), self._merge_address(obj.pk))]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def merge_view(self, request, object_id):
        """Choose the other one, or compare the two, or (POST) make them one."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        kept = self._row(request, object_id)
        if "other" not in request.GET:
            return self._choose(request, kept)
        gone = self._row(request, request.GET["other"])
        if kept == gone:
            messages.error(request, _("These are one and the same. Choose two."))
            return HttpResponseRedirect(self._merge_address(kept.pk))
        if request.method == "POST":
            return self._merge(request, kept, gone)
        return self._page(request, COMPARE, _("Merge two into one"), self._compared(kept, gone))

    def _compared(self, kept, gone):
        return {
            "compared": uniting.compare(kept, gone),
            "kept_label": self.label(kept),
            "gone_label": self.label(gone),
            "swap": self._merge_address(gone.pk, kept.pk),
        }

    def _choose(self, request, one):
        asked = tidy_text(request.GET.get("q", "")).strip()
        words = str(one).split()
        # A person is entered twice under one family name more often than under one whole name.
        searched = asked or (words[-1] if words else "")
        rows, _duplicates = self.get_search_results(request, self.get_queryset(request), searched)
        rows = self.for_labels(rows.exclude(pk=one.pk).distinct())[:FOUND]
        found = [(self.label(row), self._merge_address(one.pk, row.pk)) for row in rows]
        return self._page(
            request,
            CHOOSE,
            _("Merge “%(name)s”") % {"name": one},
            {"one": one, "asked": asked, "found": found},
        )

    def _merge(self, request, kept, gone):
        takes = {
            fact.name for fact in uniting.compare(kept, gone).facts if request.POST.get(fact.name) == "gone"
        }
        try:
            merge = uniting.merge(kept=kept, gone=gone, by=request.user, takes=takes)
        except uniting.Clash as clash:
            messages.error(request, str(clash))
            return HttpResponseRedirect(self._merge_address(kept.pk, gone.pk))
        self.log_change(request, kept, f"Merged “{gone}” into this.")
        messages.success(
            request,
            _("“%(gone)s” is merged into “%(kept)s”. Old addresses lead there.")
            % {"gone": merge.gone_name, "kept": merge.kept_name},
        )
        return HttpResponseRedirect(reverse("admin:articles_merge_change", args=[merge.pk]))

    def _row(self, request, object_id):
        row = self.get_object(request, object_id) if is_possible(str(object_id)) else None
        if row is None:
            raise Http404
        return row

    def _page(self, request, template, title, context):
        context |= self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
        return render(request, template, context)

    def _merge_address(self, kept, gone=None):
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_merge", args=[kept])
        return f"{address}?{urlencode({'other': gone})}" if gone else address


class MergeAdmin(ReadOnly, BaseAdmin):
    """What was made one, by whom, and the way back."""

    list_display = ["gone_name", "kept_name", "kind", "done_by", "done_at", "undone_at"]
    list_filter = ["kind"]
    list_select_related = ["done_by"]
    search_fields = ["gone_name", "kept_name", "gone_slug", "kept_slug"]
    fields = [
        "kind", "gone_name", "gone_slug", "kept_name", "kept_slug",
        "done_by", "done_at", "undone_by", "undone_at",
    ]  # fmt: skip

    def get_queryset(self, request):
        return super().get_queryset(request).defer("log")

    def has_undo_permission(self, request):
        return request.user.has_perm("articles.add_merge")

    def get_urls(self):
        undo = self.admin_site.admin_view(require_POST(self.undo_view))
        return [path("<int:pk>/undo/", undo, name="articles_merge_undo"), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["told"] = _told(obj.log)
            context["may_undo"] = obj.undone_at is None and self.has_undo_permission(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def undo_view(self, request, pk):
        if not self.has_undo_permission(request):
            raise PermissionDenied
        merge = get_object_or_404(Merge, pk=pk)
        try:
            undone = uniting.undo(merge=merge, by=request.user)
        except uniting.Clash as clash:
            messages.error(request, str(clash))
        else:
            messages.success(
                request, _("“%(name)s” is there again, at its own address.") % {"name": undone.gone}
            )
            for note in undone.notes:
                messages.warning(request, note)
        return HttpResponseRedirect(reverse("admin:articles_merge_change", args=[pk]))


def _told(log):
    """Return (what, how many) of a merge's log, in words."""
    counts = {}
    for label, column, numbers in log.get("moved", []):
        meta = model_of(label)._meta
        noun = meta.verbose_name_plural
        if meta.auto_created or label.startswith("articles.Article"):
            keys = [each for each in meta.concrete_fields if each.is_relation and each.attname != column]
            noun = keys[0].related_model._meta.verbose_name_plural if keys else noun
        counts[str(noun)] = counts.get(str(noun), 0) + len(numbers)
    told = [(_("%(what)s moved") % {"what": what}, number) for what, number in counts.items()]
    for name, words in (
        ("left", _("links that both had, kept once")),
        ("made", _("names added")),
        ("fields", _("fields taken over")),
        ("redirects", _("older addresses led on")),
    ):
        if log.get(name):
            told.append((words, len(log[name])))
    return told
