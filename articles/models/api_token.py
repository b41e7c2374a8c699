import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .. import querysets

MARK = "tpp_"


class ApiToken(models.Model):
    """What an editor's tool shows in place of a password. Only its digest is kept: it is told once.

    The text is long and random, so that a plain digest tells nobody what it was.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="api_tokens",
        editable=False,
    )
    name = models.CharField(_("what it is for"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    beginning = models.CharField(_("begins with"), max_length=12, editable=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    expires_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("In UTC. Empty: until it is revoked.")
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects = querysets.ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self):
        return self.name

    def mint(self):
        """Give a new token its text, which is returned and cannot be told again."""
        text = MARK + secrets.token_urlsafe(32)
        self.digest = digest_of(text)
        self.beginning = text[: len(MARK) + 4]
        return text


def digest_of(text):
    """Return what is kept of a token's text."""
    return hashlib.sha256(text.encode()).hexdigest()
