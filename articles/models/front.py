from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import desk_querysets as querysets
from .article import Article
from .base import new_uid


class FrontChoice(models.Model):
    """What editors want on the front page for a time: one plan, of which each save adds a FrontState.

    uid is made up by the page a choice begins on: sent twice, it begins one.
    """

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    begun_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)

    objects = querysets.FrontChoiceQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        verbose_name = _("choice for the front page")
        verbose_name_plural = _("front page")

    def __str__(self):
        return f"choice {self.pk}"


class FrontState(models.Model):
    """A choice for the front page as somebody saved it. None is ever written over.

    In force from starts_at until ends_at (None: until another one begins), never before it was made, so that
    the page of a past day shows what was chosen then. One that is_dropped ends the choice.
    """

    choice = models.ForeignKey(FrontChoice, on_delete=models.CASCADE, related_name="states")
    number = models.PositiveIntegerField(_("number"))
    note = models.CharField(_("note for the newsroom"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("from"), db_index=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True, db_index=True)
    is_dropped = models.BooleanField(_("dropped"), default=False)
    articles = models.ManyToManyField(Article, through="FrontPlace", related_name="front_states")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    made_at = models.DateTimeField(_("when"), default=timezone.now)

    objects = querysets.FrontStateQuerySet.as_manager()

    class Meta:
        ordering = ["choice", "-number"]
        verbose_name = _("state of the front page")
        verbose_name_plural = _("states of the front page")
        constraints = [
            # Of two saves of one state the second fails instead of covering the first.
            models.UniqueConstraint(fields=["choice", "number"], name="front_state_once"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="front_state_ends_after_start"
            ),
        ]

    def __str__(self):
        return f"state {self.number}"

    def standing(self, *, at=None):
        """Return "dropped", "over", "running" or "planned"; of the last state of a choice."""
        at = at or timezone.now()
        if self.is_dropped:
            return "dropped"
        if self.ends_at and self.ends_at <= at:
            return "over"
        return "running" if self.starts_at <= at else "planned"


class FrontPlace(models.Model):
    """A report in a state: the pinned one, or one of those in order, the first of which leads."""

    state = models.ForeignKey(FrontState, on_delete=models.CASCADE, related_name="places")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="front_places")
    is_pinned = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    objects = querysets.FrontPlaceQuerySet.as_manager()

    class Meta:
        ordering = ["state", "is_pinned", "order"]
        constraints = [
            models.UniqueConstraint(fields=["state", "is_pinned", "order"], name="front_place_once"),
            models.CheckConstraint(condition=Q(is_pinned=False) | Q(order=0), name="front_place_one_pinned"),
        ]

    def __str__(self):
        return f"place {self.order}"
