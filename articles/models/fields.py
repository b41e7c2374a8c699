"""Columns of our own: a partial date, and HTML that is clean whichever way it comes in."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from .. import partial_dates
from ..cleaning import clean_html


class PartialDateField(models.CharField):
    """A date of day, month or year precision, kept as ISO text (see partial_dates)."""

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return None if value is None else partial_dates.PartialDate(value)

    def to_python(self, value):
        return partial_dates.parse(value)

    def get_prep_value(self, value):
        return str(partial_dates.parse(value))

    def formfield(self, **kwargs):
        kwargs.setdefault("help_text", _("2013-06-14, or 2013-06 or 2013 if that is all that is known."))
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})


class PartialDateFormField(forms.CharField):
    def to_python(self, value):
        return partial_dates.parse(super().to_python(value))


class CleanHTMLField(models.TextField):
    """HTML that passed the site's allow-list on its way into the database, by whichever door.

    Cleaning sits in the step that save(), bulk_create() and update() share, so none can skip it.
    """

    def get_db_prep_save(self, value, connection):
        cleaned = clean_html(value) if isinstance(value, str) else value
        return super().get_db_prep_save(cleaned, connection)

    def pre_save(self, model_instance, add):
        """Leave the cleaned text on the instance, so that it never differs from its row."""
        value = clean_html(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value
