"""Word documents (.docx), looked over before they are parsed."""

import io
import re
import zipfile
import zlib

import mammoth
from django.utils.translation import gettext as _

from ...cleaning import clean_html, text_of
from .report import IntakeError, blocks_of

MAX_ENTRIES = 1000
MAX_UNPACKED = 20_000_000  # bytes of all parts together
MAX_XML = 4_000_000  # bytes of all XML parts together; a hundred pages have about one million
MAX_RATIO = 300  # of unpacked to packed bytes, in parts of more than SMALL bytes
SMALL = 100_000
MAX_ROWS_AND_CELLS = 20_000

STYLES = """
p[style-name='Title'] => h1:fresh
p.Title => h1:fresh
p[style-name='Subtitle'] => p.standfirst:fresh
p.Subtitle => p.standfirst:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
u => em
"""
# Mammoth closes each note with a link back to its number.
_BACK_LINK = re.compile(r' ?<a href="#[a-z0-9-]*note-ref-[^"]*">↑</a>')
_STANDFIRST = re.compile(r'<p class="standfirst">(.*?)</p>', re.S)
OTHER_ZIPS = [("xl/", "Excel"), ("ppt/", "PowerPoint"), ("mimetype", "OpenDocument"), ("Index/", "Pages")]


def read_word(data):
    """Return (blocks, fields) of a Word document; pictures are left out."""
    _look_over(data)
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=lambda image: [],
        )
    except Exception as error:  # Whatever the parser stumbled over, the file is the cause.
        raise IntakeError(_damaged()) from error
    html = _BACK_LINK.sub("", result.value)
    fields = {}
    if standfirst := _STANDFIRST.search(html):
        fields["summary"] = " ".join(text_of(clean_html(standfirst[1])).split())
        html = html[: standfirst.start()] + html[standfirst.end() :]
    return blocks_of(clean_html(html)), fields


def _look_over(data):
    """Refuse what is no Word document, or one made to exhaust whoever unpacks it.

    The sizes a zip file states are binding: zipfile stops reading a part at its stated size.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_kind([part.filename for part in parts])
            _check_sizes(parts)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    _check_xml(archive.read(part))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        NotImplementedError,
        OSError,
        RuntimeError,
    ) as error:
        raise IntakeError(_damaged()) from error


def _check_kind(names):
    if "word/document.xml" in names:
        return
    for start, kind in OTHER_ZIPS:
        if any(name.startswith(start) for name in names):
            raise IntakeError(
                _("This is a file of another kind (%(kind)s). Save it as .docx, or paste the text.")
                % {"kind": kind}
            )
    raise IntakeError(_("This is an archive, not a Word document. Unpack it and send the report inside."))


def _check_sizes(parts):
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels")))
    unpacked = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > SMALL and part.file_size > MAX_RATIO * max(part.compress_size, 1) for part in parts
    )
    if len(parts) > MAX_ENTRIES or unpacked > MAX_UNPACKED or xml > MAX_XML or swollen:
        raise IntakeError(
            _("This Word document unpacks to more than a report can need. Paste its text instead.")
        )


def _check_xml(xml):
    """Refuse definitions, which can make XML grow without end or reach for other files; Word writes none."""
    plain = xml.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise IntakeError(
            _("This Word document holds definitions that Word does not write. Paste the text instead.")
        )
    if plain.count(b"<w:tc") > MAX_ROWS_AND_CELLS:
        raise IntakeError(
            _("There is a table in this that is too large for a report. Send it as a file apart.")
        )


def _damaged():
    return _("This Word document is damaged or has a password. Save it again in Word, or paste the text.")
