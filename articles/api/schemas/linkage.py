from pydantic import Field

from ...choices import Grade, PositionStanding, RedLineState
from .base import Noun, Part, PartialDate, Slug, SourceSchema, one_of, slug_or_none, slugs


class LinkageSchema(Noun):
    """What its holders tied together from a day on: one issue to another, as in “beef if autos”."""

    slug: Slug = Field(description="Its stable reference.")
    countries: list[Slug] = Field(description="Countries that tied it themselves.")
    groups: list[Slug] = Field(description="Groups that tied it.")
    toward_countries: list[Slug] = Field(description="Toward whom; where both lists are empty, toward all.")
    toward_groups: list[Slug]
    issue: Slug = Field(description="Where something would be given.")
    in_return: Slug = Field(description="The issue that it depends on.")
    summary: str = Field(description="In one line.")
    since: PartialDate
    grade: str = Field(description=f"On whose word it rests: {', '.join(Grade.values)}, or empty.")
    standing: one_of(PositionStanding)
    standing_note: str = Field(description="Why it is disputed or was retracted.")
    article: Slug | None = Field(description="The report that first told it.")
    confidence: str
    sources: list[SourceSchema]

    @staticmethod
    def tell_countries(linkage, view):
        return slugs(linkage.countries.all())

    @staticmethod
    def tell_groups(linkage, view):
        return [each.code for each in linkage.groups.all()]

    @staticmethod
    def tell_toward_countries(linkage, view):
        return slugs(linkage.counterparts.all())

    @staticmethod
    def tell_toward_groups(linkage, view):
        return [each.code for each in linkage.counterpart_groups.all()]

    @staticmethod
    def tell_issue(linkage, view):
        return linkage.issue.slug

    @staticmethod
    def tell_in_return(linkage, view):
        return linkage.in_return.slug

    @staticmethod
    def tell_article(linkage, view):
        return slug_or_none(linkage.article)


class RedLineStatusSchema(Part):
    """What became of a red line from a day on."""

    state: one_of(RedLineState)
    since: PartialDate
    reason: str
    article: Slug | None = Field(description="The report that told it.")


class RedLineSchema(Noun):
    """A limit that somebody at home set a country’s negotiators, from a day on."""

    slug: Slug = Field(description="Its stable reference.")
    country: Slug
    issues: list[Slug]
    drawn_by: str
    summary: str = Field(description="In one line.")
    since: PartialDate
    article: Slug | None = Field(description="The report that first told it.")
    statuses: list[RedLineStatusSchema] = Field(description="What became of it, the latest last.")
    confidence: str
    sources: list[SourceSchema]

    @staticmethod
    def tell_country(line, view):
        return line.country.slug

    @staticmethod
    def tell_issues(line, view):
        return slugs(line.issues.all())

    @staticmethod
    def tell_article(line, view):
        return slug_or_none(line.article)

    @staticmethod
    def tell_statuses(line, view):
        return [
            {
                "state": each.state,
                "since": each.since,
                "reason": each.reason,
                "article": slug_or_none(each.article),
            }
            for each in line.statuses.all()
        ]
