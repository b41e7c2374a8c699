"""Records of some issues and the countries each counts for: what sides and contradictions are read from."""

from dataclasses import dataclass

from .. import parties
from ..choices import PositionStanding, Stance
from ..models import Group, Position
from .rule import place
from .sourcing import SOURCES, cite

# More cannot be read on one page; the newest are.
MOST_RECORDS = 1500


@dataclass(frozen=True)
class Record:
    """A position and the countries it counts for: {pk: the group through which, None for its own}."""

    position: Position
    holders: dict[int, Group | None]

    @property
    def stance(self):
        return Stance(self.position.stance)

    @property
    def day(self):
        return self.position.since.first_day

    @property
    def stands(self):
        return self.position.standing == PositionStanding.STANDING

    @property
    def counts(self):
        """Whether it may show in a cell: a retracted one never does."""
        return self.position.standing != PositionStanding.RETRACTED

    def place_for(self, country_pk):
        """Return its place among the rivals in a country's cell (rule.place)."""
        return place(self.position, own=self.holders[country_pk] is None)


def records(issues, asof, memberships) -> list[Record]:
    """Return what readers could read of some issues (row numbers) by a day, newest first.

    Positions have `holders` and `toward` (parties.attach) and `cited`. Up to seven queries.
    """
    found = Position.objects.as_of(asof.day).filter(issue__in=issues).for_rows().defer("article__body")
    found = found.prefetch_related("countries", "groups", SOURCES)[:MOST_RECORDS]
    positions = parties.attach(cite(asof.known(found), asof), parties.OF_POSITION)
    return [Record(position, _holders(position, memberships)) for position in positions]


def shown(found) -> dict[tuple[int, int], Record]:
    """Return {(country pk, issue pk): record} of what the grid shows of some records: the stated rule."""
    best = {}
    for record in found:
        for country in record.holders if record.counts else ():
            cell = (country, record.position.issue_id)
            if cell not in best or record.place_for(country) > best[cell].place_for(country):
                best[cell] = record
    return best


def _holders(position, memberships):
    holders = {}
    for group in sorted(position.groups.all(), key=lambda each: each.label):
        for country in memberships.on(group.pk, position.since.first_day):
            holders.setdefault(country, group)
    return holders | {country.pk: None for country in position.countries.all()}
