from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Photo(models.Model):
    """An image with what a reader who cannot see it needs, and whose it is."""

    image = models.ImageField(_("image"), upload_to="photos/%Y/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alt = models.CharField(_("alternative text"), max_length=300)
    credit = models.CharField(_("credit"), max_length=200)
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
