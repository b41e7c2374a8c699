"""Sources, chapters, corrections, and what the house itself writes down."""

from django.utils.translation import gettext_lazy as _

from ..models import Article, Mistake, Position
from .base import BaseAdmin, OfReports, ReadOnly
from .filters import RelationFilter, date_steps


class SourceAdmin(BaseAdmin):
    used_in = [(Article, "sources"), (Position, "sources")]
    list_display = ["title", "outlet", "kind", "url", "accessed_on"]
    list_filter = ["kind"]
    search_fields = ["title", "outlet", "url"]
    # What the link checker finds is set by it alone.
    readonly_fields = ["dead_since"]

    def save_model(self, request, obj, form, change):
        """What was found at another address says nothing of a new one."""
        if "url" in form.changed_data:
            obj.dead_since = None
        super().save_model(request, obj, form, change)

    def label(self, obj):
        return f"{obj.title} ({obj.outlet})" if obj.outlet else obj.title


class ChapterAdmin(BaseAdmin):
    list_display = ["number", "name", "confidence"]
    search_fields = ["name"]


class CorrectionAdmin(OfReports, BaseAdmin):
    used_in = [(Mistake, "correction")]
    list_display = ["text", "kind", "article", "version", "published_at"]
    list_filter = [date_steps("published_at", _("made at")), "kind"]
    list_select_related = ["article"]
    search_fields = ["text"]
    readonly_fields = ["article", "version"]

    def has_add_permission(self, request, obj=None):
        """A correction is made by publishing a corrected text, not by itself."""
        return False


class RedirectAdmin(BaseAdmin):
    list_display = ["old_slug", "new_slug", "kind", "created_at"]
    list_filter = ["kind"]
    search_fields = ["old_slug", "new_slug"]


class PublishingActAdmin(OfReports, ReadOnly, BaseAdmin):
    list_display = ["headline", "verb", "version", "done_by", "done_at", "reason"]
    list_filter = [date_steps("done_at", _("when")), "verb"]
    list_select_related = ["done_by"]
    search_fields = ["headline", "reason"]


class VersionAdmin(OfReports, ReadOnly, BaseAdmin):
    list_display = ["article", "number", "current_from", "created_at", "created_by"]
    list_filter = [date_steps("current_from", "current from"), ("article", RelationFilter)]
    list_select_related = ["article", "created_by"]
    fields = ["article", "number", "current_from", "created_at", "created_by"]
