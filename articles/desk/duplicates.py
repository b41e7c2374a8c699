"""Reports that tell what another tells already: one source address, nearly one headline or one text."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from ..cleaning import text_of
from ..models import Article

# Headlines alike to this many hundredths are of one story, however the words are ordered.
HEADLINE_ALIKE = 88
TEXT_ALIKE = 85
TEXT_COMPARED = 1_500
# Only reports of about the same days, and no more than this many, are compared.
DAYS = 4
MOST_COMPARED = 200


@dataclass(frozen=True)
class Duplicate:
    """A report that may be the same, and why."""

    article: Article
    reason: str


def likely(content, *, among, article=None):
    """Return the Duplicates of a Content among reports that its writer may see, drafts included."""
    others = among.exclude(pk=article.pk if article else None)
    found = {each.pk: Duplicate(each, _("the same source address")) for each in _of_source(content, others)}
    for each in _near(content, others):
        reason = _alike(content, each)
        if reason:
            found.setdefault(each.pk, Duplicate(each, reason))
    return list(found.values())


def _of_source(content, others):
    addresses = [source["url"] for source in content.sources if source.get("url")]
    return others.filter(sources__url__in=addresses).distinct()[:MOST_COMPARED] if addresses else []


def _near(content, others):
    """Return the reports dated within some days of this one, or the latest begun where it has no date."""
    if content.date:
        span = datetime.timedelta(days=DAYS)
        others = others.filter(published_at__range=(content.date - span, content.date + span))
    return others.order_by("-pk")[:MOST_COMPARED]


def _alike(content, other):
    if content.headline and fuzz.token_sort_ratio(content.headline, other.headline) >= HEADLINE_ALIKE:
        return _("nearly the same headline")
    mine, theirs = (text_of(body)[:TEXT_COMPARED] for body in (content.body, other.body))
    if mine and theirs and fuzz.ratio(mine, theirs, score_cutoff=TEXT_ALIKE) >= TEXT_ALIKE:
        return _("nearly the same text")
    return ""
