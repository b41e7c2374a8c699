"""The OpenAPI description as it is served: with the values of the record that parameters can have."""

from django.utils import timezone
from taggit.models import Tag

from ..models import Country, Group, Issue, Meeting, Negotiator, Position
from .parameters import LISTED
from .problems import CONTENT_TYPE
from .service import PREFIX, api

# A vocabulary larger than this is described, not listed.
LONGEST_LIST = 1_000


def _tags():
    """Return the tags of reports that readers can find now."""
    return Tag.objects.filter(article_links__live_at__lte=timezone.now()).distinct()


# {name of a vocabulary: (its rows, the column that names them)}
VOCABULARIES = {
    "country": (Country.objects.all, "slug"),
    "toward": (Country.objects.all, "slug"),
    "group": (Group.objects.all, "code"),
    "issue": (Issue.objects.all, "slug"),
    "negotiator": (Negotiator.objects.all, "slug"),
    "speaker": (Negotiator.objects.all, "slug"),
    "meeting": (Meeting.objects.all, "slug"),
    "position": (Position.objects.published, "slug"),
    "tag": (_tags, "slug"),
}


def describe():
    """Return the OpenAPI 3.1 description of the API as plain data."""
    described = api.get_openapi_schema(path_prefix=PREFIX)
    return _served(described, {})


def _served(node, known):
    """Return a part of the description with vocabularies listed and problems under their own content type."""
    if isinstance(node, list):
        return [_served(each, known) for each in node]
    if not isinstance(node, dict):
        return node
    served = {name: _served(value, known) for name, value in node.items() if name != LISTED}
    if LISTED in node:
        served |= _values(node[LISTED], known)
    if "responses" in served:
        served["responses"] = {
            str(status): _response(status, told) for status, told in served["responses"].items()
        }
    return served


def _response(status, told):
    if int(status) < 400 or "content" not in told:
        return told
    return told | {"content": {CONTENT_TYPE: next(iter(told["content"].values()))}}


def _values(name, known):
    if name not in known:
        rows, column = VOCABULARIES[name]
        known[name] = list(rows().order_by(column).values_list(column, flat=True)[: LONGEST_LIST + 1])
    return {"enum": known[name]} if 0 < len(known[name]) <= LONGEST_LIST else {}
