"""Files of reports on their way to a browser, so that none can do harm there."""

import mimetypes

from django.http import FileResponse, Http404

from .choices import MediaType

# A file is not a page of the site: nothing in it may run, load anything or stand inside a page.
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
PRIVATE = "private, no-store"


def send_document(document, *, cache=PRIVATE):
    """Return the response that hands a Document over: plain text to be read, other formats to be saved.

    Browsers do not show a PDF under a policy that forbids scripts.
    """
    is_text = document.media_type == MediaType.TEXT
    kind = "text/plain; charset=utf-8" if is_text else document.media_type
    return _send(document.file, kind, cache, filename=document.file_name, as_attachment=not is_text)


def send_photo(photo, *, cache=PRIVATE):
    """Return the response that shows the image of a Photo."""
    kind, _encoding = mimetypes.guess_type(photo.image.name)
    if not (kind or "").startswith("image/") or kind == "image/svg+xml":
        raise Http404
    return _send(photo.image, kind, cache)


def draft_document(content, uid):
    """Return the Document of a uid that goes with a report's working copy (a Content), or answer 404."""
    document = next((each for each in content.attached() if each.uid == uid), None)
    if document is None:
        raise Http404
    return document


def draft_photo(content):
    """Return the Photo of a report's working copy (a Content), or answer 404."""
    photo = content.fields()["photo"]
    if photo is None:
        raise Http404
    return photo


def _send(file, kind, cache, **disposition):
    try:
        response = FileResponse(file.open("rb"), content_type=kind, **disposition)
    except FileNotFoundError as error:
        raise Http404 from error
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = cache
    return response
