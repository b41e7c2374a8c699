"""The terms of the talks, each with a plain definition and where it comes from (reference/glossary.yaml)."""

import functools
from dataclasses import dataclass, replace
from pathlib import Path

import yaml
from django.urls import reverse

from .mentions import Known

FILE = Path(__file__).resolve().parent / "reference" / "glossary.yaml"


@dataclass(frozen=True)
class Term:
    """A term: its name, other ways it is written, what it means, and the sources (title, address) of that.

    `issue` is the slug of the issue that is about it, if there is one.
    """

    slug: str
    name: str
    meaning: str
    sources: tuple[tuple[str, str], ...]
    written: tuple[str, ...] = ()
    issue: str = ""

    @property
    def address(self) -> str:
        return f"{reverse('articles:glossary')}#{self.slug}"

    @property
    def known(self) -> Known:
        """The term as a text may mention it."""
        return Known(self.address, (self.name, *self.written), is_proper=False, kind="term")


@functools.cache
def terms() -> tuple[Term, ...]:
    """Return all terms by name."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    found = [
        Term(
            slug=row["slug"],
            name=row["name"],
            meaning=" ".join(row["meaning"].split()),
            sources=tuple((source["title"], source["url"]) for source in row["sources"]),
            written=tuple(row.get("written", ())),
            issue=row.get("issue", ""),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda term: term.name.casefold()))


def terms_as_of(then) -> list[Term]:
    """Return the terms whose meaning names nothing later than a day (AsOf), with the sources of that time."""
    if not then.asked:
        return list(terms())
    return [
        replace(term, sources=[each for each in term.sources if not then.tells_of_later(" ".join(each))])
        for term in terms()
        if not then.tells_of_later(term.meaning)
    ]
