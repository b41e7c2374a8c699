"""Figures: what was asked, offered or agreed in the talks, and what the signed text gave."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .. import querysets
from ..choices import Grade, OfferState, PositionStanding
from .article import Article
from .base import Sourced, exactly_one
from .country import Country, Group
from .fields import PartialDateField
from .issue import Issue


class Terms(Sourced):
    """Treatment that one country or group gives others on an issue."""

    slug = models.SlugField(_("reference"), max_length=60, unique=True)
    giver = models.ForeignKey(
        Country,
        verbose_name=_("from country"),
        on_delete=models.PROTECT,
        related_name="%(class)ss_given",
        null=True,
        blank=True,
    )
    giver_group = models.ForeignKey(
        Group,
        verbose_name=_("from group"),
        on_delete=models.PROTECT,
        related_name="%(class)ss_given",
        null=True,
        blank=True,
    )
    partners = models.ManyToManyField(
        Country, verbose_name=_("to countries"), related_name="%(class)ss_received", blank=True
    )
    partner_groups = models.ManyToManyField(
        Group, verbose_name=_("to groups"), related_name="%(class)ss_received", blank=True
    )
    issue = models.ForeignKey(
        Issue, verbose_name=_("issue"), on_delete=models.PROTECT, related_name="%(class)ss"
    )
    hs_code = models.CharField(_("HS code"), max_length=20, blank=True)
    measure = models.CharField(_("measure"), max_length=120)
    summary = models.TextField(_("in words"), blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.slug}: {self.measure}"


class Figure(models.Model):
    """One number of the terms; year counts from entry into force (1 = first year)."""

    label = models.CharField(_("label"), max_length=120)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=4)
    unit = models.CharField(_("unit"), max_length=60)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]

    def __str__(self):
        return f"{self.label}: {self.value} {self.unit}"


class Offer(Terms):
    """A figure on the table on a day: asked, offered or agreed."""

    state = models.CharField(_("state"), max_length=8, choices=OfferState.choices)
    since = PartialDateField(_("since"), db_index=True)
    grade = models.CharField(_("attribution"), max_length=10, choices=Grade.choices, blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=PositionStanding.choices, default=PositionStanding.STANDING
    )
    article = models.ForeignKey(
        Article,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="offers",
        null=True,
        blank=True,
    )

    objects = querysets.PositionQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [exactly_one("offer_from_one_giver", "giver", "giver_group")]


class OfferFigure(Figure):
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="figures")

    class Meta(Figure.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")


class Outcome(Terms):
    """What the signed text gave."""

    articles = models.ManyToManyField(Article, verbose_name=_("reports"), related_name="outcomes", blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [exactly_one("outcome_from_one_giver", "giver", "giver_group")]


class OutcomeFigure(Figure):
    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="figures")

    class Meta(Figure.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
