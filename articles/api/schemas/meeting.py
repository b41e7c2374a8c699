from pydantic import Field

from ...choices import MeetingKind
from .base import Names, Noun, Part, PartialDate, Slug, SourceSchema, one_of, slug_or_none, slugs


class AttendanceSchema(Part):
    """Somebody who came to a meeting."""

    negotiator: Slug
    role: str = Field(description="As what they came, or empty.")


class MeetingSchema(Noun):
    """A round, a ministerial, a bilateral, a signing: days on which something happened."""

    slug: Slug = Field(description="Its stable name in addresses and filters.")
    url: str = Field(description="Its page.")
    name: str
    names: Names
    kind: one_of(MeetingKind)
    round_number: int | None
    start: PartialDate
    end: PartialDate | None = Field(description="The last day; null as of a day before it.")
    city: str
    country: Slug | None = Field(description="The host.")
    venue_code: str = Field(description="ISO alpha-3 of a host that the record does not have, or empty.")
    groups: list[Slug] = Field(description="Participating groups.")
    countries: list[Slug] = Field(description="Participating countries.")
    attendance: list[AttendanceSchema]
    outcome: str = Field(description="What came of it.")
    confidence: str
    sources: list[SourceSchema]

    @staticmethod
    def tell_country(meeting, view):
        return slug_or_none(meeting.country)

    @staticmethod
    def tell_groups(meeting, view):
        return [each.code for each in meeting.groups.all()]

    @staticmethod
    def tell_countries(meeting, view):
        return slugs(meeting.countries.all())

    @staticmethod
    def tell_attendance(meeting, view):
        return [{"negotiator": each.negotiator.slug, "role": each.role} for each in meeting.attendance.all()]
