"""What several nouns share."""

import secrets
import unicodedata

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Substr
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..choices import Confidence
from .redirect import Redirect


def new_uid():
    """Return a short identifier that stays with a thing through every version of what names it."""
    return secrets.token_hex(6)


def plain_letters(text):
    """Return a text without capitals and marks of letters, for alphabetical order."""
    # Đ is a letter of its own to Unicode, not a D with a mark.
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


class Sourced(models.Model):
    """A fact of the record: where it was found and how firmly it is held."""

    confidence = models.CharField(_("confidence"), max_length=8, choices=Confidence.choices, blank=True)
    sources = models.ManyToManyField(
        "articles.Source", verbose_name=_("sources"), blank=True, related_name="+"
    )

    class Meta:
        abstract = True


class Named(models.Model):
    """Something with a name that may be written in other languages too."""

    name = models.CharField(_("name"), max_length=200)
    names = models.JSONField(
        _("names in other languages"),
        default=dict,
        blank=True,
        help_text=_('By language code, as in {"ja": "日本", "es": "Japón"}.'),
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def local_name(self):
        """The name in the language of the page, else the English one."""
        return self.names.get(get_language() or "en") or self.name

    @property
    def sort_name(self):
        """The name in the language of the page as a list is ordered by it: "États-Unis" stands at E."""
        return plain_letters(self.local_name)


class Addressed(models.Model):
    """Something with an address made of its slug; a changed slug leaves a redirect."""

    redirect_kind = None

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        old_slug = getattr(self, "loaded_slug", self.slug)
        if old_slug != self.slug and self.has_had_readers:
            Redirect.record(kind=self.redirect_kind, old_slug=old_slug, new_slug=self.slug)
        self.loaded_slug = self.slug

    @classmethod
    def from_db(cls, db, field_names, values):
        instance = super().from_db(db, field_names, values)
        if "slug" in field_names:
            instance.loaded_slug = instance.slug
        return instance

    @property
    def has_had_readers(self):
        """Whether anybody can have seen the old address."""
        return True


def exactly_one(name, *fields):
    """Return a constraint that just one of the foreign keys is set."""
    conditions = Q()
    for chosen in fields:
        conditions |= Q(**{f"{field}__isnull": field != chosen for field in fields})
    return models.CheckConstraint(
        condition=conditions,
        name=name,
        violation_error_message=_("Choose exactly one: this can belong to one only."),
    )


def end_not_before_start(name, start="start", end="end"):
    """Return a constraint on two partial dates.

    They are compared as far as the coarser one is known: an office held from 2013-06 may end in 2013.
    """
    start_known = Substr(start, 1, Length(end))
    end_known = Substr(end, 1, Length(start))
    return models.CheckConstraint(
        condition=Q(**{end: ""}) | Q(**{start: ""}) | Q(GreaterThanOrEqual(end_known, start_known)), name=name
    )
