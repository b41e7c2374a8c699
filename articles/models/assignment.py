from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class Assignment(models.Model):
    """Who is to see to a report, and by which day (in UTC). Publishing the report empties the day."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="assignment")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        on_delete=models.SET_NULL,
        related_name="assignments",
        null=True,
        blank=True,
    )
    due_on = models.DateField(_("due"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    def __str__(self):
        return f"assignment {self.pk}"
