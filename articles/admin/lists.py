"""Lists of reports at the desk: the ready-made ones, filters by work, and lists that an account keeps."""

import datetime
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ..choices import Stage, Status
from ..cleaning import tidy_text
from ..desk_lists import STALE_DAYS
from ..models import SavedList
from ..workflow import acts

# {name in an address: (title, order)}
READY = {
    "mine": (gettext_lazy("Mine"), ["-updated_at", "-pk"]),
    "review": (gettext_lazy("To review"), ["draft__stage_since", "pk"]),
    "due": (gettext_lazy("Due"), ["assignment__due_on", "pk"]),
    "stale": (gettext_lazy("Stale"), ["draft__updated_at", "pk"]),
    "scheduled": (gettext_lazy("Scheduled"), ["published_at", "pk"]),
}
USUAL_ORDER = ["-updated_at", "-pk"]
MOST_SAVED = 30
# Parts of an address that say where in a list one is, not which list it is.
PLACES = ("p", "e")


class ReadyLists(admin.SimpleListFilter):
    """The lists above the reports. Its template is empty: among the filters they would stand twice."""

    template = "admin/shown_above.html"
    title = gettext_lazy("list")
    parameter_name = "list"

    def __init__(self, request, params, model, model_admin):
        self.user = request.user
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [(name, title) for name, (title, _order) in READY.items()]

    def queryset(self, request, queryset):
        match self.value():
            case "mine":
                return queryset.in_work().reachable_by(self.user)
            case "review":
                return queryset.in_review()
            case "due":
                return queryset.due()
            case "stale":
                return queryset.stale()
            case "scheduled":
                return queryset.scheduled()
        return queryset


class AssignedTo(admin.SimpleListFilter):
    title = gettext_lazy("assigned to")
    parameter_name = "assigned"

    def lookups(self, request, model_admin):
        return [("0", _("nobody")), *((str(each.pk), str(each)) for each in acts.accounts())]

    def queryset(self, request, queryset):
        value = self.value()
        if value == "0":
            return queryset.filter(assignment__account=None)
        if value in dict(self.lookup_choices):
            return queryset.filter(assignment__account=int(value))
        return queryset.none() if value else queryset


class DueBy(admin.SimpleListFilter):
    title = gettext_lazy("due")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [
            ("overdue", _("overdue")),
            ("today", _("today")),
            ("week", _("within 7 days")),
            ("any", _("any day")),
        ]

    def queryset(self, request, queryset):
        today = timezone.now().date()
        match self.value():
            case "overdue":
                return queryset.due().filter(assignment__due_on__lt=today)
            case "today":
                return queryset.due().filter(assignment__due_on=today)
            case "week":
                week = (today, today + datetime.timedelta(days=7))
                return queryset.due().filter(assignment__due_on__range=week)
            case "any":
                return queryset.due()
        return queryset


def order_of(request):
    """Return the order of the reports listed: a ready-made list has its own."""
    return READY.get(request.GET.get("list"), (None, USUAL_ORDER))[1]


def context(request):
    """Return what stands above the list: ready-made lists, those of the account, and what can be kept."""
    address = reverse("admin:articles_article_changelist")
    query = _query(request.GET.urlencode())
    saved = list(request.user.saved_lists.all())
    known = {f"list={name}" for name in READY} | {each.query for each in saved}
    return {
        "all_reports": address,
        "ready_lists": [
            {"title": title, "address": f"{address}?list={name}", "is_here": query == f"list={name}"}
            for name, (title, _order) in READY.items()
        ],
        "saved_lists": [(each, each.query == query) for each in saved],
        "list_query": query,
        "may_save_list": bool(query) and query not in known,
        "stale_days": STALE_DAYS if request.GET.get("list") == "stale" else 0,
    }


def _query(text):
    """Return the query string of a list, without the place in it and what is empty."""
    pairs = [(name, value) for name, values in QueryDict(text).lists() for value in values]
    return urlencode([(name, value) for name, value in pairs if value and name not in PLACES])


def urls(model_admin):
    wrap = model_admin.admin_site.admin_view
    return [
        path("lists/save/", wrap(require_POST(save)), name="articles_article_list_save"),
        path("lists/<int:pk>/drop/", wrap(require_POST(drop)), name="articles_article_list_drop"),
    ]


def save(request):
    """Keep a filtered list under a name; the same name again stands for the new list."""
    name = " ".join(tidy_text(request.POST.get("name", "")).split())
    kept = SavedList(account=request.user, name=name, query=_query(request.POST.get("query", "")))
    longest = {each: SavedList._meta.get_field(each).max_length for each in ("name", "query")}
    if not name or len(name) > longest["name"]:
        messages.error(
            request, _("A list needs a name of at most %(n)d characters.") % {"n": longest["name"]}
        )
    elif not kept.query or len(kept.query) > longest["query"]:
        messages.error(request, _("There is nothing to keep: choose a filter first."))
    elif request.user.saved_lists.exclude(name=name).count() >= MOST_SAVED:
        messages.error(request, _("You keep %(n)d lists already. Drop one first.") % {"n": MOST_SAVED})
    else:
        SavedList.objects.update_or_create(account=request.user, name=name, defaults={"query": kept.query})
        messages.success(request, _("Kept as “%(name)s”.") % {"name": name})
    return HttpResponseRedirect(kept.get_absolute_url())


def drop(request, pk):
    dropped, _of_kinds = request.user.saved_lists.filter(pk=pk).delete()
    if not dropped:
        raise Http404
    messages.success(request, _("The list is dropped; the reports in it stay."))
    return HttpResponseRedirect(reverse("admin:articles_article_changelist"))


def standing_of(article):
    """Return the words for where a report stands, and the stage of changes that readers do not see yet."""
    words = _("scheduled") if article.is_scheduled else article.get_status_display()
    draft = getattr(article, "draft", None)
    if draft is None or article.status in (Status.IN_REVIEW, Status.BINNED):
        return words
    if article.status == Status.DRAFT:
        return draft.get_stage_display() if draft.stage == Stage.RETURNED else words
    return _("%(status)s; changes %(stage)s") % {"status": words, "stage": draft.get_stage_display()}
