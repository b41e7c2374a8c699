"""From the bytes of a file or a paste to a Report."""

import re

from django.utils.translation import gettext as _

from ...cleaning import clean_html, text_of
from .encoding import decode, kind_of
from .front import read_front
from .headline import proposed_headline
from .language import language_of
from .markdown import read_markdown
from .plain import blocks_of_text
from .report import IntakeError, Report
from .several import refuse_several
from .webpage import read_webpage
from .word import read_word

MAX_LINES = 20_000
LIMITS = {"headline": 200, "byline": 200, "source": 200, "dateline": 120, "summary": 2000, "source_url": 1000}


def read_report(data, *, name=""):
    """Return the Report in a file's bytes, or raise IntakeError with a message for people.

    name: the file's name, of which only the ending counts; "" for a paste. Nothing is fetched.
    """
    kind = kind_of(data, name)
    metadata, fields = {}, {}
    if kind == "docx":
        blocks, fields = read_word(data)
    else:
        text = decode(data, html=kind == "html")
        if text.count("\n") + text.count("\r") + text.count("\f") > MAX_LINES:
            raise IntakeError(
                _("There are more lines in this than a report can have. Send its parts one by one.")
            )
        if kind == "html":
            blocks, fields = read_webpage(text)
        elif kind == "markdown":
            blocks, fields, metadata = read_markdown(text)
        else:
            blocks = blocks_of_text(text)
    refuse_several(blocks)
    fields, blocks = read_front(blocks, fields)
    return _report(fields, blocks, metadata)


def _report(fields, blocks, metadata):
    body = clean_html("".join(block.html for block in blocks))
    text = text_of(body)
    if not re.search(r"[^\W\d_]", text):
        raise IntakeError(
            _("There is no text in this, or none below its headline. Look at the file, or paste the text.")
        )
    if label := fields.pop("label", ""):
        metadata = {"label": label, **metadata}
    fields.setdefault("headline", proposed_headline(text))
    for field, limit in LIMITS.items():
        if len(fields.get(field, "")) > limit:
            raise IntakeError(
                _("The %(field)s is too long: %(size)s characters, where %(limit)s are the most. Shorten it.")
                % {"field": field.replace("_", " "), "size": len(fields[field]), "limit": limit}
            )
    language = fields.pop("language", "").replace("_", "-").partition("-")[0].lower() or language_of(text)
    return Report(body_html=body, text=text, language=language, metadata=metadata, **fields)
