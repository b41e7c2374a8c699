from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class SavedList(models.Model):
    """A filtered list of reports that an account kept under a name; query is that of the admin's list."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_lists"
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="saved_list_once")]
        verbose_name = _("saved list")
        verbose_name_plural = _("saved lists")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('admin:articles_article_changelist')}?{self.query}"
