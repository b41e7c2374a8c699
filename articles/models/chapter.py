from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Named, Sourced
from .issue import Issue


class Chapter(Named, Sourced):
    """A chapter of the signed text."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    issues = models.ManyToManyField(Issue, verbose_name=_("issues"), related_name="chapters", blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
