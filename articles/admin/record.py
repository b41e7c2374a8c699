"""Countries, groups, issues, people and meetings."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from ..models import (
    OWNERS,
    Alias,
    Appointment,
    Article,
    Attendance,
    Chapter,
    Meeting,
    Membership,
    Negotiator,
    Offer,
    Outcome,
    Position,
    Quote,
)
from .base import BaseAdmin, BaseInline
from .filters import RelationFilter, date_steps
from .merging import Mergeable

WRITTEN_TWICE = _("“%(text)s” is among its written forms already; capitals make no difference.")


class AliasForm(forms.ModelForm):
    def clean(self):
        """Refuse what its owner has already: the database would, by a column that no form shows."""
        typed = super().clean()
        text = typed.get("text")
        for name in OWNERS:
            owner = typed.get(name)
            if text and owner and owner.pk:
                same = Alias.objects.filter(folded=text.casefold(), **{name: owner})
                if same.exclude(pk=self.instance.pk).exists():
                    raise ValidationError({"text": ValidationError(WRITTEN_TWICE, params={"text": text})})
        return typed


class AliasFormSet(BaseInlineFormSet):
    def clean(self):
        """Refuse one form written in two rows at once."""
        super().clean()
        seen = set()
        for form in self.forms:
            typed = getattr(form, "cleaned_data", {})
            text = typed.get("text")
            if not text or typed.get("DELETE"):
                continue
            if text.casefold() in seen:
                form.add_error("text", ValidationError(WRITTEN_TWICE, params={"text": text}))
            seen.add(text.casefold())


class AliasInline(BaseInline):
    model = Alias
    form = AliasForm
    formset = AliasFormSet
    fields = ["text", "kind", "language"]


class AliasAdmin(BaseAdmin):
    """All written forms in one list; the desk and the search use a change with their next reading."""

    form = AliasForm
    list_display = ["text", "kind", "language", "script", "country", "negotiator", "issue", "meeting"]
    list_filter = [
        "kind", "language", "script",
        ("country", RelationFilter), ("negotiator", RelationFilter), ("issue", RelationFilter),
    ]  # fmt: skip
    list_select_related = ["country", "negotiator", "issue", "meeting"]
    search_fields = ["text"]
    fields = ["text", "kind", "language", "country", "negotiator", "issue", "meeting"]


class AppointmentInline(BaseInline):
    model = Appointment


class MembershipInline(BaseInline):
    model = Membership


class AttendanceInline(BaseInline):
    model = Attendance


class CountryAdmin(BaseAdmin):
    alias_owner = "country"
    used_in = [(Article, "countries"), (Negotiator, "country"), (Position, "countries"), (Meeting, "country")]
    list_display = ["name", "iso2", "standing", "role", "joined_talks", "is_cptpp_member", "confidence"]
    list_filter = ["standing", "is_cptpp_member", "confidence"]
    search_fields = ["name", "official_name", "iso2", "iso3"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [AliasInline, MembershipInline]


class GroupAdmin(BaseAdmin):
    list_display = ["label", "name", "confidence"]
    search_fields = ["label", "name"]
    inlines = [MembershipInline]


class IssueAdmin(Mergeable, BaseAdmin):
    alias_owner = "issue"
    label_needs = ["parent"]
    used_in = [
        (Article, "issues"), (Position, "issue"), (Outcome, "issue"), (Offer, "issue"), (Chapter, "issues"),
    ]  # fmt: skip
    list_display = ["name", "kind", "parent", "sensitive_group", "confidence"]
    list_filter = ["kind", "sensitive_group", "confidence", ("parent", RelationFilter)]
    list_select_related = ["parent"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [AliasInline]

    def label(self, obj):
        return f"{obj.name} ({obj.parent.name})" if obj.parent else obj.name


class NegotiatorAdmin(Mergeable, BaseAdmin):
    alias_owner = "negotiator"
    label_needs = ["country", Prefetch("appointments", to_attr="offices")]
    used_in = [(Article, "negotiators"), (Position, "people"), (Quote, "speaker")]
    list_display = ["name", "native_name", "country", "office", "confidence"]
    list_filter = [("country", RelationFilter), "confidence", "appointments__kind"]
    list_select_related = ["country"]
    search_fields = ["name", "native_name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [AppointmentInline, AliasInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(*self.label_needs)

    @admin.display(description=_("office"))
    def office(self, obj):
        """The latest office; offices come latest first."""
        return obj.offices[0].title if obj.offices else ""

    def label(self, obj):
        """Tell namesakes apart by country and latest office."""
        known = [obj.country.name if obj.country else obj.country_code, self.office(obj)]
        return f"{obj.name} ({', '.join(filter(None, known))})" if any(known) else obj.name


class MeetingAdmin(Mergeable, BaseAdmin):
    alias_owner = "meeting"
    used_in = [(Article, "meeting"), (Position, "meeting")]
    list_display = ["name", "kind", "start", "end", "city", "country", "confidence"]
    list_filter = [date_steps("start", _("first day")), "kind", ("country", RelationFilter), "confidence"]
    list_select_related = ["country"]
    search_fields = ["name", "city", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [AttendanceInline, AliasInline]

    def label(self, obj):
        return f"{obj.name}, {obj.start}"
