"""Paging by key: a page is found by where it starts, not by counting what lies before it.

So page 5,000 costs what page 1 costs, and a report published while somebody reads shifts nothing.
"""

import datetime
import functools
import re
from dataclasses import dataclass

from django.db.models import Q

SIZE = 20
_CURSOR = re.compile(r"(\d{8}T\d{6}\d{6})-(\d{1,18})")


@dataclass(frozen=True)
class Cursor:
    """The place between two reports: just past the one with this date and row number."""

    moment: datetime.datetime
    pk: int

    @classmethod
    def read(cls, text):
        """Return the cursor written in an address, or None if it is none."""
        match = _CURSOR.fullmatch(text or "")
        if not match:
            return None
        try:
            moment = datetime.datetime.strptime(match[1], "%Y%m%dT%H%M%S%f").replace(tzinfo=datetime.UTC)
        except ValueError:
            return None
        return cls(moment, int(match[2]))

    @classmethod
    def past(cls, article):
        return cls(article.published_at, article.pk)

    def __str__(self):
        return f"{self.moment.astimezone(datetime.UTC):%Y%m%dT%H%M%S%f}-{self.pk}"


@dataclass(frozen=True)
class Page:
    """Some articles and the ways on: cursors as text, empty where there is nothing more."""

    articles: list
    next: str = ""
    previous: str = ""


def page(articles, *, link=None, value=None, before=None, after=None, oldest_first=False, size=SIZE):
    """Return the Page of articles that follows `before`, or that leads up to `after` (Cursors or None).

    With a link table and a value, of the articles linked to it (see ArticleQuerySet.along).
    """
    backward = after is not None
    cursor = after or before
    articles = articles.along(
        link=link,
        value=value,
        beyond=(cursor.moment, cursor.pk) if cursor else None,
        forward=oldest_first != backward,
    )
    found = list(articles[: size + 1])
    more = len(found) > size
    found = found[:size]
    if backward:
        found.reverse()
    last, first = (str(Cursor.past(found[-1])), str(Cursor.past(found[0]))) if found else ("", "")
    return Page(
        found,
        next=last if (backward or more) else "",
        previous=first if (more if backward else cursor is not None) else "",
    )


def rows(queryset, *, moment, before=None, size=SIZE):
    """Return (some rows, the Cursor of the next page as text or ""), newest first by a field of theirs.

    `moment` names the field, through relations if need be ("article__published_at").
    """
    if before:
        earlier = Q(**{f"{moment}__lt": before.moment})
        queryset = queryset.filter(earlier | Q(**{moment: before.moment, "pk__lt": before.pk}))
    found = list(queryset.order_by(f"-{moment}", "-pk")[: size + 1])
    if len(found) <= size:
        return found, ""
    last = found[size - 1]
    reached = functools.reduce(getattr, moment.split("__"), last)
    return found[:size], str(Cursor(reached, last.pk))
