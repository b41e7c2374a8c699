from pydantic import Field

from .base import Noun, PartialDate, Slug, slug_or_none, slugs


class QuoteSchema(Noun):
    """Words somebody said, in a report."""

    key = "uid"

    uid: Slug = Field(description="Its stable name, the same in every version of its report.")
    article: Slug
    text: str
    speaker: Slug | None = Field(description="The person, where the record has them.")
    speaker_name: str = Field(description="The speaker as printed, or empty.")
    said_on: PartialDate | None
    issues: list[Slug]

    @staticmethod
    def tell_article(quote, view):
        return quote.article.slug

    @staticmethod
    def tell_speaker(quote, view):
        return slug_or_none(quote.speaker)

    @staticmethod
    def tell_issues(quote, view):
        return slugs(quote.issues.all())
