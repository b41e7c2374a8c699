from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import ImportKind, ImportState
from .article import Article


class ImportRun(models.Model):
    """One table that was sent to be taken in: the file, what was found in it, how far it is written.

    The file waits here between preview and confirmation, so that what is written is what was looked at.
    `digest` is its SHA-256 in hexadecimal. `problems` are [line, column, what is wrong and what to do],
    `position` is the last line that was dealt with, from 1.
    """

    kind = models.CharField(_("of"), max_length=12, choices=ImportKind.choices)
    name = models.CharField(_("file"), max_length=200)
    data = models.BinaryField()
    digest = models.CharField(max_length=64, db_index=True, editable=False)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    publish = models.BooleanField(_("published at once"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState.choices, default=ImportState.LOOKED_AT
    )
    rows = models.PositiveIntegerField(_("rows"), default=0)
    good = models.PositiveIntegerField(_("good"), default=0)
    known = models.PositiveIntegerField(_("there already"), default=0)
    problems = models.JSONField(default=list, editable=False)
    sample = models.JSONField(default=list, editable=False)
    unread = models.JSONField(default=list, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    written = models.PositiveIntegerField(_("written"), default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.SET_NULL, related_name="+", null=True
    )
    made_at = models.DateTimeField(_("when"), default=timezone.now)
    done_at = models.DateTimeField(_("written at"), null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self):
        return self.name


class ImportedRow(models.Model):
    """That a row of a table was written, so that the same row is never written again, whoever sends it.

    `digest` is made of what tells the row from others (its headline, date and source).
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="imported")
    line = models.PositiveIntegerField()
    digest = models.CharField(max_length=40, unique=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")

    def __str__(self):
        return f"{self.run_id}:{self.line}"
