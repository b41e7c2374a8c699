"""What every admin of the desk shares."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Exists, OuterRef
from django.forms import ModelChoiceField
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst

from ..models import Alias, Article
from .fields import LinesField, NamesField

# Columns kept as JSON, and the form field by which a person can write each.
WRITTEN_IN_LINES = {"names": NamesField, "hs_codes": LinesField, "trade_facts": LinesField}
HELD = ("confidence", "sources")


class CountingPaginator(Paginator):
    """Counts no further than `most`, so that a list of a million rows opens like one of a thousand."""

    most = 10_000

    @cached_property
    def count(self):
        return self.object_list.order_by()[: self.most].count()


class Related:
    """Relations in forms, as autocompletes with the labels of the related model's own admin."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_autocomplete_fields(self, request):
        relations = [
            field
            for field in [*self.opts.concrete_fields, *self.opts.local_many_to_many]
            if field.is_relation and field.editable
        ]
        return [
            field.name
            for field in relations
            if (found := self._admin_of(field.related_model)) and found.get_search_fields(request)
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in WRITTEN_IN_LINES:
            return WRITTEN_IN_LINES[db_field.name](label=capfirst(db_field.verbose_name), required=False)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        related = self._admin_of(db_field.related_model) if isinstance(field, ModelChoiceField) else None
        if related and isinstance(related, BaseAdmin):
            field.queryset = related.for_labels(field.queryset)
            field.label_from_instance = related.label
        return field

    def _admin_of(self, model):
        return self.admin_site._registry.get(model)


class BaseAdmin(Related, admin.ModelAdmin):
    """An admin of the desk.

    alias_owner     name of Alias's key to this model, whose aliases the search then reads too
    label_needs     relations that label() reads; the first of a path of a foreign key is joined
    used_in         pairs of a model and the name of its relation to this one, shown beside the form
    """

    alias_owner = ""
    label_needs = ()
    used_in = ()

    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CountingPaginator
    save_on_top = False
    view_on_site = True

    @property
    def media(self):
        """What a list needs too, whose filters by relation are autocompletes."""
        widgets = [
            AutocompleteSelect(self.opts.get_field(each[0]), self.admin_site)
            for each in self.list_filter
            if isinstance(each, tuple)
        ]
        return sum((widget.media for widget in widgets[:1]), super().media)

    def label(self, obj):
        """Return the words for a row in an autocomplete: enough to tell it from its namesakes."""
        return str(obj)

    def for_labels(self, queryset):
        """Return the queryset with what label() reads."""
        return queryset.prefetch_related(*self.label_needs)

    def get_changelist_instance(self, request):
        """Refuse a NUL in a filter: PostgreSQL takes none, whatever the column."""
        if any("\0" in value for values in dict(request.GET.lists()).values() for value in values):
            raise IncorrectLookupParameters
        return super().get_changelist_instance(request)

    def lookup_allowed(self, lookup, value, request):
        """Allow links that name one related row, as those of "used in" do."""
        relations = {field.name for field in self.opts.get_fields() if field.is_relation}
        name, _mark, rest = lookup.partition("__")
        return (name in relations and rest == "id__exact") or super().lookup_allowed(lookup, value, request)

    def get_search_results(self, request, queryset, search_term):
        found, has_duplicates = super().get_search_results(request, queryset, search_term)
        if self.alias_owner and search_term.strip():
            aliases = Alias.objects.filter(
                **{self.alias_owner: OuterRef("pk")}, folded__contains=search_term.strip().casefold()
            )
            found |= queryset.filter(Exists(aliases))
        return found, has_duplicates

    def get_fields(self, request, obj=None):
        """Put how a fact is known after the fact."""
        return sorted(super().get_fields(request, obj), key=lambda name: name in HELD)

    def get_prepopulated_fields(self, request, obj=None):
        """Fill in an address from the name for what is new only: an old one is known to readers."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["used_in"] = self.uses(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def uses(self, request, obj):
        """Return where a row is used: dicts of the other model's name, how often, a link to those rows."""
        found = []
        for model, relation in self.used_in:
            other = self._admin_of(model)
            count = model._default_manager.filter(**{relation: obj}).count()
            if count and other.has_view_permission(request):
                meta = model._meta
                url = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
                found.append(
                    {
                        "name": meta.verbose_name_plural,
                        "by": meta.get_field(relation).verbose_name,
                        "count": count,
                        "url": f"{url}?{relation}__id__exact={obj.pk}",
                    }
                )
        return found


class OfReports:
    """For what belongs to a report: reporters see it of their own reports only, as they do the reports."""

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if request.user.has_perm("articles.change_any_article"):
            return rows
        return rows.filter(article__in=Article.objects.reachable_by(request.user))


class ReadOnly:
    """For what the house itself writes: to be read and searched, never changed by hand."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class BaseInline(Related, admin.TabularInline):
    extra = 0
    show_change_link = False
