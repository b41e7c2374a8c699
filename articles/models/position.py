from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .. import querysets
from ..choices import Grade, PositionStanding, Stance
from .article import Article
from .base import Sourced
from .country import Country, Group
from .fields import PartialDateField
from .issue import Issue
from .meeting import Meeting
from .negotiator import Negotiator
from .quote import Quote


class Position(Sourced):
    """Where its holders stood on an issue from a day on.

    A disputed or retracted record is marked, never overwritten.
    """

    slug = models.SlugField(_("reference"), max_length=40, unique=True)
    countries = models.ManyToManyField(
        Country, verbose_name=_("held by countries"), related_name="positions", blank=True
    )
    groups = models.ManyToManyField(
        Group, verbose_name=_("held by groups"), related_name="positions", blank=True
    )
    counterparts = models.ManyToManyField(
        Country,
        verbose_name=_("toward countries"),
        related_name="positions_toward",
        blank=True,
        help_text=_("Leave both counterparts empty where it is held toward all."),
    )
    counterpart_groups = models.ManyToManyField(
        Group, verbose_name=_("toward groups"), related_name="positions_toward", blank=True
    )
    issue = models.ForeignKey(
        Issue, verbose_name=_("issue"), on_delete=models.PROTECT, related_name="positions"
    )
    stance = models.CharField(_("stance"), max_length=20, choices=Stance.choices)
    summary = models.CharField(_("in one line"), max_length=300)
    since = PartialDateField(_("since"), db_index=True)
    grade = models.CharField(_("attribution"), max_length=10, choices=Grade.choices, blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=PositionStanding.choices, default=PositionStanding.STANDING
    )
    standing_note = models.TextField(_("why disputed or retracted"), blank=True)
    people = models.ManyToManyField(
        Negotiator, verbose_name=_("people"), related_name="positions", blank=True
    )
    meeting = models.ForeignKey(
        Meeting,
        verbose_name=_("meeting"),
        on_delete=models.SET_NULL,
        related_name="positions",
        null=True,
        blank=True,
    )
    article = models.ForeignKey(
        Article,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="positions",
        null=True,
        blank=True,
    )
    quote = models.ForeignKey(
        Quote,
        verbose_name=_("quotation"),
        on_delete=models.SET_NULL,
        related_name="positions",
        null=True,
        blank=True,
    )

    objects = querysets.PositionQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = [
            models.CheckConstraint(
                condition=Q(standing=PositionStanding.STANDING) | ~Q(standing_note=""),
                name="position_dispute_has_a_reason",
            )
        ]

    def __str__(self):
        return self.summary
