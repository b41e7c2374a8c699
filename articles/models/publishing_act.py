from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Verb
from .article import Article


class PublishingAct(models.Model):
    """Who changed what readers see, when and, over a blocking check, why."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.SET_NULL, related_name="acts", null=True
    )
    headline = models.CharField(_("headline"), max_length=200)
    verb = models.CharField(_("act"), max_length=10, choices=Verb.choices)
    version = models.PositiveIntegerField(_("version"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    done_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["-done_at", "-pk"]
        verbose_name = _("publishing act")
        verbose_name_plural = _("publishing acts")

    def __str__(self):
        return f"{self.get_verb_display()}: {self.headline}"
