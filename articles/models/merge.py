from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import RedirectKind


class Merge(models.Model):
    """That two people, issues, meetings or tags were made one, and all that is needed to part them again.

    `gone_id` and `kept_id` are the numbers of the two rows, their names those they had then. `log` says what
    was moved, left out, filled in and made (see uniting).
    """

    kind = models.CharField(_("kind"), max_length=12, choices=RedirectKind.choices)
    gone_id = models.BigIntegerField(editable=False)
    gone_slug = models.CharField(_("old address"), max_length=200)
    gone_name = models.CharField(_("merged"), max_length=200)
    kept_id = models.BigIntegerField(editable=False)
    kept_slug = models.CharField(_("leads to"), max_length=200)
    kept_name = models.CharField(_("into"), max_length=200)
    log = models.JSONField(default=dict, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    done_at = models.DateTimeField(_("when"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    undone_at = models.DateTimeField(_("undone at"), null=True)

    class Meta:
        ordering = ["-done_at", "-pk"]
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "gone_id"], condition=Q(undone_at=None), name="merge_of_one_thing_once"
            )
        ]

    def __str__(self):
        return f"{self.gone_name} → {self.kept_name}"
