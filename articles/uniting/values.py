"""Rows as plain values that JSON holds, and back: column by column, with their numbers."""

import datetime
from decimal import Decimal

from django.apps import apps

# A database trigger fills it.
LEFT_TO_THE_DATABASE = {"live_at"}


def values_of(row):
    """Return {column: value} of a row."""
    return {
        each.attname: plain(getattr(row, each.attname))
        for each in row._meta.concrete_fields
        if each.name not in LEFT_TO_THE_DATABASE
    }


def plain(value):
    """Return a value as JSON holds it, nothing lost."""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def read(model, name, value):
    """Return what a column holds for a plain value."""
    return _column(model, name).to_python(value)


def row_of(model, values):
    """Return an unsaved row of a model with these values; columns that are no more are left out."""
    known = {each.attname for each in model._meta.concrete_fields}
    return model(**{name: read(model, name, value) for name, value in values.items() if name in known})


def lost_targets(model, values):
    """Return the names of the foreign keys among the values that lead to nothing any more."""
    keys = [each for each in model._meta.concrete_fields if each.is_relation]
    return [
        each.name
        for each in keys
        if values.get(each.attname) is not None
        and not each.related_model._base_manager.filter(pk=values[each.attname]).exists()
    ]


def model_of(label):
    """Return the model of a label as "articles.Quote", also of a link table that Django made."""
    app, _mark, name = label.partition(".")
    return apps.get_model(app, name)


def _column(model, attname):
    return next(each for each in model._meta.concrete_fields if each.attname == attname)
