from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import querysets
from .article import Article
from .base import new_uid

SIGNER = signing.Signer(salt="articles.share_link")


class ShareLink(models.Model):
    """Leave for whoever has its address to read a report's working copy, until it ends or is revoked."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="share_links")
    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    note = models.CharField(_("for whom"), max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects = querysets.ShareLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("share link")
        verbose_name_plural = _("share links")

    def __str__(self):
        return f"share link {self.pk}"

    def get_absolute_url(self):
        return reverse("shared", args=[self.token])

    @property
    def token(self):
        """The signed identifier: nobody can make an address up, whatever is in the database."""
        return SIGNER.sign(self.uid)

    @classmethod
    def uid_of(cls, token):
        """Return the identifier that a token is signed for, or None where the signature is not ours."""
        try:
            return SIGNER.unsign(token)
        except signing.BadSignature:
            return None
