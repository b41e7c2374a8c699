"""The addresses of the API, outside the languages."""

from django.urls import path, re_path, reverse

from ..addresses import absolute
from .nouns import NOUNS
from .openapi import describe
from .service import PREFIX, api
from .serving import answer, nothing_here, private, readable

PRIVATE = ("drafts", "draft")


def description(request):
    return answer(describe())


def index(request):
    """Answer where the description and every list is."""
    names = ["openapi", "docs", "articles", *(noun.name for noun in NOUNS)]
    return answer({name: absolute(request, reverse(f"api_{name}")) for name in names})


def _served(pattern):
    """Return ninja's address with its view served as its kind is."""
    serve = private if pattern.name in PRIVATE else readable
    return path(f"{PREFIX}{pattern.pattern}", serve(pattern.callback), name=f"api_{pattern.name}")


_addresses, _app, _namespace = api.urls
patterns = [
    path(PREFIX, readable(index), name="api_index"),
    path(f"{PREFIX}openapi.json", readable(description), name="api_openapi"),
    *(_served(each) for each in _addresses if each.name != "api-root"),
    re_path(rf"^{PREFIX}[\s\S]*/\Z", nothing_here),
]
