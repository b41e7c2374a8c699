from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .. import querysets
from ..choices import CountryStanding, RedirectKind
from .base import Addressed, Named, Sourced, end_not_before_start
from .fields import PartialDateField


class Country(Addressed, Named, Sourced):
    """A party to the talks, a former party or a candidate."""

    redirect_kind = RedirectKind.COUNTRY

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    iso2 = models.CharField(_("ISO alpha-2"), max_length=2, unique=True)
    iso3 = models.CharField(_("ISO alpha-3"), max_length=3, unique=True)
    official_name = models.CharField(_("official name"), max_length=200, blank=True)
    native_name = models.CharField(_("name in its own script"), max_length=200, blank=True)
    demonym = models.CharField(_("demonym"), max_length=80, blank=True)
    capital = models.CharField(_("capital"), max_length=80, blank=True)
    standing = models.CharField(_("standing"), max_length=10, choices=CountryStanding.choices)
    role = models.CharField(_("role"), max_length=80, blank=True)
    joined_talks = PartialDateField(_("joined the talks"), blank=True, default="")
    joined_note = models.TextField(_("how it joined"), blank=True)
    ministry = models.CharField(_("lead ministry"), max_length=200, blank=True)
    ministry_abbreviation = models.CharField(_("its abbreviation"), max_length=20, blank=True)
    trade_facts = models.JSONField(_("trade facts"), default=list, blank=True)
    guards = models.ManyToManyField(
        "articles.Issue", verbose_name=_("what it guards"), related_name="guarded_by", blank=True
    )
    wants = models.ManyToManyField(
        "articles.Issue", verbose_name=_("what it wants"), related_name="wanted_by", blank=True
    )
    tpp_signed = PartialDateField(_("signed the TPP"), blank=True, default="")
    tpp_notified = PartialDateField(_("told the depositary its procedures were done"), blank=True, default="")
    tpp_withdrew = PartialDateField(_("withdrew from the TPP"), blank=True, default="")
    tpp_note = models.TextField(_("TPP note"), blank=True)
    is_cptpp_member = models.BooleanField(_("party to the CPTPP"), default=False)
    cptpp_signed = PartialDateField(_("signed the CPTPP"), blank=True, default="")
    cptpp_ratified = PartialDateField(_("ratified the CPTPP"), blank=True, default="")
    cptpp_in_force = PartialDateField(_("CPTPP in force since"), blank=True, default="")
    cptpp_note = models.TextField(_("CPTPP note"), blank=True)
    applied = PartialDateField(_("applied to join"), blank=True, default="")
    candidate_status = models.CharField(_("state of the candidacy"), max_length=40, blank=True)

    objects = querysets.CountryQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        constraints = [
            end_not_before_start("country_ratified_after_signed", "cptpp_signed", "cptpp_ratified"),
            end_not_before_start("country_in_force_after_ratified", "cptpp_ratified", "cptpp_in_force"),
        ]

    def get_absolute_url(self):
        return reverse("articles:country", args=[self.slug])


class Group(Named, Sourced):
    """A set of countries that negotiated or decided together, with dated membership."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    label = models.CharField(_("label"), max_length=40, unique=True, help_text=_("As written: TPP12, P4+US."))
    description = models.TextField(_("description"), blank=True)
    countries = models.ManyToManyField(
        Country, verbose_name=_("countries"), through="Membership", related_name="groups"
    )

    class Meta:
        ordering = ["label"]
        verbose_name = _("group")
        verbose_name_plural = _("groups")

    def __str__(self):
        return self.label


class Membership(models.Model):
    """A country in a group from one day to another; an empty end is still running."""

    group = models.ForeignKey(
        Group, verbose_name=_("group"), on_delete=models.CASCADE, related_name="memberships"
    )
    country = models.ForeignKey(
        Country, verbose_name=_("country"), on_delete=models.PROTECT, related_name="memberships"
    )
    start = PartialDateField(_("from"))
    end = PartialDateField(_("to"), blank=True, default="")

    objects = querysets.SpanQuerySet.as_manager()

    class Meta:
        ordering = ["group", "start", "country"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["group", "country", "start"], name="membership_once"),
            end_not_before_start("membership_end_not_before_start"),
        ]

    def __str__(self):
        return f"{self.start}–{self.end}"
