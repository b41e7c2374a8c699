from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import Language, OutgoingState, WatchRate, WatchStop
from .article import Article
from .outgoing import Outgoing, new_token
from .position import Position


class WatchQuerySet(models.QuerySet):
    def running(self):
        """Return the watches that were confirmed and not stopped since."""
        return self.filter(confirmed_at__isnull=False, stopped_at__isnull=True)

    def due(self, *, at=None):
        """Return the running watches whose next mail may be put together at a moment (default now)."""
        return self.running().filter(due_at__lte=at or timezone.now()).order_by("due_at", "pk")

    def not_idle(self, state):
        """Leave out those that mail at once and had nothing to tell in this very state of the site."""
        return self.exclude(rate=WatchRate.IMMEDIATELY, nothing_in=state)


class Watch(models.Model):
    """A reader's e-mail alert on a combination of filters, without an account.

    There is none before the address was confirmed. `query` is the canonical query string of the filters.
    What first became public after `covered_until`, and positions after the row number `positions_after`,
    are still to be told. `nothing_in` names the state of the site in which there was last nothing to tell.
    """

    email = models.EmailField(_("e-mail"))
    query = models.CharField(_("filters"), max_length=1000, blank=True)
    rate = models.CharField(_("how often"), max_length=12, choices=WatchRate.choices)
    language = models.CharField(
        _("language"), max_length=8, choices=Language.choices, default=Language.ENGLISH
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)
    stop_reason = models.CharField(_("stopped by"), max_length=10, choices=WatchStop.choices, blank=True)
    due_at = models.DateTimeField(_("next mail"), null=True, blank=True)
    covered_until = models.DateTimeField(_("told until"), null=True, blank=True)
    positions_after = models.BigIntegerField(_("last position told"), default=0)
    nothing_in = models.CharField(max_length=60, default="", blank=True, editable=False)

    objects = WatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = [models.UniqueConstraint(fields=["email", "query"], name="watch_once")]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(confirmed_at__isnull=False, stopped_at__isnull=True),
                name="watch_running_by_due",
            )
        ]

    def __str__(self):
        return self.query

    @property
    def is_running(self):
        return self.confirmed_at is not None and self.stopped_at is None


class AlertMail(Outgoing):
    """One mail of a watch. Its `key` makes its Message-ID, the same at every attempt."""

    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="mails")

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("mail of an alert")
        verbose_name_plural = _("mails of alerts")
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state=OutgoingState.WAITING), name="alert_mail_waiting"
            )
        ]

    def __str__(self):
        return self.key


class AlertItem(models.Model):
    """The ledger of deliveries: what a watch is told, in which mail; each thing at most once."""

    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="items")
    mail = models.ForeignKey(AlertMail, on_delete=models.CASCADE, related_name="items")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", null=True)
    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["watch", "article"], name="alert_item_article_once"),
            models.UniqueConstraint(fields=["watch", "position"], name="alert_item_position_once"),
            models.CheckConstraint(
                condition=Q(article__isnull=True) ^ Q(position__isnull=True), name="alert_item_one_thing"
            ),
        ]

    def __str__(self):
        return f"{self.article_id or ''} {self.position_id or ''}".strip()
