from django.urls import reverse
from pydantic import Field

from ...choices import Language
from .base import Noun, Part, Slug, SourceSchema, moment, one_of, slug_or_none, slugs
from .correction import CorrectionSchema
from .position import PositionSchema
from .quote import QuoteSchema
from .terms import OutcomeSchema

Moment = Field(json_schema_extra={"format": "date-time"})


class VersionSchema(Part):
    """What readers could read from a moment on."""

    number: int
    current_from: str = Moment
    url: str


class ArticleSchema(Noun):
    """A report as readers see it."""

    slug: Slug = Field(description="Its stable name in addresses.")
    url: str = Field(description="Its page.")
    headline: str
    summary: str
    byline: str
    dateline: str = Field(description="The place it is written from.")
    language: one_of(Language)
    published_at: str = Field(
        json_schema_extra={"format": "date-time"},
        description="The report’s date: it orders lists, and `asof` and `year` go by it.",
    )
    first_public_at: str = Field(
        json_schema_extra={"format": "date-time"}, description="When readers could first see it."
    )
    version: int
    is_sample: bool = Field(description="Whether it is sample coverage, written by the makers of the site.")
    countries: list[Slug]
    issues: list[Slug]
    negotiators: list[Slug]
    meeting: Slug | None
    tags: list[str]
    body: str = Field(description="The text as HTML.")
    sources: list[SourceSchema]
    quotes: list[QuoteSchema]
    positions: list[PositionSchema] = Field(description="Positions first told in it.")
    outcomes: list[OutcomeSchema] = Field(description="What of the signed text it is about.")
    corrections: list[CorrectionSchema]
    versions: list[VersionSchema]

    @staticmethod
    def tell_published_at(article, view):
        return moment(article.published_at)

    @staticmethod
    def tell_first_public_at(article, view):
        return moment(article.first_public_at)

    @staticmethod
    def tell_countries(article, view):
        return slugs(link.country for link in article.shown_country_links)

    @staticmethod
    def tell_issues(article, view):
        return slugs(link.issue for link in article.shown_issue_links)

    @staticmethod
    def tell_negotiators(article, view):
        return slugs(link.negotiator for link in article.shown_negotiator_links)

    @staticmethod
    def tell_meeting(article, view):
        return slug_or_none(article.meeting)

    @staticmethod
    def tell_versions(article, view):
        return [
            {
                "number": each.number,
                "current_from": moment(each.current_from),
                "url": view.base + reverse("articles:version", args=[article.slug, each.number]),
            }
            for each in article.shown_versions
        ]


def _shown(name):
    return staticmethod(lambda article, view: getattr(article, f"shown_{name}"))


# These stand on the article as plain data: a version keeps them in its document, an article in its rows.
for _name in ("tags", "sources", "quotes", "positions", "outcomes", "corrections"):
    setattr(ArticleSchema, f"tell_{_name}", _shown(_name))

# Told in a list only where `include` or `fields` names them.
INCLUDED = ("body", "sources", "quotes", "positions", "outcomes", "corrections", "versions")
