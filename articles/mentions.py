"""Links on the first mention of each known thing in the text of a report, made when the page is rendered.

What is stored stays as the editor wrote it: a person who is renamed or an issue that gets another address is
linked rightly in every old report and version.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

# Text in these is left alone: it is a link already, or a heading.
CLOSED = frozenset({"a", "h2", "h3", "h4", "th", "caption"})
# A written form shorter than this means too many things.
SHORTEST = 2
_TAG = re.compile(r"(</?[a-z][^>]*>)")
_NAME_OF_TAG = re.compile(r"</?([a-z][a-z0-9]*)")
# Scripts written without spaces: a word in them begins anywhere.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True)
class Known:
    """Something a text may mention: where it leads and how it is written.

    A proper name is written with its capitals ("Japan", never "japan"); a common one as the sentence has it,
    but for what is all capitals ("ISDS", "TRQs"). `kind` is the class of its link.
    """

    address: str
    names: tuple[str, ...]
    is_proper: bool = True
    kind: str = ""


def link_first_mentions(html: str, known: Iterable[Known]) -> str:
    """Return cleaned HTML in which the first mention of each known thing leads to it.

    Of two things written alike the earlier in `known` is meant; of two that overlap, the longer. What the
    text itself links somewhere is not linked again.
    """
    wanted = [each for each in known if f'href="{escape(each.address)}"' not in html]
    pattern, meant = _pattern(wanted)
    if pattern is None:
        return html
    linked = set()

    def link(match):
        # Folding is not quite the pattern's own way of leaving case out ("İ").
        each = meant.get(_folded(match[0]))
        if each is None or each.address in linked:
            return match[0]
        linked.add(each.address)
        kind = f' class="{each.kind}"' if each.kind else ""
        return f'<a{kind} href="{escape(each.address)}">{match[0]}</a>'

    return "".join(pattern.sub(link, piece) if is_open else piece for piece, is_open in _pieces(html))


def mentioned(html: str, known: Iterable[Known]) -> list[Known]:
    """Return which known things a text names, in the order of `known`; also where it links them already."""
    known = list(known)
    pattern, meant = _pattern(known)
    if pattern is None:
        return []
    found = {meant.get(_folded(match[0])) for match in pattern.finditer(_TAG.sub(" ", html))}
    return [each for each in known if each in found]


def _pieces(html) -> Iterator[tuple[str, bool]]:
    """Yield the tags and texts of cleaned HTML, each with whether it is text that may be linked."""
    closed = 0
    for piece in _TAG.split(html):
        if not piece.startswith("<"):
            yield piece, not closed
            continue
        if _NAME_OF_TAG.match(piece)[1] in CLOSED:
            closed += -1 if piece.startswith("</") else 1
        yield piece, False


def _pattern(known):
    """Return a pattern of all names, the longest first, and {folded name: Known}; (None, {}) for no name."""
    meant, shapes = {}, {}
    for each in known:
        for name in each.names:
            written = escape(name, quote=False)
            if len(name) >= SHORTEST and _folded(written) not in meant:
                meant[_folded(written)] = each
                is_proper = each.is_proper or name[:SHORTEST].isupper()
                shapes[written] = _shape(written, is_proper=is_proper)
    if not shapes:
        return None, {}
    return re.compile("|".join(shapes[name] for name in sorted(shapes, key=len, reverse=True))), meant


def _shape(name, *, is_proper):
    shape = re.sub("['’]", "['’]", re.escape(name))
    shape = shape if is_proper else f"(?i:{shape})"
    before = "" if _UNSPACED.match(name[0]) else r"(?<![\w&])"
    return before + shape + ("" if _UNSPACED.match(name[-1]) else r"(?!\w)")


def _folded(text):
    return text.casefold().replace("’", "'")
