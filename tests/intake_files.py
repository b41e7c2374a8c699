"""Sentences, files and readers that the intake tests share."""

import io
import zipfile

import pytest

from articles.desk.intake import IntakeError, read_report

FIRST = "Negotiators of two countries met in a hotel on Friday and spoke about duties on beef and pork."
SECOND = "They will meet again in May, when rice and sugar are on the table as well, officials said."
THIRD = "Nobody expects the talks to end before summer, and few would bet on the autumn of the year."


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


TYPES = f"""<Types xmlns="{PACKAGE}/content-types">
<Default Extension="xml" ContentType="application/xml"/></Types>"""
ROOT = f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>"""
LINK = f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="l1" Type="{OFFICE}/hyperlink" Target="https://example.org/a" TargetMode="External"/>
</Relationships>"""


def docx(body, head="", **more):
    """Return a Word document with the given XML as its body; `more` adds parts, "__" in a name being "/"."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "word/_rels/document.xml.rels": LINK,
        "word/document.xml": f"{head}<w:document {W} {R}><w:body>{body}</w:body></w:document>",
        **{name.replace("__", "/"): content for name, content in more.items()},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def paragraph(text, style="", run=""):
    style = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{style}<w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def cell(text):
    return f"<w:tc>{paragraph(text)}</w:tc>"


def read(text, name="report.txt", encoding="utf-8"):
    return read_report(text.encode(encoding), name=name)


def refusal(data, name="report.txt"):
    with pytest.raises(IntakeError) as refused:
        read_report(data if isinstance(data, bytes) else data.encode(), name=name)
    return str(refused.value)


def refused_docx(*args, **more):
    return refusal(docx(*args, **more), "a.docx")
