"""Pages of the record: countries, issues, people, meetings, chapters."""

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import issue_tree, parties, reports, structured
from ..addresses import origin
from ..choices import CountryStanding, RedirectKind
from ..edition import public_page
from ..models import Appointment, Chapter, Country, Issue, Meeting, Negotiator, Outcome, Position, Quote
from .pages import following_redirects, found, render

# The first dozen stands open on the page, the rest folded.
RECENT_POSITIONS = 60
RECENT_QUOTES = 6


def _latest_positions(positions):
    """Return the newest of some public positions, with who holds them."""
    newest = positions.published().standing().for_rows()[:RECENT_POSITIONS]
    return parties.attach(newest, parties.OF_POSITION)


def _told(request, each, *things, under, view):
    """Return what the page of a thing of the record tells machines of it: its name, data and breadcrumbs."""
    trail = structured.trail(origin(request), under, view, each, each.local_name)
    return {"social_title": each.local_name, "structured": structured.script(*things, trail)}


@require_safe
@public_page
def country_list(request):
    countries = list(Country.objects.order_by("name"))
    context = {
        "signatories": [each for each in countries if each.standing == CountryStanding.SIGNATORY],
        "candidates": [each for each in countries if each.standing == CountryStanding.CANDIDATE],
        "totals": {each.pk: each.total for each in Country.objects.most_reported()},
    }
    return render(request, "articles/country_list.html", context)


@require_safe
@following_redirects(RedirectKind.COUNTRY)
@public_page
def country_detail(request, slug):
    country = found(Country.objects, slug=slug)
    # Both lists in one query: an issue may be guarded and wanted at once.
    issues = Issue.objects.annotate(
        is_guarded=Exists(Country.guards.through.objects.filter(country=country, issue=OuterRef("pk"))),
        is_wanted=Exists(Country.wants.through.objects.filter(country=country, issue=OuterRef("pk"))),
    ).order_by("name")
    issues = list(issues)
    people = country.negotiators.prefetch_related("appointments")
    context = {
        "country": country,
        "guards": [issue for issue in issues if issue.is_guarded],
        "wants": [issue for issue in issues if issue.is_wanted],
        "memberships": country.memberships.select_related("group").order_by("start"),
        "people": people,
        "positions": _latest_positions(Position.objects.held_by(country)),
        "reports": reports.about(country),
        "sources": country.sources.all(),
    }
    context |= _told(request, country, under=_("Countries"), view="articles:country_list")
    return render(request, "articles/country_detail.html", context)


@require_safe
@public_page
def issue_list(request):
    issues = Issue.objects.order_by("name")
    totals = {each.pk: each.total for each in Issue.objects.most_reported()}
    return render(request, "articles/issue_list.html", {"roots": issue_tree.build(issues, totals)})


@require_safe
@following_redirects(RedirectKind.ISSUE)
@public_page
def issue_detail(request, slug):
    issue = found(Issue.objects, slug=slug)
    tree = {each.pk: each for each in Issue.objects.all()}
    below = issue_tree.below(issue, tree)
    countries = Country.objects.annotate(
        guards_it=Exists(Country.guards.through.objects.filter(country=OuterRef("pk"), issue=issue)),
        wants_it=Exists(Country.wants.through.objects.filter(country=OuterRef("pk"), issue=issue)),
    )
    countries = list(countries)
    outcomes = Outcome.objects.filter(issue__in=below).select_related("giver", "giver_group", "issue")
    context = {
        "issue": issue,
        "above": issue_tree.above(issue, tree),
        "children": issue_tree.children(issue, tree),
        "guarding": [country for country in countries if country.guards_it],
        "wanting": [country for country in countries if country.wants_it],
        "chapters": issue.chapters.all(),
        "outcomes": parties.attach(outcomes.prefetch_related("figures"), parties.OF_TERMS),
        "positions": _latest_positions(Position.objects.filter(issue__in=below)),
        "reports": reports.about(issue),
        "sources": issue.sources.all(),
    }
    context |= _told(request, issue, under=_("Issues"), view="articles:issue_list")
    return render(request, "articles/issue_detail.html", context)


@require_safe
@public_page
def negotiator_list(request):
    latest = Prefetch("appointments", queryset=Appointment.objects.order_by("-start", "pk"))
    people = (
        Negotiator.objects.select_related("country")
        .prefetch_related(latest)
        .order_by("country__name", "name")
    )
    return render(request, "articles/negotiator_list.html", {"people": people})


@require_safe
@following_redirects(RedirectKind.NEGOTIATOR)
@public_page
def negotiator_detail(request, slug):
    person = found(Negotiator.objects.select_related("country", "portrait"), slug=slug)
    quotes = Quote.objects.published().filter(speaker=person).select_related("article")
    offices = list(person.appointments.all())
    context = {
        "person": person,
        "offices": offices,
        "quotes": quotes.order_by("-article__published_at", "order")[:RECENT_QUOTES],
        "attendance": person.attendance.select_related("meeting").order_by("-meeting__start"),
        "positions": _latest_positions(Position.objects.filter(people=person)),
        "reports": reports.about(person),
        "sources": person.sources.all(),
    }
    told = structured.person(person, base=origin(request), offices=offices)
    context |= _told(request, person, told, under=_("People"), view="articles:negotiator_list")
    return render(request, "articles/negotiator_detail.html", context)


@require_safe
@public_page
def meeting_list(request):
    meetings = Meeting.objects.select_related("country").order_by("-start", "-pk")
    return render(request, "articles/meeting_list.html", {"meetings": meetings})


@require_safe
@following_redirects(RedirectKind.MEETING)
@public_page
def meeting_detail(request, slug):
    meeting = found(Meeting.objects.select_related("country"), slug=slug)
    context = {
        "meeting": meeting,
        "groups": meeting.groups.all(),
        "countries": meeting.countries.all(),
        "attendance": meeting.attendance.select_related("negotiator__country"),
        "positions": _latest_positions(meeting.positions.all()),
        "reports": reports.about(meeting),
        "sources": meeting.sources.all(),
        "before": Meeting.objects.filter(start__lt=meeting.start).order_by("-start", "-pk").first(),
        "after": Meeting.objects.filter(start__gt=meeting.start).order_by("start", "pk").first(),
    }
    told = structured.event(meeting, base=origin(request))
    context |= _told(request, meeting, told, under=_("Meetings"), view="articles:meeting_list")
    return render(request, "articles/meeting_detail.html", context)


@require_safe
@public_page
def chapter_list(request):
    chapters = Chapter.objects.prefetch_related("issues")
    return render(request, "articles/chapter_list.html", {"chapters": chapters})
