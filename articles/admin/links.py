"""Links of sources that are gone or moved, and what can be done about each by one click."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from .. import links
from ..choices import LinkState
from ..models import LinkCheck, Source
from .base import BaseAdmin, ReadOnly

SETTLED = Q(state=LinkState.ALIVE) | (Q(state=LinkState.DEAD) & ~Q(source__archived_url=""))
LONGEST = Source._meta.get_field("url").max_length


class LinkStanding(admin.SimpleListFilter):
    """What is found at an address; without a choice, what somebody should look at."""

    title = gettext_lazy("found")
    parameter_name = "found"

    def lookups(self, request, model_admin):
        return [*LinkState.choices, ("all", _("all asked for"))]

    def choices(self, changelist):
        """Call the list without a choice by what it holds."""
        first, *others = super().choices(changelist)
        return [first | {"display": _("to be looked at")}, *others]

    def queryset(self, request, queryset):
        if self.value() in LinkState.values:
            return queryset.filter(state=self.value())
        return queryset if self.value() == "all" else queryset.exclude(SETTLED)


class LinkCheckAdmin(ReadOnly, BaseAdmin):
    list_display = ["shown_source", "shown_address", "shown_state", "checked_at", "what_to_do"]
    list_filter = [LinkStanding]
    list_select_related = ["source"]
    search_fields = ["source__title", "source__outlet", "url"]
    ordering = ["state", "-checked_at", "-pk"]
    fields = ["source", "url", "state", "status", "note", "moved_to", "proposed", "misses", "checked_at"]
    actions = ["use_archived"]

    def has_mend_permission(self, request):
        return request.user.has_perm("articles.change_source")

    def get_list_display(self, request):
        return [
            name for name in self.list_display if name != "what_to_do" or self.has_mend_permission(request)
        ]

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path(f"<int:pk>/{name}/", wrap(require_POST(view)), name=f"articles_linkcheck_{name}")
            for name, view in (("archive", self.archive_view), ("follow", self.follow_view))
        ] + super().get_urls()

    # ------------------------------------------------------------------ columns

    @admin.display(description=gettext_lazy("source"), ordering="source__title")
    def shown_source(self, check):
        return check.source.title

    @admin.display(description=gettext_lazy("address"), ordering="url")
    def shown_address(self, check):
        return format_html('<a href="{0}" rel="noopener noreferrer external">{0}</a>', check.url)

    @admin.display(description=gettext_lazy("found"), ordering="state")
    def shown_state(self, check):
        told = [str(check.status or ""), check.note]
        more = ", ".join(filter(None, told))
        return f"{check.get_state_display()} ({more})" if more else check.get_state_display()

    @admin.display(description=gettext_lazy("what to do"))
    def what_to_do(self, check):
        """A button within the form of the list, which sends it elsewhere: no script, no second form."""
        if check.source.url != check.url:
            return _("the address was changed since")
        if check.state == LinkState.DEAD and check.source.archived_url:
            return format_html('<a href="{}" rel="noopener noreferrer external">{}</a>',
                               check.source.archived_url, _("archived copy in use"))  # fmt: skip
        if check.state == LinkState.DEAD and check.proposed:
            return format_html(
                '<a href="{}" rel="noopener noreferrer external">{}</a> {}',
                check.proposed, _("Look at the copy"), self._button(check, "archive", _("Use archived copy")),
            )  # fmt: skip
        if check.state == LinkState.MOVED and len(check.moved_to) <= LONGEST:
            return format_html(
                '<a href="{}" rel="noopener noreferrer external">{}</a> {}',
                check.moved_to, check.moved_to, self._button(check, "follow", _("Use new address")),
            )  # fmt: skip
        return ""

    def _button(self, check, name, words):
        address = reverse(f"admin:articles_linkcheck_{name}", args=[check.pk])
        return format_html(
            '<button class="mend" formaction="{}" aria-label="{}: {}">{}</button>',
            address, words, check.source.title, words,
        )  # fmt: skip

    # ------------------------------------------------------------------ acts

    @admin.action(description=gettext_lazy("Use the archived copies proposed"), permissions=["mend"])
    def use_archived(self, request, queryset):
        count = links.use_archived(queryset)
        told = ngettext(
            "%(n)d source has its archived copy.", "%(n)d sources have their archived copies.", count
        )
        self.message_user(request, told % {"n": count})

    def archive_view(self, request, pk):
        check = self._check(request, pk)
        if links.use_archived(LinkCheck.objects.filter(pk=check.pk)):
            messages.success(request, _("Readers are led to the archived copy."))
        else:
            messages.warning(request, _("There is an archived copy in use already, or none is proposed."))
        return self._back()

    def follow_view(self, request, pk):
        """Let a source name the address that its page moved to."""
        check = self._check(request, pk)
        try:
            with transaction.atomic():
                done = check.moved_to and Source.objects.filter(pk=check.source_id, url=check.url).update(
                    url=check.moved_to[:LONGEST]
                )
                if done:
                    found = {"url": check.moved_to, "state": LinkState.ALIVE, "moved_to": ""}
                    LinkCheck.objects.filter(pk=check.pk).update(**found, checked_at=timezone.now())
        except IntegrityError:
            messages.error(request, _("Another source has this title and the new address already."))
            return self._back()
        if done:
            messages.success(request, _("The source names the new address."))
        else:
            messages.warning(request, _("The source’s address was changed since it was asked for."))
        return self._back()

    def _check(self, request, pk):
        if not self.has_mend_permission(request):
            raise PermissionDenied
        return get_object_or_404(LinkCheck, pk=pk)

    def _back(self):
        return HttpResponseRedirect(reverse("admin:articles_linkcheck_changelist"))
