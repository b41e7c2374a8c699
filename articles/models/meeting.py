from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .. import querysets
from ..choices import MeetingKind, RedirectKind
from .base import Addressed, Named, Sourced, end_not_before_start
from .country import Country, Group
from .fields import PartialDateField
from .negotiator import Negotiator


class Meeting(Addressed, Named, Sourced):
    """A round, a ministerial, a bilateral, a signing: a stretch of days on which something happened."""

    redirect_kind = RedirectKind.MEETING

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=MeetingKind.choices)
    round_number = models.PositiveSmallIntegerField(_("round number"), null=True, blank=True)
    start = PartialDateField(_("first day"), db_index=True)
    end = PartialDateField(_("last day"))
    city = models.CharField(_("place"), max_length=120, blank=True)
    country = models.ForeignKey(
        Country,
        verbose_name=_("host"),
        on_delete=models.PROTECT,
        related_name="hosted_meetings",
        null=True,
        blank=True,
    )
    venue_code = models.CharField(
        _("host outside the record"),
        max_length=3,
        blank=True,
        help_text=_("ISO alpha-3, where the record has no such country."),
    )
    groups = models.ManyToManyField(
        Group, verbose_name=_("participating groups"), related_name="meetings", blank=True
    )
    countries = models.ManyToManyField(
        Country, verbose_name=_("participating countries"), related_name="meetings", blank=True
    )
    outcome = models.TextField(_("what came of it"), blank=True)
    attendees = models.ManyToManyField(
        Negotiator, verbose_name=_("people"), through="Attendance", related_name="meetings"
    )

    objects = querysets.MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-start", "-pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            end_not_before_start("meeting_end_not_before_start"),
            models.CheckConstraint(
                condition=Q(country=None) | Q(venue_code=""), name="meeting_venue_in_record_or_outside"
            ),
            models.UniqueConstraint(
                fields=["round_number"], condition=Q(round_number__isnull=False), name="meeting_round_once"
            ),
        ]

    def get_absolute_url(self):
        return reverse("articles:meeting", args=[self.slug])

    @property
    def year(self):
        """The year it began in, as text."""
        return self.start[:4]


class Attendance(models.Model):
    """Who came to a meeting, and as what."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="attendance"
    )
    negotiator = models.ForeignKey(
        Negotiator, verbose_name=_("person"), on_delete=models.PROTECT, related_name="attendance"
    )
    role = models.CharField(_("as"), max_length=120, blank=True)

    class Meta:
        ordering = ["meeting", "negotiator"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [models.UniqueConstraint(fields=["meeting", "negotiator"], name="attendance_once")]

    def __str__(self):
        return self.role
