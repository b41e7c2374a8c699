"""Accounts of the newsroom, their groups, and readers' alerts."""

import zoneinfo

from allauth.mfa.models import Authenticator
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.core.exceptions import ValidationError
from django.db.models import ManyToManyField
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

from .base import BaseAdmin, BaseInline, ReadOnly


class AccountForm(UserChangeForm):
    def clean_time_zone(self):
        name = self.cleaned_data["time_zone"]
        if name not in zoneinfo.available_timezones():
            raise ValidationError(
                _("“%(name)s” is no time zone. Write a name such as Asia/Tokyo or UTC."),
                params={"name": name},
            )
        return name


class SecondFactorInline(BaseInline):
    """Second factors of an account, to be removed for somebody who lost the telephone."""

    model = Authenticator
    fields = ["type", "created_at", "last_used_at"]
    readonly_fields = fields
    verbose_name = _("second factor")
    verbose_name_plural = _("second factors")

    def has_add_permission(self, request, obj):
        return False


class Ticked:
    """Chooses from what is all on the page, one box each: Django's two lists are closed to screen readers."""

    filter_horizontal = ()
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}


class UserAdmin(Ticked, BaseAdmin, DjangoUserAdmin):
    form = AccountForm
    inlines = [SecondFactorInline]
    list_display = ["username", "email", "first_name", "last_name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", "groups"]
    search_fields = ["username", "email", "first_name", "last_name"]
    fieldsets = (*DjangoUserAdmin.fieldsets, (_("Desk"), {"fields": ["time_zone", "desk_mail"]}))

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj else []


class AccountGroupAdmin(Ticked, BaseAdmin, GroupAdmin):
    search_fields = ["name"]


class WatchAdmin(ReadOnly, BaseAdmin):
    list_display = ["query", "rate", "language", "confirmed_at", "stopped_at"]
    list_filter = ["rate", "language"]
    search_fields = ["query"]
    exclude = ["token"]
