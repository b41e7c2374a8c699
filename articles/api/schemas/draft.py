"""What an editor's tool sends and gets: the document of one report, and what stands in the way of it."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ...choices import CheckLevel, Grade, Language, SourceKind, Stance
from ..patterns import (
    DAY_OR_EMPTY,
    MOMENT_OR_EMPTY,
    PARTIAL_DATE,
    PARTIAL_DATE_OR_EMPTY,
    SOMETHING,
    TAG,
    WEB_ADDRESS,
)
from .base import Part

LONGEST_LIST = 100
AS_TYPED = (
    "The fields of DraftDocument as typed, at the desk also what would not be taken here, such as a source "
    "without a title."
)


def text(longest, *, pattern=None, **more):
    """Return the type of a text of so many characters at most."""
    return Annotated[str, Field(max_length=longest, pattern=pattern, **more)]


def named(vocabulary):
    """Return the type of a slug of the record."""
    return Annotated[str, Field(min_length=1, max_length=120, json_schema_extra={"x-listed": vocabulary})]


def several(vocabulary, *, least=0):
    """Return the type of a list of slugs."""
    return Annotated[list[named(vocabulary)], Field(min_length=least, max_length=LONGEST_LIST)]


def _number(value):
    """Return what JSON calls an integer, 3.0 too, but not a text or a truth value."""
    if isinstance(value, str | bool):
        raise ValueError("a number is wanted")
    return value


def one_of(vocabulary, *, or_empty=False):
    values = "|".join([*vocabulary.values, *([""] if or_empty else [])])
    enum = [*vocabulary.values, *([""] if or_empty else [])]
    return Annotated[str, Field(pattern=f"^(?:{values})$", json_schema_extra={"enum": enum})]


class DraftSource(Part):
    title: text(300, pattern=SOMETHING)
    outlet: text(120) = ""
    kind: one_of(SourceKind, or_empty=True) = ""
    url: text(500, pattern=WEB_ADDRESS) = ""
    archived_url: text(500, pattern=WEB_ADDRESS) = ""
    accessed_on: text(10, pattern=DAY_OR_EMPTY) = ""


class DraftQuote(Part):
    """Words somebody said. `uid` is given by the site; sent back, it names the same quotation."""

    uid: text(12) = ""
    text: text(5_000, pattern=SOMETHING)
    speaker: named("negotiator") | None = None
    speaker_name: text(200) = ""
    said_on: text(10, pattern=PARTIAL_DATE_OR_EMPTY) = ""
    issues: several("issue") = []


class DraftPosition(Part):
    """A position first told in this report. `slug` is given by the site, as the uid of a quotation is."""

    slug: text(40) = ""
    countries: several("country", least=1)
    groups: several("group") = []
    counterparts: several("country") = []
    counterpart_groups: several("group") = []
    issue: named("issue")
    stance: one_of(Stance)
    summary: text(300, pattern=SOMETHING)
    since: text(10, pattern=PARTIAL_DATE)
    grade: one_of(Grade, or_empty=True) = ""


class DraftDocument(BaseModel):
    """A report as its editor has it in hand. What is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    headline: text(200) = ""
    slug: text(120, pattern=r"^[-a-z0-9_]*$", description="Its address; empty: made from the headline.") = ""
    summary: text(1_000) = ""
    body: text(500_000, description="The text as HTML; what the site does not allow is taken out.") = ""
    byline: text(200) = ""
    dateline: text(120) = ""
    language: one_of(Language) = Language.ENGLISH.value
    published_at: text(40, pattern=MOMENT_OR_EMPTY, description="The report’s date in UTC.") = ""
    meeting: named("meeting") | None = None
    is_sample: Annotated[bool, Field(strict=True)] = False
    countries: several("country") = []
    issues: several("issue") = []
    negotiators: several("negotiator") = []
    tags: Annotated[list[text(100, pattern=TAG)], Field(max_length=LONGEST_LIST)] = []
    sources: Annotated[list[DraftSource], Field(max_length=LONGEST_LIST)] = []
    quotes: Annotated[list[DraftQuote], Field(max_length=LONGEST_LIST)] = []
    positions: Annotated[list[DraftPosition], Field(max_length=LONGEST_LIST)] = []
    positions_on_record: several("position") = []


class DraftChange(DraftDocument):
    """Changes of a report in hand: the fields that are to change, and the `revision` they were made on."""

    revision: Annotated[int, Field(ge=0, le=2**31 - 1), BeforeValidator(_number)]


class DraftSummary(Part):
    """A report in hand."""

    id: int
    slug: str
    headline: str
    status: str
    revision: int = Field(description="Goes up with every save; sent back with a change.")
    url: str = Field(description="Its page at the desk.")


class DraftProblem(Part):
    """What a check of the desk found."""

    code: str
    level: one_of(CheckLevel)
    message: str


class DraftSchema(DraftSummary):
    """A report in hand, whole."""

    document: dict = Field(description=AS_TYPED)
    problems: list[DraftProblem] = Field(description="What the desk’s checks say, the gravest first.")


class DraftList(Part):
    items: list[DraftSummary]
    next: str | None = Field(description="The address of the next page, or null at the end.")


class Stale(BaseModel):
    """The report was changed since the revision that was sent. Nothing was saved."""

    model_config = ConfigDict(extra="forbid")

    type: str
    title: str
    status: int
    errors: list[str]
    revision: int = Field(description="The revision that `theirs` is.")
    mine: dict = Field(description="What would have been saved.")
    theirs: dict = Field(description="What is there now.")
