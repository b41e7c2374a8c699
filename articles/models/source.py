from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import SourceKind


class Source(models.Model):
    """What an article, a position, an offer or a fact rests on."""

    title = models.CharField(_("title"), max_length=300)
    outlet = models.CharField(_("outlet"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=SourceKind.choices, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    archived_url = models.URLField(_("archived address"), max_length=500, blank=True)
    accessed_on = models.DateField(_("accessed on"), null=True, blank=True)
    dead_since = models.DateField(_("page gone since"), null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [models.UniqueConstraint(fields=["title", "url"], name="source_once")]

    def __str__(self):
        return self.title
