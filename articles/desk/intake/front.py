"""What a report says about itself above and below its text, taken out of the text into fields.

Only what is said plainly counts: a label ("Source: …"), a line that is nothing but a byline, a date or an
address, or the form of a dateline. Anything less certain stays in the text, where the desk reads it again.
"""

import datetime
import re

from ...cleaning import clean_html
from ..dateline import DATE, written_date
from .headline import is_headline
from .report import blocks_of

HEAD = 12  # blocks above the text that are looked at
TAIL = 4  # and below it

LABELS = {
    "headline": "headline|title|titre|título|tiêu đề|見出し",
    "summary": "summary|standfirst|abstract",
    "byline": "by|author|byline|reporter",
    "date": "date|dated|published|published on|posted|posted on|released|publication date|fecha|日付",
    "source": "source|outlet|publication|publisher|fuente|nguồn|出典",
    "source_url": "url|link|web|web address|source url|address|original",
    "dateline": "dateline|place|location|lieu|lugar",
    "language": "language|lang",
}
_NAMES = "|".join(rf"(?P<{field}>{names})" for field, names in LABELS.items())
_LABEL = re.compile(rf"(?:{_NAMES})\s*[:：]\s*(?P<value>\S.*)", re.I | re.S)
_URL = re.compile(r"<?(https?://[^\s<>\"]{3,999}[^\s<>\".,;:)])>?[.,;)]?", re.I)
_NAME = (
    r"[A-ZÀ-ÝĀ-Ž][\w.'’-]*"
    r"(?:(?: (?:de|da|del|la|van|von|bin|binti|al)){0,2} [A-ZÀ-ÝĀ-Ž][\w.'’-]*){1,4}"
)
_BYLINE = re.compile(
    rf"(?:By|BY|by|Par|Por) (?P<names>{_NAME}(?:(?:,| and| &| in| for|;| \||/) ?.{{1,100}})?)"
)
_NO_NAMES = re.compile(
    r"(?:the|a|an|this|that|all|most|late|early|mid|now|then|contrast|mon|tues|wednes|thurs|fri|satur|sun|january"
    r"|february|march|april|may|june|july|august|september|october|november|december)(?:day)?\b",
    re.I,
)
_DATE_LINE = re.compile(
    rf"(?:(?:published|posted|released|dated?)(?: on)?,? )?(?P<date>{DATE.pattern})"
    r"[\s,|·at-]*(?:\d{1,2}[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:GMT|UTC|[A-Z]{2,4}T)?[\s.]*",
    re.I,
)
_PLACE = r"[^\W\d_][\w.'’-]*(?:(?:, ?|[ /])[^\W\d_][\w.'’-]*){0,5}"
_PLACE_AND_DATE = re.compile(rf"(?P<place>{_PLACE}), ?(?P<date>{DATE.pattern})[\s.:]*", re.I)
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE}?)(?:,? (?P<date>{DATE.pattern}))?(?:,? ?\((?P<outlet>[\w/.& -]{{2,40}})\))?"
    r"(?: ?(?:--+|[–—―]) ?| - )(?=\S)",
    re.I,
)
_RELEASE = re.compile(
    r"(?:for immediate release|(?:joint )?(?:media|press|news) (?:release|statement)|transcript"
    r"|communiqué de presse|comunicado de prensa|embargoed.{0,60})[:.]?",
    re.I,
)


def read_front(blocks, known=None):
    """Return (fields, the blocks of the text itself), for what is said above and below it.

    fields has names of Report, those of `known` included, and "label" for a line such as "Media release".
    """
    fields = dict(known or {})
    blocks = [*_line_by_line(blocks[:HEAD]), *blocks[HEAD:]]
    start = 0
    while start < len(blocks) and _above(blocks[start], blocks[start + 1 :], fields):
        start += 1
    end = len(blocks)
    while end > max(start + 1, len(blocks) - TAIL) and _below(blocks[end - 1], fields):
        end -= 1
    text = blocks[start:end]
    if text and (details := dateline_of(text[0].text)):
        for field, value in details.items():
            fields.setdefault(field, value)
    return fields, text


def details_in(block):
    """Return the fields that a block states, if it does nothing else."""
    line = block.text
    if block.tag == "hr" or len(line) > 1200:
        return {}
    if label := _LABEL.fullmatch(line):
        field = next(name for name in LABELS if label[name])
        return _labelled(field, label["value"].strip())
    if address := _URL.fullmatch(line):
        return {"source_url": address[1]}
    if byline := _BYLINE.fullmatch(line):
        names = byline["names"]
        return {} if _NO_NAMES.match(names) or names.endswith((".", ":")) else {"byline": names}
    if found := _DATE_LINE.fullmatch(line):
        return _dated(found)
    if (found := _PLACE_AND_DATE.fullmatch(line)) and _is_place(found["place"]) and (dated := _dated(found)):
        return {"dateline": place_name(found["place"]), **dated}
    return {}


def dateline_of(text):
    """Return the place, date and outlet of a paragraph that begins "TOKYO, April 25 (Kyodo) —".

    A place alone before a dash is not enough: whether "TPP —" is one, only somebody who knows names can tell.
    """
    found = _DATELINE.match(text[:200])
    if not found or not (found["date"] or found["outlet"]) or not _is_place(found["place"]):
        return {}
    details = {"dateline": place_name(found["place"]), **_dated(found)}
    return details | ({"source": found["outlet"]} if found["outlet"] else {})


def place_name(place):
    """Return a place as it is printed: "KUALA LUMPUR, Malaysia" is Kuala Lumpur, Malaysia."""
    words = [
        word.capitalize() if word.isupper() and "." not in word.rstrip(".,") else word
        for word in place.split()
    ]
    return " ".join(words)


def _line_by_line(blocks):
    """Take paragraphs of several lines apart where one of the lines states a detail."""
    for block in blocks:
        lines = [part for line in block.html.split("<br>") for part in blocks_of(clean_html(line))]
        if block.tag == "p" and len(lines) > 1 and any(map(details_in, lines)):
            yield from lines
        else:
            yield block


def _above(block, after, fields):
    """Take what a block above the text says into fields; False where the text begins."""
    if block.tag == "hr":
        return bool(after)
    if details := details_in(block):
        return _take(details, fields) and bool(after)
    if not after:
        return False
    if "headline" in fields:
        return block.text == fields["headline"]
    if _RELEASE.fullmatch(block.text):
        fields.setdefault("label", block.text)
        return True
    if is_headline(
        block, followed=any(not details_in(later) and later.tag != "hr" for later in after[:HEAD])
    ):
        fields["headline"] = block.text
        return True
    return False


def _below(block, fields):
    details = details_in(block)
    return block.tag == "hr" or bool(details) and "headline" not in details and _take(details, fields)


def _take(details, fields):
    """Add details to fields unless fields says otherwise already; return whether they agree."""
    if any(fields.get(field, value) != value for field, value in details.items()):
        return False
    fields.update(details)
    return True


def _labelled(field, value):
    if field == "date":
        found = _DATE_LINE.fullmatch(value)
        return _dated(found) if found else {}
    address = _URL.search(value)
    if field == "source_url":
        return {"source_url": address[1]} if address and address[0] == value else {}
    if field == "source" and address:
        outlet = value.replace(address[0], "").strip(" ,;:()–—-")
        return {"source_url": address[1]} | ({"source": outlet} if outlet else {})
    if field == "language" and not re.fullmatch(r"[A-Za-z]{2,3}(?:-\w+)?", value):
        return {}
    return {field: value} if len(value) <= (1000 if field == "summary" else 200) else {}


def _dated(found):
    day = DATE.search(found["date"]) if found["date"] else None
    iso = written_date(day) if day else ""
    return {"date": datetime.date.fromisoformat(iso)} if iso else {}


def _is_place(words):
    """Whether words are written like a place: capitals throughout but for small words inside."""
    return (
        len(words) <= 60
        and all(word[0].isupper() or len(word) <= 3 for word in words.split())
        and words[0].isupper()
    )
