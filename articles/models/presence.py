from django.conf import settings
from django.db import models
from django.utils import timezone

from .. import querysets
from .article import Article


class Presence(models.Model):
    """That an account has a report open at the desk: one row for each open page."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="presences")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    tab = models.CharField(max_length=40, unique=True)
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    objects = querysets.PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]

    def __str__(self):
        return f"presence {self.pk}"
