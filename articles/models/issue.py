from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .. import querysets
from ..choices import IssueKind, RedirectKind, SensitiveGroup
from .base import Addressed, Named, Sourced


class Issue(Addressed, Named, Sourced):
    """A node of the tree of what is negotiated: market access > agriculture > dairy > cheese."""

    redirect_kind = RedirectKind.ISSUE

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
    )
    kind = models.CharField(_("kind"), max_length=10, choices=IssueKind.choices)
    description = models.TextField(_("description"), blank=True)
    hs_codes = models.JSONField(
        _("HS codes"),
        default=list,
        blank=True,
        help_text=_('Chapters or headings of HS 2012, as in ["0201-0202"].'),
    )
    sensitive_group = models.CharField(
        _("sensitive Japanese product"),
        max_length=12,
        choices=SensitiveGroup.choices,
        blank=True,
        help_text=_("Which of the five products that the Diet asked to protect."),
    )
    members = models.ManyToManyField(
        "self", verbose_name=_("gathers"), symmetrical=False, related_name="gathered_in", blank=True
    )

    objects = querysets.IssueQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("pk")), name="issue_not_its_own_parent"
            )
        ]

    def get_absolute_url(self):
        return reverse("articles:issue", args=[self.slug])

    def clean(self):
        super().clean()
        if self.pk and self.parent_id and self.pk in ancestors(self.parent_id, self._parents()):
            raise ValidationError(
                {"parent": _("An issue cannot be part of itself. Choose another place in the tree.")}
            )

    def save(self, *args, **kwargs):
        moved = self.pk and self._parents().get(self.pk, self.parent_id) != self.parent_id
        super().save(*args, **kwargs)
        if moved:
            self.article_links.model.rebuild_derived()

    @staticmethod
    def _parents():
        return Issue.objects.parents()


def ancestors(issue_id, parents):
    """Return the pks from an issue up to its root, itself first; parents is {pk: parent pk}."""
    line = []
    while issue_id is not None and issue_id not in line:
        line.append(issue_id)
        issue_id = parents.get(issue_id)
    return line


def descendants(issue_id, parents):
    """Return the pks of an issue and of all below it; parents is {pk: parent pk}."""
    return [pk for pk in parents if issue_id in ancestors(pk, parents)]
