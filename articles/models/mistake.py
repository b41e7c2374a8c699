from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import desk_querysets as querysets
from ..choices import Language, MistakeState
from .article import Article
from .correction import Correction


class Mistake(models.Model):
    """A reader's note that something in a report is wrong. Only editors see it.

    key is that of the page it was sent from: sent twice, it is kept once. name and email are what the reader
    gave of themselves, and are forgotten after some time (see mistakes.forget_old); told_at is when the
    correction was mailed to a reader who asked for that.
    """

    article = models.ForeignKey(
        Article, verbose_name=_("report"), on_delete=models.CASCADE, related_name="mistakes"
    )
    version = models.PositiveIntegerField(_("version read"))
    key = models.CharField(max_length=32, unique=True, editable=False)
    words = models.TextField(_("which words"), blank=True)
    wrong = models.TextField(_("what is wrong"))
    source = models.TextField(_("where that can be seen"), blank=True)
    name = models.CharField(_("name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    wants_answer = models.BooleanField(_("wants to be told"), default=False)
    language = models.CharField(
        _("language of the page"), max_length=8, choices=Language.choices, default=Language.ENGLISH
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    state = models.CharField(
        _("state"), max_length=10, choices=MistakeState.choices, default=MistakeState.OPEN
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken up by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)
    reason = models.TextField(_("what was found"), blank=True)
    correction = models.ForeignKey(
        Correction,
        verbose_name=_("correction"),
        on_delete=models.SET_NULL,
        related_name="mistakes",
        null=True,
        blank=True,
    )
    told_at = models.DateTimeField(_("reader told"), null=True, blank=True)

    objects = querysets.MistakeQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("mistake reported")
        verbose_name_plural = _("mistakes reported")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MistakeState.OPEN, handled_at=None)
                | ~Q(state=MistakeState.OPEN) & Q(handled_at__isnull=False),
                name="mistake_handled_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["-sent_at"], condition=Q(state=MistakeState.OPEN), name="mistake_open"),
        ]

    def __str__(self):
        return self.wrong[:80]


class Allowance(models.Model):
    """How often something was done in a stretch of time, by whoever a hashed key stands for.

    In the database, so that all processes count together; keys change every day and lead back to nobody.
    """

    key = models.CharField(max_length=64)
    begun_at = models.DateTimeField()
    used = models.PositiveIntegerField(default=0)

    objects = querysets.AllowanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("allowance")
        verbose_name_plural = _("allowances")
        constraints = [models.UniqueConstraint(fields=["key", "begun_at"], name="allowance_once")]

    def __str__(self):
        return f"allowance {self.pk}"
