"""How the API's addresses answer, whatever the noun: cached by edition, open to other sites, in JSON."""

import functools
import json

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from ..addresses import absolute, origin
from ..edition import public_page
from .parameters import PLACES
from .problems import Problem, not_found
from .schemas import View

READING = ("GET", "HEAD", "OPTIONS")
# Any site's page may read what is public; nothing that a browser would add of its own (cookies) is looked at.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(READING),
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def answer(document, *, status=200, headers=None):
    """Return plain data as a response."""
    content = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(content, status=status, content_type="application/json", headers=headers)


def view_of(request, as_of):
    """Return the View in which rows are told to whoever sent a request."""
    return View(origin(request), as_of)


def address_at(request, **place):
    """Return the whole address of another page of the same list, or None where the place is empty."""
    if not any(place.values()):
        return None
    query = request.GET.copy()
    for name in PLACES:
        query.pop(name, None)
    query.update(place)
    return absolute(request, request.path, query.urlencode())


def readable(view):
    """Serve a view that reads the public record: from the page cache, with its ETag, to any origin."""
    cached = public_page(view)

    @csrf_exempt
    @functools.wraps(view)
    def serve(request, *args, **kwargs):
        method = request.method
        if method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": ", ".join(READING)} | PREFLIGHT)
        elif method in READING:
            # What is not asked to be sent is made all the same, for its headers.
            request.method = "GET"
            response = cached(request, *args, **kwargs)
            request.method = method
        else:
            response = not_allowed(READING)
        for name, value in OPEN.items():
            response.headers[name] = value
        return response

    return serve


def private(view):
    """Serve a view that needs a token: kept by no cache."""

    @csrf_exempt
    @functools.wraps(view)
    def serve(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            response = not_allowed(response.headers["Allow"].split(", "))
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return serve


def not_allowed(methods):
    """Return the answer to a method that an address does not have."""
    allowed = ", ".join(sorted(methods))
    error = _("This address answers %(methods)s only.") % {"methods": allowed}
    return Problem(405, error, headers={"Allow": allowed}).response()


@csrf_exempt
def nothing_here(request):
    """Answer an address of the API at which there is nothing."""
    return not_found().response()
