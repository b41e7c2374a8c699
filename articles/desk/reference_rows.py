"""Alias rows straight from the reference YAML, for scoring and tests that need no database."""

import re
import unicodedata

import yaml

from .aliases import AliasRow, Owner

_CHINESE = frozenset({"CHN", "TWN", "SGP"})


def rows_from(folder):
    """Return the alias rows of a folder that holds the reference YAML files (a pathlib.Path)."""
    countries = _load(folder, "countries.yaml")
    slugs = {country["iso3"]: country["slug"] for country in countries}
    owners, rows = {}, []
    for country in countries:
        owner = Owner("country", country["slug"], country["name"], code=country["iso2"])
        rows += _rows(owner, _country_texts(country), country["iso3"])
        owners["country", owner.slug] = owner
    for person in _load(folder, "negotiators.yaml") + _load(folder, "people_more.yaml", missing=[]):
        owner = Owner(
            "negotiator",
            person["slug"],
            person["name"],
            country=slugs.get(person.get("country"), ""),
            offices=tuple(
                (post["title"], post["kind"], str(post["start"] or ""), str(post["end"] or ""))
                for post in person["posts"]
            ),
        )
        rows += _rows(owner, _person_texts(person), person.get("country") or "")
        owners["negotiator", owner.slug] = owner
    issues = _load(folder, "issues.yaml")
    parents = {issue["slug"]: issue["parent"] for issue in issues}
    for issue in issues:
        owner = Owner("issue", issue["slug"], issue["name"], ancestors=_ancestors(issue["slug"], parents))
        rows += _rows(owner, [(issue["name"], "name"), *((text, "name") for text in issue["aliases"])], "")
        owners["issue", owner.slug] = owner
    for meeting in _load(folder, "meetings.yaml"):
        owner = Owner(
            "meeting",
            meeting["slug"],
            meeting["name"],
            country=slugs.get(meeting["country"], ""),
            place=meeting["city"] or "",
            start=str(meeting["start"] or ""),
            end=str(meeting["end"] or ""),
        )
        rows += _rows(owner, [(meeting["name"], "name")], "")
        owners["meeting", owner.slug] = owner
    return _overridden(rows, _additional(folder, owners))


def _load(folder, name, missing=None):
    path = folder / name
    if missing is not None and not path.exists():
        return missing
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _country_texts(country):
    yield country["name"], "name"
    yield country["official_name"], "name"
    yield country["native_name"], "name"
    yield from ((text, "name") for text in country["aliases"])
    yield country["demonym"], "demonym"
    yield from ((text, "metonym") for text in country["metonyms"])


def _person_texts(person):
    yield person["name"], "name"
    yield person["native_name"], "name"
    yield from ((text, "name") for text in person["aliases"])
    yield from ((text, "ambiguous") for text in person["ambiguous_aliases"])
    yield from ((text, "misspelling") for text in person["misspellings"])


def _rows(owner, texts, iso3):
    seen = set()
    for text, kind in texts:
        if text and text not in seen:
            seen.add(text)
            yield AliasRow(text, kind, owner, _language(text, iso3))


def _language(text, iso3):
    if re.search("[\u3040-\u30ff]", text):
        return "ja"
    if re.search("[\uac00-\ud7af]", text):
        return "ko"
    if re.search("[\u3400-\u9fff]", text):
        return "zh" if iso3 in _CHINESE else "ja"
    return "en"


def _ancestors(slug, parents):
    above = []
    while parents.get(slug):
        slug = parents[slug]
        above.append(slug)
    return tuple(above)


def _additional(folder, owners):
    """Yield the rows of the aliases*.yaml files; one whose owner is in no other file is a mistake in the
    data."""
    for path in sorted(folder.glob("aliases*.yaml")):
        for kind, of_kind in (_load(folder, path.name) or {}).items():
            for slug, entries in of_kind.items():
                if (kind, slug) not in owners:
                    raise ValueError(
                        f"{path.name} names the {kind} {slug!r}, which no other file has: correct the slug."
                    )
                for entry in entries:
                    yield AliasRow(entry["text"], entry["kind"], owners[kind, slug], entry["language"])


def _overridden(rows, additions):
    """A row of aliases*.yaml wins over one of the same owner and text."""
    by_text = {}
    for row in [*rows, *additions]:
        by_text[
            row.owner.kind,
            row.owner.slug,
            unicodedata.normalize("NFC", row.text).casefold(),
            row.text.isupper(),
        ] = row
    return list(by_text.values())
