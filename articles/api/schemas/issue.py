from pydantic import Field

from ...choices import IssueKind
from .base import Names, Noun, Slug, SourceSchema, one_of, slug_or_none, slugs


class IssueSchema(Noun):
    """A node of the tree of what is negotiated: market access > agriculture > dairy > cheese."""

    slug: Slug = Field(description="Its stable name in addresses and filters.")
    url: str = Field(description="Its page.")
    name: str
    names: Names
    parent: Slug | None = Field(description="The issue it is part of.")
    kind: one_of(IssueKind)
    description: str
    hs_codes: list[str] = Field(description="Chapters or headings of the Harmonised System of 2012.")
    sensitive_group: str = Field(
        description="Which of the five products that Japan’s Diet asked to protect, or empty."
    )
    members: list[Slug] = Field(description="Issues it gathers that stand elsewhere in the tree.")
    chapters: list[int] = Field(description="Numbers of the chapters of the signed text that settle it.")
    confidence: str
    sources: list[SourceSchema]

    @staticmethod
    def tell_parent(issue, view):
        return slug_or_none(issue.parent)

    @staticmethod
    def tell_members(issue, view):
        return slugs(issue.members.all())

    @staticmethod
    def tell_chapters(issue, view):
        return [each.number for each in issue.chapters.all()]
