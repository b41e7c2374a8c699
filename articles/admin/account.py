"""What an account sets for itself: its time zone, and whether it is told by mail that something waits."""

import zoneinfo

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from ..models import User


class SettingsForm(forms.ModelForm):
    time_zone = forms.ChoiceField()

    class Meta:
        model = User
        fields = ["time_zone", "desk_mail"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        zones = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone or zone == "UTC")
        self.fields["time_zone"].choices = [(zone, zone) for zone in zones]
        self.fields["time_zone"].label = _("Time zone of the calendar")


def urls(site):
    def serve(request):
        return settings(site, request)

    return [path("settings/", site.admin_view(serve), name="own_settings")]


def settings(site, request):
    form = SettingsForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your settings are kept."))
        return HttpResponseRedirect(reverse("admin:own_settings"))
    context = site.each_context(request) | {"title": _("Your settings"), "form": form}
    status = 400 if form.errors else 200
    return render(request, "admin/own_settings.html", context, status=status)
