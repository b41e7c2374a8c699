from django.views.decorators.http import require_safe

from ..api import outline
from ..api.openapi import describe
from ..edition import public_page
from .pages import render


@require_safe
@public_page
def api_docs(request):
    """Show the OpenAPI description as a page of the site's own, which needs no script and no other host."""
    described = describe()
    context = {
        "info": described["info"],
        "paragraphs": outline.paragraphs(described),
        "sections": outline.sections(described),
        "shapes": outline.shapes(described),
    }
    return render(request, "articles/api_docs.html", context)
