"""What intake hands over: a Report, or an IntakeError that tells a person what to do."""

import datetime
import re
from dataclasses import dataclass, field
from functools import cached_property

from ...cleaning import text_of

MAX_BYTES = 1_000_000


class IntakeError(Exception):
    """Why a file or paste cannot be taken, and what to do about it; the message is meant for people."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report as its source gave it.

    body_html is clean (see cleaning.clean_html) and text is the same in plain words, a blank line between
    paragraphs. Fields that the source does not give are empty; only a missing headline is proposed, from the
    first sentence. metadata holds the front matter of Markdown, and a label such as "Media release" found
    above a text.
    """

    headline: str
    body_html: str
    text: str
    summary: str = ""
    dateline: str = ""
    date: datetime.date | None = None
    byline: str = ""
    source: str = ""
    source_url: str = ""
    language: str = ""
    metadata: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Block:
    """One top-level element of a cleaned body."""

    tag: str
    html: str

    @cached_property
    def text(self):
        return text_of(self.html)


_BLOCK_TAG = re.compile(r"<(/?)(p|h2|h3|h4|blockquote|ul|ol|table|hr)\b[^>]*>")


def blocks_of(html):
    """Return the top-level elements of cleaned HTML, in order."""
    blocks, depth, start = [], 0, 0
    for tag in _BLOCK_TAG.finditer(html):
        closing, name = tag.groups()
        depth += 0 if name == "hr" else -1 if closing else 1
        if depth == 0:
            blocks.append(Block(name, html[start : tag.end()]))
            start = tag.end()
    return blocks
