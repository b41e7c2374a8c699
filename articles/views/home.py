from django.views.decorators.http import require_safe

from .. import front, ledger, parties, structured
from ..addresses import origin
from ..asof import AsOf
from ..edition import public_page
from ..models import Article, Issue, Meeting, Position
from .pages import render

MOVES = 8
ISSUES = 8


@require_safe
@public_page
def home(request):
    then = AsOf.of(request.GET)
    readable = Article.objects.published(at=then.at)
    return home_page(request, then, front.compose(readable, front.planned(then.at)))


def home_page(request, then, composed, *, notice=""):
    """Return the front page of a composed Front and an AsOf; with a notice it is a preview for a frame."""
    then.as_read(composed.articles)
    last_meeting, next_meeting = Meeting.objects.around(then.day)
    moves = then.known(Position.objects.as_of(then.day).standing().for_rows()[:MOVES])
    context = {
        "lead": composed.lead,
        "pinned": composed.pinned,
        "articles": composed.others,
        "notice": notice,
        "moves": parties.attach(moves, parties.OF_POSITION),
        "last_meeting": next(iter(then.known(filter(None, [last_meeting]))), None),
        # That a meeting was planned, and since when, is not on record.
        "next_meeting": None if then.asked else next_meeting,
        "glance": ledger.at_a_glance(then.asked),
        "issues": _latest_by_issue(then),
        "structured": structured.script(structured.site(origin(request))),
    }
    return render(request, "articles/home.html", context)


def front_page_at(request, at, composed, *, notice):
    """Return the front page of a composed Front as it will be at a moment, to be looked at in a frame."""
    return home_page(request, AsOf(now=at), composed, notice=notice)


def _latest_by_issue(then):
    """Return the issues below the roots with most reports, each with its `newest` report, latest first."""
    most = {each.pk: each.total for each in _below_roots().most_reported(at=then.at)[:ISSUES]}
    issues = list(Issue.objects.filter(pk__in=most).with_latest(at=then.at).order_by("-latest_at", "name"))
    newest = Article.objects.published(at=then.at).filter(pk__in=[issue.latest for issue in issues])
    by_pk = {article.pk: article for article in then.as_read(newest.defer("body"))}
    for issue in issues:
        issue.total, issue.newest = most[issue.pk], by_pk.get(issue.latest)
    return issues


def _below_roots():
    # The roots gather nearly every report.
    return Issue.objects.filter(parent__isnull=False)


@require_safe
@public_page
def about(request):
    return render(request, "articles/about.html", {})
