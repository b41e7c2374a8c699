from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import LinkState
from .source import Source


class LinkCheck(models.Model):
    """What was found at a source's address when it was last asked for. Readers see nothing of it.

    What they see, that a page is gone, stands with the source (`dead_since`). `misses` counts how often in a
    row nothing was there; `moved_to` is the address it now leads to, `proposed` an archived copy's.
    """

    source = models.OneToOneField(
        Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="link_check"
    )
    url = models.URLField(_("address asked"), max_length=500)
    state = models.CharField(_("found"), max_length=10, choices=LinkState.choices)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    note = models.CharField(_("answer"), max_length=200, blank=True)
    moved_to = models.URLField(_("moved to"), max_length=2000, blank=True)
    proposed = models.URLField(_("archived copy proposed"), max_length=600, blank=True)
    misses = models.PositiveSmallIntegerField(_("misses in a row"), default=0)
    checked_at = models.DateTimeField(_("asked at"), db_index=True)

    class Meta:
        ordering = ["-checked_at", "-pk"]
        verbose_name = _("checked link")
        verbose_name_plural = _("checked links")

    def __str__(self):
        return self.url
