from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import querysets
from ..choices import RevisionKind
from .article import Article
from .content import Content


class Revision(models.Model):
    """One state of a report's working copy. Each save adds one; none is ever written over.

    base is the number of the state that the editor's form showed, tab the open page it was sent from: by
    the two a later save of the same page is told from somebody else's. One kept ASIDE was typed while
    another editor changed the same field; it never was the working copy, but its words are not lost.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    document = models.JSONField()
    kind = models.CharField(_("how"), max_length=10, choices=RevisionKind.choices)
    base = models.PositiveIntegerField(null=True)
    tab = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(_("version"), null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    made_at = models.DateTimeField(_("when"), default=timezone.now)

    objects = querysets.RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "-number"]
        verbose_name = _("saved state")
        verbose_name_plural = _("saved states")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_once"),
            # A page that is sent twice, since its answer was lost, begins one report.
            models.UniqueConstraint(
                fields=["tab"],
                condition=models.Q(number=1) & ~models.Q(tab=""),
                name="revision_one_report_a_tab",
            ),
        ]

    def __str__(self):
        return f"state {self.number}"

    @property
    def content(self):
        return Content.from_json(self.document)
