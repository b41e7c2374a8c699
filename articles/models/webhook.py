import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import OutgoingState, WebhookEvent
from .article import Article
from .correction import Correction
from .outgoing import Outgoing
from .position import Position


def new_secret():
    """Return a secret to sign with: 32 random bytes, written in hexadecimal."""
    return secrets.token_hex(32)


class Webhook(models.Model):
    """An address that is told of new reports, corrections and moves, from when it was entered on."""

    name = models.CharField(_("name"), max_length=120)
    url = models.URLField(_("address"), max_length=500, help_text=_("It must begin with https://."))
    secret = models.CharField(_("secret"), max_length=64, default=new_secret, editable=False)
    tells_articles = models.BooleanField(_("tells of new reports"), default=True)
    tells_corrections = models.BooleanField(_("tells of corrections"), default=True)
    tells_moves = models.BooleanField(_("tells of positions that moved"), default=True)
    query = models.CharField(
        _("filters"),
        max_length=1000,
        blank=True,
        help_text=_("As after the question mark of a list: country=japan&issue=beef. Empty for everything."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    told_from = models.DateTimeField(_("told from"), default=timezone.now, editable=False)
    covered_until = models.DateTimeField(null=True, editable=False)
    positions_after = models.BigIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True, editable=False
    )

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        if self._state.adding:
            last = Position.objects.order_by("-pk").values_list("pk", flat=True).first()
            self.positions_after = last or 0
        super().save(**kwargs)


class WebhookDelivery(Outgoing):
    """One event to be told to one webhook; each at most once. What it is about is named in one column."""

    webhook = models.ForeignKey(
        Webhook, verbose_name=_("webhook"), on_delete=models.CASCADE, related_name="deliveries"
    )
    event = models.CharField(_("event"), max_length=20, choices=WebhookEvent.choices)
    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="+", null=True
    )
    correction = models.ForeignKey(
        Correction, verbose_name=_("correction"), on_delete=models.CASCADE, related_name="+", null=True
    )
    position = models.ForeignKey(
        Position, verbose_name=_("position"), on_delete=models.CASCADE, related_name="+", null=True
    )
    status = models.PositiveIntegerField(_("HTTP status"), null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("delivery to a webhook")
        verbose_name_plural = _("deliveries to webhooks")
        constraints = [
            models.UniqueConstraint(fields=["webhook", name], name=f"webhook_delivery_{name}_once")
            for name in ("article", "correction", "position")
        ] + [
            models.CheckConstraint(
                condition=Q(event=WebhookEvent.ARTICLE, article__isnull=False)
                | Q(event=WebhookEvent.CORRECTION, correction__isnull=False)
                | Q(event=WebhookEvent.MOVE, position__isnull=False),
                name="webhook_delivery_is_about_its_event",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state=OutgoingState.WAITING), name="webhook_delivery_waiting"
            )
        ]

    def __str__(self):
        return f"{self.event} {self.key}"

    @property
    def subject(self):
        """The report, the correction or the position that it tells of."""
        return self.article or self.correction or self.position
