import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Language, WatchRate


def new_token():
    """Return an unguessable token for the links in a reader's mail."""
    return secrets.token_urlsafe(24)


class Watch(models.Model):
    """A reader's e-mail alert on a combination of filters, without an account."""

    email = models.EmailField(_("e-mail"))
    query = models.CharField(_("filters"), max_length=500, blank=True)
    rate = models.CharField(_("how often"), max_length=12, choices=WatchRate.choices)
    language = models.CharField(
        _("language"), max_length=8, choices=Language.choices, default=Language.ENGLISH
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = [models.UniqueConstraint(fields=["email", "query"], name="watch_once")]

    def __str__(self):
        return self.query
