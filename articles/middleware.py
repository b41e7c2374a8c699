"""The language of a page is in its address, and nowhere else."""

from django.conf import settings
from django.utils import translation


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
