"""Rules of reading for the front page that editors choose and the mistakes that readers report.

Like querysets.py: models are reached through self.model, `at` is a moment and defaults to now.
"""

import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone

from .choices import MistakeState
from .querysets import is_public


def in_force(states, *, at, prefix=""):
    """Return the condition that a front page's state counts at a moment; prefix leads to it ("state__").

    Its time has begun and is not over, it was made by then, and by then none came after it. `states` is a
    queryset of all states.
    """
    later = states.filter(
        choice=OuterRef(f"{prefix}choice"), number__gt=OuterRef(f"{prefix}number"), made_at__lte=at
    )
    running = Q(**{f"{prefix}ends_at": None}) | Q(**{f"{prefix}ends_at__gt": at})
    counts = {f"{prefix}made_at__lte": at, f"{prefix}starts_at__lte": at, f"{prefix}is_dropped": False}
    return Q(**counts) & running & ~Exists(later)


class FrontChoiceQuerySet(models.QuerySet):
    def with_heads(self):
        """Add to each choice its `heads`: a list of its last state, with its places and their reports."""
        states = self.model._meta.get_field("states").related_model.objects
        heads = states.heads().select_related("made_by").prefetch_related("places__article")
        return self.prefetch_related(Prefetch("states", queryset=heads, to_attr="heads"))


class FrontStateQuerySet(models.QuerySet):
    def heads(self):
        """Return the last state of each choice."""
        later = self.model.objects.filter(choice=OuterRef("choice"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))

    def in_force(self, *, at=None):
        """Return the states that count at a moment, the one that began last first."""
        counts = in_force(self.model.objects.all(), at=at or timezone.now())
        return self.filter(counts).order_by("-starts_at", "-pk")

    def passed(self, moment, *, name):
        """Return the states whose starts_at or ends_at (`name`) has come by a moment, the latest first."""
        return self.filter(**{f"{name}__lte": moment}).order_by(f"-{name}")

    def coming(self, moment, *, name):
        """Return the states whose starts_at or ends_at (`name`) is still to come, the next one first."""
        return self.filter(**{f"{name}__gt": moment}).order_by(name)


class FrontPlaceQuerySet(models.QuerySet):
    def in_force(self, *, at=None):
        """Return the places of the states that count at a moment, those of the one that began last first.

        The reports may be of any status: whoever shows them asks for published() ones.
        """
        states = self.model._meta.get_field("state").related_model.objects.all()
        places = self.filter(in_force(states, at=at or timezone.now(), prefix="state__"))
        return places.order_by("-state__starts_at", "-state", "is_pinned", "order")


class MistakeQuerySet(models.QuerySet):
    def open(self):
        """Return the notes that nobody has handled."""
        return self.filter(state=MistakeState.OPEN)

    def to_be_told(self):
        """Return the notes whose reader asked for word of the correction that was made, and has had none.

        Of a correction that readers cannot see there is nothing to tell.
        """
        asked = self.filter(wants_answer=True, told_at=None, correction__isnull=False).exclude(email="")
        return asked.filter(is_public(prefix="article__"))

    def kept_too_long(self, *, days, at=None):
        """Return the notes with a name or an address older than so many days."""
        before = (at or timezone.now()) - datetime.timedelta(days=days)
        return self.of_somebody().filter(sent_at__lte=before)

    def of_somebody(self):
        """Return the notes with a name or an address."""
        return self.exclude(name="", email="")

    def of(self, email):
        """Return the notes sent with an address, however it was written."""
        return self.filter(email__iexact=email) if email else self.none()


class AllowanceQuerySet(models.QuerySet):
    def spend(self, key, *, most, begun_at):
        """Count one use in the stretch of time begun at a moment; return whether it was allowed.

        Of several processes at one moment no more are let through than `most`: the database counts.
        """
        self.get_or_create(key=key, begun_at=begun_at)
        return self.filter(key=key, begun_at=begun_at, used__lt=most).update(used=F("used") + 1) == 1

    def over(self, *, at=None):
        """Return what stands for stretches of time that are over, and may go."""
        return self.filter(begun_at__lt=(at or timezone.now()) - datetime.timedelta(days=2))
