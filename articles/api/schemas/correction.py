from pydantic import Field

from ...choices import CorrectionKind
from .base import Noun, Slug, moment, one_of


class CorrectionSchema(Noun):
    """A dated public note on what a report got wrong."""

    key = "id"

    id: int
    article: Slug
    kind: one_of(CorrectionKind)
    text: str
    version: int = Field(description="The version of the report in which it was made.")
    published_at: str = Field(json_schema_extra={"format": "date-time"})

    @staticmethod
    def tell_article(correction, view):
        return correction.article.slug

    @staticmethod
    def tell_published_at(correction, view):
        return moment(correction.published_at)
