"""undo: two rows that were made one are parted again, by what the merge wrote down.

What others did since stays as they left it, and is told; only what would make two rows of one address or one
name stands in the way.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..choices import Verb
from ..models import ArticleIssue, Edition, Issue, Merge, Redirect
from . import acts
from .values import lost_targets, model_of, plain, read, row_of


@dataclass
class Undone:
    """What became of it: the row that is there again, and sentences on what stays as it was changed since."""

    gone: object
    notes: list[str] = field(default_factory=list)


@transaction.atomic
def undo(*, merge, by):
    """Part two rows again; return Undone. Clash says what stands in the way; nothing is changed then."""
    Edition.objects.select_for_update().get(name=Edition.SITE)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at:
        raise acts.Clash(_("This merge was undone already."))
    model = next(each for each, kind in acts.KINDS.items() if kind == merge.kind)
    kept = _still_there(model, merge)
    try:
        with transaction.atomic():
            undone = _part(model, merge, kept)
    except IntegrityError as error:
        message = _("What was changed since stands in the way of parting them: %(error)s")
        raise acts.Clash(message % {"error": error}) from error
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    told = _("Merge undone.")
    acts.record(Verb.MERGE, f"{merge.kept_name} → {merge.gone_name}", by=by, reason=told)
    return undone


def _part(model, merge, kept):
    log, notes = merge.log, []
    _give_back(kept, log["fields"], notes)
    for label, pk in log["made"]:
        model_of(label)._base_manager.filter(pk=pk).delete()
    gone = _bring_back(model, log["gone"], merge)
    if model is Issue:
        ArticleIssue.objects.filter(derived=True, issue__in=[kept, gone]).delete()
    for label, column, numbers in log["moved"]:
        _move_back(model_of(label), column, numbers, kept, gone, notes)
    for label, number, added in log["filled"]:
        _empty_again(model_of(label), number, added)
    for label, values in log["left"]:
        _insert_again(model_of(label), values, notes)
    _lead_back(merge, gone)
    acts.settle(model, acts.found_by(kept, gone))
    return Undone(gone, notes)


def _still_there(model, merge):
    """Return the row that was kept, or refuse."""
    kept = model._base_manager.select_for_update().filter(pk=merge.kept_id).first()
    if kept:
        return kept
    later = Merge.objects.filter(kind=merge.kind, gone_id=merge.kept_id, undone_at=None).first()
    if later:
        raise acts.Clash(
            _("“%(name)s” was itself merged into “%(other)s” since. Undo that first.")
            % {"name": merge.kept_name, "other": later.kept_name}
        )
    raise acts.Clash(
        _("“%(name)s” was deleted since, so there is nothing to part from.") % {"name": merge.kept_name}
    )


def _bring_back(model, values, merge):
    """Insert the row that went, under its old number, if nothing took its place."""
    gone = row_of(model, values)
    if model._base_manager.filter(slug=gone.slug).exists():
        raise acts.Clash(
            _("Something else has the address “%(slug)s” by now. Change that address first.")
            % {"slug": gone.slug}
        )
    for name in lost_targets(model, values):
        column = model._meta.get_field(name)
        if not column.null:
            raise acts.Clash(_("What “%(name)s” belonged to was deleted since.") % {"name": merge.gone_name})
        setattr(gone, column.attname, None)
    try:
        gone.validate_unique()
    except ValidationError as error:
        raise acts.Clash(" ".join(error.messages)) from error
    model._base_manager.bulk_create([gone])
    return gone


def _give_back(kept, fields, notes):
    """Set the columns of the row kept back, where they still hold what the merge put there."""
    meta, values = kept._meta, {}
    for name, (old, new) in fields.items():
        if plain(getattr(kept, name)) == new:
            values[name] = read(type(kept), name, old)
        else:
            column = next(each for each in meta.concrete_fields if each.attname == name)
            notes.append(_("%(field)s was changed since and stays.") % {"field": column.verbose_name})
    if values:
        for name, value in values.items():
            setattr(kept, name, value)
        type(kept)._base_manager.filter(pk=kept.pk).update(**values)


def _move_back(model, column, numbers, kept, gone, notes):
    still = model._base_manager.filter(pk__in=numbers, **{column: kept.pk})
    moved = still.update(**{column: gone.pk})
    if missing := len(numbers) - moved:
        message = ngettext(
            "%(count)d of “%(what)s” was changed or deleted since and stays as it is.",
            "%(count)d of “%(what)s” were changed or deleted since and stay as they are.",
            missing,
        )
        notes.append(message % {"count": missing, "what": model._meta.verbose_name_plural})


def _empty_again(model, number, added):
    row = model._base_manager.filter(pk=number).first()
    values = {
        name: read(model, name, old)
        for name, (old, new) in added.items()
        if row and plain(getattr(row, name)) == new
    }
    if values:
        model._base_manager.filter(pk=number).update(**values)


def _insert_again(model, values, notes):
    """Insert a row that was left out as there twice, unless what it belongs to is gone."""
    if lost_targets(model, values):
        notes.append(_("One of “%(what)s” cannot come back: what it belonged to was deleted since.")
                     % {"what": model._meta.verbose_name_plural})  # fmt: skip
        return
    model._base_manager.bulk_create([row_of(model, values)])


def _lead_back(merge, gone):
    """Let the old addresses lead where they led before."""
    redirects = Redirect.objects.filter(kind=merge.kind)
    redirects.filter(old_slug=gone.slug).delete()
    redirects.filter(old_slug__in=merge.log["redirects"]).update(new_slug=gone.slug)
