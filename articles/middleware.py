"""What every answer has: the language its address names, and for text a compressed form."""

import re

from django.conf import settings
from django.middleware.gzip import GZipMiddleware
from django.utils import translation

# What gains by compression; pictures, fonts and documents are compressed in themselves.
TEXT = re.compile(r"text/|application/(?:.*\+)?(?:json|xml|javascript)|image/svg")


class PathLanguageMiddleware:
    """Activate the language named by the first part of the path, else the site's own.

    Django's LocaleMiddleware would also look at cookies and Accept-Language and say so in Vary, which
    would split every cached page by the reader's browser.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class CompressedTextMiddleware(GZipMiddleware):
    """Send text compressed where no server in front does it; Django's own adds noise against BREACH."""

    def process_response(self, request, response):
        if not TEXT.match(response.headers.get("Content-Type", "")):
            return response
        return super().process_response(request, response)
