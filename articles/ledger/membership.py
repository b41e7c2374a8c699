"""Who was in a group on a day. A group's members change on a few days only, its epochs lie between them."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from ..models import Group, Membership

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Epoch:
    """A stretch of days, from `start` to the group's next epoch, in which a group had these members."""

    group: Group
    start: datetime.date
    members: frozenset[int]  # row numbers of countries


class Memberships:
    """All memberships there are, in one query; `groups` is {pk: group}, by name."""

    def __init__(self):
        self._of_group = defaultdict(list)
        self.groups = {}
        memberships = Membership.objects.select_related("group")
        for each in sorted(memberships, key=lambda each: (each.group.label, each.pk)):
            self._of_group[each.group_id].append(each)
            self.groups[each.group_id] = each.group

    def on(self, group_id, day) -> frozenset[int]:
        """Return the row numbers of the countries in a group on a day.

        An end known to the month or the year lasts to its last day.
        """
        return frozenset(
            each.country_id
            for each in self._of_group.get(group_id, ())
            if each.start.first_day <= day and (not each.end or day <= each.end.last_day)
        )

    def ever_in(self, group_id, *, until) -> frozenset[int]:
        """Return the row numbers of the countries that joined a group by a day."""
        return frozenset(
            each.country_id for each in self._of_group.get(group_id, ()) if each.start.first_day <= until
        )

    def epochs(self) -> list[Epoch]:
        """Return the epochs of all groups, those without members left out."""
        epochs = []
        for group_id, memberships in self._of_group.items():
            changes = {each.start.first_day for each in memberships}
            changes |= {each.end.last_day + ONE_DAY for each in memberships if each.end}
            epochs += [Epoch(self.groups[group_id], day, self.on(group_id, day)) for day in sorted(changes)]
        return epochs
