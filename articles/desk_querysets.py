"""Rules of reading for the newsroom: the front page chosen, mistakes reported, where coverage is wanting.

Like querysets.py: models are reached through self.model, `at` is a moment and defaults to now.
"""

import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone

from .choices import OPEN_STANCES, MistakeState, Status
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


# ---------------------------------------------------------------------------- where coverage is wanting


def quiet(things, *, since, at=None):
    """Return those about which nothing was reported since a moment, the longest silence first.

    `things` is a LinkedQuerySet. Those that no report was ever about come last, with `latest_at` None.
    """
    known = things.with_latest(at=at)
    silent = known.filter(Q(latest_at__lt=since) | Q(latest_at=None))
    return silent.order_by(F("latest_at").asc(nulls_last=True), "name")


def grown_stale(positions, *, since):
    """Return the positions still open that were recorded before a day and not followed by another.

    Followed: by one on the same issue that shares a holder, be it to repeat it. What grew stale last comes
    first.
    """
    day = since.isoformat()
    old = positions.standing().filter(stance__in=OPEN_STANCES, since__lt=day)
    for holders, name in (("countries", "country"), ("groups", "group")):
        links = positions.model._meta.get_field(holders).remote_field.through.objects
        own = links.filter(position=OuterRef(OuterRef("pk"))).values(name)
        later = links.filter(
            position__issue=OuterRef("issue"), position__since__gte=day, **{f"{name}__in": own}
        )
        old = old.filter(~Exists(later))
    return old.order_by("-since", "-pk")


class DraftQuerySet(models.QuerySet):
    def in_hand_of(self, user):
        """Return the working copies of the reports an account began or saved last, the latest saved first."""
        own = Q(article__created_by=user) | Q(updated_by=user)
        return self.filter(own).exclude(article__status=Status.BINNED).order_by("-updated_at", "-pk")


# ---------------------------------------------------------------------------- the front page


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

    def to_come_or_on(self, *, at=None):
        """Return the last states of the choices that stand on the page or are planned, by their start."""
        lasting = Q(ends_at=None) | Q(ends_at__gt=at or timezone.now())
        return self.heads().filter(lasting, is_dropped=False).order_by("starts_at", "pk")

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


# ---------------------------------------------------------------------------- mistakes reported


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
