"""The form of the writing desk, and the way between it and a Content document.

Saving must always be possible, so the form asks for nothing: it refuses only what cannot be read at all
(a link to nothing, half a date), keeps everything else, and says which field it left as it was.
"""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..choices import Language
from ..models import (
    Article,
    Content,
    Country,
    Document,
    Issue,
    Meeting,
    Negotiator,
    Photo,
    Position,
)
from .choosing import ChosenByModel, LinkField, LinksField
from .fields import BodyField, TagsField, TidyCharField
from .rows import DayInput, PositionFormSet, QuoteFormSet, SourceFormSet

LINKS = {"countries": Country, "negotiators": Negotiator, "issues": Issue}
TEXTS = ("summary", "body", "byline", "dateline", "slug", "tags", "is_sample")


class TimeInput(forms.TimeInput):
    input_type = "time"


class MomentWidget(forms.SplitDateTimeWidget):
    """A day and a time with the browser's own pickers."""

    def __init__(self, day, time):
        super(forms.SplitDateTimeWidget, self).__init__(
            [
                DayInput(format="%Y-%m-%d", attrs={"aria-label": day}),
                TimeInput(format="%H:%M", attrs={"aria-label": time}),
            ]
        )


class MomentField(forms.SplitDateTimeField):
    """A moment in UTC; a day without a time means noon."""

    def __init__(self, *, day, time, **kwargs):
        super().__init__(require_all_fields=False, required=False, widget=MomentWidget(day, time), **kwargs)
        for field in self.fields:
            field.required = False

    def compress(self, data_list):
        if not data_list or not any(data_list):
            return None
        if not data_list[0]:
            raise ValidationError(_("There is a time but no day. Give the day too, or empty the time."))
        day, time = data_list
        return datetime.datetime.combine(day, time or datetime.time(12), datetime.UTC)


class ArticleForm(forms.Form):
    """Everything of a Content but its lists of sources, quotations and positions."""

    headline = TidyCharField(
        label=_("Headline"), required=False, widget=forms.Textarea(attrs={"rows": 2, "class": "headline"})
    )
    summary = TidyCharField(
        label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 2, "class": "summary"})
    )
    body = BodyField(label=_("Text"), required=False)
    byline = TidyCharField(label=_("Byline"), required=False)
    dateline = TidyCharField(label=_("Dateline place"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices, required=False)
    published_at = MomentField(
        label=_("Date of the report"),
        day=_("Day of the report"),
        time=_("Time of the report, UTC"),
        help_text=_("In UTC. It orders pages; a date to come schedules the report."),
    )
    unpublish_at = MomentField(
        label=_("Take it from readers at"),
        day=_("Day on which it is withdrawn"),
        time=_("Time at which it is withdrawn, UTC"),
        help_text=_("In UTC. Left empty, it stays."),
    )
    slug = TidyCharField(
        label=_("Address"), required=False, help_text=_("Made from the headline if left empty.")
    )
    tags = TagsField(label=_("Tags"), required=False, help_text=_("Put a comma between tags."))
    is_sample = forms.BooleanField(label=_("Sample coverage"), required=False)
    revision = forms.CharField(required=False, widget=forms.HiddenInput)
    tab = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, chosen, edited=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.edited = edited
        relation = Article._meta.get_field
        for name in LINKS:
            self.fields[name] = LinksField(relation(name), chosen)
        self.fields["meeting"] = LinkField(relation("meeting"), chosen)
        self.fields["photo"] = LinkField(relation("photo"), chosen)
        self.fields["translation_of"] = LinkField(relation("translation_of"), chosen)
        self.fields["documents"] = LinksField(relation("documents"), chosen)
        self.fields["positions"] = LinksField(
            relation("positions"), chosen, label=_("Positions on record that it tells")
        )

    @staticmethod
    def initial_of(content, chosen):
        """Return what the form shows of a document."""
        known = chosen.of(Position).named([told["slug"] for told in content.positions])
        return {
            "headline": content.headline,
            "language": content.language,
            "published_at": content.date,
            "unpublish_at": content.end,
            "documents": [each.pk for each in chosen.of(Document).named(content.documents)],
            "meeting": next((each.pk for each in chosen.of(Meeting).named([content.meeting])), None),
            "photo": content.photo,
            "translation_of": content.translation_of,
            "positions": [position.pk for position in known],
            **{name: getattr(content, name) for name in TEXTS},
            **{
                name: [each.pk for each in chosen.of(model).named(getattr(content, name))]
                for name, model in LINKS.items()
            },
        }

    def clean_translation_of(self):
        """Return the original of what was chosen: translations hang on one original, not on each other."""
        chosen = self.cleaned_data["translation_of"]
        original = chosen.translation_of if chosen and chosen.translation_of else chosen
        if original and original == self.edited:
            raise ValidationError(_("A report is no translation of itself. Choose its original, or none."))
        if original and self.edited and self.edited.translations.exists():
            raise ValidationError(
                _("Other reports are translations of this one. Give them their original first, then it.")
            )
        return original

    def write(self, content):
        """Put what was typed into a document; what could not be read stays as it was in it."""
        typed = self.cleaned_data
        for name in (each for each in TEXTS if each in typed):
            setattr(content, name, typed[name])
        for name in (each for each in LINKS if each in typed):
            setattr(content, name, [each.slug for each in typed[name]])
        if "headline" in typed:
            content.headline = " ".join(typed["headline"].split())
        if "language" in typed:
            content.language = typed["language"] or Language.ENGLISH.value
        if "published_at" in typed:
            content.published_at = _moment(typed["published_at"], content.published_at, content.date)
        if "unpublish_at" in typed:
            content.unpublish_at = _moment(typed["unpublish_at"], content.unpublish_at, content.end)
        if "documents" in typed:
            content.documents = [each.uid for each in typed["documents"]]
        if "meeting" in typed:
            content.meeting = typed["meeting"].slug if typed["meeting"] else ""
        if "photo" in typed:
            content.photo = typed["photo"].pk if typed["photo"] else None
        if "translation_of" in typed:
            content.translation_of = typed["translation_of"].pk if typed["translation_of"] else None


def _moment(typed, kept, date):
    """Return a moment as the document keeps it: the form shows minutes, so the same minute is no change."""
    if typed and date and typed == date.replace(second=0, microsecond=0):
        return kept
    return typed.isoformat() if typed else ""


class DeskForms:
    """The form and its three lists as one: shown from a document, read back into one."""

    LISTS = {"sources": SourceFormSet, "quotes": QuoteFormSet, "positions_new": PositionFormSet}

    def __init__(self, content, *, site, article=None, revision="", tab="", data=None):
        self.content = content
        self.edited = article
        self.chosen = ChosenByModel(site)
        self._fetch(data)
        rows = {"sources": content.sources, "quotes": content.quotes, "positions_new": self._first_told()}
        self.article = ArticleForm(
            data,
            initial=ArticleForm.initial_of(content, self.chosen) | {"revision": revision, "tab": tab},
            chosen=self.chosen,
            edited=article,
        )
        self.lists = {
            prefix: formset(
                data,
                prefix=prefix,
                initial=[formset.form.initial_of(row, self.chosen) for row in rows[prefix]],
                form_kwargs={"chosen": self.chosen},
            )
            for prefix, formset in self.LISTS.items()
        }

    def _fetch(self, data):
        """Ask once for the rows that any field of the form names, by the document or as sent."""
        content = self.content
        told = content.positions
        slugs = {
            Country: [*content.countries, *_each(told, "countries"), *_each(told, "counterparts")],
            Issue: [
                *content.issues,
                *_each(content.quotes, "issues"),
                *(each.get("issue", "") for each in told),
            ],
            Negotiator: [*content.negotiators, *(each.get("speaker", "") for each in content.quotes)],
        }
        for model, named in slugs.items():
            self.chosen.of(model).named(named)
        sent = {}
        for name, values in dict(data.lists()).items() if data else ():
            if model := SENT.get(name.rpartition("-")[2]):
                sent.setdefault(model, []).extend(values)
        for model, ids in sent.items():
            self.chosen.of(model).numbered(ids)

    def _first_told(self):
        """Return the positions of the document that are not on record: first told in this report."""
        slugs = [told["slug"] for told in self.content.positions]
        known = {position.slug for position in self.chosen.of(Position).named(slugs)}
        return [told for told in self.content.positions if told["slug"] not in known and len(told) > 1]

    @property
    def sources(self):
        return self.lists["sources"]

    @property
    def quotes(self):
        return self.lists["quotes"]

    @property
    def positions(self):
        return self.lists["positions_new"]

    @property
    def media(self):
        return sum((formset.empty_form.media for formset in self.lists.values()), self.article.media)

    def errors(self):
        """Return what could not be read and was left as it was: dicts of field (id), label and message."""
        forms = [self.article, *(form for formset in self.lists.values() for form in formset.forms)]
        found = [
            {
                "field": form[name].auto_id,
                "label": str(form[name].label),
                "message": " ".join(messages),
            }
            for form in forms
            for name, messages in form.errors.items()
            if name in form.fields
        ]
        for prefix, formset in self.lists.items():
            found += [
                {"field": f"id_{prefix}-TOTAL_FORMS", "label": prefix, "message": str(message)}
                for message in formset.non_form_errors()
            ]
        return found

    def read(self):
        """Return the document as typed; what the form does not show of the old one is kept."""
        content = Content.from_json(self.content.to_json())
        self.article.is_valid()
        self.article.write(content)
        if not content.slug and self.edited and self.edited.has_had_readers:
            # Readers know the address of what they have read: emptied by mistake, it stays.
            content.slug = self.edited.slug
        content.sources = self.sources.documents({each["uid"]: each for each in content.sources})
        content.quotes = self.quotes.documents(
            {each["uid"]: each for each in content.quotes if each.get("uid")}
        )
        told = {each["slug"]: each for each in content.positions}
        first_told = {each["slug"]: each for each in self._first_told()}
        chosen = [each for slug, each in told.items() if slug not in first_told]
        if "positions" in self.article.cleaned_data:
            slugs = [position.slug for position in self.article.cleaned_data["positions"]]
            chosen = [told.get(slug, {"slug": slug}) for slug in slugs]
        content.positions = chosen + self.positions.documents(first_told)
        return content


# The names of fields, and the last part of the names of columns, that carry row numbers.
SENT = {
    "countries": Country,
    "counterparts": Country,
    "issues": Issue,
    "issue": Issue,
    "negotiators": Negotiator,
    "speaker": Negotiator,
    "meeting": Meeting,
    "photo": Photo,
    "translation_of": Article,
    "documents": Document,
    "positions": Position,
}


def _each(rows, column):
    return [value for row in rows for value in row.get(column) or ()]
