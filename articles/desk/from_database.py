"""The alias index of the site, built from the database and built anew whenever what it is made of changes."""

import threading

from ..models import OWNERS, Alias, Appointment, Country, Edition, Issue, Meeting, Negotiator
from ..models.issue import ancestors
from .aliases import AliasRow, Owner
from .index import AliasIndex

_lock = threading.Lock()
_built = {"number": None, "index": None}


def current_index():
    """Return the AliasIndex of the alias table as it is now.

    One query tells whether the last one built still holds: the database counts every change of what it
    is made of (see triggers.py). Threads that find it out of date wait for the first to build it anew.
    """
    number = Edition.objects.values_list("number", flat=True).get(name=Edition.ALIASES)
    if _built["number"] != number:
        with _lock:
            if _built["number"] != number:
                _built["index"] = AliasIndex(rows())
                _built["number"] = number
    return _built["index"]


def rows():
    """Return all aliases as AliasRows, in one query for each kind of owner and one for the aliases."""
    owners = _owners()
    columns = [f"{name}_id" for name in OWNERS]
    found = []
    for text, kind, language, *ids in Alias.objects.order_by("pk").values_list(
        "text", "kind", "language", *columns
    ):
        key = next((name, pk) for name, pk in zip(OWNERS, ids, strict=True) if pk)
        found.append(AliasRow(text, kind, owners[key], language))
    return found


def _owners():
    """Return {(kind, row number): Owner} of everything that can have an alias."""
    countries = {country.pk: country for country in Country.objects.only("slug", "name", "iso2")}
    slugs = {pk: country.slug for pk, country in countries.items()}
    offices = {}
    for person, *office in Appointment.objects.order_by("start", "pk").values_list(
        "negotiator_id", "title", "kind", "start", "end"
    ):
        offices.setdefault(person, []).append(tuple(map(str, office)))
    issues = {issue.pk: issue for issue in Issue.objects.only("slug", "name", "parent_id")}
    parents = {pk: issue.parent_id for pk, issue in issues.items()}
    owners = {
        ("country", pk): Owner("country", country.slug, country.name, code=country.iso2)
        for pk, country in countries.items()
    }
    for person in Negotiator.objects.only("slug", "name", "country_id"):
        owners["negotiator", person.pk] = Owner(
            "negotiator",
            person.slug,
            person.name,
            country=slugs.get(person.country_id, ""),
            offices=tuple(offices.get(person.pk, ())),
        )
    for pk, issue in issues.items():
        above = tuple(issues[each].slug for each in ancestors(pk, parents)[1:])
        owners["issue", pk] = Owner("issue", issue.slug, issue.name, ancestors=above)
    for meeting in Meeting.objects.only("slug", "name", "country_id", "city", "start", "end"):
        owners["meeting", meeting.pk] = Owner(
            "meeting",
            meeting.slug,
            meeting.name,
            country=slugs.get(meeting.country_id, ""),
            place=meeting.city,
            start=str(meeting.start),
            end=str(meeting.end),
        )
    return owners
