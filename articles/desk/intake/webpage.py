"""Web pages and other HTML, saved or pasted: the report without what stands around it."""

import datetime
import re
from html import escape
from urllib.parse import urljoin

import trafilatura
from django.utils.translation import gettext as _
from lxml import etree, html

from ...cleaning import clean_html, text_of
from .report import IntakeError, blocks_of

MAX_DEPTH = 200
MAX_ELEMENTS = 20_000
MAX_CELLS = 5000
# Shares of the main part of a page: an extract of more, or of less, is not used, but the part itself.
NEARLY_ALL = 0.9
TOO_LITTLE = 0.4  # of its paragraphs; the extractor takes repeated words for what surrounds a report
REPORT_LENGTH = 500  # characters of an <article> that is a report and not a teaser

_AROUND = ("nav", "footer", "aside", "form", "script", "style", "noscript", "template", "iframe", "svg")
_HEADING = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_EMPHASIS = {"#b": "strong", "#i": "em", "#sub": "sub", "#sup": "sup"}
_AS_HTML = {"p": "p", "quote": "blockquote", "item": "li", "table": "table", "row": "tr", "del": "s"}


def read_webpage(text):
    """Return (blocks, fields) of a page.

    trafilatura tells the report from what stands around it. Where that is nearly the whole of the page's main
    part, the part itself is taken, since it has more than the extract: captions, spans of cells, numbering.
    """
    page = _parse(text)
    _refuse_several(page)
    found = _extract(page)
    fields = _fields(found, page)
    main = _main_part(page)
    if fields.get("source_url"):
        main.make_links_absolute(fields["source_url"], handle_failures="discard")
    whole = clean_html(etree.tostring(main, encoding="unicode", method="html", with_tail=False))
    extract = clean_html(_html_of(found.body, fields.get("source_url", ""))) if found is not None else ""
    wanted, paragraphs = len(text_of(extract)), sum(len(p.text_content()) for p in main.iter("p"))
    if wanted <= TOO_LITTLE * paragraphs or wanted >= NEARLY_ALL * len(text_of(whole)):
        return blocks_of(whole), fields
    return blocks_of(extract or whole), fields


def _parse(text):
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise IntakeError(
            _("There is no page in this. Save it again from the browser, or paste the text.")
        ) from error
    depth = elements = cells = 0
    for event, element in etree.iterwalk(page, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        cells += event == "start" and element.tag in {"td", "th"}
        if depth > MAX_DEPTH or elements > MAX_ELEMENTS:
            raise IntakeError(
                _("This page is nested too deeply or has too many parts. Paste the text of the report.")
            )
        if cells > MAX_CELLS:
            raise IntakeError(
                _("There is a table in this that is too large for a report. Send it as a file apart.")
            )
    return page


def _refuse_several(page):
    """Refuse a page of several whole articles; teasers are shorter, and comments have no heading."""
    lengths = [
        len(article.text_content())
        for article in page.iter("article")
        if next(article.iterancestors("article"), None) is None
        and next(article.iter("h1", "h2", "h3"), None) is not None
    ]
    reports = [length for length in lengths if length >= max(REPORT_LENGTH, max(lengths) / 3)]
    if len(reports) > 1:
        raise IntakeError(
            _("There are %(count)s articles in this page. Make a file of each, or paste one at a time.")
            % {"count": len(reports)}
        )


def _extract(page):
    """Return what trafilatura finds, None if there is no text. It is given the page and fetches nothing."""
    try:
        return trafilatura.bare_extraction(
            page,
            fast=True,  # The further opinions it can ask for take time quadratic in paragraphs.
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            include_formatting=True,
            include_links=True,
            # A year in a copyright line is no date of a report.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # Whatever the extractor stumbled over, the page is the cause.
        raise IntakeError(_("This page cannot be read. Paste the text of the report.")) from error


def _main_part(page):
    """Return a copy of the only article, else the only main, else the body, less what surrounds a report."""
    part = next(
        (only[0] for tag in ("article", "main", "body") if len(only := list(page.iter(tag))) == 1), page
    )
    part = html.fromstring(etree.tostring(part, with_tail=False))
    for element in list(part.iter(*_AROUND, "header", "figure")):
        nested_header = element.tag == "header" and element.find(".//h1") is not None
        words_only = element.tag == "figure" and element.find(".//img") is None
        if element is not part and not nested_header and not words_only:
            element.drop_tree()
    return part


def _fields(found, page):
    fields = {"language": page.get("lang", "")}
    headings = {" ".join(heading.text_content().split()) for heading in page.iter("h1")}
    fields["headline"] = headings.pop() if len(headings) == 1 else (found.title if found else "")
    if found is not None:
        fields["byline"] = _listed(found.author)
        fields["source"] = found.sitename
        fields["source_url"] = found.url if re.match(r"https?://", found.url or "") else ""
        fields["date"] = datetime.date.fromisoformat(found.date) if found.date else None
        fields["summary"] = _standfirst(found.description, found.raw_text)
    return {name: value for name, value in fields.items() if value and len(str(value)) <= 1000}


def _listed(author):
    """Return names as a byline gives them: "A; B; C" is A, B and C."""
    *names, last = (author or "").split("; ")
    return f"{', '.join(names)} and {last}" if names else last


def _standfirst(description, text):
    """Return a page's description unless it is only the beginning of the text, cut off."""
    words = " ".join((description or "").split())
    is_cut = words.endswith(("…", "...")) or " ".join((text or "").split()).startswith(words[:60])
    return "" if is_cut else words


def _html_of(element, base):
    """Return the extract's TEI elements as HTML; clean_html puts the rest in order."""
    parts = [escape(element.text or "")]
    for child in element:
        inner = _html_of(child, base)
        if child.tag == "head":
            tag = _HEADING.get(child.get("rend"), "h3")
        elif child.tag == "hi":
            tag = _EMPHASIS.get(child.get("rend"))
        elif child.tag == "list":
            tag = "ol" if child.get("rend") == "ol" else "ul"
        elif child.tag == "cell":
            tag = "th" if child.get("role") == "head" else "td"
        else:
            tag = _AS_HTML.get(child.tag)
        if child.tag == "lb":
            inner = "<br>"
        elif child.tag == "ref":
            inner = f'<a href="{escape(urljoin(base, child.get("target", "")))}">{inner}</a>'
        elif tag:
            inner = f"<{tag}>{inner}</{tag}>"
        parts.append(inner + escape(child.tail or ""))
    return "".join(parts)
