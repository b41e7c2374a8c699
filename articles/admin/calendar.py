"""The calendar of the newsroom: what is scheduled, due, published and held; another day for what can move.

Times are those of the account's own time zone, which the page names.
"""

import datetime
import zoneinfo
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_time
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .. import drafting, workflow
from ..desk.checks import Refusal
from ..workflow import acts, moving, planning

TEMPLATE = "admin/articles/article/calendar.html"
YEARS = (1990, 2100)


@dataclass(frozen=True)
class Leaf:
    """The part of the calendar that is shown: the month or the week that a date is in."""

    kind: str
    date: datetime.date

    @property
    def span(self):
        """The first and the last date shown."""
        if self.kind == "week":
            monday = planning.monday_of(self.date)
            return monday, monday + datetime.timedelta(days=6)
        return planning.month_of(self.date)

    @property
    def query(self):
        return f"week={self.date}" if self.kind == "week" else f"month={self.date:%Y-%m}"

    @property
    def title(self):
        if self.kind == "month":
            return date_format(self.date, "YEAR_MONTH_FORMAT")
        first, last = self.span
        return f"{date_format(first, 'DATE_FORMAT')} – {date_format(last, 'DATE_FORMAT')}"

    def beside(self, step):
        """Return the leaf before (-1) or after (1) this one."""
        if self.kind == "week":
            return Leaf("week", planning.monday_of(self.date) + datetime.timedelta(days=7 * step))
        first = self.date.replace(day=1)
        return Leaf("month", (first + datetime.timedelta(days=-1 if step < 0 else 31)).replace(day=1))

    @classmethod
    def of(cls, data, *, today):
        """Read ?week=2014-04-21 or ?month=2014-04; raise NotPossible for what is neither."""
        kind = "week" if data.get("week") else "month"
        text = data.get(kind, "") or f"{today:%Y-%m}"
        try:
            date = datetime.date.fromisoformat(text if kind == "week" else f"{text}-01")
        except ValueError:
            date = None
        if date is None or not YEARS[0] <= date.year <= YEARS[1]:
            raise workflow.NotPossible(
                _("“%(text)s” is no month or week of the calendar. Write month=2014-04 or week=2014-04-21.")
                % {"text": text[:40]}
            )
        return cls(kind, date)


def urls(admin):
    wrap = admin.admin_site.admin_view

    def shown(request):
        return show(admin, request)

    def moved(request):
        return move(admin, request)

    return [
        path("calendar/", wrap(require_safe(shown)), name="articles_article_calendar"),
        path("calendar/move/", wrap(require_POST(moved)), name="articles_article_calendar_move"),
    ]


def zone_of(user):
    try:
        return zoneinfo.ZoneInfo(user.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return datetime.UTC


def show(admin, request, *, failed=None, status=200):
    """Show a month or a week; failed is the form of a move that could not be done, shown again as typed."""
    if not admin.has_view_permission(request):
        raise PermissionDenied
    zone = zone_of(request.user)
    today = planning.today_in(zone)
    try:
        leaf = Leaf.of(failed or request.GET, today=today)
    except workflow.NotPossible as problem:
        messages.error(request, str(problem))
        leaf, status = Leaf("month", today), 400
    first, last = leaf.span
    days = planning.days(first, last, zone=zone, reports=planning.reports_for(request.user))
    _mark_movable(days, failed)
    context = admin.admin_site.each_context(request) | {
        "title": _("Calendar: %(leaf)s") % {"leaf": leaf.title},
        "opts": admin.opts,
        "leaf": leaf,
        "weeks": [days[start : start + 7] for start in range(0, len(days), 7)],
        "before": leaf.beside(-1),
        "after": leaf.beside(1),
        "this_month": Leaf("month", leaf.date),
        "this_week": Leaf("week", today if first <= today <= last else leaf.date),
        "today": today,
        "zone": zone,
        "may_move": admin.has_publish_permission(request),
        "may_assign": workflow.may_assign(request.user),
    }
    with timezone.override(zone):
        return render(request, TEMPLATE, context, status=status)


def _mark_movable(days, failed):
    """Give each report that can move what its form sends: the state shown, and what was typed in vain."""
    scheduled = [each for day in days for each in day.scheduled]
    numbers = drafting.numbers_of(scheduled)
    for each in scheduled:
        each.number = numbers.get(each.pk, 0)
    due = [each for day in days for each in day.due]
    for each in due:
        each.mark = acts.mark(each.assignment)
    for each in [*scheduled, *due]:
        is_meant = failed and failed.get("article") == str(each.pk)
        each.typed = failed if is_meant else None


def move(admin, request):
    """Move a scheduled report or a due day, and go back to the leaf that showed it."""
    data = request.POST
    article = admin.get_object(request, data.get("article", ""))
    if article is None:
        messages.error(request, _("This report is no longer there."))
        return show(admin, request, failed=data, status=410)
    if not admin.has_change_permission(request, article):
        raise PermissionDenied
    try:
        said = _move_due(request, article) if data.get("what") == "due" else _move(admin, request, article)
    except workflow.NotPossible as problem:
        messages.error(request, str(problem))
        return show(admin, request, failed=data, status=400)
    except Refusal as refusal:
        for problem in refusal.problems:
            messages.error(request, str(problem))
        return show(admin, request, failed=data, status=400)
    messages.success(request, said)
    leaf = Leaf.of(data, today=planning.today_in(zone_of(request.user)))
    return HttpResponseRedirect(f"{reverse('admin:articles_article_calendar')}?{leaf.query}")


def _move(admin, request, article):
    if not admin.has_publish_permission(request):
        raise PermissionDenied
    zone = zone_of(request.user)
    day, time = acts.day_of(request.POST.get("day", "")), _time(request.POST.get("time", ""))
    if day is None or time is None:
        raise workflow.NotPossible(_("Give the new day and the time."))
    moment = planning.moment_in(zone, day, time) if YEARS[0] <= day.year <= YEARS[1] else None
    if moment is None:
        raise workflow.NotPossible(_("There is no such time in %(zone)s. Choose another.") % {"zone": zone})
    number = request.POST.get("number", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    moving.reschedule(article=article, by=request.user, at=moment, number=int(number) if is_number else -1)
    return _("“%(headline)s” is scheduled for %(moment)s (%(zone)s).") % {
        "headline": article.headline,
        "moment": date_format(moment.astimezone(zone), "DATETIME_FORMAT"),
        "zone": zone,
    }


def _time(text):
    """Return the time of a text such as 09:40, or None."""
    try:
        return parse_time(text)
    except ValueError:
        return None


def _move_due(request, article):
    if not workflow.may_assign(request.user):
        raise PermissionDenied
    day = acts.day_of(request.POST.get("day", ""))
    moving.move_due(article=article, by=request.user, due_on=day, was=request.POST.get("was", ""))
    if day is None:
        return _("“%(headline)s” has no due day any more.") % {"headline": article.headline or _("Untitled")}
    return _("“%(headline)s” is due on %(day)s.") % {
        "headline": article.headline or _("Untitled"),
        "day": date_format(day, "DATE_FORMAT"),
    }
