"""Every state of a working copy that was saved: looked up, added to, thinned, brought back."""

import datetime
from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone

from ..choices import RevisionKind
from ..models import Content, Draft, Revision
from .merging import changes, contested, merge

# Autosaves younger than this are all kept; of older ones the last of each hour.
ALL_KEPT_FOR = datetime.timedelta(days=2)


@dataclass(frozen=True)
class Head:
    """The working copy as it is: its number (0 where nothing was saved yet), Content, and Draft or None."""

    number: int
    content: Content
    draft: Draft | None


def head(article):
    """Return the Head of a report: its draft, else what readers see."""
    draft = Draft.objects.filter(article=article).select_related("updated_by").first()
    if draft:
        return Head(draft.revision, draft.content, draft)
    return Head(newest_number(article), _as_readers_know_it(article), None)


def _as_readers_know_it(article):
    """Return Content.of() with its sources known by the identifiers they had when it was published.

    A Source is shared by reports and has none of its own: made anew, each would look like another source.
    """
    content = Content.of(article)
    version = article.versions.first()
    known = {_named(each): each["uid"] for each in version.content.sources} if version else {}
    for source in content.sources:
        source["uid"] = known.get(_named(source), source["uid"])
    return content


def _named(source):
    return source.get("title", ""), source.get("url", "")


def newest_number(article):
    newest = Revision.objects.of(article).heads().values_list("number", flat=True).first()
    return newest or 0


def numbers_of(articles):
    """Return {pk: newest number} of reports that have no draft, in one query."""
    states = Revision.objects.filter(article__in=articles).exclude(kind=RevisionKind.ASIDE)
    return dict(states.order_by().values_list("article").annotate(newest=Max("number")))


def state_at(article, number):
    """Return the Revision of a number, or None."""
    return Revision.objects.filter(article=article, number=number).first()


def keep(article, document, *, kind, by, base=None, tab="", version=None):
    """Add a state and return its Revision. The caller holds the article's row."""
    newest = Revision.objects.filter(article=article).aggregate(newest=Max("number"))["newest"]
    return Revision.objects.create(
        article=article,
        number=(newest or 0) + 1,
        document=document,
        kind=kind,
        # A form that names no state there is stood on none.
        base=base if base is None or base >= 0 else None,
        tab=tab,
        version=version,
        made_by=by,
    )


def keep_published(article, version):
    """Add what a publishing act made of the working copy, so that history tells of it in its place."""
    return keep(
        article,
        version.document,
        kind=RevisionKind.PUBLISH,
        by=version.created_by,
        version=version.number,
    )


def keep_origin(article, document):
    """Keep as state 0 what there was before the first save, where it came by another way than the desk."""
    Revision.objects.get_or_create(
        article=article, number=0, defaults={"document": document, "kind": RevisionKind.SAVE}
    )


def keep_aside(article, document, *, by, base, tab):
    """Keep what was typed in conflict with another editor, once however often the page sends it."""
    last = Revision.objects.of(article).filter(kind=RevisionKind.ASIDE, tab=tab, made_by=by).first()
    if last is None or last.document != document:
        keep(article, document, kind=RevisionKind.ASIDE, by=by, base=base, tab=tab)


def merge_since(article, number, present, mine, *, tab, settled):
    """Merge a document typed on the state of a number with the present Head; return the Merged."""
    theirs = present.content.to_json()
    opened_on = state_at(article, number)
    if opened_on is None:
        # Nobody knows what the form showed: whatever differs is shown to the editor.
        everything = dict.fromkeys(changes({}, mine) | changes({}, theirs), max(present.number, 1))
        return merge({}, mine, theirs, contested=everything, settled=settled)
    states = Revision.objects.filter(article=article, number__gt=number).heads().order_by("number")
    touched = contested(opened_on.document, states, tab=tab)
    return merge(opened_on.document, mine, theirs, contested=touched, settled=settled)


def thin(article):
    """Of autosaves older than two days leave the last of each hour."""
    old = Revision.objects.filter(
        article=article, kind=RevisionKind.AUTOSAVE, made_at__lt=timezone.now() - ALL_KEPT_FOR
    )
    last_of_hour, surplus = {}, []
    for pk, made_at in old.order_by("-number").values_list("pk", "made_at"):
        hour = made_at.replace(minute=0, second=0, microsecond=0)
        if last_of_hour.setdefault(hour, pk) != pk:
            surplus.append(pk)
    Revision.objects.filter(pk__in=surplus).delete()
