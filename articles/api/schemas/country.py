from pydantic import Field

from ...choices import Confidence, CountryStanding
from .base import Names, Noun, Part, PartialDate, Slug, SourceSchema, slugs


class MembershipSchema(Part):
    """A country in a group, from one day to another."""

    country: Slug
    group: Slug
    start: PartialDate
    end: PartialDate | None = Field(description="The last day, or null while it runs.")


def membership(each):
    return {
        "country": each.country.slug,
        "group": each.group.code,
        "start": each.start,
        "end": each.end or None,
    }


class CountrySchema(Noun):
    """A party to the talks, a former party or a candidate."""

    slug: Slug = Field(description="Its stable name in addresses and filters.")
    url: str = Field(description="Its page.")
    name: str
    names: Names
    official_name: str
    native_name: str = Field(description="Its name in its own script.")
    iso2: str = Field(description="ISO 3166-1 alpha-2.")
    iso3: str = Field(description="ISO 3166-1 alpha-3.")
    standing: str = Field(
        description="Signatory of the 2016 text or candidate; empty as of a day before there was one.",
        json_schema_extra={"enum": [*CountryStanding.values, ""]},
    )
    role: str
    joined_talks: PartialDate | None
    tpp_signed: PartialDate | None
    tpp_notified: PartialDate | None = Field(
        description="When it told the depositary its procedures were done."
    )
    tpp_withdrew: PartialDate | None
    is_cptpp_member: bool
    cptpp_signed: PartialDate | None
    cptpp_ratified: PartialDate | None
    cptpp_in_force: PartialDate | None
    applied: PartialDate | None = Field(description="When it applied to join.")
    guards: list[Slug] = Field(description="Issues it guards.")
    wants: list[Slug] = Field(description="Issues on which it wants something.")
    memberships: list[MembershipSchema] = Field(
        description="The groups it was in, with dates; with `asof` as known on that day."
    )
    confidence: str = Field(
        description=f"How firmly the facts are held: {', '.join(Confidence.values)}, or empty."
    )
    sources: list[SourceSchema]

    @staticmethod
    def tell_guards(country, view):
        return slugs(country.guards.all())

    @staticmethod
    def tell_wants(country, view):
        return slugs(country.wants.all())

    @staticmethod
    def tell_memberships(country, view):
        return [membership(each) for each in view.known(country.memberships.all())]


class GroupSchema(Noun):
    """A set of countries that negotiated or decided together, with dated membership."""

    key = "code"

    code: Slug = Field(description="Its stable name in addresses and filters.")
    label: str = Field(description="As written: TPP12.")
    name: str
    names: Names
    description: str
    memberships: list[MembershipSchema] = Field(
        description="Its members, with dates; with `asof` as known on that day."
    )
    confidence: str
    sources: list[SourceSchema]

    @staticmethod
    def tell_memberships(group, view):
        return [membership(each) for each in view.known(group.memberships.all())]
