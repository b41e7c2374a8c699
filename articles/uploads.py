"""What a file is, read from its bytes: a name and a browser's word for it can be anything."""

import hashlib
import zipfile
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .choices import MediaType

START = 1_024
LONGEST_MIMETYPE = 100
# A text has tabs, ends of lines and pages; any other control character says that it is none.
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13})

OTHER = _(
    "“%(name)s” is none of the kinds that can go with a report: PDF, plain text, Word (.docx) or "
    "OpenDocument (.odt). Save it as one of these and choose it again."
)
OLD_WORD = _("“%(name)s” is a Word file of the old kind (.doc). Save it as .docx or PDF and choose it again.")
MACROS = _("“%(name)s” holds macros, which could harm a reader’s machine. Save it as a PDF.")
NOT_UTF8 = _("“%(name)s” is text, but not in UTF-8, so its letters would be garbled. Save it as UTF-8.")
BROKEN = _("“%(name)s” is damaged or was cut off on its way. Try it again, or save it anew.")


def media_type_of(file):
    """Return the MediaType of an open binary file with a name; ValidationError says why it has none."""
    file.seek(0)
    start = file.read(START)
    if b"%PDF-" in start:
        return _pdf(file)
    if start.startswith(b"PK\x03\x04"):
        return _zipped(file)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _refusal(OLD_WORD, file)
    return _text(file)


def digest_of(file):
    """Return the SHA-256 of an open binary file, in hexadecimal; the file is at its beginning afterwards."""
    file.seek(0)
    digest = hashlib.sha256()
    while block := file.read(65_536):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()


def _pdf(file):
    size = file.seek(0, 2)
    file.seek(max(0, size - START))
    if b"%%EOF" not in file.read():
        raise _refusal(BROKEN, file)
    return MediaType.PDF


def _zipped(file):
    """Judge by the names of what is packed: nothing is unpacked but the one line that names OpenDocument."""
    try:
        with zipfile.ZipFile(file) as packed:
            names = set(packed.namelist())
            kind = b""
            if "mimetype" in names:
                with packed.open("mimetype") as line:
                    kind = line.read(LONGEST_MIMETYPE).strip()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise _refusal(BROKEN, file) from error
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
        raise _refusal(MACROS, file)
    if kind == MediaType.OPEN_DOCUMENT.encode():
        return MediaType.OPEN_DOCUMENT
    if {"[Content_Types].xml", "word/document.xml"} <= names:
        return MediaType.WORD
    raise _refusal(OTHER, file)


def _text(file):
    file.seek(0)
    data = file.read()
    if not data.strip() or data.translate(None, CONTROLS) != data:
        raise _refusal(OTHER, file)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refusal(NOT_UTF8, file) from error
    return MediaType.TEXT


def _refusal(message, file):
    return ValidationError(message, params={"name": file.name})
