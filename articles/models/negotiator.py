from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .. import querysets
from ..choices import AppointmentKind, RedirectKind
from .base import Addressed, Named, Sourced, end_not_before_start
from .country import Country
from .fields import PartialDateField


class Negotiator(Addressed, Named, Sourced):
    """A person in the talks: minister, chief negotiator, head of government, legislator."""

    redirect_kind = RedirectKind.NEGOTIATOR

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    native_name = models.CharField(_("name in its own script"), max_length=120, blank=True)
    country = models.ForeignKey(
        Country,
        verbose_name=_("country"),
        on_delete=models.PROTECT,
        related_name="negotiators",
        null=True,
        blank=True,
    )
    country_code = models.CharField(
        _("country outside the record"),
        max_length=3,
        blank=True,
        help_text=_("ISO alpha-3, where the record has no such country."),
    )
    portrait = models.ForeignKey(
        "articles.Photo",
        verbose_name=_("portrait"),
        on_delete=models.SET_NULL,
        related_name="portraits_of",
        null=True,
        blank=True,
    )
    note = models.TextField(_("note"), blank=True)
    dates_basis = models.CharField(_("dates of office rest on"), max_length=40, blank=True)

    objects = querysets.LinkedQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(country=None) | Q(country_code=""), name="negotiator_country_in_record_or_outside"
            )
        ]

    def get_absolute_url(self):
        return reverse("articles:negotiator", args=[self.slug])


class Appointment(models.Model):
    """An office a person held, so that a report of 2013 shows the title of 2013."""

    negotiator = models.ForeignKey(Negotiator, on_delete=models.CASCADE, related_name="appointments")
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=AppointmentKind.choices)
    start = PartialDateField(_("from"), blank=True, default="")
    end = PartialDateField(_("to"), blank=True, default="")

    objects = querysets.SpanQuerySet.as_manager()

    class Meta:
        ordering = ["-start", "pk"]
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        constraints = [
            models.UniqueConstraint(fields=["negotiator", "title", "start"], name="appointment_once"),
            end_not_before_start("appointment_end_not_before_start"),
        ]

    def __str__(self):
        return self.title
