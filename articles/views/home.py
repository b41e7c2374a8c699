from django.views.decorators.http import require_safe

from .. import ledger, parties, structured
from ..addresses import origin
from ..asof import AsOf
from ..edition import public_page
from ..models import Article, Issue, Meeting, Position
from .pages import render

LATEST = 7
MOVES = 8
ISSUES = 8


@require_safe
@public_page
def home(request):
    then = AsOf.of(request.GET)
    articles = then.as_read(Article.objects.published(at=then.at).newest_first().for_cards()[:LATEST])
    moves = then.known(Position.objects.as_of(then.day).standing().for_rows()[:MOVES])
    context = {
        "lead": articles[0] if articles else None,
        "articles": articles[1:],
        "moves": parties.attach(moves, parties.OF_POSITION),
        "last_meeting": next(iter(then.known(Meeting.objects.past(day=then.day)[:1])), None),
        # That a meeting was planned, and since when, is not on record.
        "next_meeting": None if then.asked else Meeting.objects.coming(day=then.day).first(),
        "glance": ledger.at_a_glance(then.asked),
        "issues": _latest_by_issue(then),
        "structured": structured.script(structured.site(origin(request))),
    }
    return render(request, "articles/home.html", context)


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
