"""Which reports wait for whom at the desk. Readers' rules are in querysets.py; these are the newsroom's."""

import datetime

from django.db.models import F, Q
from django.utils import timezone

from .choices import Stage, Status

STALE_DAYS = 7


class DeskLists:
    """Methods of ArticleQuerySet. Each begins from the few working copies, not from all the reports."""

    def on_the_desk(self):
        """Return the reports with a working copy, in the bin or not there any more left out."""
        return self.filter(draft__isnull=False).exclude(status=Status.BINNED)

    def in_review(self):
        """Return the reports whose working copy waits for an editor, the one that waits longest first."""
        return self.on_the_desk().filter(draft__stage=Stage.IN_REVIEW).order_by("draft__stage_since", "pk")

    def returned(self):
        """Return the reports whose working copy was sent back, the latest first."""
        return self.on_the_desk().filter(draft__stage=Stage.RETURNED).order_by("-draft__stage_since", "-pk")

    def stale(self, *, days=STALE_DAYS, at=None):
        """Return the reports whose working copy nobody touched for some days, the most forgotten first."""
        since = (at or timezone.now()) - datetime.timedelta(days=days)
        return self.on_the_desk().filter(draft__updated_at__lt=since).order_by("draft__updated_at", "pk")

    def due(self):
        """Return the reports with a due day, the nearest first. Publishing fulfils it."""
        due = self.filter(assignment__due_on__isnull=False).exclude(status=Status.BINNED)
        return due.order_by("assignment__due_on", "pk")

    def in_work(self):
        """Return the reports with a working copy or a due day."""
        drafts, assignments = (
            self.model._meta.get_field(name).related_model.objects.order_by()
            for name in ("draft", "assignment")
        )
        numbers = drafts.values("article").union(assignments.filter(due_on__isnull=False).values("article"))
        return self.filter(pk__in=numbers).exclude(status=Status.BINNED)

    def reachable_by(self, user):
        """Return the reports that an account began or that were assigned to it."""
        return self.filter(Q(created_by=user) | Q(assignment__account=user))

    def with_work(self):
        """Load what lists show of the work on each: stage of the working copy, account and due day."""
        return self.select_related("draft", "assignment__account").defer(
            "body", "draft__document", "draft__refused"
        )

    def by_next_due(self):
        """Order by due day, those without one last, then by what was changed latest."""
        return self.order_by(F("assignment__due_on").asc(nulls_last=True), "-updated_at", "-pk")
