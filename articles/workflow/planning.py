"""What a stretch of the calendar holds: reports scheduled, published and ending, what is due, and meetings.

Days are those of the account's own time zone, but for due days and meetings, which are days wherever one is.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber, TruncDate
from django.utils import timezone

from ..models import Article, Meeting

# Of a day with more published reports the calendar names this many and says how many there are.
A_DAY = 6
MOST = 300


@dataclass
class Day:
    """One day of the calendar."""

    date: datetime.date
    scheduled: list = field(default_factory=list)
    published: list = field(default_factory=list)
    published_in_all: int = 0
    ending: list = field(default_factory=list)
    due: list = field(default_factory=list)
    meetings: list = field(default_factory=list)

    @property
    def is_empty(self):
        return not (self.scheduled or self.published or self.ending or self.due or self.meetings)

    @property
    def left_out(self):
        return self.published_in_all - len(self.published)


def days(first, last, *, zone, reports, at=None):
    """Return a Day for each date from first to last in a zone; six queries, however much there is.

    reports is the queryset of those the account may see.
    """
    found = {first + datetime.timedelta(n): None for n in range((last - first).days + 1)}
    found = {date: Day(date) for date in found}
    start, end = (
        datetime.datetime.combine(date, datetime.time(), zone)
        for date in (first, last + datetime.timedelta(days=1))
    )
    within = reports.filter(published_at__gte=start, published_at__lt=end)
    local = TruncDate("published_at", tzinfo=zone)
    for each in _named(within.scheduled(at=at)).order_by("published_at", "pk")[:MOST]:
        found[each.published_at.astimezone(zone).date()].scheduled.append(each)
    public = within.published(at=at)
    counted = public.order_by().annotate(day=local).values_list("day").annotate(n=Count("pk"))
    for date, n in counted:
        found[date].published_in_all = n
    rank = Window(RowNumber(), partition_by=[local], order_by=[F("published_at").asc(), F("pk").asc()])
    for each in _named(public).annotate(rank=rank).filter(rank__lte=A_DAY).order_by("published_at", "pk"):
        found[each.published_at.astimezone(zone).date()].published.append(each)
    for each in _named(reports.ending().filter(unpublish_at__gte=start, unpublish_at__lt=end))[:MOST]:
        found[each.unpublish_at.astimezone(zone).date()].ending.append(each)
    for each in reports.due().filter(assignment__due_on__range=(first, last)).with_work()[:MOST]:
        found[each.assignment.due_on].due.append(each)
    for date, meetings in _meetings(first, last).items():
        found[date].meetings = meetings
    return list(found.values())


def _named(reports):
    return reports.only("headline", "slug", "status", "published_at", "unpublish_at", "version")


def _meetings(first, last):
    """Return {date: meetings on it}; one known to the month stands on the first day of it that is shown."""
    held = defaultdict(list)
    running = Meeting.objects.filter(start__lte=last.isoformat(), start__gte=f"{first.year - 1}")
    for meeting in running.order_by("start", "pk"):
        begun, over = meeting.start.first_day, (meeting.end or meeting.start).last_day
        if over < first or begun > last:
            continue
        date = max(begun, first)
        until = min(over, last) if meeting.start.precision == "day" else date
        while date <= until:
            held[date].append(meeting)
            date += datetime.timedelta(days=1)
    return held


def month_of(date):
    """Return the first and last date that a month's leaf shows: whole weeks from Monday."""
    first = date.replace(day=1)
    last = (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
    return monday_of(first), monday_of(last) + datetime.timedelta(days=6)


def monday_of(date):
    return date - datetime.timedelta(days=date.weekday())


def moment_in(zone, day, time):
    """Return the moment of a local day and time, or None where clocks are put forward over it."""
    local = datetime.datetime.combine(day, time)
    moment = local.replace(tzinfo=zone).astimezone(datetime.UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == local else None


def today_in(zone):
    return timezone.now().astimezone(zone).date()


def reports_for(user):
    """Return the reports that an account may see in the calendar."""
    reports = Article.objects.all()
    return reports if user.has_perm("articles.change_any_article") else reports.reachable_by(user)
