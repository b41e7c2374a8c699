"""What an editor has in hand: begun, saved, mirrored in the report's row, put in the bin."""

import re
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone
from taggit.models import Tag

from ..choices import RedirectKind, RevisionKind, Stage, Status
from ..cleaning import slug_of
from ..models import Article, Content, Draft, Redirect, Revision
from ..models.content import tag_names
from . import history
from .identifiers import make_own
from .merging import Conflict, Merged

# A report in one of these mirrors its draft in its own row.
UNREAD = (Status.DRAFT, Status.IN_REVIEW, Status.BINNED)
# Leaves room for a number behind it in the column's 120 characters.
LONGEST_STEM = 112
NUMBERS_AT_ONCE = 20


@dataclass(frozen=True)
class Saved:
    """What became of a save: the working copy as it is now, and how it differs from what was sent.

    conflicts are the values that somebody else changed to something else: theirs stand, and what was
    sent is kept aside. unseen tells whether anything of others' is in it that the sender's form lacked.
    """

    article: Article
    number: int
    content: Content
    conflicts: list[Conflict] = field(default_factory=list)
    unseen: bool = False
    changed: bool = True


def begin(*, content, by, kind=RevisionKind.SAVE, tab=""):
    """Return a new article in draft with this content; by is the account or None (a command).

    tab names the page it was written on: sent twice at one moment, it begins one report (see begun_on).
    """
    _put_in_order(content)
    try:
        with transaction.atomic():
            article = Article.objects.create(slug=free_slug(_wished(content)), created_by=by)
            _keep(article, content, before=None, kind=kind, by=by, tab=tab)
    except IntegrityError:
        # The same page was sent a second time while this was under way.
        return Revision.objects.get(tab=tab, number=1).article
    return article


def begun_on(tab):
    """Return the article that was begun on an open page, or None: its answer may have been lost."""
    states = Revision.objects.filter(tab=tab, number=1).select_related("article")
    return next((state.article for state in states), None) if tab else None


def working_copy(article):
    """Return what an editor would go on from: the draft, else what readers see."""
    return history.head(article).content


@transaction.atomic
def save(*, article, content, by, base=None, tab="", kind=RevisionKind.SAVE, settled=None):
    """Keep the content as the article's draft and return Saved; nothing is written where nothing changed.

    base is the number of the state that the sender's form showed. If the working copy has moved on since,
    the two are merged (see merging): tab tells the sender's own earlier saves from other people's, settled
    is {path: number} of conflicts that the sender has seen (merging.merge). Without base the content
    stands as it is.

    An article that never had a reader mirrors its draft in its own row and links, so that the lists of
    the admin find it by country, date or issue; a published one stays as readers know it.
    """
    # As it is now, and held: an act of publishing since the caller loaded it must not be undone.
    article = Article.objects.select_for_update().get(pk=article.pk)
    present = history.head(article)
    _put_in_order(content, article=article, before=present.content)
    mine, theirs = content.to_json(), present.content.to_json()
    merged = Merged(mine)
    if base is not None and base != present.number:
        merged = history.merge_since(article, base, present, mine, tab=tab, settled=settled)
    if merged.conflicts:
        history.keep_aside(article, mine, by=by, base=base, tab=tab)
    kept = Content.from_json(merged.document)
    number = present.number
    if merged.document != theirs:
        if not number:
            history.keep_origin(article, theirs)
        number = _keep(article, kept, before=present.content, kind=kind, by=by, base=base, tab=tab).number
    return Saved(
        article,
        number,
        kept,
        merged.conflicts,
        unseen=merged.document != mine,
        changed=merged.document != theirs,
    )


def restore(*, article, number, by):
    """Make an earlier state the working copy again, as a state of its own; return what save returns.

    Raises Revision.DoesNotExist where there is no such state.
    """
    state = Revision.objects.get(article=article, number=number)
    return save(article=article, content=state.content, by=by, kind=RevisionKind.RESTORE)


@transaction.atomic
def move_to(stage, *, article, among=tuple(Stage)):
    """Put a working copy at a stage, if it is at another one of those named; return whether it was.

    The status of an article that never had a reader follows; to readers nothing changes.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    drafts = Draft.objects.filter(article=article, stage__in=among).exclude(stage=stage)
    if article.status == Status.BINNED or not drafts.update(stage=stage, stage_since=timezone.now()):
        return False
    status = Status.IN_REVIEW if stage == Stage.IN_REVIEW else Status.DRAFT
    Article.objects.filter(pk=article.pk).unpublished().update(status=status)
    return True


def discard(article):
    """Put a report that never had a reader in the bin; return whether it was one."""
    return bool(
        Article.objects.filter(pk=article.pk, first_public_at=None).unpublished().update(status=Status.BINNED)
    )


def bring_back(article):
    """Make a report in the bin a draft again; return whether it was there."""
    Draft.objects.filter(article=article, article__status=Status.BINNED).update(stage=Stage.WRITING)
    return bool(Article.objects.filter(pk=article.pk, status=Status.BINNED).update(status=Status.DRAFT))


def _put_in_order(content, *, article=None, before=None):
    """Fold tags to those in use, and let no part be known by another report's identifier."""
    content.tags = tag_names(content.tags)
    make_own(content, article=article, before=before)


def _keep(article, content, *, before, kind, by, base=None, tab=""):
    """Write a state, the draft, and for an article without readers its mirror; return the Revision."""
    document = content.to_json()
    state = history.keep(article, document, kind=kind, by=by, base=base, tab=tab)
    Draft.objects.update_or_create(
        article=article, defaults={"document": document, "revision": state.number, "updated_by": by}
    )
    if kind != RevisionKind.AUTOSAVE:
        history.thin(article)
    if article.status in UNREAD:
        known = Tag.objects.filter(name__in=content.tags).values_list("name", flat=True)
        mirror(article, content, tags=known, before=before)
    return state


def mirror(article, content, *, tags, before=None):
    """Write a document's columns and links to the article's row; links only where they are not as before.

    A draft brings only tags that are in use: a new one would be there for readers to find.
    """
    slug = free_slug(_wished(content), article=article)
    for name, value in (content.fields() | {"slug": slug}).items():
        setattr(article, name, value)
    article.save()
    if before is None or before.links() != content.links():
        article.set_links(
            countries=content.linked("countries"),
            issues=content.linked("issues"),
            negotiators=content.linked("negotiators"),
            tags=tags,
        )


def _wished(content):
    """Return the address that was chosen, made into one if it could not be one, else the headline's."""
    if re.fullmatch(r"[-\w]{1,120}", content.slug, re.ASCII):
        return content.slug
    return slug_of(content.slug or content.headline)


def free_slug(wanted, *, article=None):
    """Return the slug wanted, or with -2, -3, … where another article has it or had it once."""
    stem = wanted[:LONGEST_STEM].rstrip("-")
    first = 2
    candidates = [wanted]
    while True:
        taken = _taken(candidates, article)
        free = next((each for each in candidates if each not in taken), None)
        if free is not None:
            return free
        # Looked up by name, not by what they begin with: a report among a million is then found at once.
        candidates = [f"{stem}-{number}" for number in range(first, first + NUMBERS_AT_ONCE)]
        first += NUMBERS_AT_ONCE


def _taken(slugs, article):
    others = Article.objects.exclude(pk=article.pk) if article else Article.objects
    taken = set(others.filter(slug__in=slugs).values_list("slug", flat=True))
    retired = Redirect.objects.filter(kind=RedirectKind.ARTICLE, old_slug__in=slugs)
    return taken | set(
        retired.exclude(new_slug=article.slug if article else "").values_list("old_slug", flat=True)
    )
