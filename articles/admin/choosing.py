"""Form fields that choose rows of the record by autocomplete, and where their rows come from.

A desk with thirty quotations has sixty such fields. They share one Chosen for each model, which fetches
the rows that any of them shows or was sent in one query.
"""

import re

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..models.content import named

LONGEST_ID = 2**63 - 1


class Chosen:
    """The rows of one model that a form shows or was sent, each fetched once with what its label needs."""

    def __init__(self, admin):
        self.admin = admin
        self._by_slug = {}
        self._by_id = {}

    def named(self, slugs):
        """Return the rows of these slugs in that order; one that leads nowhere any more is left out."""
        wanted = [slug for slug in slugs if slug and slug not in self._by_slug]
        if wanted:
            found = named(self.admin.model, wanted, self.admin.for_labels)
            self._by_slug |= {slug: found.get(slug) for slug in wanted}
            self._by_id |= {each.pk: each for each in found.values()}
        found = (self._by_slug.get(slug) for slug in slugs)
        return list(dict.fromkeys(each for each in found if each))

    def numbered(self, ids):
        """Return {id as sent: row} of the row numbers sent that there are."""
        numbers = {each: int(each) for each in map(str, ids) if is_possible(each)}
        missing = set(numbers.values()) - self._by_id.keys()
        if missing:
            rows = self.admin.for_labels(self.admin.model._default_manager.filter(pk__in=missing))
            self._by_id |= dict.fromkeys(missing) | {each.pk: each for each in rows}
        return {sent: row for sent, number in numbers.items() if (row := self._by_id[number])}

    def label(self, row):
        return self.admin.label(row)


class ChosenByModel:
    """A Chosen for each model, made when first asked for."""

    def __init__(self, site):
        self.site = site
        self._chosen = {}

    def of(self, model):
        if model not in self._chosen:
            self._chosen[model] = Chosen(self.site.get_model_admin(model))
        return self._chosen[model]


class ShowsChosen:
    """Offers only what is chosen, in the order in which it was chosen; the rest comes as one types."""

    chosen = None

    def optgroups(self, name, value, attr=None):
        rows = self.chosen.numbered(value)
        blank = [] if self.allow_multiple_selected or self.is_required else [("", "")]
        options = blank + [(sent, self.chosen.label(row)) for sent, row in rows.items()]
        return [
            (
                None,
                [
                    self.create_option(name, sent, label, sent in rows, index)
                    for index, (sent, label) in enumerate(options)
                ],
                0,
            )
        ]


class LinkWidget(ShowsChosen, AutocompleteSelect):
    """One choice, found by typing a part of its name."""


class LinksWidget(ShowsChosen, AutocompleteSelectMultiple):
    """Several choices, each found by typing a part of its name."""


class ChoosingField(forms.Field):
    """Rows of the model at the other end of a relation.

    relation is a many-to-many field, a foreign key or the reverse of one.
    """

    def __init__(self, relation, chosen, **kwargs):
        self.chosen = chosen.of(relation.related_model)
        kwargs.setdefault("label", capfirst(getattr(relation, "verbose_name", relation.name)))
        super().__init__(required=False, widget=self.widget(relation, chosen.site), **kwargs)
        self.widget.chosen = self.chosen

    def _row(self, value):
        """Return the row of a number sent, or say that there is none."""
        row = self.chosen.numbered([value]).get(str(value))
        if row is None:
            raise ValidationError(
                _("“%(value)s” is not among the choices. Choose from the list."),
                code="invalid_choice",
                params={"value": str(value)[:50]},
            )
        return row


class LinkField(ChoosingField):
    """One row, or None."""

    widget = LinkWidget

    def clean(self, value):
        return self._row(value) if value else None


class LinksField(ChoosingField):
    """A list of rows in the order chosen."""

    widget = LinksWidget

    def clean(self, value):
        sent = list(dict.fromkeys(map(str, value or [])))
        self.chosen.numbered(sent)
        return [self._row(each) for each in sent]

    def has_changed(self, initial, data):
        return list(map(str, initial or [])) != list(map(str, data or []))


def is_possible(value):
    """Whether a row can have this number: SQLite raises an error of its own over one that none can."""
    return re.fullmatch(r"\d{1,19}", value, re.ASCII) is not None and int(value) <= LONGEST_ID
