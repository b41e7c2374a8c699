"""The rows of the desk's lists: sources, quotations, positions first told in the report.

A row keeps what was typed, finished or not: whether it can be published is asked when it is published
(desk/checks). So nothing here is required, and a date or an address is any text.
"""

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .. import drafting
from ..choices import Grade, SourceKind, Stance
from ..models import Country, Issue, Negotiator, Position, Quote
from ..models.quote import new_uid
from .choosing import LinkField, LinksField
from .fields import TidyCharField


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"


class RowForm(forms.Form):
    """One row. identifier names the hidden field by which it is known, from the page it was begun on."""

    identifier = "uid"
    new_identifier = staticmethod(new_uid)

    def __init__(self, *args, chosen, **kwargs):
        super().__init__(*args, **kwargs)
        self.chosen = chosen

    @cached_property
    def changed_data(self):
        """Return what was changed; an identifier alone is no row."""
        return [name for name in super().changed_data if name != self.identifier]

    @property
    def is_new(self):
        """Whether the row is none of those that the page was opened on."""
        return not self.initial.keys() - {self.identifier}

    def document(self, previous):
        """Return the row as typed; a value that cannot be read leaves what was there before."""
        typed = {name: self.stored(value) for name, value in self.cleaned_data.items() if name != "DELETE"}
        return previous | typed

    @staticmethod
    def stored(value):
        """Return a cleaned value as documents hold it."""
        if isinstance(value, list):
            return [each.slug for each in value]
        return getattr(value, "slug", value) or ""


class SourceForm(RowForm):
    uid = forms.CharField(required=False, widget=forms.HiddenInput)
    title = TidyCharField(label=_("Title"), required=False)
    outlet = TidyCharField(label=_("Outlet"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "–"), *SourceKind.choices], required=False)
    url = TidyCharField(label=_("Address"), required=False, widget=forms.URLInput)
    archived_url = TidyCharField(label=_("Archived address"), required=False, widget=forms.URLInput)
    accessed_on = TidyCharField(label=_("Accessed on"), required=False, widget=DayInput)

    @staticmethod
    def initial_of(source, chosen):
        return source


class QuoteForm(RowForm):
    uid = forms.CharField(required=False, widget=forms.HiddenInput)
    text = TidyCharField(label=_("Words"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    speaker_name = TidyCharField(
        label=_("Speaker as printed"), required=False, help_text=_("For one who is not on record.")
    )
    said_on = TidyCharField(label=_("Said on"), required=False, help_text=_("2014-04-25, 2014-04 or 2014."))

    def __init__(self, *args, chosen, **kwargs):
        super().__init__(*args, chosen=chosen, **kwargs)
        self.fields["speaker"] = LinkField(Quote._meta.get_field("speaker"), chosen)
        self.fields["issues"] = LinksField(Quote._meta.get_field("issues"), chosen)
        self.order_fields(["uid", "text", "speaker", "speaker_name", "said_on", "issues"])

    @staticmethod
    def initial_of(quote, chosen):
        return quote | {
            "speaker": _one(chosen.of(Negotiator), quote.get("speaker")),
            "issues": _all(chosen.of(Issue), quote.get("issues")),
        }


class PositionForm(RowForm):
    """A position first told in this report; slug is its reference from the first save on."""

    identifier = "slug"
    new_identifier = staticmethod(drafting.new_reference)

    slug = forms.CharField(required=False, widget=forms.HiddenInput)
    stance = forms.ChoiceField(label=_("Stance"), choices=[("", "–"), *Stance.choices], required=False)
    summary = TidyCharField(label=_("In one line"), required=False)
    since = TidyCharField(label=_("Since"), required=False, help_text=_("2014-04-25, 2014-04 or 2014."))
    grade = forms.ChoiceField(label=_("Attribution"), choices=[("", "–"), *Grade.choices], required=False)

    def __init__(self, *args, chosen, **kwargs):
        super().__init__(*args, chosen=chosen, **kwargs)
        for name, field in (("issue", LinkField), ("countries", LinksField), ("counterparts", LinksField)):
            self.fields[name] = field(Position._meta.get_field(name), chosen)
        self.order_fields(
            ["slug", "countries", "issue", "stance", "summary", "since", "counterparts", "grade"]
        )

    @staticmethod
    def initial_of(told, chosen):
        return told | {
            "issue": _one(chosen.of(Issue), told.get("issue")),
            "countries": _all(chosen.of(Country), told.get("countries")),
            "counterparts": _all(chosen.of(Country), told.get("counterparts")),
        }


def _all(chosen, slugs):
    return [each.pk for each in chosen.named(slugs or [])]


def _one(chosen, slug):
    return next(iter(_all(chosen, [slug])), None)


class RowFormSet(BaseFormSet):
    """Rows of which one that was new when the page was opened stays new.

    Django would compare it with whatever is stored at its place by now, and drop it where the two are the
    same: a second save of one page would lose the row.
    """

    # What the browser puts an identifier of its own in place of.
    OPEN = "__id__"

    def _construct_form(self, i, **kwargs):
        if i >= self.initial_form_count():
            name = self.form.identifier
            kwargs["initial"] = {} if self.is_bound else {name: self.form.new_identifier()}
        return super()._construct_form(i, **kwargs)

    @property
    def empty_form(self):
        form = super().empty_form
        form.initial = {form.identifier: self.OPEN}
        return form

    def documents(self, previous):
        """Return the rows that are filled in and not to be deleted.

        previous is {identifier: row} of what the form was opened on. A list that came in pieces, or too
        long, is left as it was.
        """
        if not self.management_form.is_valid() or self.non_form_errors():
            return list(previous.values())
        name = self.form.identifier
        rows = []
        for form in self.forms:
            if form.cleaned_data.get("DELETE") or (form.is_new and not form.has_changed()):
                continue
            row = form.document(previous.get(form.cleaned_data.get(name), {}))
            if any(value for column, value in row.items() if column != name):
                row[name] = row.get(name) or self.form.new_identifier()
                rows.append(row)
        return rows


ROWS = {"formset": RowFormSet, "extra": 1, "can_delete": True, "max_num": 500, "absolute_max": 1000}
SourceFormSet = formset_factory(SourceForm, **ROWS)
QuoteFormSet = formset_factory(QuoteForm, **ROWS)
PositionFormSet = formset_factory(PositionForm, **ROWS)
