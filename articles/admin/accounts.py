"""Accounts of the newsroom, their groups, and readers' alerts."""

from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.utils.translation import gettext_lazy as _

from .base import BaseAdmin, ReadOnly


class UserAdmin(BaseAdmin, DjangoUserAdmin):
    list_display = ["username", "email", "first_name", "last_name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", "groups"]
    search_fields = ["username", "email", "first_name", "last_name"]
    fieldsets = (*DjangoUserAdmin.fieldsets, (_("Desk"), {"fields": ["time_zone"]}))


class AccountGroupAdmin(BaseAdmin, GroupAdmin):
    search_fields = ["name"]


class WatchAdmin(ReadOnly, BaseAdmin):
    list_display = ["query", "rate", "language", "confirmed_at", "stopped_at"]
    list_filter = ["rate", "language"]
    search_fields = ["query"]
    exclude = ["token"]
