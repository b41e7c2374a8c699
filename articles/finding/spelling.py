"""Did you mean: the words a reader typed, those that nothing has mended by the words that reports have.

The vocabulary is that of names and of the headlines and summaries of the newest reports, the same on both
engines: FTS5 could list its words, a tsvector only by reading them all.
"""

import re
from collections import Counter

from django.core.cache import cache
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .. import search
from ..edition import SiteVersion
from ..filters import spellings
from ..models import Article
from ..search.tokens import fold, stem
from .names import WHOLE_WORDS, find, words_of

REPORTS = 3_000
KEPT = 3_600  # seconds
# With more results than this, nobody needs to be asked what was meant.
FEW = 2
MOST_MENDED = 8
SHORTEST, LONGEST = 3, 40
WORD = re.compile(r"[^\W\d_]+")


def did_you_mean(filters, total, forms) -> str:
    """Return other words that find something where the reader's found hardly anything, or ""."""
    if not filters.text or total > FEW:
        return ""
    vocabulary = _vocabulary(filters.now, forms)
    mended = _mended(filters.text, vocabulary)
    if mended == filters.text:
        return ""
    query = search.parse(mended, resolve=spellings(mended))
    readable = filters.articles(words=False)
    if search.count(query, readable, up_to=total) > total:
        return mended
    return mended if any(rank >= WHOLE_WORDS for rank, _known in find(mended, forms)) else ""


def _mended(text, vocabulary):
    """Return a text with the words that are not in the vocabulary replaced by the nearest that are."""
    # A word met once may be another language's (tarifs), which says nothing of how this one is written.
    stems = {stem(word) for word, times in vocabulary.items() if times > 1}
    left = MOST_MENDED

    def mend(match):
        nonlocal left
        word = fold(match.group())
        if word in vocabulary or stem(word) in stems:
            return match.group()
        if word in ("or", "and") or not SHORTEST <= len(word) <= LONGEST or not left:
            return match.group()
        left -= 1
        return _nearest(word, vocabulary) or match.group()

    return WORD.sub(mend, text)


def _nearest(word, vocabulary):
    """Return the word fewest slips away, with the same first letter if there is one, the commonest."""
    slips = 1 if len(word) <= 5 else 2 if len(word) <= 10 else 3
    found = process.extract(word, vocabulary.keys(), scorer=OSA.distance, score_cutoff=slips, limit=30)
    if not found:
        return ""
    return min(found, key=lambda each: (each[1], each[0][0] != word[0], -vocabulary[each[0]], each[0]))[0]


def _vocabulary(now, forms) -> dict[str, int]:
    """Return {word: how often it stands} of what readers can find now."""
    key = SiteVersion.at(now).key("vocabulary")
    return cache.get_or_set(f"words:{key}", lambda: _read_words(now, forms), KEPT)


def _read_words(now, forms):
    words = Counter(word for form in forms if not form.loose for word in form.words)
    newest = Article.objects.published(at=now).newest_first().values_list("headline", "summary")[:REPORTS]
    for texts in newest:
        words.update(word for text in texts for word in words_of(text))
    return {word: n for word, n in words.items() if WORD.fullmatch(word) and len(word) >= SHORTEST}
