from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import querysets
from ..imaging import looks_like
from ..renditions import renditions_of
from .base import new_uid
from .document import kept_apart


class Photo(models.Model):
    """An image with what a reader who cannot see it needs, and whose it is. The image itself never changes.

    width and height are in pixels; digest is the SHA-256 of the file that was sent and fingerprint what it
    looks like (imaging.fingerprint), both in hexadecimal and empty where they are not known.
    """

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    image = models.FileField(_("image"), upload_to="photos/%Y/", storage=kept_apart, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        help_text=_("What it shows, for a reader who cannot see it: who, where, doing what."),
    )
    credit = models.CharField(
        _("credit"), max_length=200, help_text=_("Who took it, and whose it is, as readers see it.")
    )
    caption = models.CharField(_("caption"), max_length=400, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, per cent from the left"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, per cent from the top"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    digest = models.CharField(max_length=64, editable=False, blank=True, db_index=True)
    fingerprint = models.CharField(max_length=16, editable=False, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now, editable=False)

    objects = querysets.PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(alt="") & ~models.Q(credit=""), name="photo_described_and_credited"
            ),
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100, focal_y__lte=100), name="photo_focal_point_inside"
            ),
        ]

    def __str__(self):
        return self.alt

    @property
    def renditions(self):
        """All that is made of it for readers, {name: Rendition}."""
        return renditions_of(self.width, self.height, (self.focal_x, self.focal_y))

    def of_crop(self, crop, ending="jpg"):
        """Return the Renditions of one crop and format, the smallest first."""
        return [each for each in self.renditions.values() if (each.crop, each.ending) == (crop, ending)]

    def address_of(self, rendition):
        """Return the path at which a rendition is handed out to whoever may have it."""
        return reverse("photo", args=[self.uid, rendition.name])

    def largest(self, crop):
        """Return the largest JPEG of a crop."""
        return self.of_crop(crop)[-1]

    @classmethod
    def twins(cls, digest, fingerprint):
        """Return the photographs of the same file, and those that look the same, as two lists."""
        same = list(cls.objects.filter(digest=digest))
        known = cls.objects.exclude(fingerprint="").exclude(digest=digest).values_list("pk", "fingerprint")
        alike = [pk for pk, other in known.iterator() if looks_like(fingerprint, other)]
        return same, list(cls.objects.filter(pk__in=alike))
