from pydantic import Field

from ...models import OWNERS
from .base import Names, Noun, Slug, SourceSchema, slugs


class ChapterSchema(Noun):
    """A chapter of the signed text."""

    key = "number"

    number: int
    name: str
    names: Names
    issues: list[Slug] = Field(description="The issues it settles.")
    confidence: str
    sources: list[SourceSchema]

    @staticmethod
    def tell_issues(chapter, view):
        return slugs(chapter.issues.all())


class AliasSchema(Noun):
    """Another way in which a country, a person, an issue or a meeting is written."""

    key = "id"

    id: int
    text: str
    kind: str = Field(description="How far the written form can be trusted to mean its owner.")
    language: str
    script: str = Field(description="ISO 15924.")
    noun: str = Field(description=f"What it names: {', '.join(OWNERS)}.")
    named: Slug = Field(description="The slug of what it names.")

    @staticmethod
    def tell_noun(alias, view):
        return next(name for name in OWNERS if getattr(alias, f"{name}_id"))

    @staticmethod
    def tell_named(alias, view):
        return alias.owner.slug
