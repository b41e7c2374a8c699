"""What is indexed of an article: one list of placed tokens, from which both engines' rows are written.

PostgreSQL's limits are made the limits of both engines, so that the same query finds the same articles:
a tsvector keeps places up to 16,383, at most 256 of them a token, and a megabyte in all. A token beyond
them is still found as a word, but not as part of a phrase.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..cleaning import text_of
from .tokens import index_tokens

FIELDS = ("headline", "summary", "names", "body")
LAST_PLACE = 16_380  # of the 16,383 of a tsvector; the last is where tokens without a place are put
MAX_PLACES = 255  # of one token
MAX_BYTES = 900_000  # of a document, by PostgreSQL's count; its own limit is 1,048,575

# A key orders articles by report date, then id, and holds both: seconds since 1970, shifted, plus the id.
ID_BITS = 30
ID_MASK = (1 << ID_BITS) - 1
FURTHEST = (1 << 63 - ID_BITS) - 2  # seconds: 272 years either way; dates beyond are ordered by id alone


@dataclass(slots=True)
class Document:
    """The tokens of one article.

    `places` gives each field's (token, place) pairs in rising order of place, each place used once in the
    whole document and a place left out between fields and between names, so that no phrase reaches
    across. `unplaced` holds what is found as a word only: lookalikes and what is beyond the limits.
    """

    article_id: int
    key: int
    places: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)


def document_of(article, names: Iterable[str] = ()) -> Document:
    """Return the document of an article that has a date, with the names it is found under."""
    document = Document(article_id=article.pk, key=key_of(article.published_at, article.pk))
    texts = {
        "headline": [article.headline],
        "summary": [article.summary],
        "names": list(names),
        "body": text_of(article.body).split("\n\n"),
    }
    _Writer(document).write(texts)
    return document


def key_of(moment: datetime.datetime, article_id: int) -> int:
    """Return the key of an article by its report date (aware) and id."""
    if moment is None:
        raise ValueError(f"Article {article_id} has no date for search to place it by: give it one first.")
    if not 0 < article_id <= ID_MASK:
        raise ValueError(f"Article id {article_id} is not from 1 to {ID_MASK}, the range search can hold.")
    seconds = min(max(int(moment.timestamp() // 1), -FURTHEST), FURTHEST)
    return (seconds << ID_BITS) + article_id


class _Writer:
    """Places the tokens of a document within the limits."""

    def __init__(self, document):
        self.document = document
        self.seen = Counter()
        self.unplaced = set()
        self.place = 0
        self.bytes = 0

    def write(self, texts):
        for name, paragraphs in texts.items():
            self.document.places[name] = placed = []
            for text in paragraphs:
                ordered, beside = index_tokens(text)
                self.unplaced |= beside
                placed.extend(self._placed(ordered))
                self.place += 1
        for token in sorted(self.unplaced - self.seen.keys()):
            if self._room_for(token):
                self.document.unplaced.append(token)

    def _placed(self, ordered):
        for token in ordered:
            self.place += 1
            if self.place > LAST_PLACE or self.seen[token] >= MAX_PLACES or not self._room_for(token):
                self.unplaced.add(token)
                continue
            self.seen[token] += 1
            yield token, self.place

    def _room_for(self, token):
        """Count the bytes of one more token or place, by the upper bound of what a tsvector spends."""
        size = 2 if self.seen[token] else len(token.encode()) + 8
        if self.bytes + size > MAX_BYTES:
            return False
        self.bytes += size
        return True
