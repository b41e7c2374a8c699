from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .. import roles
from ..choices import Status
from . import desk, export, live, past, preview, sharing
from .base import BaseAdmin
from .filters import ArticleStanding, RelationFilter, date_steps


class ArticleAdmin(BaseAdmin):
    """The list of reports; the form is the writing desk (desk.py), which edits drafts, not rows."""

    list_display = [
        "shown_headline",
        "standing",
        "published_at",
        "shown_countries",
        "shown_issues",
        "version",
        "created_by",
    ]
    list_filter = [
        ArticleStanding, date_steps("published_at", _("date")), ("countries", RelationFilter),
        ("issues", RelationFilter), ("negotiators", RelationFilter), ("meeting", RelationFilter),
        ("tags", RelationFilter), "language", "is_sample",
    ]  # fmt: skip
    search_fields = ["headline", "slug"]
    list_select_related = ["created_by", "meeting"]
    ordering = ["-updated_at", "-pk"]
    actions = None
    # How a working copy is shown on readers' own page; given by apps.py, since pages stand beside the admin.
    draft_page = None

    def get_queryset(self, request):
        articles = super().get_queryset(request).for_cards()
        if request.user.has_perm("articles.change_any_article"):
            return articles
        return articles.owned_by(request.user)

    @admin.display(description=_("headline"), ordering="headline")
    def shown_headline(self, article):
        return article.headline or _("Untitled")

    @admin.display(description=_("status"))
    def standing(self, article):
        return _("scheduled") if article.is_scheduled else article.get_status_display()

    @admin.display(description=_("countries"))
    def shown_countries(self, article):
        return ", ".join(link.country.name for link in article.shown_country_links)

    @admin.display(description=_("issues"))
    def shown_issues(self, article):
        return ", ".join(link.issue.name for link in article.shown_issue_links)

    # ------------------------------------------------------------------ who may what

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and _may_reach(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _may_reach(request, obj)

    def has_publish_permission(self, request):
        return request.user.has_perm("articles.publish_article")

    def has_delete_permission(self, request, obj=None):
        """A draft may be deleted by whoever may change it; what had readers is withdrawn instead."""
        if obj is None:
            return super().has_delete_permission(request)
        return self.has_change_permission(request, obj) and not obj.has_had_readers

    # ------------------------------------------------------------------ pages

    def changelist_view(self, request, extra_context=None):
        """Offer the very list that is shown as a table, and the way in for tables."""
        # Which page of the list is open has no say in what is on it.
        asked = request.GET.copy()
        asked.pop(PAGE_VAR, None)
        query = asked.urlencode()
        tools = [
            (_("Take a table in"), reverse("admin:articles_importrun_add")),
            (
                _("This list as CSV"),
                reverse("admin:articles_article_export") + (f"?{query}" if query else ""),
            ),
        ]
        return super().changelist_view(request, (extra_context or {}) | {"list_tools": tools})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return desk.view(self, request, object_id)

    def get_urls(self):
        own = (
            export.urls(self),
            live.urls(self),
            past.urls(self),
            sharing.urls(self),
            preview.urls(self, self.draft_page),
        )
        return [*(each for urls in own for each in urls), *super().get_urls()]

    def delete_view(self, request, object_id, extra_context=None):
        """Nothing is deleted for good: its place is the bin, and the way there is on the desk."""
        return desk.discard(self, request, object_id)

    def desks(self, request):
        """Return (title, reports) of what waits on the first page of the admin."""
        reports = self.get_queryset(request)
        lists = [
            (_("My drafts"), reports.unpublished().owned_by(request.user)),
            (_("To review"), reports.filter(status=Status.IN_REVIEW)),
            (_("Scheduled next"), reports.scheduled().order_by("published_at")),
        ]
        found = [(title, list(waiting[:8])) for title, waiting in lists]
        return [(title, waiting) for title, waiting in found if waiting]


def _may_reach(request, obj):
    return obj is None or roles.may_reach(request.user, obj)
