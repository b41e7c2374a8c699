from django.db import models
from django.utils.translation import gettext_lazy as _

from .. import querysets
from ..choices import RedLineState
from .article import Article
from .base import Sourced
from .country import Country
from .fields import PartialDateField
from .issue import Issue


class RedLine(Sourced):
    """A limit that somebody at home set a country's negotiators, from a day on.

    What became of it are its statuses: none is overwritten, the latest shows.
    """

    slug = models.SlugField(_("reference"), max_length=60, unique=True)
    country = models.ForeignKey(
        Country, verbose_name=_("country"), on_delete=models.PROTECT, related_name="red_lines"
    )
    issues = models.ManyToManyField(Issue, verbose_name=_("issues"), related_name="red_lines", blank=True)
    drawn_by = models.CharField(_("drawn by"), max_length=200)
    summary = models.CharField(_("in one line"), max_length=300)
    since = PartialDateField(_("since"), db_index=True)
    article = models.ForeignKey(
        Article,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="red_lines",
        null=True,
        blank=True,
    )

    objects = querysets.OnRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = _("red line")
        verbose_name_plural = _("red lines")

    def __str__(self):
        return self.summary


class RedLineStatus(Sourced):
    """What became of a red line from a day on, and by what that is known."""

    red_line = models.ForeignKey(
        RedLine, verbose_name=_("red line"), on_delete=models.CASCADE, related_name="statuses"
    )
    state = models.CharField(_("status"), max_length=12, choices=RedLineState.choices)
    since = PartialDateField(_("since"), db_index=True)
    reason = models.CharField(_("why"), max_length=300)
    article = models.ForeignKey(
        Article,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="red_line_statuses",
        null=True,
        blank=True,
    )

    objects = querysets.OnRecordQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("status of a red line")
        verbose_name_plural = _("statuses of red lines")

    def __str__(self):
        return f"{self.since}: {self.get_state_display()}"
