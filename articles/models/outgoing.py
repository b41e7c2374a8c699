import datetime
import secrets

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import OutgoingState


def new_token():
    """Return an unguessable token, fit for an address."""
    return secrets.token_urlsafe(24)


class OutgoingQuerySet(models.QuerySet):
    def due(self, *, at=None):
        """Return what waits to be handed over at a moment (default now), the oldest first."""
        return self.filter(state=OutgoingState.WAITING, due_at__lte=at or timezone.now()).order_by("pk")


class Outgoing(models.Model):
    """Something to be handed to another machine once, tried again with growing pauses.

    An attempt begins by claiming the row: `due_at` moves to the end of the claim, in one statement that only
    one of several processes can win. A process that dies leaves a row which comes due by itself again.
    """

    # In minutes; the last pause is repeated.
    PAUSES = (2, 10, 30, 120, 360)
    MOST_ATTEMPTS = 12

    key = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    state = models.CharField(
        _("state"), max_length=9, choices=OutgoingState.choices, default=OutgoingState.WAITING
    )
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    done_at = models.DateTimeField(_("handed over at"), null=True, blank=True)
    answer = models.TextField(_("what was answered"), blank=True)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        abstract = True

    def claim(self, *, until):
        """Say whether this process may make the next attempt, which must be over by `until`."""
        mine = self._rows().filter(pk=self.pk, state=OutgoingState.WAITING, due_at=self.due_at)
        if not mine.update(due_at=until, attempts=F("attempts") + 1):
            return False
        self.due_at, self.attempts = until, self.attempts + 1
        return True

    def finish(self, state, *, answer=""):
        """Put down how it ended; there will be no further attempt."""
        self.state = state
        self._rows().filter(pk=self.pk).update(state=state, done_at=timezone.now(), answer=answer[:1000])

    def try_again(self, *, answer):
        """Put down why an attempt failed and when the next one is due; after the last one, give up."""
        if self.attempts >= self.MOST_ATTEMPTS:
            self.finish(OutgoingState.FAILED, answer=answer)
            return
        pause = self.PAUSES[min(self.attempts, len(self.PAUSES)) - 1]
        self.due_at = timezone.now() + datetime.timedelta(minutes=pause)
        self._rows().filter(pk=self.pk, state=OutgoingState.WAITING).update(
            due_at=self.due_at, answer=answer[:1000]
        )

    def _rows(self):
        return type(self)._default_manager.all()
