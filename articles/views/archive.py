"""Reports by year and month."""

import datetime

from django.http import Http404
from django.utils import formats
from django.views.decorators.http import require_safe

from .. import paging
from ..asof import AsOf
from ..edition import public_page
from ..models import Article
from .pages import render

MONTHS = range(1, 13)


@require_safe
@public_page
def archive(request):
    then = AsOf.of(request.GET)
    totals = {}
    for year, month, total in Article.objects.published(at=then.at).by_month():
        totals.setdefault(year, {})[month] = total
    years = [
        (year, sum(months.values()), [(datetime.date(year, month, 1), months.get(month)) for month in MONTHS])
        for year, months in totals.items()
    ]
    names = [datetime.date(2000, month, 1) for month in MONTHS]
    return render(request, "articles/archive.html", {"years": years, "months": names})


@require_safe
@public_page
def archive_month(request, year, month):
    if month not in MONTHS or not datetime.MINYEAR < year < datetime.MAXYEAR:
        raise Http404
    then = AsOf.of(request.GET)
    articles = Article.objects.published(at=then.at).of_month(year, month).for_cards()
    page = paging.page(articles, before=paging.Cursor.read(request.GET.get("before", "")))
    if not page.articles:
        raise Http404
    day = datetime.date(year, month, 1)
    context = {
        "day": day,
        "articles": then.as_read(page.articles),
        "next": page.next,
        "social_title": formats.date_format(day, "YEAR_MONTH_FORMAT"),
    }
    return render(request, "articles/archive_month.html", context)
