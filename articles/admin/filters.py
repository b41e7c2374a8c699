"""Filters for lists that may be long: none reads every row to say what can be chosen."""

import re

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Max, Min
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from ..choices import Status
from .choosing import Chosen, LinkWidget

STEP = re.compile(r"(?!0000)\d{4}(-(0[1-9]|1[0-2]))?", re.ASCII)


def date_steps(field, title):
    """Return a filter by year and, a year chosen, by month; field is a date, a moment or a partial date."""

    class DateSteps(admin.SimpleListFilter):
        parameter_name = f"{field}_in"

        def __init__(self, request, params, model, model_admin):
            self.title = title
            self.is_text = model._meta.get_field(field).get_internal_type() not in (
                "DateField",
                "DateTimeField",
            )
            super().__init__(request, params, model, model_admin)

        def lookups(self, request, model_admin):
            """Return the years from the first row's to the last's, or the months of the year chosen."""
            year, _mark, _month = (self.value() or "").partition("-")
            if year:
                return [(year, year), *((f"{year}-{number:02}", name) for number, name in MONTHS.items())]
            rows = model_admin.model._default_manager
            if self.is_text:
                rows = rows.exclude(**{field: ""})
            ends = rows.order_by().aggregate(first=Min(field), last=Max(field))
            if not ends["first"]:
                return []
            first, last = (int(str(ends[end])[:4]) for end in ("first", "last"))
            return [(str(year), str(year)) for year in range(last, first - 1, -1)]

        def queryset(self, request, queryset):
            if not self.value():
                return queryset
            if not STEP.fullmatch(self.value()):
                raise IncorrectLookupParameters
            if self.is_text:
                return queryset.filter(**{f"{field}__startswith": self.value()})
            year, _mark, month = self.value().partition("-")
            chosen = {f"{field}__year": int(year)} | ({f"{field}__month": int(month)} if month else {})
            return queryset.filter(**chosen)

    return DateSteps


class RelationFilter(admin.RelatedFieldListFilter):
    """One related row, found by typing a part of its name."""

    template = "admin/relation_filter.html"

    def field_choices(self, field, request, model_admin):
        return []

    def has_output(self):
        return True

    def choices(self, changelist):
        """Yield the one thing the template needs: the widget, and what else the address says."""
        site = changelist.model_admin.admin_site
        chosen = self.lookup_val[-1] if self.lookup_val else None
        widget = LinkWidget(self.field, site, attrs={"aria-label": self.title})
        widget.chosen = Chosen(site.get_model_admin(self.field.related_model))
        # A link with a plain name would not say which of two filters of one page it belongs to.
        name = self.lookup_kwarg
        yield {
            "widget": widget.render(name, chosen, {"id": f"filter_{self.field.name}"}),
            "kept": [
                (key, value)
                for key, values in changelist.filter_params.items()
                if key != name
                for value in values
            ],
            "clear": changelist.get_query_string(remove=[name]) if chosen else "",
        }


class ArticleStanding(admin.SimpleListFilter):
    """Where a report stands, scheduled ones and those with unpublished changes told apart."""

    title = _("status")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [
            ("draft", _("draft")),
            ("in-review", _("in review")),
            ("scheduled", _("scheduled")),
            ("published", _("published")),
            ("changed", _("changes not published")),
            ("withdrawn", _("withdrawn")),
            ("binned", _("in the bin")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "draft" | "withdrawn" | "binned" as status:
                return queryset.filter(status=status)
            case "in-review":
                return queryset.in_review()
            case "scheduled":
                return queryset.scheduled()
            case "published":
                return queryset.published()
            case "changed":
                return queryset.filter(first_public_at__isnull=False, draft__isnull=False)
        return queryset.exclude(status=Status.BINNED)
