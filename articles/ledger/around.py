"""What surrounds a stance: what it was tied to, and the limits set at home with what became of them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.functional import cached_property

from .. import parties
from ..models import Linkage, RedLine, RedLineStatus
from .sourcing import SOURCES, cite


@dataclass(frozen=True)
class DrawnLine:
    """A red line and what became of it by the day, in order of time; `status` is the latest, or None."""

    line: RedLine
    statuses: list[RedLineStatus]

    @property
    def status(self):
        return self.statuses[-1] if self.statuses else None


class Around:
    """Linkages and red lines of a country, of some issues (row numbers), or of a country on some issues.

    As of a day (an AsOf). What a page does not show is not asked for. Up to five queries for linkages and
    six for red lines; where there are none, one each and for linkages of a country one more.
    """

    def __init__(self, asof, *, country=None, issues=None):
        self.asof, self.country, self.issues = asof, country, issues

    @cached_property
    def linkages(self):
        """Return the linkages that stand or are disputed, latest first, each with `holders` and `toward`."""
        found = Linkage.objects.as_of(self.asof.day).standing()
        if self.issues is not None:
            found = found.filter(Q(issue__in=self.issues) | Q(in_return__in=self.issues))
        if self.country:
            found = found.filter(Q(pk__in=found.held_by(self.country).values("pk")) | self._faces())
        found = found.select_related("issue", "in_return", "article").defer("article__body")
        known = cite(self.asof.known(found.prefetch_related(SOURCES)), self.asof)
        return parties.attach(known, parties.OF_POSITION)

    def _faces(self):
        """Return the condition that a linkage is held toward the country, itself or in a group."""
        memberships = self.country.memberships.values("group")
        links = {
            name: Linkage._meta.get_field(name).remote_field.through.objects.filter(linkage=OuterRef("pk"))
            for name in ("counterparts", "counterpart_groups")
        }
        return Q(Exists(links["counterparts"].filter(country=self.country))) | Q(
            Exists(links["counterpart_groups"].filter(group__in=memberships))
        )

    @cached_property
    def red_lines(self):
        """Return the DrawnLines, those drawn last first."""
        found = RedLine.objects.as_of(self.asof.day)
        if self.country:
            found = found.filter(country=self.country)
        if self.issues is not None:
            links = RedLine.issues.through.objects.filter(redline=OuterRef("pk"), issue__in=self.issues)
            found = found.filter(Exists(links))
        statuses = RedLineStatus.objects.as_of(self.asof.day).select_related("article")
        statuses = statuses.defer("article__body").order_by("since", "pk").prefetch_related(SOURCES)
        found = found.select_related("country", "article").defer("article__body")
        found = found.prefetch_related(SOURCES, "issues", Prefetch("statuses", statuses, to_attr="told"))
        lines = cite(self.asof.known(found), self.asof)
        return [DrawnLine(line, cite(self.asof.known(line.told), self.asof)) for line in lines]

    @property
    def is_empty(self):
        return not (self.linkages or self.red_lines)
