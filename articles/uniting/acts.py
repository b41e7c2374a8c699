"""merge: one row takes over all that leads to another, whose address leads to it from then on."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from taggit.models import Tag

from .. import publishing, search
from ..choices import AliasKind, RedirectKind, Status, Verb
from ..models import (
    OWNERS,
    Alias,
    Article,
    ArticleIssue,
    Edition,
    Issue,
    Linkage,
    Meeting,
    Merge,
    Negotiator,
    PublishingAct,
    Redirect,
)
from ..models.issue import ancestors
from .looking import columns, pairs, proposed
from .relations import relations
from .values import plain, values_of

KINDS = {
    Negotiator: RedirectKind.NEGOTIATOR,
    Issue: RedirectKind.ISSUE,
    Meeting: RedirectKind.MEETING,
    Tag: RedirectKind.TAG,
}
SHOWN = 3


class Clash(Exception):
    """Why two rows cannot be made one, or not be parted again, and what to do; meant for people."""


@transaction.atomic
def merge(*, kept, gone, by, takes=None):
    """Make two rows one: all that leads to `gone` leads to `kept`, and `gone` is no more. Return the Merge.

    takes names the columns in which `kept` takes over what `gone` says (None: those it lacks). by is the
    account, or None for a command. Clash says why it cannot be; nothing is changed then.
    """
    Edition.objects.select_for_update().get(name=Edition.SITE)
    model = type(kept)
    kept, gone = (_as_it_is(model, each) for each in (kept, gone))
    if kept.pk == gone.pk:
        raise Clash(_("These are one and the same. Choose two."))
    _refuse_ties(kept, gone)
    takes = proposed(kept, gone) if takes is None else set(takes)
    log = {"gone": values_of(gone), "moved": [], "left": [], "filled": [], "made": [], "fields": {}}
    articles = found_by(gone)
    before = values_of(kept)
    _leave_tree(kept, gone)
    try:
        with transaction.atomic():
            for relation in relations(model):
                _move(relation, kept, gone, log)
            gone_names = _names(gone)
            model._base_manager.get(pk=gone.pk).delete()
            _take_over(kept, gone, takes)
    except IntegrityError as error:
        raise Clash(_("The database refuses this: %(error)s") % {"error": error}) from error
    after = values_of(kept)
    log["fields"] = {name: [old, after[name]] for name, old in before.items() if old != after[name]}
    _give_names(kept, gone_names, log)
    log["redirects"] = list(
        Redirect.objects.filter(kind=KINDS[model], new_slug=gone.slug).values_list("old_slug", flat=True)
    )
    Redirect.record(kind=KINDS[model], old_slug=gone.slug, new_slug=kept.slug)
    # Reports about the one kept are found by its names, which it may have taken over.
    is_renamed = {"name", "native_name"} & log["fields"].keys()
    settle(model, found_by(kept) if is_renamed else articles)
    record(Verb.MERGE, f"{gone} → {kept}", by=by)
    return Merge.objects.create(
        kind=KINDS[model],
        gone_id=gone.pk,
        gone_slug=gone.slug,
        gone_name=str(gone),
        kept_id=kept.pk,
        kept_slug=kept.slug,
        kept_name=str(kept),
        log=log,
        done_by=by,
    )


def found_by(*things):
    """Return the row numbers of the reports whose search rows hold the names of any of the things."""
    link = {Negotiator: "negotiator_links__negotiator", Issue: "issue_links__issue"}.get(type(things[0]))
    if link is None:
        return []
    return list(Article.objects.filter(**{f"{link}__in": things}).order_by().values_list("pk", flat=True))


def settle(model, articles):
    """Make anew what is derived of links: issues above those chosen, and what reports are found by."""
    if model is Issue:
        ArticleIssue.rebuild_derived()
    linked = Article.objects.filter(pk__in=articles, status=Status.PUBLISHED)
    linked = linked.prefetch_related("countries", "negotiators", "issues")
    search.index_many(
        (article, publishing.searchable_names(article)) for article in linked.iterator(chunk_size=500)
    )


def record(verb, told, *, by, reason=""):
    """Put an act of merging among those that changed what readers see."""
    PublishingAct.objects.create(headline=told[:200], verb=verb, done_by=by, reason=reason)


def _as_it_is(model, row):
    found = model._base_manager.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise Clash(
            _("“%(name)s” is no longer on record: it was merged or deleted meanwhile.") % {"name": row}
        )
    return found


def _refuse_ties(kept, gone):
    """Refuse to make one issue of two that a linkage ties to each other: it would be tied to itself."""
    if not isinstance(kept, Issue):
        return
    ties = Linkage.objects.filter(issue__in=[kept, gone], in_return__in=[kept, gone])
    if told := [f"“{tie.summary}”" for tie in ties[:SHOWN]]:
        message = _(
            "A linkage ties these two issues to each other: %(linkages)s. Change or delete it first, since "
            "an issue cannot be tied to itself."
        )
        raise Clash(message % {"linkages": ", ".join(told)})


def _leave_tree(kept, gone):
    """Take an issue out from under the one that goes, to which it may be a child of a child."""
    if isinstance(kept, Issue) and gone.pk in ancestors(kept.parent_id, Issue.objects.parents()):
        kept.parent_id = gone.parent_id
        Issue.objects.filter(pk=kept.pk).update(parent=gone.parent_id)


def _move(relation, kept, gone, log):
    """Let the rows of one relation lead to the row kept; those that it has already are left, and logged."""
    if relation.model is ArticleIssue:
        ArticleIssue.objects.filter(derived=True, issue__in=[kept, gone]).delete()
    moved, left = _sorted(relation, kept, gone, log)
    log["left"] += [[relation.model._meta.label, values_of(row)] for row in left]
    relation.model._base_manager.filter(pk__in=[row.pk for row in left]).delete()
    relation.of(gone).update(**{relation.field.name: kept})
    if moved:
        log["moved"].append([relation.model._meta.label, relation.field.attname, moved])


def _sorted(relation, kept, gone, log):
    """Return the numbers of the rows to move and the rows that the one kept has already."""
    if not relation.uniques and not relation.other_end:
        return list(relation.of(gone).values_list("pk", flat=True)), []
    twins = {key: row for row in relation.of(kept) for key in _keys_of(relation, row)}
    moved, left = [], []
    for row in relation.of(gone):
        end = relation.other_end
        if end and getattr(row, end.attname) == kept.pk:
            # A link of the two to each other says nothing once they are one.
            left.append(row)
            continue
        twin = next((found for key in _keys_of(relation, row) if (found := twins.get(key))), None)
        if twin is None:
            moved.append(row.pk)
        else:
            left.append(row)
            _fill(relation, twin, row, log)
    return moved, left


def _keys_of(relation, row):
    """Return (which columns, their values) of what only one row that leads to a thing may have."""
    return [(tuple(names), *(getattr(row, name) for name in names)) for names in relation.uniques]


def _fill(relation, twin, row, log):
    """Let a row that stays take over what only the one that is left out says, such as a role."""
    added = {
        each.attname: [plain(getattr(twin, each.attname)), plain(getattr(row, each.attname))]
        for each in relation.model._meta.concrete_fields
        if each.editable and not each.primary_key and not getattr(twin, each.attname)
        and getattr(row, each.attname) and each.get_internal_type() != "BooleanField"
    }  # fmt: skip
    if added:
        for name, (_old, new) in added.items():
            setattr(twin, name, new)
        relation.model._base_manager.filter(pk=twin.pk).update(
            **{name: getattr(twin, name) for name in added}
        )
        log["filled"].append([relation.model._meta.label, twin.pk, added])


def _take_over(kept, gone, takes):
    """Set the columns chosen, and refuse what does not go together."""
    for pair in pairs(type(kept)):
        takes = takes | pair if takes & pair else takes
    for column in columns(type(kept)):
        if column.name in takes:
            setattr(kept, column.attname, getattr(gone, column.attname))
    if getattr(kept, "parent_id", None) in (kept.pk, gone.pk) and isinstance(kept, Issue):
        kept.parent_id = gone.parent_id if gone.parent_id != kept.pk else None
    try:
        kept.clean_fields(exclude={each.name for each in kept._meta.fields} - takes)
        kept.clean()
        kept.validate_unique()
        kept.validate_constraints()
    except ValidationError as error:
        raise Clash(" ".join(error.messages)) from error
    type(kept)._base_manager.filter(pk=kept.pk).update(
        **{column.attname: getattr(kept, column.attname) for column in columns(type(kept))}
    )


def _names(thing):
    names = [thing.name, getattr(thing, "native_name", ""), *getattr(thing, "names", {}).values()]
    return list(dict.fromkeys(filter(None, names)))


def _give_names(kept, names, log):
    """Let the names of the one that went find the one that stays."""
    owner = type(kept)._meta.model_name
    if owner not in OWNERS:
        return
    has = set(Alias.objects.filter(**{owner: kept}).values_list("folded", flat=True))
    has |= {each.casefold() for each in _names(kept)}
    for name in names:
        if name.casefold() not in has:
            has.add(name.casefold())
            alias = Alias.objects.create(**{owner: kept}, text=name, kind=AliasKind.NAME)
            log["made"].append([Alias._meta.label, alias.pk])
