"""Documents that go with reports: taken in by what they hold, never by their name."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..models import Article
from ..uploads import digest_of, media_type_of
from .base import BaseAdmin
from .filters import date_steps


class DocumentForm(forms.ModelForm):
    def clean_file(self):
        """Return the file, what it is and its digest put down; or say why it cannot go with a report."""
        file = self.cleaned_data["file"]
        most = settings.DOCUMENT_MAX_MB * 1024 * 1024
        if file.size > most:
            raise ValidationError(
                _("“%(name)s” has %(size)s; there is room for %(most)s. Save it smaller, or in parts."),
                params={"name": file.name, "size": filesizeformat(file.size), "most": filesizeformat(most)},
            )
        self.instance.media_type = media_type_of(file)
        self.instance.digest = digest_of(file)
        self.instance.size = file.size
        return file


class DocumentAdmin(BaseAdmin):
    form = DocumentForm
    used_in = [(Article, "documents")]
    list_display = ["name", "kind", "media_type", "shown_size", "uploaded_by", "uploaded_at"]
    list_filter = ["kind", "media_type", date_steps("uploaded_at", _("uploaded at"))]
    list_select_related = ["uploaded_by"]
    search_fields = ["name"]
    # Many at once would go past the rule that a published report keeps its documents.
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).open_to(request.user)

    def get_fields(self, request, obj=None):
        return ["name", "kind", "shown_file", "media_type", "shown_size"] if obj else ["file", "name", "kind"]

    def get_readonly_fields(self, request, obj=None):
        """Keep what was uploaded as it is: versions that readers had name it."""
        return ["shown_file", "media_type", "shown_size"] if obj else []

    def has_change_permission(self, request, obj=None):
        own = obj is None or obj.uploaded_by_id == request.user.pk
        return super().has_change_permission(request, obj) and (
            own or request.user.has_perm("articles.change_any_article")
        )

    def has_delete_permission(self, request, obj=None):
        """Only what goes with no report that was published may be deleted."""
        return super().has_delete_permission(request, obj) and not (obj and obj.articles.exists())

    def save_model(self, request, obj, form, change):
        if not change:
            obj.uploaded_by = request.user
        super().save_model(request, obj, form, change)

    def label(self, obj):
        return f"{obj.name} ({obj.get_kind_display()}, {filesizeformat(obj.size)})"

    @admin.display(description=_("size"), ordering="size")
    def shown_size(self, obj):
        return filesizeformat(obj.size)

    @admin.display(description=_("file"))
    def shown_file(self, obj):
        return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), obj.file_name)
