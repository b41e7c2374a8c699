from pydantic import Field

from ...choices import Grade, PositionStanding, Stance
from .base import Noun, PartialDate, Slug, SourceSchema, one_of, slug_or_none, slugs


class PositionSchema(Noun):
    """Where its holders stood on an issue from a day on. Rival and later records stand beside it."""

    slug: Slug = Field(description="Its stable reference.")
    countries: list[Slug] = Field(description="Countries that hold it themselves.")
    groups: list[Slug] = Field(description="Groups that hold it, and with them their members of that day.")
    toward_countries: list[Slug] = Field(description="Toward whom; where both lists are empty, toward all.")
    toward_groups: list[Slug]
    issue: Slug
    stance: one_of(Stance)
    summary: str = Field(description="In one line.")
    since: PartialDate
    grade: str = Field(description=f"On whose word it rests: {', '.join(Grade.values)}, or empty.")
    standing: one_of(PositionStanding)
    standing_note: str = Field(description="Why it is disputed or was retracted.")
    people: list[Slug]
    meeting: Slug | None
    article: Slug | None = Field(description="The report that first told it.")
    quote: Slug | None = Field(description="The uid of the quotation behind it.")
    confidence: str
    sources: list[SourceSchema]

    @staticmethod
    def tell_countries(position, view):
        return slugs(position.countries.all())

    @staticmethod
    def tell_groups(position, view):
        return [each.code for each in position.groups.all()]

    @staticmethod
    def tell_toward_countries(position, view):
        return slugs(position.counterparts.all())

    @staticmethod
    def tell_toward_groups(position, view):
        return [each.code for each in position.counterpart_groups.all()]

    @staticmethod
    def tell_issue(position, view):
        return position.issue.slug

    @staticmethod
    def tell_people(position, view):
        return slugs(position.people.all())

    @staticmethod
    def tell_meeting(position, view):
        return slug_or_none(position.meeting)

    @staticmethod
    def tell_article(position, view):
        return slug_or_none(position.article)

    @staticmethod
    def tell_quote(position, view):
        # The quotation may stand in another report than the position.
        quote = position.quote
        return quote.uid if quote and quote.article.is_readable() else None
