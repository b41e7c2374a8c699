from pydantic import Field

from ...choices import Grade, OfferState, PositionStanding
from .base import Noun, Part, PartialDate, Slug, SourceSchema, one_of, slug_or_none, slugs


class FigureSchema(Part):
    """One number; `year` counts from entry into force, 1 being the first."""

    label: str
    value: float
    unit: str
    year: int | None
    note: str


class TermsSchema(Noun):
    """Treatment that one country or group gives others on an issue."""

    slug: Slug = Field(description="Its stable reference.")
    giver: Slug | None = Field(description="The country that gives it, or null where a group does.")
    giver_group: Slug | None = Field(description="The group that gives it, or null.")
    partners: list[Slug] = Field(description="The countries it is given to.")
    partner_groups: list[Slug]
    issue: Slug
    hs_code: str
    measure: str
    summary: str
    figures: list[FigureSchema]
    confidence: str
    sources: list[SourceSchema]

    @staticmethod
    def tell_giver(terms, view):
        return slug_or_none(terms.giver)

    @staticmethod
    def tell_giver_group(terms, view):
        return terms.giver_group.code if terms.giver_group else None

    @staticmethod
    def tell_partners(terms, view):
        return slugs(terms.partners.all())

    @staticmethod
    def tell_partner_groups(terms, view):
        return [each.code for each in terms.partner_groups.all()]

    @staticmethod
    def tell_issue(terms, view):
        return terms.issue.slug

    @staticmethod
    def tell_figures(terms, view):
        return [
            {
                "label": each.label,
                "value": float(each.value),
                "unit": each.unit,
                "year": each.year,
                "note": each.note,
            }
            for each in terms.figures.all()
        ]


class OfferSchema(TermsSchema):
    """A figure on the table on a day: asked, offered or agreed."""

    state: one_of(OfferState)
    since: PartialDate
    grade: str = Field(description=f"On whose word it rests: {', '.join(Grade.values)}, or empty.")
    standing: one_of(PositionStanding)
    article: Slug | None = Field(description="The report that told it.")

    @staticmethod
    def tell_article(offer, view):
        return slug_or_none(offer.article)


class OutcomeSchema(TermsSchema):
    """What the signed text gave."""

    articles: list[Slug] = Field(description="Reports about it.")

    @staticmethod
    def tell_articles(outcome, view):
        return slugs(outcome.articles.all())
