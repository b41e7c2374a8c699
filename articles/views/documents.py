"""Documents that go with reports."""

from django.http import Http404, HttpResponseNotModified, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from ..downloads import PRIVATE, send_document
from ..edition import up_to_date
from ..models import Document
from .pages import found

# To be asked for anew each time: a report, and its documents with it, may have been withdrawn.
ASK_AGAIN = "public, no-cache"


@require_safe
@up_to_date
def document(request, uid, name):
    """Hand a document to readers of a report that has it, or to an account that may see such a report."""
    each = Document.objects.published().filter(uid=uid).first()
    cache = ASK_AGAIN if each else PRIVATE
    each = each or found(_of_desk(request), uid=uid)
    if name != each.file_name:
        return HttpResponsePermanentRedirect(each.get_absolute_url())
    response = get_conditional_response(request, etag=f'"{each.digest}"')
    if not isinstance(response, HttpResponseNotModified):
        response = send_document(each, cache=cache)
    response.headers["Cache-Control"] = cache
    response.headers["ETag"] = f'"{each.digest}"'
    return response


def _of_desk(request):
    if not (request.user.is_active and request.user.is_staff):
        raise Http404
    return Document.objects.open_to(request.user)
