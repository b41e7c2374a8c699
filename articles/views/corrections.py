from django.views.decorators.http import require_safe

from .. import paging
from ..asof import AsOf
from ..edition import public_page
from ..models import Correction
from .pages import render

SHOWN = 50


@require_safe
@public_page
def correction_list(request):
    then = AsOf.of(request.GET)
    before = paging.Cursor.read(request.GET.get("before", ""))
    notes = Correction.objects.listed(at=then.at).select_related("article")
    corrections, onward = paging.rows(notes, moment="published_at", before=before, size=SHOWN)
    return render(request, "articles/corrections.html", {"corrections": corrections, "next": onward})
