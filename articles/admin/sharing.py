"""Share links: leave for an outsider to read a working copy for some days."""

import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..addresses import absolute
from ..cleaning import tidy_text
from ..models import ShareLink

DAYS = (1, 7, 30)
MADE_HERE = "#sharing"


class ShareForm(forms.Form):
    days = forms.TypedChoiceField(choices=[(days, days) for days in DAYS], coerce=int)
    note = forms.CharField(required=False, max_length=200)

    def clean_note(self):
        return tidy_text(self.cleaned_data["note"]).strip()


def urls(admin):
    """Return the addresses at which a report's links are made and revoked."""

    def served(view):
        return admin.admin_site.admin_view(require_POST(_of_report(admin, view)))

    return [
        path("<path:object_id>/share/", served(share), name="articles_article_share"),
        path("<path:object_id>/share/<slug:uid>/revoke/", served(revoke), name="articles_article_unshare"),
    ]


def links(request, article):
    """Return what the desk lists of a report's open links: dicts of link, address and revoke (addresses)."""
    return [
        {
            "link": link,
            "address": absolute(request, link.get_absolute_url()),
            "revoke": reverse("admin:articles_article_unshare", args=[article.pk, link.uid]),
        }
        for link in ShareLink.objects.open().filter(article=article).select_related("made_by")
    ]


def _of_report(admin, view):
    """Serve a view of (request, article, …) to whoever may change the report, and go back to its desk."""

    def serve(request, object_id, **kwargs):
        article = admin.get_object(request, object_id)
        if article is None:
            raise Http404
        if not admin.has_change_permission(request, article):
            raise PermissionDenied
        view(request, article, **kwargs)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]) + MADE_HERE)

    return serve


def share(request, article):
    form = ShareForm(request.POST)
    if not form.is_valid():
        days = ", ".join(map(str, DAYS))
        messages.error(
            request,
            _("Not shared: a link is good for %(days)s days, and its note has at most 200 characters.")
            % {"days": days},
        )
        return
    link = ShareLink.objects.create(
        article=article,
        made_by=request.user,
        note=form.cleaned_data["note"],
        expires_at=timezone.now() + datetime.timedelta(days=form.cleaned_data["days"]),
    )
    messages.success(
        request,
        _("Shared until %(moment)s UTC. Whoever has the address can read the draft: send it to one person.")
        % {"moment": date_format(link.expires_at, "DATETIME_FORMAT")},
    )


def revoke(request, article, uid):
    link = get_object_or_404(ShareLink, article=article, uid=uid)
    ShareLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())
    messages.success(request, _("Revoked. The address shows the draft no more."))
