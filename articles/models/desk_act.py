from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Step
from .article import Article


class DeskAct(models.Model):
    """Who did what about a report in the newsroom, and when. Readers never see it; see PublishingAct."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="desk_acts")
    step = models.CharField(_("act"), max_length=10, choices=Step.choices)
    note = models.TextField(_("note"), blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.SET_NULL, related_name="+", null=True
    )
    done_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["-done_at", "-pk"]
        verbose_name = _("act at the desk")
        verbose_name_plural = _("acts at the desk")

    def __str__(self):
        return f"act {self.pk}"
