"""What all schemas share, and how a row is told by one."""

import datetime
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from ... import partial_dates
from ...asof import AsOf
from ..patterns import PARTIAL_DATE

PartialDate = Annotated[
    str,
    Field(json_schema_extra={"pattern": PARTIAL_DATE, "x-kind": "partial date"}),
]
Slug = Annotated[str, Field(json_schema_extra={"x-kind": "slug"})]
Names = Annotated[
    dict[str, str], Field(description="The name in other languages, by language code.", default={})
]


def one_of(vocabulary):
    """Return the type of a text that is one of the values of a vocabulary."""
    return Annotated[str, Field(json_schema_extra={"enum": list(vocabulary.values)})]


class Part(BaseModel):
    """Something that is always told whole, as part of a noun."""

    model_config = ConfigDict(extra="forbid")


def _only_the_key_is_sure(schema, cls):
    schema["required"] = [cls.key]


class Noun(BaseModel):
    """A noun of the record. `key` is its stable name; only that is told when `fields` names others."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_only_the_key_is_sure)

    key: ClassVar[str] = "slug"

    @classmethod
    def fields(cls):
        """Return the names of all fields, in order."""
        return list(cls.model_fields)

    @staticmethod
    def tell_url(row, view):
        return view.base + row.get_absolute_url()

    @staticmethod
    def tell_sources(row, view):
        return [source(each) for each in view.known(row.sources.all())]


class SourceSchema(Part):
    """What something rests on."""

    model_config = ConfigDict(extra="forbid", title="Source")

    title: str
    outlet: str
    kind: str
    url: str
    archived_url: str
    accessed_on: str = Field(description="The day it was read, or empty.")


@dataclass(frozen=True)
class View:
    """How rows are told: with whole addresses on `base`, the site's origin, and as known by the day."""

    base: str
    as_of: AsOf = field(default_factory=AsOf)

    def known(self, rows):
        """Return rows as a list, less what was not known by the day."""
        return self.as_of.known(rows)


def told(schema, row, wanted, view):
    """Return the wanted fields of a row as plain data, in the schema's own order."""
    return {name: _value(schema, name, row, view) for name in schema.fields() if name in wanted}


def told_whole(schema, row, view):
    """Return all fields of a row."""
    return told(schema, row, schema.model_fields, view)


def _value(schema, name, row, view):
    tell = getattr(schema, f"tell_{name}", None)
    if tell:
        return tell(row, view)
    value = getattr(row, name)
    # A date that is not known is kept as an empty text.
    return None if isinstance(value, partial_dates.PartialDate) and not value else value


def slugs(rows):
    return [each.slug for each in rows]


def slug_or_none(row):
    return row.slug if row else None


def moment(when: datetime.datetime | None):
    """Return an aware moment in UTC as ISO 8601, or None."""
    return when.astimezone(datetime.UTC).isoformat() if when else None


def source(each):
    """Return a Source as plain data."""
    return {
        "title": each.title,
        "outlet": each.outlet,
        "kind": each.kind,
        "url": each.url,
        "archived_url": each.archived_url,
        "accessed_on": each.accessed_on.isoformat() if each.accessed_on else "",
    }
