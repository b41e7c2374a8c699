"""The two addresses of a noun: the list of all, and one by its stable name."""

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse

from ..addresses import absolute
from ..asof import AsOf
from ..models.content import by_slug
from . import keys
from .parameters import Reading
from .problems import not_found
from .schemas import told
from .serving import address_at, answer, view_of


def list_of(noun):
    """Return the view of a noun's list."""

    def view(request):
        reading = Reading(request.GET, noun.parameters)
        as_of = reading.as_of() if noun.has_as_of else AsOf()
        wanted = reading.fields(noun.schema)
        size = reading.size()
        rows = noun.filtered(noun.loaded(as_of, wanted), reading)
        rows = keys.started(rows, noun.key, reading)
        reading.refuse()
        page, place = keys.cut(rows, noun.key, size=size)
        view = view_of(request, as_of)
        items = [told(noun.schema, row, wanted, view) for row in as_of.known(page)]
        return answer({"items": items, "next": address_at(request, **{noun.key.parameter.name: place})})

    return view


def one_of(noun):
    """Return the view of one row by its stable name; an old slug leads on to the new one."""

    def view(request, name: str):
        reading = Reading(request.GET, noun.parameters_of_one)
        as_of = reading.as_of() if noun.has_as_of else AsOf()
        wanted = reading.fields(noun.schema)
        reading.refuse()
        row = noun.loaded(as_of, wanted).filter(**{noun.schema.key: name}).first()
        if row is None:
            return moved(request, noun.rows(as_of).model, name)
        [row] = as_of.known([row])
        return answer(told(noun.schema, row, wanted, view_of(request, as_of)))

    return view


def moved(request, model, slug):
    """Send on whoever asks for an old slug; say that there is nothing if it is none."""
    found = by_slug(model, [slug]) if hasattr(model, "redirect_kind") else []
    if not found or found[0].slug == slug:
        raise not_found()
    path = reverse(request.resolver_match.view_name, kwargs={"name": found[0].slug})
    return HttpResponsePermanentRedirect(absolute(request, path, request.META.get("QUERY_STRING", "")))
