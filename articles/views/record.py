"""Pages of the record: countries, issues, people, meetings, chapters."""

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import drawing, issue_tree, ledger, parties, reports, structured, timeline
from ..addresses import origin
from ..asof import AsOf
from ..choices import CountryStanding, RedirectKind
from ..edition import public_page
from ..models import (
    Appointment,
    Chapter,
    Country,
    Issue,
    Meeting,
    Membership,
    Negotiator,
    Outcome,
    Position,
    Quote,
)
from .pages import following_redirects, found, render

# The first dozen stands open on the page, the rest folded.
RECENT_POSITIONS = 60
RECENT_QUOTES = 6


def _latest_positions(positions, then):
    """Return the newest of some positions that readers could read by a day, with who holds them."""
    newest = then.known(positions.as_of(then.day).standing().for_rows()[:RECENT_POSITIONS])
    return parties.attach(newest, parties.OF_POSITION)


def _text_is_signed(then):
    """Say whether there was a text with chapters and terms; today there is, without a query."""
    signed = Country.objects.milestones()["signed"] if then.asked else None
    return not then.asked or bool(signed and then.has(signed))


def _told(request, each, *things, under, view):
    """Return what the page of a thing of the record tells machines of it: its name, data and breadcrumbs."""
    trail = structured.trail(origin(request), under, view, each, each.local_name)
    return {"social_title": each.local_name, "structured": structured.script(*things, trail)}


@require_safe
@public_page
def country_list(request):
    then = AsOf.of(request.GET)
    countries = then.known(Country.objects.order_by("name"))
    signatories = [each for each in countries if each.standing == CountryStanding.SIGNATORY]
    negotiating = [] if signatories else [each for each in countries if each.joined_talks]
    context = {
        "signatories": signatories,
        "negotiating": negotiating,
        "others": [each for each in countries if each not in signatories and each not in negotiating],
        "totals": {each.pk: each.total for each in Country.objects.most_reported(at=then.at)},
    }
    return render(request, "articles/country_list.html", context)


@require_safe
@following_redirects(RedirectKind.COUNTRY)
@public_page
def country_detail(request, slug):
    then = AsOf.of(request.GET)
    [country] = then.known([found(Country.objects, slug=slug)])
    # Both lists in one query: an issue may be guarded and wanted at once.
    issues = Issue.objects.annotate(
        is_guarded=Exists(Country.guards.through.objects.filter(country=country, issue=OuterRef("pk"))),
        is_wanted=Exists(Country.wants.through.objects.filter(country=country, issue=OuterRef("pk"))),
    ).order_by("name")
    issues = list(issues)
    people = _in_office_by(then, country.negotiators)
    # Loaded once: whose positions are its own, too, is read from its memberships.
    with_groups = Membership.objects.select_related("group").order_by("start")
    prefetch_related_objects([country], Prefetch("memberships", queryset=with_groups))
    begun = [each for each in country.memberships.all() if not then.asked or then.has(each.start)]
    by_year = reports.by_year(country, then)
    in_office, earlier = timeline.by_office(people, then.day)
    hosted = then.known(country.hosted_meetings.begun(then.asked))
    context = {
        "country": country,
        "guards": [issue for issue in issues if issue.is_guarded],
        "wants": [issue for issue in issues if issue.is_wanted],
        "memberships": then.known(begun),
        "in_office": in_office,
        "earlier": earlier,
        "events": timeline.of_country(country, hosted),
        "positions": _latest_positions(Position.objects.held_by(country), then),
        "coverage": drawing.columns(by_year),
        "coverage_query": f"country={country.slug}",
        "reports": reports.about(country, then, total=sum(by_year.values())),
        "around": ledger.Around(then, country=country),
        "sources": then.known(country.sources.all()),
    }
    context |= _told(request, country, under=_("Countries"), view="articles:country_list")
    return render(request, "articles/country_detail.html", context)


@require_safe
@public_page
def issue_list(request):
    issues = Issue.objects.order_by("name")
    totals = {each.pk: each.total for each in Issue.objects.most_reported(at=AsOf.of(request.GET).at)}
    return render(request, "articles/issue_list.html", {"roots": issue_tree.build(issues, totals)})


@require_safe
@following_redirects(RedirectKind.ISSUE)
@public_page
def issue_detail(request, slug):
    then = AsOf.of(request.GET)
    [issue] = then.known([found(Issue.objects, slug=slug)])
    tree = {each.pk: each for each in Issue.objects.all()}
    below = issue_tree.below(issue, tree)
    countries = Country.objects.annotate(
        guards_it=Exists(Country.guards.through.objects.filter(country=OuterRef("pk"), issue=issue)),
        wants_it=Exists(Country.wants.through.objects.filter(country=OuterRef("pk"), issue=issue)),
    )
    countries = list(countries)
    has_text = _text_is_signed(then)
    by_year = reports.by_year(issue, then)
    outcomes = Outcome.objects.filter(issue__in=below).select_related("giver", "giver_group", "issue")
    outcomes = outcomes if has_text else outcomes.none()
    context = {
        "issue": issue,
        "above": issue_tree.above(issue, tree),
        "children": issue_tree.children(issue, tree),
        "guarding": [country for country in countries if country.guards_it],
        "wanting": [country for country in countries if country.wants_it],
        "chapters": issue.chapters.all() if has_text else (),
        "outcomes": parties.attach(then.known(outcomes.prefetch_related("figures")), parties.OF_TERMS),
        "positions": _latest_positions(Position.objects.filter(issue__in=below), then),
        "coverage": drawing.columns(by_year),
        "coverage_query": f"issue={issue.slug}",
        "reports": reports.about(issue, then, total=sum(by_year.values())),
        "around": ledger.Around(then, issues=below),
        "sources": then.known(issue.sources.all()),
    }
    context |= _told(request, issue, under=_("Issues"), view="articles:issue_list")
    return render(request, "articles/issue_detail.html", context)


def _in_office_by(then, people):
    """Return people with the offices they held by a day, the latest first; on a past day who held any."""
    offices = Appointment.objects.begun(then.asked).order_by("-start", "pk")
    people = people.prefetch_related(Prefetch("appointments", queryset=offices))
    return [person for person in people if then.known(person.appointments.all()) or not then.asked]


@require_safe
@public_page
def negotiator_list(request):
    people = Negotiator.objects.select_related("country").order_by("country__name", "name")
    people = _in_office_by(AsOf.of(request.GET), people)
    return render(request, "articles/negotiator_list.html", {"people": people})


@require_safe
@following_redirects(RedirectKind.NEGOTIATOR)
@public_page
def negotiator_detail(request, slug):
    then = AsOf.of(request.GET)
    [person] = then.known([found(Negotiator.objects.select_related("country", "portrait"), slug=slug)])
    quotes = Quote.objects.as_of(then.day).filter(speaker=person).select_related("article")
    quotes = quotes.order_by("-article__published_at", "order")[:RECENT_QUOTES]
    offices = then.known(person.appointments.begun(then.asked))
    attendance = person.attendance.filter(meeting__in=Meeting.objects.begun(then.asked))
    attendance = list(attendance.select_related("meeting").order_by("-meeting__start"))
    then.known(each.meeting for each in attendance)
    stretches, first_year, last_year = timeline.with_stretches(offices, last=then.day.year)
    context = {
        "person": person,
        "offices": stretches,
        "first_year": first_year,
        "last_year": last_year,
        "quotes": then.known(quotes),
        "attendance": attendance,
        "positions": _latest_positions(Position.objects.filter(people=person), then),
        "reports": reports.about(person, then),
        "sources": then.known(person.sources.all()),
    }
    told = structured.person(person, base=origin(request), offices=offices)
    context |= _told(request, person, told, under=_("People"), view="articles:negotiator_list")
    return render(request, "articles/negotiator_detail.html", context)


@require_safe
@public_page
def meeting_list(request):
    then = AsOf.of(request.GET)
    meetings = Meeting.objects.begun(then.asked).select_related("country").order_by("-start", "-pk")
    meetings = then.known(meetings)
    first, last = timeline.axis([each.start for each in meetings])
    context = {
        "meetings": meetings,
        "lanes": timeline.lanes(meetings, first=first, last=last),
        "first_year": first,
        "last_year": last,
        "axis": [str(year) for year in range(first, last + 1)],
    }
    return render(request, "articles/meeting_list.html", context)


@require_safe
@following_redirects(RedirectKind.MEETING)
@public_page
def meeting_detail(request, slug):
    then = AsOf.of(request.GET)
    meetings = Meeting.objects.begun(then.asked)
    whole = meetings.select_related("country").prefetch_related("groups", "countries")
    [meeting] = then.known([found(whole, slug=slug)])
    context = {
        "meeting": meeting,
        "groups": meeting.groups.all(),
        "countries": meeting.countries.all(),
        "attendance": meeting.attendance.select_related("negotiator__country"),
        "dossier": ledger.MeetingDossier(meeting, then),
        "reports": reports.about(meeting, then),
        "sources": then.known(meeting.sources.all()),
        "before": meetings.filter(start__lt=meeting.start).order_by("-start", "-pk").first(),
        "after": meetings.filter(start__gt=meeting.start).order_by("start", "pk").first(),
    }
    told = structured.event(meeting, base=origin(request))
    context |= _told(request, meeting, told, under=_("Meetings"), view="articles:meeting_list")
    return render(request, "articles/meeting_detail.html", context)


@require_safe
@public_page
def chapter_list(request):
    chapters = Chapter.objects.prefetch_related("issues")
    chapters = chapters if _text_is_signed(AsOf.of(request.GET)) else chapters.none()
    return render(request, "articles/chapter_list.html", {"chapters": chapters})
