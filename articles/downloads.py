"""Files of reports on their way to a browser, so that none can do harm there."""

import os
import secrets
from urllib.parse import quote

from django.conf import settings
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpResponse

from .choices import MediaType
from .renditions import MAKING

# A file is not a page of the site: nothing in it may run, load anything or stand inside a page.
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
PRIVATE = "private, no-store"
KEPT_HEADERS = ("Content-Type", "Content-Disposition")


def send_document(document, *, cache=PRIVATE):
    """Return the response that hands a Document over: plain text to be read, other formats to be saved.

    Browsers do not show a PDF under a policy that forbids scripts.
    """
    is_text = document.media_type == MediaType.TEXT
    kind = "text/plain; charset=utf-8" if is_text else document.media_type
    options = {"filename": document.file_name, "as_attachment": not is_text}
    return _send(document.file.storage, document.file.name, kind, cache, **options)


def send_photo(photo, rendition, *, cache=PRIVATE):
    """Return the response that shows a Rendition of a Photo, made when it is first asked for, and kept."""
    storage = photo.image.storage
    name = f"renditions/{MAKING}/{photo.uid}/{rendition.name}"
    if not storage.exists(name):
        try:
            with photo.image.open("rb") as file:
                data = rendition.made_from(file)
        except FileNotFoundError as error:
            raise Http404 from error
        _keep(storage, name, data)
    return _send(storage, name, rendition.media_type, cache)


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


def _keep(storage, name, data):
    """Put a file where others may be asking for it this moment, whole or not at all."""
    kept = storage.save(f"{name}.{secrets.token_hex(4)}", ContentFile(data))
    try:
        os.replace(storage.path(kept), storage.path(name))
    except NotImplementedError:
        # Not on a disk of this machine: such storages show a file when all of it is there.
        storage.delete(kept)
        storage.save(name, ContentFile(data))


def _send(storage, name, kind, cache, **disposition):
    try:
        response = FileResponse(storage.open(name, "rb"), content_type=kind, **disposition)
    except FileNotFoundError as error:
        raise Http404 from error
    if settings.PRIVATE_ACCEL:
        response = _handed_to_nginx(response, name)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = cache
    return response


def _handed_to_nginx(response, name):
    """Return a response without the file, which nginx puts in from its internal location."""
    response.close()
    headers = {header: response.headers[header] for header in KEPT_HEADERS if header in response.headers}
    return HttpResponse(headers=headers | {"X-Accel-Redirect": settings.PRIVATE_ACCEL + quote(name)})
