from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import OutgoingState
from .desk_act import DeskAct
from .outgoing import Outgoing


class DeskMail(Outgoing):
    """A mail to an account about what waits for it; written with the act, handed over after it."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    act = models.ForeignKey(DeskAct, on_delete=models.CASCADE, related_name="mails")

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("mail to the newsroom")
        verbose_name_plural = _("mails to the newsroom")
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state=OutgoingState.WAITING), name="desk_mail_waiting"
            )
        ]

    def __str__(self):
        return self.key
