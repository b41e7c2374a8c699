"""Webhooks and what became of each message, for those who look after the site's neighbours."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .. import news
from ..choices import OutgoingState
from ..filters import ArticleFilters
from ..models import WebhookDelivery
from ..webhooks import Refused, check
from .base import BaseAdmin, ReadOnly
from .filters import RelationFilter


class WebhookForm(forms.ModelForm):
    def clean_url(self):
        try:
            check(self.cleaned_data["url"])
        except Refused as error:
            raise ValidationError(str(error)) from error
        return self.cleaned_data["url"]

    def clean_query(self):
        """Write the filters in their one way; what is not understood is named."""
        try:
            return news.watched(ArticleFilters(QueryDict(self.cleaned_data["query"].lstrip("?"))))
        except news.FilterError as error:
            raise ValidationError(str(error)) from error


class WebhookAdmin(BaseAdmin):
    form = WebhookForm
    used_in = [(WebhookDelivery, "webhook")]
    list_display = ["name", "url", "query", "is_active", "covered_until", "created_by"]
    list_filter = ["is_active"]
    list_select_related = ["created_by"]
    search_fields = ["name", "url"]
    fields = [
        "name",
        "url",
        "query",
        "tells_articles",
        "tells_corrections",
        "tells_moves",
        "is_active",
        "secret",
        "told_from",
    ]
    view_on_site = False

    def get_readonly_fields(self, request, obj=None):
        return ["secret", "told_from"]

    def get_fields(self, request, obj=None):
        """Show the secret only to those who may change the webhook."""
        hidden = set() if obj and self.has_change_permission(request, obj) else {"secret"}
        hidden |= set() if obj else {"told_from"}
        return [name for name in self.fields if name not in hidden]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)


class WebhookDeliveryAdmin(ReadOnly, BaseAdmin):
    list_display = ["event", "subject", "webhook", "state", "status", "attempts", "due_at", "done_at"]
    list_filter = ["state", "event", ("webhook", RelationFilter)]
    list_select_related = ["webhook", "article", "correction", "position"]
    search_fields = ["key", "article__headline", "position__summary"]
    fields = [
        "event",
        "subject",
        "webhook",
        "key",
        "state",
        "status",
        "answer",
        "attempts",
        "created_at",
        "due_at",
        "done_at",
    ]
    actions = ["tell_again"]

    @admin.display(description=_("about"))
    def subject(self, obj):
        return obj.subject

    def has_change_webhook_permission(self, request):
        return request.user.has_perm("articles.change_webhook")

    @admin.action(description=_("Tell again"), permissions=["change_webhook"])
    def tell_again(self, request, queryset):
        count = queryset.exclude(state=OutgoingState.WAITING).update(
            state=OutgoingState.WAITING, due_at=timezone.now(), attempts=0
        )
        message = ngettext("%(n)d message is told again.", "%(n)d messages are told again.", count)
        self.message_user(request, message % {"n": count})
