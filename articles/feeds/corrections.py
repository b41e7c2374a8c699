"""The corrections as an Atom feed (RFC 4287)."""

from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..addresses import absolute
from ..asof import AsOf
from ..edition import public_page
from ..models import Correction
from ..xml_writing import add, document
from .xml_feeds import ATOM, XML_LANG

LENGTH = 50


@require_safe
@public_page
def corrections_atom(request):
    then = AsOf.of(request.GET)
    notes = Correction.objects.listed(at=then.at).select_related("article")
    notes = list(notes.order_by("-published_at", "-pk")[:LENGTH])
    home = absolute(request, reverse("articles:correction_list"))
    root = ElementTree.Element("feed", {"xmlns": ATOM, XML_LANG: get_language()})
    add(root, "id", home)
    add(root, "title", f"{settings.SITE_NAME}: {_('Corrections')}")
    add(root, "updated", (notes[0].published_at if notes else then.at.replace(microsecond=0)).isoformat())
    add(root, "link", rel="alternate", type="text/html", href=home)
    add(root, "link", rel="self", type="application/atom+xml", href=absolute(request, request.path))
    add(add(root, "author"), "name", settings.SITE_NAME)
    for note in notes:
        _entry(add(root, "entry"), note, home, absolute(request, note.article.get_absolute_url()))
    return HttpResponse(document(root), content_type="application/atom+xml; charset=utf-8")


def _entry(entry, note, home, address):
    add(entry, "id", f"{home}#correction-{note.pk}")
    add(entry, "title", f"{note.get_kind_display()}: {note.article.headline}")
    add(entry, "updated", note.published_at.isoformat())
    add(entry, "published", note.published_at.isoformat())
    add(entry, "link", rel="alternate", type="text/html", href=f"{address}#correction-{note.pk}")
    add(entry, "category", term=note.kind, label=note.get_kind_display())
    add(entry, "content", note.text, type="text")
