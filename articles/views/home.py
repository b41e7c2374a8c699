from django.utils import timezone
from django.views.decorators.http import require_safe

from .. import parties, structured
from ..addresses import origin
from ..edition import public_page
from ..models import Article, Country, Issue, Meeting, Position
from .pages import render

LATEST = 9
MOVES = 8


@require_safe
@public_page
def home(request):
    today = timezone.now().date()
    articles = list(Article.objects.published().newest_first().for_cards()[:LATEST])
    moves = Position.objects.published().standing().for_rows()[:MOVES]
    context = {
        "lead": articles[0] if articles else None,
        "articles": articles[1:],
        "moves": parties.attach(moves, parties.OF_POSITION),
        "last_meeting": Meeting.objects.past(day=today).first(),
        "next_meeting": Meeting.objects.coming(day=today).first(),
        "countries": Country.objects.most_reported(),
        "issues": Issue.objects.most_reported()[:12],
        "structured": structured.script(structured.site(origin(request))),
    }
    return render(request, "articles/home.html", context)


@require_safe
@public_page
def about(request):
    return render(request, "articles/about.html", {})
