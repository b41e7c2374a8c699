from django.http import Http404
from django.views.decorators.http import require_safe
from taggit.models import Tag

from .. import reports
from ..asof import AsOf
from ..choices import RedirectKind
from ..edition import public_page
from .pages import following_redirects, found, render


@require_safe
@following_redirects(RedirectKind.TAG)
@public_page
def tag_detail(request, slug):
    tag = found(Tag.objects, slug=slug)
    about = reports.about(tag, AsOf.of(request.GET))
    if not about.total:
        raise Http404
    context = {"tag": tag, "reports": about, "social_title": tag.name}
    return render(request, "articles/tag_detail.html", context)
