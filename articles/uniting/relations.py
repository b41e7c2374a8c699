"""Every column that leads to rows of a model: foreign keys, and both sides of every link table."""

from dataclasses import dataclass

from django.db import models

from ..models import ArticleIssue


@dataclass(frozen=True)
class Relation:
    """A column of `model` that holds row numbers of another."""

    model: type[models.Model]
    field: models.ForeignKey

    @property
    def rows(self):
        """The rows of its table that are somebody's work; what the house derives is made anew instead."""
        rows = self.model._base_manager.all()
        return rows.filter(derived=False) if self.model is ArticleIssue else rows

    def of(self, row):
        """Return the rows that lead to a row."""
        return self.rows.filter(**{self.field.name: row})

    @property
    def label(self):
        """The name by which a log knows it."""
        return f"{self.model._meta.label}.{self.field.name}"

    @property
    def noun(self):
        """What the rows are, for a person: of a plain link table what it links to."""
        if not self.is_plain_link:
            return self.model._meta.verbose_name_plural
        others = [each for each in _keys(self.model) if each.name != self.field.name]
        return others[0].related_model._meta.verbose_name_plural

    @property
    def is_plain_link(self):
        """Whether a row says nothing but that two things belong together."""
        return len(_keys(self.model)) == 2 and not _words(self.model)

    @property
    def uniques(self):
        """The sets of further columns in which only one row may agree for each row that is led to."""
        meta, name = self.model._meta, self.field.name
        sets = [list(each) for each in meta.unique_together]
        sets += [list(each.fields) for each in meta.constraints if isinstance(each, models.UniqueConstraint)]
        found = [
            [meta.get_field(each).attname for each in fields if each != name]
            for fields in sets
            if name in fields
        ]
        return [*found, []] if self.field.unique else found

    @property
    def other_end(self):
        """The column of a link table that leads to the same model as this one, or None."""
        same = [each for each in _keys(self.model) if each.related_model is self.field.related_model]
        others = [each for each in same if each.name != self.field.name]
        return others[0] if others and self.model._meta.auto_created else None


def relations(model):
    """Return the Relations that lead to a model, in a fixed order.

    They are read from the models themselves, hidden ends included, so that none can be forgotten.
    """
    ends = model._meta.get_fields(include_hidden=True)
    found = [
        Relation(end.related_model, end.field)
        for end in ends
        if end.auto_created and not end.concrete and (end.one_to_many or end.one_to_one)
    ]
    return sorted(found, key=lambda each: each.label)


def _keys(model):
    return [each for each in model._meta.concrete_fields if each.is_relation]


def _words(model):
    """Return the columns in which a row says something of its own."""
    return [
        each
        for each in model._meta.concrete_fields
        if not each.primary_key and not each.is_relation and each.editable
    ]
