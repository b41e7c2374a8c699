from pydantic import Field

from ...choices import AppointmentKind
from .base import Names, Noun, Part, PartialDate, Slug, SourceSchema, one_of, slug_or_none


class OfficeSchema(Part):
    """An office somebody held."""

    title: str
    kind: one_of(AppointmentKind)
    start: PartialDate | None
    end: PartialDate | None


class NegotiatorSchema(Noun):
    """A person in the talks: minister, chief negotiator, head of government, legislator."""

    slug: Slug = Field(description="Their stable name in addresses and filters.")
    url: str = Field(description="Their page.")
    name: str
    names: Names
    native_name: str = Field(description="The name in its own script.")
    country: Slug | None
    country_code: str = Field(description="ISO alpha-3 of a country that the record does not have, or empty.")
    note: str
    appointments: list[OfficeSchema] = Field(
        description="Offices held, latest first; with `asof` as known on that day."
    )
    confidence: str
    sources: list[SourceSchema]

    @staticmethod
    def tell_country(person, view):
        return slug_or_none(person.country)

    @staticmethod
    def tell_appointments(person, view):
        return [
            {"title": each.title, "kind": each.kind, "start": each.start or None, "end": each.end or None}
            for each in view.known(person.appointments.all())
        ]


class AppointmentSchema(Noun):
    """An office a person held, so that a report of 2013 shows the title of 2013."""

    key = "id"

    id: str = Field(description="The person, the first day and the title, joined by colons.")
    negotiator: Slug
    country: Slug | None = Field(description="The person’s country.")
    title: str
    kind: one_of(AppointmentKind)
    start: PartialDate | None
    end: PartialDate | None

    @staticmethod
    def tell_id(office, view):
        return f"{office.negotiator.slug}:{office.start}:{office.title}"

    @staticmethod
    def tell_negotiator(office, view):
        return office.negotiator.slug

    @staticmethod
    def tell_country(office, view):
        return slug_or_none(office.negotiator.country)
