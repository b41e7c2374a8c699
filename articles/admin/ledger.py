"""Positions, linkages, red lines, offers, outcomes and quotations."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import OfferFigure, OutcomeFigure, RedLineStatus
from .base import BaseAdmin, BaseInline, OfReports
from .filters import RelationFilter, date_steps


class PositionAdmin(BaseAdmin):
    list_display = ["slug", "issue", "stance", "since", "summary", "grade", "standing"]
    list_filter = [
        date_steps("since", _("since")), "stance", "grade", "standing", "confidence",
        ("issue", RelationFilter), ("countries", RelationFilter), ("groups", RelationFilter),
    ]  # fmt: skip
    list_select_related = ["issue"]
    label_needs = ["issue"]
    search_fields = ["slug", "summary"]

    def label(self, obj):
        return f"{obj.since} {obj.issue.name}: {obj.summary}"


class LinkageAdmin(BaseAdmin):
    list_display = ["slug", "issue", "in_return", "since", "summary", "grade", "standing"]
    list_filter = [
        date_steps("since", _("since")), "grade", "standing", ("issue", RelationFilter),
        ("in_return", RelationFilter), ("countries", RelationFilter),
    ]  # fmt: skip
    list_select_related = ["issue", "in_return"]
    search_fields = ["slug", "summary"]


class RedLineStatusInline(BaseInline):
    model = RedLineStatus


class RedLineAdmin(BaseAdmin):
    list_display = ["slug", "country", "drawn_by", "since", "summary"]
    list_filter = [
        date_steps("since", _("since")),
        "confidence",
        ("country", RelationFilter),
        ("issues", RelationFilter),
    ]
    list_select_related = ["country"]
    search_fields = ["slug", "drawn_by", "summary"]
    inlines = [RedLineStatusInline]


class TermsAdmin(BaseAdmin):
    list_select_related = ["giver", "giver_group", "issue"]
    search_fields = ["slug", "measure", "summary"]

    @admin.display(description=_("from"))
    def from_whom(self, obj):
        return obj.giver or obj.giver_group


class OfferFigureInline(BaseInline):
    model = OfferFigure


class OutcomeFigureInline(BaseInline):
    model = OutcomeFigure


class OfferAdmin(TermsAdmin):
    list_display = ["slug", "from_whom", "issue", "measure", "state", "since", "grade", "standing"]
    list_filter = [date_steps("since", _("since")), "state", "grade", "standing", ("issue", RelationFilter)]
    inlines = [OfferFigureInline]


class OutcomeAdmin(TermsAdmin):
    list_display = ["slug", "from_whom", "issue", "measure", "confidence"]
    list_filter = ["confidence", ("issue", RelationFilter)]
    inlines = [OutcomeFigureInline]


class QuoteAdmin(OfReports, BaseAdmin):
    """Quotations are written in their article; here they are found and their issues set."""

    list_display = ["text", "speaker", "speaker_name", "said_on", "article"]
    list_filter = [("speaker", RelationFilter), ("issues", RelationFilter)]
    list_select_related = ["speaker", "article"]
    search_fields = ["text", "speaker_name"]
    fields = ["article", "speaker", "speaker_name", "text", "said_on", "issues"]
    readonly_fields = ["article", "text"]

    def has_add_permission(self, request, obj=None):
        return False
