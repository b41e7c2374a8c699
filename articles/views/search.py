from django.views.decorators.http import require_safe

from ..edition import public_page
from ..filters import ArticleFilters
from ..finding import Results
from .pages import render


@require_safe
@public_page
def search(request):
    filters = ArticleFilters(request.GET)
    return render(request, "articles/search.html", {"filters": filters, "results": Results(filters)})
