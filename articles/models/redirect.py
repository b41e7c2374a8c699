from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import RedirectKind


class Redirect(models.Model):
    """An old address and where it leads now; kept for ever."""

    kind = models.CharField(_("kind"), max_length=12, choices=RedirectKind.choices)
    old_slug = models.CharField(_("old slug"), max_length=200)
    new_slug = models.CharField(_("leads to"), max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["kind", "old_slug"]
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        constraints = [
            models.UniqueConstraint(fields=["kind", "old_slug"], name="redirect_once"),
            models.CheckConstraint(
                condition=~models.Q(old_slug=models.F("new_slug")), name="redirect_leads_elsewhere"
            ),
        ]

    def __str__(self):
        return f"{self.old_slug} → {self.new_slug}"

    def clean(self):
        super().clean()
        if Redirect.objects.filter(kind=self.kind, old_slug=self.new_slug).exclude(pk=self.pk).exists():
            raise ValidationError(
                {
                    "new_slug": _(
                        "This leads on somewhere else. Name the place it ends at, so that no circle arises."
                    )
                }
            )

    @classmethod
    def record(cls, *, kind, old_slug, new_slug):
        """Send an old slug to its new one, and everything that led to the old one with it.

        Chains are collapsed as they would arise, so that any old address costs one hop; a slug that is
        taken into use again stops redirecting.
        """
        if not old_slug or old_slug == new_slug:
            return
        cls.objects.filter(kind=kind, old_slug=new_slug).delete()
        cls.objects.filter(kind=kind, new_slug=old_slug).update(new_slug=new_slug)
        cls.objects.update_or_create(kind=kind, old_slug=old_slug, defaults={"new_slug": new_slug})

    @classmethod
    def target(cls, *, kind, slug):
        """Return the slug that an old one leads to, or None."""
        return cls.objects.filter(kind=kind, old_slug=slug).values_list("new_slug", flat=True).first()
