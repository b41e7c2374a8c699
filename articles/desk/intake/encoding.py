"""What kind of file it is, told by its bytes before its name, and its text whatever the encoding."""

import re
from pathlib import PurePath

from django.utils.translation import gettext as _

from .report import MAX_BYTES, IntakeError

KINDS = {
    "txt": "text",
    "text": "text",
    "md": "markdown",
    "markdown": "markdown",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "docx": "docx",
}

# First bytes -> what a person calls such a file.
MAGIC = [
    (rb"%PDF-", "PDF"),
    (rb"\{\\rtf", "RTF"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word (.doc)"),
    (rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|RIFF....WEBP|II\*\x00|MM\x00\*|....ftyp(?:hei|avif|mif)", "image"),
    (rb"\x1f\x8b|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|BZh[1-9]1AY|\xfd7zXZ", "archive"),
    (rb"\x7fELF|MZ.{2,60}\x00|OggS|ID3|....ftyp|\x00\x00\x01[\xba\xb3]", "program, sound or film"),
]
CHARSETS = {
    "utf-8", "utf8", "us-ascii", "ascii", "shift_jis", "shift-jis", "sjis", "windows-31j", "cp932", "euc-jp",
    "iso-2022-jp", "euc-kr", "ks_c_5601-1987", "gb2312", "gbk", "gb18030", "big5", "koi8-r", "macintosh",
    "tis-620", *(f"iso-8859-{part}" for part in range(1, 17) if part != 12),
    *(f"windows-{page}" for page in range(1250, 1259)),
}  # fmt: skip
# What browsers read under these names.
READ_AS = {
    "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-1": "cp1252", "iso-8859-9": "cp1254",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "windows-31j": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "gb2312": "gb18030", "gbk": "gb18030",
    "iso-8859-11": "cp874", "tis-620": "cp874",
}  # fmt: skip
MARKS = {
    b"\xef\xbb\xbf": "utf-8", b"\xff\xfe\0\0": "utf-32-le", b"\0\0\xfe\xff": "utf-32-be",
    b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be",
}  # fmt: skip
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.I
)
_UNUSED_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_HTML = re.compile(
    r"\s*(?:<!doctype html|<html\b|<head\b|<body\b|<(?:p|div|article|h[1-6]|meta|table)\b[^>]*>)", re.I
)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n[\w-]+:")


def kind_of(data, name):
    """Return "text", "markdown", "html" or "docx".

    A Word document is known by its bytes under any name; a paste has no name and is told by how it begins.
    """
    if len(data) > MAX_BYTES:
        raise IntakeError(
            _("This is too much: %(size)s bytes, and %(limit)s is the limit. Send it without pictures.")
            % {"size": f"{len(data):,}", "limit": f"{MAX_BYTES:,}"}
        )
    if not data.strip(b"\0 \t\r\n\f\xef\xbb\xbf\xfe\xff"):
        raise IntakeError(_("There is nothing in it. Choose the file again, or paste the text."))
    for magic, what in MAGIC:
        if re.match(magic, data, re.S) or (what == "PDF" and b"%PDF-" in data[:1024]):
            raise IntakeError(
                _("This is a file of another kind (%(kind)s). Save it as .docx, or paste the text.")
                % {"kind": what}
            )
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return "docx"
    suffix = PurePath(name).suffix.lower().lstrip(".")
    if suffix == "docx":
        raise IntakeError(
            _("This is no Word document, or a damaged one. Save it again in Word, or paste the text.")
        )
    if suffix and suffix not in KINDS:
        raise IntakeError(
            _("Files of the kind .%(suffix)s cannot be read. Use .txt, .md, .html or .docx, or a paste.")
            % {"suffix": suffix}
        )
    return KINDS[suffix] if suffix else _kind_of_paste(decode(data))


def decode(data, *, html=False):
    """Return the bytes as text, read as the encoding they show or, in HTML, declare.

    A mark at the start decides, then a declaration, then whether they are valid UTF-8; what is left is taken
    for Windows-1252 if it can be a text in Latin letters.
    """
    for mark, codec in MARKS.items():
        if data.startswith(mark):
            return _strictly(data.removeprefix(mark), codec)
    if codec := _utf16_without_mark(data):
        return _strictly(data, codec)
    if b"\0" in data:
        raise IntakeError(
            _("This is not a text: it has zero bytes in it. Save it as .txt or .docx, or paste the text.")
        )
    declared = _DECLARED.search(data[:2048]) if html else None
    charset = declared[1].decode("ascii").lower() if declared else ""
    # A declaration the bytes do not bear out is common, and then UTF-8 is tried all the same.
    for codec in ([READ_AS.get(charset, charset)] if charset in CHARSETS else []) + ["utf-8"]:
        try:
            return data.decode(codec)
        except UnicodeDecodeError as error:
            damage = error.start
    return _not_utf8(data, damage)


def _kind_of_paste(text):
    if _HTML.match(text):
        return "html"
    return "markdown" if _FRONT_MATTER.match(text) else "text"


def _utf16_without_mark(data):
    """Return the byte order of UTF-16 in Latin letters: every other byte is zero in nearly all of it."""
    if len(data) % 2 or b"\0" not in data[:200]:
        return ""
    high, low = data[0::2].count(0), data[1::2].count(0)
    half = len(data) // 2
    if low > 0.7 * half and high < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if high > 0.7 * half and low < 0.05 * half else ""


def _strictly(data, codec):
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise IntakeError(
            _("This is %(codec)s but damaged at byte %(byte)s. Save it again as UTF-8, or paste the text.")
            % {"codec": codec.upper(), "byte": f"{error.start:,}"}
        ) from error
    if "\0" in text:
        raise IntakeError(
            _("This is not a text: it has zero bytes in it. Save it as .txt or .docx, or paste the text.")
        )
    return text


def _not_utf8(data, damage):
    """Read Windows-1252, unless the bytes are damaged UTF-8 or a text in letters that are not Latin."""
    replaced = data.decode("utf-8", "replace")
    damaged = replaced.count("\ufffd")
    if sum(char > "\x7f" for char in replaced) - damaged > damaged:
        raise IntakeError(
            _("This is UTF-8 but damaged at byte %(byte)s. Save it again as UTF-8, or paste the text.")
            % {"byte": f"{damage:,}"}
        )
    if sum(byte > 0x7F for byte in data) <= 0.3 * len(data) and not _UNUSED_1252.search(data):
        return data.decode("windows-1252")
    raise IntakeError(_("The encoding of this cannot be told. Save it as UTF-8, or paste the text."))
