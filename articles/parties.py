"""Who holds a position and toward whom, for a whole list in one query.

Holders and counterparts stand in up to four link tables; prefetching each would cost a query a table.
"""

from dataclasses import dataclass

from django.db.models import CharField, F, Value
from django.utils.translation import get_language

from .models import Country

# {name to set: many-to-many fields to read}
OF_POSITION = {"holders": ("countries", "groups"), "toward": ("counterparts", "counterpart_groups")}
OF_TERMS = {"toward": ("partners", "partner_groups")}


@dataclass(frozen=True)
class Party:
    """A country or a group as a page names it; slug is empty for a group, which has no page."""

    name: str
    slug: str = ""


def attach(records, fields):
    """Return the records as a list, each with a tuple of Party under every name in fields."""
    records = list(records)
    if not records:
        return records
    by_pk = {record.pk: record for record in records}
    for record in records:
        for name in fields:
            setattr(record, name, ())
    model = type(records[0])
    selects = [_select(model, list(by_pk), name, field) for name, each in fields.items() for field in each]
    rows = selects[0].union(*selects[1:], all=True).order_by("label")
    for row in rows:
        name = (row["names"] or {}).get(get_language()) or row["label"]
        record = by_pk[row["record"]]
        setattr(record, row["attribute"], (*getattr(record, row["attribute"]), Party(name, row["slug"])))
    return records


def _select(model, pks, name, field):
    """Return a query of rows (record, attribute, label, names, slug), the same shape for every field."""
    through = model._meta.get_field(field).remote_field.through
    target = model._meta.get_field(field).related_model
    kind, own = target._meta.model_name, model._meta.model_name
    is_country = target is Country
    return through.objects.filter(**{f"{own}__in": pks}).values(
        record=F(f"{own}_id"),
        attribute=Value(name, output_field=CharField()),
        label=F(f"{kind}__name" if is_country else f"{kind}__label"),
        names=F(f"{kind}__names"),
        slug=F(f"{kind}__slug") if is_country else Value("", output_field=CharField()),
    )
