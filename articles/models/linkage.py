from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .. import querysets
from ..choices import Grade, PositionStanding
from .article import Article
from .base import Sourced
from .country import Country, Group
from .fields import PartialDateField
from .issue import Issue


class Linkage(Sourced):
    """What its holders tied together from a day on: one issue to another, as in "beef if autos".

    `issue` is where something would be given, `in_return` what it depends on. Only what a source says is
    tied; two moves of one day are not.
    """

    slug = models.SlugField(_("reference"), max_length=60, unique=True)
    countries = models.ManyToManyField(
        Country, verbose_name=_("tied by countries"), related_name="linkages", blank=True
    )
    groups = models.ManyToManyField(
        Group, verbose_name=_("tied by groups"), related_name="linkages", blank=True
    )
    counterparts = models.ManyToManyField(
        Country,
        verbose_name=_("toward countries"),
        related_name="linkages_toward",
        blank=True,
        help_text=_("Leave both counterparts empty where it is held toward all."),
    )
    counterpart_groups = models.ManyToManyField(
        Group, verbose_name=_("toward groups"), related_name="linkages_toward", blank=True
    )
    issue = models.ForeignKey(
        Issue, verbose_name=_("gives on"), on_delete=models.PROTECT, related_name="linkages"
    )
    in_return = models.ForeignKey(
        Issue, verbose_name=_("if it gets"), on_delete=models.PROTECT, related_name="linkages_in_return"
    )
    summary = models.CharField(_("in one line"), max_length=300)
    since = PartialDateField(_("since"), db_index=True)
    grade = models.CharField(_("attribution"), max_length=10, choices=Grade.choices, blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=PositionStanding.choices, default=PositionStanding.STANDING
    )
    standing_note = models.TextField(_("why disputed or retracted"), blank=True)
    article = models.ForeignKey(
        Article,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="linkages",
        null=True,
        blank=True,
    )

    objects = querysets.PositionQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = _("linkage")
        verbose_name_plural = _("linkages")
        constraints = [
            models.CheckConstraint(
                condition=~Q(issue=F("in_return")),
                name="linkage_of_two_issues",
                violation_error_message=_("An issue cannot be linked to itself: choose another."),
            ),
            models.CheckConstraint(
                condition=Q(standing=PositionStanding.STANDING) | ~Q(standing_note=""),
                name="linkage_dispute_has_a_reason",
            ),
        ]

    def __str__(self):
        return self.summary
