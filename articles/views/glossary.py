from django.views.decorators.http import require_safe

from .. import glossary as terms_of_the_talks
from ..asof import AsOf
from ..edition import public_page
from ..models import Issue
from .pages import render


@require_safe
@public_page
def glossary(request):
    terms = terms_of_the_talks.terms_as_of(AsOf.of(request.GET))
    issues = {each.slug: each for each in Issue.objects.filter(slug__in=[term.issue for term in terms])}
    context = {"terms": [(term, issues.get(term.issue)) for term in terms]}
    return render(request, "articles/glossary.html", context)
