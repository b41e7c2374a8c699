"""What a search box offers while a reader is typing."""

from .. import search
from ..models import Article
from . import names

REPORTS = 3
LONGEST = 200  # characters


def suggest(text, then) -> tuple[list[names.Known], list[Article]]:
    """Return what the record has under the words typed so far, and the newest reports that have them.

    What there was by a day (AsOf).
    """
    text = " ".join(text.replace("\0", " ").split())[:LONGEST]
    known = [known for _rank, known in names.find(text, names.forms_by(then.asked))]
    if not text:
        return known, []
    query = search.parse(text, typing=True)
    newest = search.newest(query, Article.objects.published(at=then.at), limit=REPORTS)
    found = Article.objects.only("headline", "slug", "published_at", "version").in_bulk(newest)
    return known, then.as_read(found[pk] for pk in newest)
