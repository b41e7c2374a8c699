from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from .. import roles
from ..workflow import acts
from . import calendar, comments, desk, export, lists, live, past, preview, sharing
from .base import BaseAdmin
from .filters import ArticleStanding, RelationFilter, date_steps

NAMED = 3


class ArticleAdmin(BaseAdmin):
    """The list of reports; the form is the writing desk (desk.py), which edits drafts, not rows."""

    list_display = [
        "shown_headline",
        "standing",
        "published_at",
        "shown_countries",
        "shown_issues",
        "shown_assignment",
        "created_by",
    ]
    list_filter = [
        ArticleStanding, lists.ReadyLists, lists.AssignedTo, lists.DueBy,
        date_steps("published_at", _("date")), ("countries", RelationFilter),
        ("issues", RelationFilter), ("negotiators", RelationFilter), ("meeting", RelationFilter),
        ("tags", RelationFilter), "language", "is_sample",
    ]  # fmt: skip
    search_fields = ["headline", "slug"]
    actions = None
    # How a working copy is shown on readers' own page; given by apps.py, since pages stand beside the admin.
    draft_page = None

    def get_queryset(self, request):
        articles = super().get_queryset(request).for_cards().with_work().select_related("created_by")
        if request.user.has_perm("articles.change_any_article"):
            return articles
        return articles.reachable_by(request.user)

    def get_ordering(self, request):
        return lists.order_of(request)

    @admin.display(description=_("headline"), ordering="headline")
    def shown_headline(self, article):
        return article.headline or _("Untitled")

    @admin.display(description=_("status"))
    def standing(self, article):
        return lists.standing_of(article)

    @admin.display(description=_("assigned to"), ordering="assignment__due_on")
    def shown_assignment(self, article):
        assignment = getattr(article, "assignment", None)
        is_empty = assignment is None or not (assignment.account or assignment.due_on)
        return "" if is_empty else acts.in_words(assignment)

    @admin.display(description=_("countries"))
    def shown_countries(self, article):
        return _few([link.country.name for link in article.shown_country_links])

    @admin.display(description=_("issues"))
    def shown_issues(self, article):
        return _few([link.issue.name for link in article.shown_issue_links])

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
        shown = lists.context(request) | {"list_tools": export.tools(request)}
        return super().changelist_view(request, (extra_context or {}) | shown)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return desk.view(self, request, object_id)

    def get_urls(self):
        parts = (live, past, sharing, comments, lists, calendar, export)
        own = [*(part.urls(self) for part in parts), preview.urls(self, self.draft_page)]
        return [*(each for urls in own for each in urls), *super().get_urls()]

    def delete_view(self, request, object_id, extra_context=None):
        """Nothing is deleted for good: its place is the bin, and the way there is on the desk."""
        return desk.discard(self, request, object_id)


def _few(names):
    """Return the first names and how many more there are, so that a report stays a line or two."""
    return ", ".join(names[:NAMED]) + (f" +{len(names) - NAMED}" if len(names) > NAMED else "")


def _may_reach(request, obj):
    return obj is None or roles.may_reach(request.user, obj)
