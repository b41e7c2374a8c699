"""The alias table as the desk reads it: plain rows, whoever wrote them and wherever they are kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Owner:
    """A country, negotiator, issue or meeting that an alias is a name of."""

    kind: str  # "country" | "negotiator" | "issue" | "meeting"
    slug: str
    name: str  # as printed, e.g. "Akira Amari"
    code: str = ""  # countries: ISO 3166 alpha-2
    country: str = ""  # negotiators and meetings: slug of the country
    offices: tuple = ()  # negotiators: (title, kind, start, end), ISO dates that may be partial or ""
    ancestors: tuple = ()  # issues: slugs of all ancestors
    place: str = ""  # meetings: the city
    start: str = ""  # meetings: first day, ISO
    end: str = ""  # meetings: last day, ISO


@dataclass(frozen=True, slots=True)
class AliasRow:
    """One written form of its owner; kind is a value of choices.AliasKind."""

    text: str
    kind: str
    owner: Owner
    language: str = "en"
