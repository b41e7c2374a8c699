"""Tokens for editors' tools: each editor's own, shown once when made, and revoked for ever."""

from django.contrib import admin, messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .base import BaseAdmin

TEMPLATE = "admin/articles/apitoken/made.html"


class ApiTokenAdmin(BaseAdmin):
    fields = ["name", "expires_on"]
    list_display = ["name", "beginning", "owner", "created_at", "last_used_at", "expires_on", "revoked_at"]
    list_select_related = ["owner"]
    search_fields = ["name"]
    actions = ["revoke"]
    view_on_site = False

    def get_queryset(self, request):
        """An account sees its own; who keeps the accounts sees all, to revoke what is lost."""
        tokens = super().get_queryset(request)
        return tokens if request.user.has_perm("articles.change_user") else tokens.filter(owner=request.user)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_revoke_permission(self, request):
        return self.has_view_permission(request)

    def save_model(self, request, obj, form, change):
        obj.owner = request.user
        request.minted = obj.mint()
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        """Show the text of the token. No message, which would be kept in a cookie or a session."""
        context = self.admin_site.each_context(request) | {
            "title": _("Token made"),
            "opts": self.opts,
            "token": obj,
            "text": request.minted,
        }
        return render(request, TEMPLATE, context)

    @admin.action(description=_("Revoke selected tokens"), permissions=["revoke"])
    def revoke(self, request, queryset):
        count = queryset.filter(revoked_at=None).update(revoked_at=timezone.now())
        told = ngettext("%(count)d token revoked.", "%(count)d tokens revoked.", count)
        self.message_user(request, told % {"count": count}, messages.SUCCESS)
