from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .. import querysets
from .article import Article
from .base import new_uid
from .fields import PartialDateField
from .issue import Issue
from .negotiator import Negotiator


class Quote(models.Model):
    """Words somebody said, in an article."""

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="quotes"
    )
    speaker = models.ForeignKey(
        Negotiator,
        verbose_name=_("speaker"),
        on_delete=models.PROTECT,
        related_name="quotes",
        null=True,
        blank=True,
    )
    speaker_name = models.CharField(_("speaker as printed"), max_length=200, blank=True)
    text = models.TextField(_("words"))
    said_on = PartialDateField(_("said on"), blank=True, default="")
    issues = models.ManyToManyField(Issue, verbose_name=_("issues"), related_name="quotes", blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = querysets.QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["article", "order", "pk"]
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        constraints = [
            models.CheckConstraint(
                condition=Q(speaker__isnull=False) | ~Q(speaker_name=""), name="quote_has_a_speaker"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="quote_has_words"),
        ]

    def __str__(self):
        return self.text[:80]

    def get_absolute_url(self):
        return reverse("articles:quote", args=[self.uid])
