from django.http import JsonResponse
from django.views.decorators.http import require_safe

from ..asof import AsOf
from ..carrying import dated
from ..edition import public_page
from ..filters import SEARCH_ORDERS, ArticleFilters
from ..finding import Results, suggest
from .pages import render


@require_safe
@public_page
def search(request):
    filters = ArticleFilters(request.GET, orders=SEARCH_ORDERS)
    context = {
        "filters": filters,
        "results": Results(filters),
        "facets": filters.facets() if filters.is_active else [],
        "canonical_query": f"?{filters.query}" if filters.query else "",
    }
    return render(request, "articles/search.html", context)


@require_safe
@public_page
def suggestions(request):
    """What the search box offers for the words typed so far, as JSON."""
    then = AsOf.of(request.GET)
    known, articles = suggest(request.GET.get("q", ""), then)
    offered = [
        {
            "name": each.name,
            "detail": " ".join([str(each.label), each.since]).strip(),
            "url": dated(each.address, then.query),
        }
        for each in known
    ]
    offered += [
        {
            "name": article.headline,
            "detail": article.published_at.date().isoformat(),
            "url": dated(article.get_absolute_url(), then.query),
        }
        for article in articles
    ]
    return JsonResponse({"suggestions": offered})
