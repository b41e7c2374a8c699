from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import querysets
from ..choices import DocumentKind, MediaType
from ..cleaning import slug_of
from .base import new_uid


def kept_apart():
    """Return where files lie that are served by a view alone, which asks who may have them."""
    return storages["private"]


class Document(models.Model):
    """A file that goes with reports: the text of a statement, a letter. What was uploaded never changes.

    digest is the SHA-256 of the file, in hexadecimal; size is in bytes.
    """

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    file = models.FileField(_("file"), upload_to="documents/%Y/", storage=kept_apart)
    name = models.CharField(_("name"), max_length=200, help_text=_("As readers see it beside the report."))
    kind = models.CharField(_("kind"), max_length=12, choices=DocumentKind.choices)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    media_type = models.CharField(_("format"), max_length=100, choices=MediaType.choices, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now, editable=False)

    objects = querysets.DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("document", args=[self.uid, self.file_name])

    @property
    def file_name(self):
        """The name under which it is saved: made of the name readers see, with the ending of its format."""
        return f"{slug_of(self.name)}.{MediaType(self.media_type).ending}"
