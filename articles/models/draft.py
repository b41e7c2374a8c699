from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import desk_querysets, querysets
from ..choices import Stage
from .article import Article
from .content import Content


class Draft(models.Model):
    """An editor's working copy of one article, new or published. Readers never see it.

    stage is the newsroom's: a published article stays published while its next text is in review. The
    status of one that never had a reader follows it (drafting.move_to).
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="draft")
    document = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    refused = models.JSONField(default=list)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.WRITING)
    stage_since = models.DateTimeField(_("since"), default=timezone.now)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = desk_querysets.DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        # The desk's lists begin from here: what nobody touched for long, and what waits at a stage.
        indexes = [
            models.Index(fields=["updated_at"], name="draft_by_touch"),
            models.Index(fields=["stage", "stage_since"], name="draft_by_stage"),
        ]

    def __str__(self):
        return f"draft {self.pk}"

    @property
    def content(self):
        return Content.from_json(self.document)


class Version(models.Model):
    """What readers could read of an article from a moment on. Written once by each publishing act.

    current_from is the report's own date for the first version, so that a report of 2014 entered today
    belongs to 2014, and the moment of publishing for every later one. A version that was replaced before
    anybody could read it, or that was withdrawn, is kept but never shown.
    """

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField(_("number"))
    document = models.JSONField()
    current_from = models.DateTimeField(_("current from"))
    is_public = models.BooleanField(_("readers may read it"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )

    objects = querysets.VersionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "-number"]
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_counts_from_one"),
        ]

    def __str__(self):
        return f"v{self.number}"

    @property
    def content(self):
        return Content.from_json(self.document)
