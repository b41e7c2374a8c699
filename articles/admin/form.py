"""The form of the writing desk, and the way between it and a Content document."""

import datetime
import re
import secrets

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from ..choices import Grade, Language, SourceKind, Stance
from ..cleaning import slug_of
from ..models import Article, Content, Country, Issue, Meeting, Negotiator, Photo, Position, Quote
from ..models.content import by_slug
from ..models.fields import PartialDateFormField
from .fields import BodyField, LinkField, LinksField, TagsField, TidyCharField

LINKS = ("countries", "negotiators", "issues")


class DateInput(forms.DateInput):
    input_type = "date"


class TimeInput(forms.TimeInput):
    input_type = "time"


class PublishedAtWidget(forms.SplitDateTimeWidget):
    """A day and a time with the browser's own pickers."""

    def __init__(self):
        super(forms.SplitDateTimeWidget, self).__init__(
            [
                DateInput(format="%Y-%m-%d", attrs={"aria-label": _("Day of the report")}),
                TimeInput(format="%H:%M", attrs={"aria-label": _("Time of the report, UTC")}),
            ]
        )


class PublishedAtField(forms.SplitDateTimeField):
    """The report's date in UTC; a day without a time means noon."""

    widget = PublishedAtWidget

    def __init__(self, **kwargs):
        super().__init__(require_all_fields=False, **kwargs)
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
        label=_("Headline"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "headline"}),
    )
    summary = TidyCharField(
        label=_("Summary"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "summary"}),
    )
    body = BodyField(label=_("Text"), required=False)
    byline = TidyCharField(label=_("Byline"), max_length=200, required=False)
    dateline = TidyCharField(label=_("Dateline place"), max_length=120, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices, required=False)
    published_at = PublishedAtField(
        label=_("Date of the report"),
        required=False,
        help_text=_("In UTC. It orders pages; a date to come schedules the report."),
    )
    slug = forms.SlugField(
        label=_("Address"),
        max_length=120,
        required=False,
        help_text=_("Made from the headline if left empty."),
    )
    tags = TagsField(label=_("Tags"), required=False, help_text=_("Put a comma between tags."))
    is_sample = forms.BooleanField(label=_("Sample coverage"), required=False)
    revision = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, site, article=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.edited = article
        relation = Article._meta.get_field
        for name in LINKS:
            self.fields[name] = LinksField(relation(name), site)
        self.fields["meeting"] = LinkField(relation("meeting"), site)
        self.fields["photo"] = LinkField(relation("photo"), site)
        self.fields["positions"] = LinksField(
            relation("positions"), site, label=_("Positions on record that it tells")
        )

    def clean_slug(self):
        slug = self.cleaned_data["slug"].lower()
        others = Article.objects.exclude(pk=self.edited.pk if self.edited else None)
        if slug and others.filter(slug=slug).exists():
            raise ValidationError(
                _("Another report has the address “%(slug)s”. Choose another, or leave it empty."),
                params={"slug": slug},
            )
        # Readers know the address of what they have read: emptied by mistake, it stays.
        return slug or (self.edited.slug if self.edited and self.edited.has_had_readers else "")

    @staticmethod
    def initial_of(content):
        """Return what the form shows of a document."""
        known = by_slug(Position, [told["slug"] for told in content.positions])
        return {
            "headline": content.headline,
            "summary": content.summary,
            "body": content.body,
            "byline": content.byline,
            "dateline": content.dateline,
            "language": content.language,
            "published_at": content.date,
            "slug": content.slug,
            "tags": content.tags,
            "is_sample": content.is_sample,
            "meeting": next(iter(by_slug(Meeting, [content.meeting] if content.meeting else [])), None),
            "photo": Photo.objects.filter(pk=content.photo).first() if content.photo else None,
            "positions": [position.pk for position in known],
        } | {name: [each.pk for each in content.linked(name)] for name in LINKS}

    def write(self, content):
        """Put what was typed into a document."""
        typed = self.cleaned_data
        content.headline = " ".join(typed["headline"].split())
        for name in ("summary", "body", "byline", "dateline", "slug", "tags", "is_sample"):
            setattr(content, name, typed[name])
        content.language = typed["language"] or Language.ENGLISH.value
        content.published_at = _moment(typed["published_at"], content)
        content.meeting = typed["meeting"].slug if typed["meeting"] else ""
        content.photo = typed["photo"].pk if typed["photo"] else None
        for name in LINKS:
            setattr(content, name, [each.slug for each in typed[name]])


def _moment(typed, content):
    """Return the date as the document keeps it: the form shows minutes, so the same minute is no change."""
    if typed and content.date and typed == content.date.replace(second=0, microsecond=0):
        return content.published_at
    return typed.isoformat() if typed else ""


class SourceForm(forms.Form):
    title = TidyCharField(label=_("Title"), max_length=300)
    outlet = TidyCharField(label=_("Outlet"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "–"), *SourceKind.choices], required=False)
    url = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    archived_url = forms.URLField(
        label=_("Archived address"), max_length=500, required=False, assume_scheme="https"
    )
    accessed_on = forms.DateField(label=_("Accessed on"), required=False, widget=DateInput(format="%Y-%m-%d"))

    def document(self):
        typed = self.cleaned_data
        day = typed["accessed_on"]
        return typed | {"accessed_on": day.isoformat() if day else ""}


class QuoteForm(forms.Form):
    uid = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    text = TidyCharField(label=_("Words"), widget=forms.Textarea(attrs={"rows": 2}))
    speaker_name = TidyCharField(
        label=_("Speaker as printed"),
        max_length=200,
        required=False,
        help_text=_("For one who is not on record."),
    )
    said_on = PartialDateFormField(
        label=_("Said on"), required=False, help_text=_("2014-04-25, 2014-04 or 2014.")
    )

    def __init__(self, *args, site, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["speaker"] = LinkField(Quote._meta.get_field("speaker"), site)
        self.fields["issues"] = LinksField(Quote._meta.get_field("issues"), site)
        self.order_fields(["uid", "text", "speaker", "speaker_name", "said_on", "issues"])

    @staticmethod
    def initial_of(quote):
        speakers = by_slug(Negotiator, [quote["speaker"]] if quote.get("speaker") else [])
        return quote | {
            "speaker": speakers[0] if speakers else None,
            "issues": [each.pk for each in by_slug(Issue, quote.get("issues", []))],
        }

    def document(self):
        typed = self.cleaned_data
        return typed | {
            "speaker": typed["speaker"].slug if typed["speaker"] else "",
            "said_on": str(typed["said_on"] or ""),
            "issues": [each.slug for each in typed["issues"]],
        }


class PositionForm(forms.Form):
    """A position first told in this report; slug is its reference from the first save on."""

    slug = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)
    stance = forms.ChoiceField(label=_("Stance"), choices=[("", "–"), *Stance.choices])
    summary = TidyCharField(label=_("In one line"), max_length=300)
    since = PartialDateFormField(label=_("Since"), help_text=_("2014-04-25, 2014-04 or 2014."))
    grade = forms.ChoiceField(label=_("Attribution"), choices=[("", "–"), *Grade.choices], required=False)

    def __init__(self, *args, site, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issue"] = LinkField(Position._meta.get_field("issue"), site)
        self.fields["issue"].required = True
        self.fields["countries"] = LinksField(Position._meta.get_field("countries"), site)
        self.fields["countries"].required = True
        self.fields["counterparts"] = LinksField(Position._meta.get_field("counterparts"), site)
        self.order_fields(
            ["slug", "countries", "issue", "stance", "summary", "since", "counterparts", "grade"]
        )

    @staticmethod
    def initial_of(told):
        issues = by_slug(Issue, [told["issue"]])
        return told | {
            "issue": issues[0] if issues else None,
            "countries": [each.pk for each in by_slug(Country, told.get("countries", []))],
            "counterparts": [each.pk for each in by_slug(Country, told.get("counterparts", []))],
        }

    def document(self):
        typed = self.cleaned_data
        return typed | {
            "issue": typed["issue"].slug,
            "countries": [each.slug for each in typed["countries"]],
            "counterparts": [each.slug for each in typed["counterparts"]],
            "since": str(typed["since"]),
        }


class RowFormSet(BaseFormSet):
    """Rows of which one that was new when the page was opened stays new.

    Django would compare it with whatever is stored at its place by now, and drop it where the two are the
    same: a second save of one page would lose the row.
    """

    def _construct_form(self, i, **kwargs):
        if self.is_bound and i >= self.initial_form_count():
            kwargs["initial"] = {}
        return super()._construct_form(i, **kwargs)


ROWS = {"formset": RowFormSet, "extra": 1, "can_delete": True, "max_num": 100, "absolute_max": 200}
SourceFormSet = formset_factory(SourceForm, **ROWS)
QuoteFormSet = formset_factory(QuoteForm, **ROWS)
PositionFormSet = formset_factory(PositionForm, **ROWS)


class DeskForms:
    """The form and its three lists as one: shown from a document, read back into one."""

    def __init__(self, content, *, site, article=None, revision="", data=None):
        self.content = content
        self.edited = article
        known = set(
            Position.objects.filter(slug__in=[told["slug"] for told in content.positions]).values_list(
                "slug", flat=True
            )
        )
        new = [told for told in content.positions if told["slug"] not in known and told.get("issue")]
        with_site = {"form_kwargs": {"site": site}}
        initial = ArticleForm.initial_of(content) | {"revision": revision}
        if not (article and article.has_had_readers) and is_automatic(content):
            initial["slug"] = ""
        self.article = ArticleForm(data, initial=initial, site=site, article=article)
        self.sources = SourceFormSet(data, prefix="sources", initial=content.sources)
        self.quotes = QuoteFormSet(
            data,
            prefix="quotes",
            initial=[QuoteForm.initial_of(each) for each in content.quotes],
            **with_site,
        )
        self.positions = PositionFormSet(
            data, prefix="positions_new", initial=[PositionForm.initial_of(each) for each in new], **with_site
        )

    @property
    def lists(self):
        return [self.sources, self.quotes, self.positions]

    @property
    def media(self):
        media = self.article.media
        for formset in self.lists:
            media += formset.empty_form.media
        return media

    def is_valid(self):
        # Every part is asked, so that all that is wrong is shown at once.
        return all([self.article.is_valid(), *(formset.is_valid() for formset in self.lists)])

    def read(self):
        """Return the document as typed; what the form does not show of the old one is kept."""
        content = Content.from_json(self.content.to_json())
        self.article.write(content)
        content.sources = _documents(self.sources)
        content.quotes = self._own(_documents(self.quotes), "uid", self._own_quotes())
        chosen = [{"slug": position.slug} for position in self.article.cleaned_data["positions"]]
        own = {told["slug"] for told in self.content.positions}
        content.positions = chosen + self._own(_documents(self.positions), "slug", own)
        return content

    def _own_quotes(self):
        """Return the identifiers of this report's quotations, as drafted and as published."""
        published = self.edited.quotes.values_list("uid", flat=True) if self.edited else []
        return {quote.get("uid") for quote in self.content.quotes} | set(published)

    @staticmethod
    def _own(documents, name, known):
        """Give a new identifier to each document that names another report's row: it would take that row."""
        for document in documents:
            if document[name] not in known:
                document[name] = new_identifier(name)
        return documents


def new_identifier(name):
    """Return a fresh uid of a quotation, or slug of a position first told in a report."""
    return {"uid": secrets.token_hex(6), "slug": f"p-{secrets.token_hex(5)}"}[name]


def is_automatic(content):
    """Whether an address is what the headline would give by itself, with a number where that was taken."""
    return not content.slug or re.fullmatch(rf"{re.escape(slug_of(content.headline))}(-\d+)?", content.slug)


def _documents(formset):
    """Return the documents of the filled-in forms that are not to be deleted."""
    kept = [form for form in formset.forms if form not in formset.deleted_forms and form.cleaned_data]
    documents = []
    for form in kept:
        document = form.document()
        document.pop("DELETE", None)
        documents.append(document)
    return documents
