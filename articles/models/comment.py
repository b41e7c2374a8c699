from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import CommentAbout
from .article import Article
from .base import new_uid


class CommentQuerySet(models.QuerySet):
    def threads(self):
        """Return the comments that are no answers, those still open first, then as they were written."""
        return self.filter(thread=None).order_by(F("resolved_at").asc(nulls_first=True), "pk")

    def unresolved(self):
        return self.filter(thread=None, resolved_at=None)

    def waiting_for(self, user):
        """Return the open threads of an account's reports, or begun by it, in which another spoke last."""
        own = Q(article__created_by=user) | Q(article__assignment__account=user) | Q(author=user)
        return self.unresolved().filter(own).exclude(last_by=user).order_by("last_at", "pk")


class Comment(models.Model):
    """What an editor says about a passage of a working copy, or, in a thread, an answer. Never for readers.

    words are the passage as it was when the comment was written; before and after what stood around it and
    start its place in the plain text of the part: by all of them it is found again after edits
    (workflow.anchors). uid is chosen by the page, so that what is sent twice is one comment. last_by and
    last_at tell, in the first comment of a thread, who spoke last.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="comments")
    uid = models.CharField(max_length=40, unique=True, default=new_uid)
    thread = models.ForeignKey("self", on_delete=models.CASCADE, related_name="answers", null=True)
    about = models.CharField(
        _("about"), max_length=10, choices=CommentAbout.choices, default=CommentAbout.REPORT
    )
    words = models.TextField(_("words"), blank=True)
    before = models.CharField(max_length=80, blank=True)
    after = models.CharField(max_length=80, blank=True)
    start = models.PositiveIntegerField(default=0)
    text = models.TextField(_("comment"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="comments", null=True
    )
    made_at = models.DateTimeField(default=timezone.now)
    last_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    last_at = models.DateTimeField(default=timezone.now)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    resolved_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def __str__(self):
        return f"comment {self.pk}"
