"""Photographs, in the renditions that pages show."""

from django.http import Http404, HttpResponseNotModified, HttpResponseRedirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from ..downloads import PRIVATE, send_photo
from ..edition import up_to_date
from ..models import Photo
from .pages import found

# A name is one picture for ever, so whoever saw it keeps it. Caches that serve many ask again each minute: a
# report, and its photograph with it, may have been withdrawn.
FOR_EVER = "public, max-age=31536000, s-maxage=60, immutable"


@require_safe
@up_to_date
def photo(request, uid, name):
    """Show a rendition of a photograph that readers can see on a page, or any to an account of the desk."""
    each = Photo.objects.published().filter(uid=uid).first()
    cache = FOR_EVER if each else PRIVATE
    each = each or found(_of_desk(request), uid=uid)
    rendition = each.renditions.get(name)
    if rendition is None:
        return _with_point_of_today(each, name)
    etag = f'"{uid}-{name}"'
    response = get_conditional_response(request, etag=etag)
    if not isinstance(response, HttpResponseNotModified):
        response = send_photo(each, rendition, cache=cache)
    response.headers["Cache-Control"] = cache
    response.headers["ETag"] = etag
    return response


def _with_point_of_today(photo, name):
    """Send whoever has an address of before the point was moved to the one of now; others to nothing."""
    crop, _dash, rest = name.partition("-")
    width = rest.partition("-")[0]
    stem = f"{crop}-{width}.{name.rpartition('.')[2]}"
    moved = next((each for each in photo.renditions.values() if each.stem == stem), None)
    if moved is None:
        raise Http404
    response = HttpResponseRedirect(photo.address_of(moved))
    response.headers["Cache-Control"] = PRIVATE
    return response


def _of_desk(request):
    user = request.user
    if not (user.is_active and user.is_staff and user.has_perm("articles.view_photo")):
        raise Http404
    return Photo.objects.all()
