"""The headline of a text: the one it has, or one cut from its first sentence."""

import re

from ..text import Reading

LONGEST = 160  # characters of a line that can be a headline
PROPOSED = 110  # characters of a proposed one

_FINAL_STOP = re.compile(r"[.:;,。、][\"”’')\]」]*$")
_INITIALS = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|No)\.$")
_TURN = re.compile(r"[A-Z][A-Z .'’-]{0,40}:")
_BULLET = re.compile(r"(?:[•*·▪–-]|\d{1,3}[.)]|\([a-z0-9]{1,3}\))\s")
# "TOKYO, April 25 (Kyodo) —", "Tokyo, April 25 —": capitals, a day or an outlet, then a dash and more words.
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Ý]{4}|(?=[^.!?–—]{0,60}[\d)]))[^!?–—]{0,76}?(?:\s?(?:--+|[–—―])\s?|\s-\s)(?=.{20})"
)
# A remark between commas, without which the sentence still stands.
_REMARK = re.compile(r", (?:who|whose|which|where)\b[^,;:.“”()]*,(?= )")
# Where a sentence can be cut and what is left still says something: before a clause, else before a phrase.
_CLAUSE = re.compile(
    r"\s*[;:–—](?=\s)|,(?= (?:which|who|whose|where|when|while|after|as|but|and|with|saying|said|according"
    r"|although|though|because|since|so|yet|amid|despite|following|including)\b)"
)
_CONJUNCTION = re.compile(
    r"(?= (?:which|who|whose|where|while|after|because|although|when|unless|until|if)\b)"
)
_PHRASE = re.compile(r",(?= )|(?= (?:in|on|at|for|from|with|by|to|during|over|under|amid|and|as|that)\b)")
_DANGLING = re.compile(
    r"[\s,;:–—-]+(?:(?:the|a|an|and|or|but|of|in|on|at|for|from|with|by|to|as|that|its|their|his|her|is|are|was|were"
    r"|has|have|had|will|would|be|been|said|during|over|under|into|this)[\s,;:–—-]*)*$",
    re.I,
)
_PAIRS = {"“": "”", "(": ")", "「": "」", "«": "»", "[": "]"}


def is_headline(block, *, followed):
    """Whether a block at the head of a text is its headline: one short line without a final full stop.

    followed: whether a paragraph of the text comes after it; a text of one line has no headline.
    """
    line = block.text
    if not followed or "\n" in line or len(line) > LONGEST or block.tag not in {"h2", "h3", "h4", "p"}:
        return False
    if sum(char.isalpha() for char in line) < 4:
        return False
    if block.tag != "p":
        return True
    words = line.split()
    one_word = len(words) < 2 and line.isascii()
    if one_word or len(words) > 28 or (_FINAL_STOP.search(line) and not _INITIALS.search(line)):
        return False
    if _TURN.match(line) or _BULLET.match(line) or line[0].islower():
        return False
    return len(Reading(line).sentences) == 1


def proposed_headline(text):
    """Return a headline of at most PROPOSED characters made of the first words of the text, never of others.

    The first sentence is taken whole where it fits, else without the remarks between commas and cut before
    the last clause or phrase that fits.
    """
    first = text.strip().split("\n", 1)[0][:1000]
    first = first[found.end() :] if (found := _DATELINE.match(first)) else first
    start, end = Reading(first).sentences[0]
    sentence = first[start:end]
    if len(sentence) > PROPOSED:
        sentence = _REMARK.sub("", sentence)
    if len(sentence) <= PROPOSED:
        return sentence if _INITIALS.search(sentence) else sentence.rstrip(".。,;: ") or sentence
    for places, least in ((_CLAUSE, 45), (_CONJUNCTION, 50), (_PHRASE, 60)):
        cuts = [found.start() for found in places.finditer(sentence) if least <= found.start() <= PROPOSED]
        for cut in reversed(cuts):
            if _is_balanced(sentence[:cut]):
                return _trimmed(sentence[:cut])
    spaces = [found.start() for found in re.finditer(r"\s", sentence[: PROPOSED + 1])]
    return _trimmed(sentence[: spaces[-1]]) if spaces else sentence[:PROPOSED]


def _trimmed(words):
    return _DANGLING.sub("", f"{words} ").strip() or words.strip()


def _is_balanced(words):
    straight = words.count('"') % 2 == 0
    return straight and all(words.count(left) == words.count(right) for left, right in _PAIRS.items())
