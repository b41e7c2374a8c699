"""What waits for an account, in short lists: a fixed number of queries, whatever there is."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ..models import Article, Comment
from .acts import PUBLISH

SHOWN = 8


@dataclass(frozen=True)
class Item:
    """One line: words that lead to an address, what to know of it, and a moment or day of it (or None)."""

    words: str
    address: str
    detail: str = ""
    moment: datetime | None = None


@dataclass(frozen=True)
class Waiting:
    """A list under a heading; name is for addresses and tests, address that of the whole list ("": none)."""

    name: str
    title: str
    items: list[Item]
    address: str = ""


def waiting_for(user):
    """Return the lists of what waits for an account, empty ones left out. At most four queries."""
    lists = [_sent_back(user), _questions(user), _to_review(user), _due(user)]
    return [each for each in lists if each and each.items]


def list_address(name):
    """Return the address of one of the ready-made lists of reports."""
    return f"{reverse('admin:articles_article_changelist')}?list={name}"


def _to_review(user):
    if not user.has_perm(PUBLISH):
        return None
    reports = Article.objects.in_review().with_work().select_related("created_by")
    items = [
        Item(_headline(each), _desk(each), str(each.created_by or ""), each.draft.stage_since)
        for each in reports[:SHOWN]
    ]
    return Waiting("review", _("To review"), items, list_address("review"))


def _sent_back(user):
    reports = Article.objects.returned().reachable_by(user).with_work()
    items = [_item(each, moment=each.draft.stage_since) for each in reports[:SHOWN]]
    return Waiting("returned", _("Sent back to you"), items, list_address("mine"))


def _due(user):
    reports = Article.objects.due().filter(assignment__account=user).with_work()
    today = timezone.now().date()
    items = [
        Item(
            _headline(each),
            _desk(each),
            _("overdue") if each.assignment.due_on < today else _("due"),
            each.assignment.due_on,
        )
        for each in reports[:SHOWN]
    ]
    return Waiting("due", _("Yours, with a due date"), items, list_address("due"))


def _questions(user):
    threads = Comment.objects.waiting_for(user).select_related("article", "last_by")
    items = [
        Item(
            _headline(each.article),
            f"{_desk(each.article)}#comment-{each.uid}",
            _("%(who)s, on “%(words)s”")
            % {"who": each.last_by or "–", "words": Truncator(each.text).words(12)},
            each.last_at,
        )
        for each in threads[:SHOWN]
    ]
    return Waiting("comments", _("Comments to answer"), items)


def _item(article, *, moment):
    return Item(_headline(article), _desk(article), "", moment)


def _headline(article):
    return article.headline or _("Untitled")


def _desk(article):
    return reverse("admin:articles_article_change", args=[article.pk])
