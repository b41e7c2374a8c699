"""Tables on their way in: sent, looked at, confirmed; what was taken in, by whom and from which file."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from .. import sheets
from ..choices import ImportKind, ImportState
from ..models import ImportRun
from .base import BaseAdmin, ReadOnly

SEND = "admin/articles/importrun/send.html"
LOOK = "admin/articles/importrun/look.html"
# So many bad rows are listed on the page; the table of bad rows holds them all.
SHOWN = 300
MAY = {
    ImportKind.ARTICLES: "articles.add_article",
    ImportKind.PEOPLE: "articles.add_negotiator",
    ImportKind.MEETINGS: "articles.add_meeting",
    ImportKind.POSITIONS: "articles.add_position",
}
# What stands over the columns of the first good rows, after their lines.
HEADS = {
    ImportKind.ARTICLES: [gettext_lazy("What"), gettext_lazy("When"), gettext_lazy("Linked to")],
    ImportKind.PEOPLE: [gettext_lazy("What"), gettext_lazy("Country"), gettext_lazy("Office")],
    ImportKind.MEETINGS: [gettext_lazy("What"), gettext_lazy("When"), gettext_lazy("Country")],
    ImportKind.POSITIONS: [gettext_lazy("What"), gettext_lazy("When"), gettext_lazy("Held by")],
}


class SheetForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("What the rows are"), choices=ImportKind.choices)
    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=200,
        allow_empty_file=True,
        help_text=gettext_lazy("A table as CSV, its columns named in the first line."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding"),
        required=False,
        choices=[("", gettext_lazy("found out")), *sheets.ENCODINGS.items()],
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Publish reports at once, each from its own date on"), required=False
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (value, label) for value, label in ImportKind.choices if user.has_perm(MAY[value])
        ]
        if not user.has_perm("articles.publish_article"):
            del self.fields["publish"]


class ImportRunAdmin(ReadOnly, BaseAdmin):
    list_display = ["name", "kind", "state", "rows", "good", "written", "made_by", "made_at"]
    list_filter = ["kind", "state"]
    list_select_related = ["made_by"]
    search_fields = ["name"]

    def get_queryset(self, request):
        runs = super().get_queryset(request).defer("data", "problems", "sample")
        every = request.user.has_perm("articles.change_any_article")
        return runs if every else runs.filter(made_by=request.user)

    def has_add_permission(self, request):
        return any(request.user.has_perm(name) for name in MAY.values())

    def has_view_permission(self, request, obj=None):
        return self.has_add_permission(request)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        pages = [
            ("write", require_POST(self.write_view)),
            ("discard", require_POST(self.discard_view)),
            ("bad.csv", require_safe(self.bad_rows_view)),
        ]
        names = [
            path(f"<int:pk>/{name}", wrap(view), name=f"articles_importrun_{name.partition('.')[0]}")
            for name, view in pages
        ]
        empty = path(
            "empty/<slug:kind>.csv", wrap(require_safe(self.empty_view)), name="articles_importrun_empty"
        )
        return [*names, empty, *super().get_urls()]

    # ------------------------------------------------------------------ sending and looking

    def add_view(self, request, form_url="", extra_context=None):
        """Take a file and look at it: what would come of it is shown, and nothing of it is written."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        is_sent = request.method == "POST"
        asked = {"kind": request.GET.get("kind", "")}
        form = SheetForm(
            request.POST if is_sent else None,
            request.FILES if is_sent else None,
            user=request.user,
            initial=asked,
        )
        if is_sent and form.is_valid():
            try:
                run = self._look(request, form.cleaned_data)
            except sheets.SheetError as error:
                form.add_error("file", str(error))
            else:
                return HttpResponseRedirect(reverse("admin:articles_importrun_change", args=[run.pk]))
        columns = [(kind, kind.label, list(sheets.COLUMNS[kind])) for kind in ImportKind]
        context = {"form": form, "columns": columns}
        return self._page(request, SEND, _("Take a table in"), context, status=400 if is_sent else 200)

    def _look(self, request, sent):
        return sheets.look(
            data=sent["file"].read(),
            name=sent["file"].name,
            kind=ImportKind(sent["kind"]),
            by=request.user,
            publish=sent.get("publish", False) and sent["kind"] == ImportKind.ARTICLES,
            encoding=sent["encoding"],
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show what came of a file, or would."""
        run = self._run(request, object_id)
        twins = ImportRun.objects.filter(digest=run.digest, kind=run.kind, state=ImportState.DONE)
        context = {
            "run": run,
            "twin": twins.exclude(pk=run.pk).defer("data").first(),
            "problems": run.problems[:SHOWN],
            "bad": len({line for line, _column, _sentence in run.problems}),
            "more": max(0, len(run.problems) - SHOWN),
            "encoding": sheets.ENCODINGS.get(run.encoding, run.encoding),
            "may_write": self._may_write(request, run),
            "heads": HEADS[run.kind],
            "is_done": run.state == ImportState.DONE,
        }
        return self._page(request, LOOK, run.name, context)

    # ------------------------------------------------------------------ acts

    def write_view(self, request, pk):
        """Write what is good of a run; a second click, or a reload, finds it written."""
        run = self._run(request, pk)
        if not self._may_write(request, run):
            raise PermissionDenied
        before = run.state
        run = sheets.write(run, by=request.user)
        told = ngettext("%(n)s row is written.", "%(n)s rows are written.", run.written) % {
            "n": f"{run.written:,}"
        }
        messages.success(request, _("This was written already.") if before == ImportState.DONE else told)
        return HttpResponseRedirect(reverse("admin:articles_importrun_change", args=[pk]))

    def discard_view(self, request, pk):
        run = self._run(request, pk)
        if run.state != ImportState.LOOKED_AT:
            messages.error(request, _("Rows of this were written, so it stays on record."))
            return HttpResponseRedirect(reverse("admin:articles_importrun_change", args=[pk]))
        ImportRun.objects.filter(pk=run.pk, state=ImportState.LOOKED_AT).delete()
        messages.success(request, _("Thrown away. Nothing of it was written."))
        return HttpResponseRedirect(reverse("admin:articles_importrun_changelist"))

    def bad_rows_view(self, request, pk):
        run = self._run(request, pk)
        return _file(sheets.bad_rows(run), f"bad-rows-{run.pk}.csv")

    def empty_view(self, request, kind):
        """Hand out a table without rows, to be filled."""
        if kind not in ImportKind.values or not self.has_add_permission(request):
            raise Http404
        return _file(",".join(sheets.COLUMNS[ImportKind(kind)]) + "\r\n", f"{kind}.csv")

    # ------------------------------------------------------------------ helpers

    def _run(self, request, object_id):
        """Return a run that the account may see, less the file, or answer 404."""
        run = self.get_object(request, str(object_id))
        if run is None or not request.user.has_perm(MAY[run.kind]):
            raise Http404
        return run

    def _may_write(self, request, run):
        may_publish = request.user.has_perm("articles.publish_article")
        return request.user.has_perm(MAY[run.kind]) and (may_publish or not run.publish)

    def _page(self, request, template, title, context, status=200):
        context |= self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
        return render(request, template, context, status=status)


def _file(text, name):
    """Return a table to be saved, with the mark by which spreadsheets know UTF-8."""
    response = HttpResponse(f"\ufeff{text}", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
