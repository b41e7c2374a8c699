import unicodedata

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import AliasKind
from .base import exactly_one
from .country import Country
from .issue import Issue
from .meeting import Meeting
from .negotiator import Negotiator

OWNERS = ("country", "negotiator", "issue", "meeting")


class Alias(models.Model):
    """Another way its one owner is written. Drives search, suggestions and the spelling check."""

    text = models.CharField(_("written form"), max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=AliasKind.choices, default=AliasKind.NAME)
    language = models.CharField(_("language"), max_length=8, default="en")
    script = models.CharField(_("script"), max_length=4, editable=False, default="Latn")
    country = models.ForeignKey(
        Country,
        verbose_name=_("country"),
        on_delete=models.CASCADE,
        related_name="aliases",
        null=True,
        blank=True,
    )
    negotiator = models.ForeignKey(
        Negotiator,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="aliases",
        null=True,
        blank=True,
    )
    issue = models.ForeignKey(
        Issue,
        verbose_name=_("issue"),
        on_delete=models.CASCADE,
        related_name="aliases",
        null=True,
        blank=True,
    )
    meeting = models.ForeignKey(
        Meeting,
        verbose_name=_("meeting"),
        on_delete=models.CASCADE,
        related_name="aliases",
        null=True,
        blank=True,
    )

    class Meta:
        ordering = ["text", "pk"]
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        indexes = [models.Index(fields=["folded"], name="alias_folded")]
        constraints = [
            exactly_one("alias_has_exactly_one_owner", *OWNERS),
            *(
                models.UniqueConstraint(
                    fields=["folded", owner],
                    condition=Q(**{f"{owner}__isnull": False}),
                    name=f"alias_once_a_{owner}",
                )
                for owner in OWNERS
            ),
        ]

    def __str__(self):
        return self.text

    def save(self, *args, **kwargs):
        self.fold()
        super().save(*args, **kwargs)

    def fold(self):
        """Derive the search key and the script from the text (bulk_create skips save())."""
        self.folded = self.text.casefold()
        self.script = script_of(self.text)

    @property
    def owner(self):
        """The country, negotiator, issue or meeting that this is a name of."""
        return next(owner for owner in (getattr(self, name) for name in OWNERS) if owner)


_SCRIPTS = {
    "LATIN": "Latn",
    "CJK": "Hani",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "HANGUL": "Hang",
    "THAI": "Thai",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "KHMER": "Khmr",
}


def script_of(text):
    """Return the ISO 15924 code of the first letter's script, by its Unicode name; Zyyy if none."""
    for character in text:
        if character.isalpha():
            return _SCRIPTS.get(unicodedata.name(character, "").split(" ")[0], "Zyyy")
    return "Zyyy"
