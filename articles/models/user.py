from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import DeskMailRate


class User(AbstractUser):
    """An account of the newsroom. Readers have none."""

    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", help_text=_("A name such as Asia/Tokyo.")
    )
    desk_mail = models.CharField(
        _("mail when something waits"),
        max_length=10,
        choices=DeskMailRate.choices,
        default=DeskMailRate.AT_ONCE,
    )

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
