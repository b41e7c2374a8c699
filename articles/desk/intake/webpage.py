"""Web pages and other HTML, saved or pasted: the report without what stands around it."""

import datetime
import re
from html import escape
from os.path import commonprefix
from urllib.parse import urljoin

from django.utils.translation import gettext as _
from lxml import etree, html

from ...cleaning import clean_html, text_of
from .report import IntakeError, blocks_of

MAX_DEPTH = 200
MAX_ELEMENTS = 20_000
MAX_CELLS = 5000
# Shares of the text of a part of the page: what an extract must have of it, and links may have.
NEARLY_ALL = 0.75
MOST_LINKS = 0.3
TOO_LITTLE = 0.4  # of its paragraphs; the extractor takes repeated words for what surrounds a report
REPORT_LENGTH = 500  # characters of an <article> that is a report and not a teaser

_AROUND = ("nav", "footer", "aside", "form", "script", "style", "noscript", "template", "iframe", "svg")
_HEADING = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_EMPHASIS = {"#b": "strong", "#i": "em", "#sub": "sub", "#sup": "sup"}
_AS_HTML = {"p": "p", "quote": "blockquote", "item": "li", "table": "table", "row": "tr", "del": "s"}


def read_webpage(text):
    """Return (blocks, fields) of a page.

    trafilatura tells the report from what stands around it. Where that is nearly the whole of a part of the
    page, the part itself is taken, since an extract lacks captions, spans of cells and some lists.
    """
    page = _parse(text)
    _refuse_several(page)
    found = _extract(page)
    fields = _fields(found, page)
    base = fields.get("source_url", "")
    parts = [_without_surroundings(part, base) for part in _likely_parts(page, found)]
    if found is not None:
        extract = clean_html(_html_of(found.body, base))
        faithful = next((part for part in parts if _is_nearly_all(extract, part)), None)
        words = sum(len(paragraph.text_content()) for paragraph in parts[0].iter("p"))
        if faithful is None and len(text_of(extract)) > TOO_LITTLE * words:
            return blocks_of(extract), fields
        parts = [parts[0] if faithful is None else faithful]
    return blocks_of(_cleaned(parts[0])), fields


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
    # Imported here: it takes a second, which every process that reads no web page would lose.
    import trafilatura

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


def _likely_parts(page, found):
    """Return what may be the report: the only article, main or body; what holds the extracted paragraphs."""
    named = (only[0] for tag in ("article", "main", "body") if len(only := list(page.iter(tag))) == 1)
    parts = [next(named, page)]
    wanted = {_words(paragraph) for paragraph in found.body.iter("p")} if found is not None else set()
    lines = [
        [*p.iterancestors()][::-1] for p in page.iter("p") if _words(p) in wanted and len(_words(p)) > 40
    ]
    if len(lines) > 1 and (shared := commonprefix([[id(each) for each in line] for line in lines])):
        parts.append(lines[0][len(shared) - 1])
    return parts


def _words(element):
    return " ".join("".join(element.itertext()).split())


def _without_surroundings(part, base):
    """Return a copy of a part without navigation, forms and pictures, its links made absolute."""
    part = html.fromstring(etree.tostring(part, with_tail=False))
    for element in list(part.iter(*_AROUND, "header", "figure")):
        holds_headline = element.tag == "header" and element.find(".//h1") is not None
        holds_words = element.tag == "figure" and element.find(".//img") is None
        if element is not part and not holds_headline and not holds_words:
            element.drop_tree()
    if base:
        part.make_links_absolute(base, handle_failures="discard")
    return part


def _cleaned(part):
    return clean_html(etree.tostring(part, encoding="unicode", method="html", with_tail=False))


def _is_nearly_all(extract, part):
    """Whether the extract leaves little of the part out, and the part is a text and not a list of links."""
    text = len(text_of(_cleaned(part)))
    links = sum(len(_words(link)) for link in part.iter("a"))
    return links <= MOST_LINKS * text and len(text_of(extract)) >= NEARLY_ALL * text


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
