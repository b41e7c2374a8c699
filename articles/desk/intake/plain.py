"""Plain text cut into paragraphs: lines that were wrapped are joined again, lines that were meant stay."""

import re
from itertools import pairwise

from ...cleaning import html_of_text, tidy_text
from .report import Block

NARROW = (50, 100)  # columns between which the longest line of a wrapped text lies
FULL = 0.7  # part of that width that a line fills if it was wrapped
LONG = 60  # a line this long that was not wrapped is a paragraph

SEPARATOR = re.compile(r"[ \t]*(?:(?:[=*_#~-][ \t]*){3,}|[─-╿][─-╿ ]*)$")
BULLET = re.compile(r"[ \t]*[•*·▪‣●-][ \t]+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?:。！？…][\"”’')\]」』]*$")
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]")


def blocks_of_text(text):
    """Return the paragraphs, lists and separators of a plain text as Blocks."""
    lines = [line.expandtabs(4).rstrip() for line in tidy_text(text.replace("\f", "\n\n")).split("\n")]
    rejoin = _Rejoin(lines)
    paragraphs, group = [], []
    for line in [*lines, ""]:
        separates = SEPARATOR.match(line)
        if line.strip() and not separates:
            group.append(line)
            continue
        paragraphs += rejoin.paragraphs(group)
        group = []
        if separates:
            paragraphs.append("")
    return _blocks(paragraphs)


class _Rejoin:
    """Tells, for the whole of one text, a line end that wrapping made from one that was meant."""

    def __init__(self, lines):
        written = [line for line in lines if line.strip() and not SEPARATOR.match(line)]
        # An address cannot be wrapped, so its length tells nothing.
        self.width = max((len(line) for line in written if "://" not in line), default=0)
        self.margin = min(map(_indent, written), default=0)
        inner = [len(line) for line, after in pairwise(lines) if line.strip() and after.strip()]
        full = sum(length for length in inner if length >= FULL * self.width)
        # Where most lines end a sentence, each is a paragraph that happens to be no longer.
        ended = [bool(_SENTENCE_END.search(line)) for line in written if len(line) >= FULL * self.width]
        self.wrapped = (
            NARROW[0] <= self.width <= NARROW[1] and full >= sum(inner) / 2 and sum(ended) <= len(ended) / 2
        )
        self.has_blank_lines = any(not line.strip() for line in lines)

    def paragraphs(self, lines):
        """Return the paragraphs in a group of lines with no blank line between."""
        found = []
        for index, line in enumerate(lines):
            before = lines[index - 1] if index else ""
            if not index or self.begins_paragraph(before, line):
                found.append(line.strip())
            elif self.was_wrapped(before, line):
                found[-1] = _joined(found[-1], line.strip())
            else:
                found[-1] += "\n" + line.strip()
        return found

    def was_wrapped(self, before, line):
        """Whether the first word of the line did not fit at the end of the one before, or nearly so."""
        first = line.split(maxsplit=1)[0]
        return self.wrapped and (
            len(before) + 1 + len(first) > self.width or len(before) >= FULL * self.width
        )

    def begins_paragraph(self, before, line):
        if BULLET.match(line):
            return True
        if self.wrapped and _indent(line) >= self.margin + 2 and _indent(before) < _indent(line):
            return not BULLET.match(before)  # what is indented below a bullet is the rest of its item
        if self.was_wrapped(before, line):
            fits = len(before) + 1 + len(line.split(maxsplit=1)[0]) <= self.width
            return fits and not self.has_blank_lines and bool(_SENTENCE_END.search(before))
        return not self.has_blank_lines or len(before) >= LONG or bool(_SENTENCE_END.search(before))


def _indent(line):
    return len(line) - len(line.lstrip())


def _joined(before, line):
    """Join two halves of a wrapped line: no space between letters that are written without."""
    if before.endswith(("\u2010", "-")) and len(before) > 1 and before[-2].isalpha() and line[:1].islower():
        return before + line
    return before + ("" if _WIDE.match(before[-1]) and _WIDE.match(line[0]) else " ") + line


def _blocks(paragraphs):
    """Return Blocks; two or more items in a row become a list, and an empty paragraph a rule."""
    blocks, items = [], []
    for paragraph in [*paragraphs, None]:
        if paragraph and BULLET.match(paragraph):
            items.append(paragraph)
            continue
        if len(items) > 1:
            rows = "".join(f"<li>{_bare(BULLET.sub('', item, count=1))}</li>" for item in items)
            blocks.append(Block("ul", f"<ul>{rows}</ul>"))
        else:
            blocks += [Block("p", html_of_text(item)) for item in items]
        items = []
        if paragraph == "":
            blocks.append(Block("hr", "<hr>"))
        elif paragraph:
            blocks.append(Block("p", html_of_text(paragraph)))
    return blocks


def _bare(text):
    return html_of_text(text).removeprefix("<p>").removesuffix("</p>")
