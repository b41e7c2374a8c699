"""What every reader's page has in common: how it is rendered, and how an old address finds the new one."""

import functools

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.template import loader
from django.urls import reverse, translate_url
from django.utils.http import urlencode
from django.utils.translation import get_language

from ..addresses import absolute, origin
from ..asof import AsOf, BadDay
from ..carrying import NAME, carrying, has_days
from ..models import Redirect

# Parameters that mean nothing on another day: the day itself, and places in a list as it is today.
OF_A_DAY = (NAME, "before", "after", "page")


def render(request, template, context, *, status=200):
    """Return the page of a template.

    The request itself is not handed to the template: a page that cannot see a session or an account
    is the same for every reader. The day asked for is carried through all links of the page.
    """
    then = _day_shown(request)
    kept = [(name, value) for name, values in request.GET.lists() if name not in OF_A_DAY for value in values]
    shared = {
        "site_name": settings.SITE_NAME,
        "site_description": settings.SITE_DESCRIPTION,
        "path": request.path,
        "origin": origin(request),
        "canonical": absolute(request, request.path),
        "canonical_query": f"?{then.query}" if then.query else "",
        "page_language": get_language(),
        "languages": [(code, name, translate_url(request.path, code)) for code, name in settings.LANGUAGES],
        "then": then,
        "is_dated": status == 200 and has_days(request.path),
        "kept": kept,
        "kept_query": urlencode(kept),
    }
    page = loader.render_to_string(template, shared | context)
    return HttpResponse(carrying(page, then.query, origin(request)), status=status)


def _day_shown(request):
    """Return the AsOf of a request; today's where it names none that is one, which the page then tells."""
    try:
        return AsOf.of(request.GET)
    except BadDay:
        return AsOf()


def following_redirects(kind):
    """Send the reader of an old slug on to the new one, which is looked up only where none is found."""

    def decorate(view):
        @functools.wraps(view)
        def serve(request, slug, **kwargs):
            try:
                return view(request, slug=slug, **kwargs)
            except Http404:
                target = Redirect.target(kind=kind, slug=slug)
                if target is None:
                    raise
                address = reverse(request.resolver_match.view_name, kwargs={"slug": target, **kwargs})
                query = request.META.get("QUERY_STRING", "")
                return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)

        return serve

    return decorate


def found(queryset, **wanted):
    """Return the one object wanted, or answer 404."""
    each = queryset.filter(**wanted).first()
    if each is None:
        raise Http404
    return each
