"""What the files of the record say, as Facts: one for every row that will stand for it."""

import datetime

from ..choices import Confidence, CountryStanding
from ..partial_dates import PartialDate
from . import ledger
from .aliases import aliases
from .kinds import Fact, key_of
from .sources import source_of
from .translations import Translations

PEOPLE = ("negotiators.yaml", "people_more.yaml")
CONFIDENCE = {each.value: each.value for each in Confidence}


def facts_of(files):
    """Return {kind: [Fact]} of everything in the files; RecordError says what cannot be understood."""
    return _Reading(files).facts()


def day_before(day):
    """Return the last date before a partial one, of the same precision."""
    if day.precision == "year":
        return PartialDate(f"{int(day) - 1:04}")
    before = day.first_day - datetime.timedelta(days=1)
    return PartialDate(before.isoformat()[: len(day)])


class _Reading:
    """One pass over the files, with what references in them may lead to: {as written: key}."""

    def __init__(self, files):
        self.files = files
        self.translations = Translations(files)
        self.sources = {}
        self.countries = {entry.text("iso3"): slug for slug, entry in self.entries("countries.yaml")}
        self.groups = {slug: slug for slug, _entry in self.entries("groups.yaml")}
        self.issues = {slug: slug for slug, _entry in self.entries("issues.yaml")}
        self.meetings = {slug: slug for slug, _entry in self.entries("meetings.yaml")}
        self.people = {slug: slug for name in PEOPLE for slug, _entry in self.entries(name)}

    def facts(self):
        issues, guarded, wanted = self._issues()
        facts = {
            "issue": issues,
            "country": self._countries(guarded, wanted),
            **self._groups(),
            **self._people(),
            "meeting": self._meetings(),
            **ledger.facts(self),
            "chapter": self._chapters(),
            "alias": aliases(self.files, self._owners()),
        }
        for name in ("countries.yaml", "issues.yaml", *PEOPLE):
            for _key, entry in self.entries(name):
                entry.done()
        self.translations.done()
        return {"source": list(self.sources.values()), **facts}

    def entries(self, name):
        return self.files.entries(name).items()

    def _owners(self):
        return {
            "country": set(self.countries.values()),
            "negotiator": set(self.people),
            "issue": set(self.issues),
            "meeting": set(self.meetings),
        }

    def held(self, entry):
        """Return what most records end with: how firmly they are held and what they rest on."""
        return {
            "confidence": entry.one("confidence", CONFIDENCE),
            "sources": [self._source(entry, written) for written in entry.texts("sources")],
        }

    def _source(self, entry, written):
        values = source_of(written)
        key = key_of(values["title"], values["url"])
        self.sources.setdefault(key, Fact(key, values, entry))
        return key

    def _issues(self):
        """Return the Facts of issues, and {country: issues} that it guards and that it wants."""
        facts, guarded, wanted = [], {}, {}
        for slug, entry in self.entries("issues.yaml"):
            for field, by_country in (("sensitive_for", guarded), ("demanded_by", wanted)):
                for country in entry.many(field, self.countries):
                    by_country.setdefault(country, []).append(slug)
            is_sensitive = entry.value("sacred_five", bool, False)
            group = entry.text("sacred_five_group", "")
            values = {
                "slug": slug,
                "name": entry.text("name"),
                "names": self.translations.names("issue", slug),
                "kind": entry.text("kind"),
                "description": entry.text("description", ""),
                "hs_codes": entry.texts("hs_codes"),
                "sensitive_group": group if is_sensitive else "",
                "parent": entry.one("parent", self.issues, ""),
                "members": entry.many("members", self.issues),
            }
            facts.append(Fact(slug, values | self.held(entry), entry))
        _no_loop(facts)
        return facts, guarded, wanted

    def _countries(self, guarded, wanted):
        facts = []
        for slug, entry in self.entries("countries.yaml"):
            standing = {"signatory": CountryStanding.SIGNATORY, "candidate": CountryStanding.CANDIDATE}
            ministry = entry.part("lead_ministry")
            values = {
                "slug": slug,
                "iso2": entry.text("iso2"),
                "iso3": entry.text("iso3"),
                "name": entry.text("name"),
                "names": self.translations.names("country", slug),
                "official_name": entry.text("official_name", ""),
                "native_name": entry.text("native_name", ""),
                "demonym": entry.text("demonym", ""),
                "capital": entry.text("capital", ""),
                "standing": str(entry.one("group", standing)),
                "role": entry.text("role", ""),
                "joined_talks": entry.date("joined_talks", ""),
                "joined_note": entry.text("joined_note", ""),
                "ministry": ministry.text("name", ""),
                "ministry_abbreviation": ministry.text("abbr", ""),
                "trade_facts": entry.texts("trade_facts"),
                "guards": _union(entry.many("sensitivities", self.issues), guarded.get(slug, [])),
                "wants": _union(entry.many("demands", self.issues), wanted.get(slug, [])),
                "applied": entry.date("applied", ""),
                "candidate_status": entry.text("candidate_status", ""),
            }
            ministry.done()
            values |= _tpp(entry.part("tpp")) | _cptpp(entry.part("cptpp")) | self.held(entry)
            facts.append(Fact(slug, values, entry))
        return facts

    def _groups(self):
        groups, memberships = [], []
        for slug, entry in self.entries("groups.yaml"):
            held = self.held(entry)
            for part in entry.parts("memberships"):
                country = part.one("country", self.countries)
                joined, left = part.date("joined"), part.date("left", "")
                # The record says on which day a country was out; a row says on which it was last in.
                end = day_before(left) if left else left
                held["sources"] = _union(
                    held["sources"], [self._source(part, each) for each in part.texts("sources")]
                )
                part.done()
                values = {"group": slug, "country": country, "start": joined, "end": end}
                memberships.append(Fact(key_of(slug, country, joined), values, part))
            values = {
                "code": slug.lower().replace("+", "-"),
                "label": slug,
                "name": entry.text("name"),
                "names": self.translations.names("group", slug),
                "description": entry.text("description", ""),
            }
            groups.append(Fact(slug, values | held, entry))
            entry.done()
        return {"group": groups, "membership": memberships}

    def _people(self):
        people, offices = [], []
        for slug, entry in [pair for name in PEOPLE for pair in self.entries(name)]:
            code = entry.text("country_code", "") or entry.text("country", "")
            # Read both ways: people_more.yaml repeats the code where the country is in the record.
            country = entry.one("country", self.countries, "")
            values = {
                "slug": slug,
                "name": entry.text("name"),
                "names": self.translations.names("negotiator", slug),
                "native_name": entry.text("native_name", ""),
                "country": country,
                "country_code": "" if country else code,
                "note": entry.text("note", ""),
                "dates_basis": entry.text("dates_basis", ""),
            }
            people.append(Fact(slug, values | self.held(entry), entry))
            for post in entry.parts("posts"):
                values = {
                    "negotiator": slug,
                    "title": post.text("title"),
                    "kind": post.text("kind"),
                    "start": post.date("start", ""),
                    "end": post.date("end", ""),
                }
                post.done()
                offices.append(Fact(key_of(slug, values["title"], values["start"]), values, post))
        return {"negotiator": people, "appointment": offices}

    def _meetings(self):
        facts = []
        for slug, entry in self.entries("meetings.yaml"):
            venue = entry.text("country", "")
            city, number = entry.text("city", ""), entry.value("round_number", int, None)
            values = {
                "slug": slug,
                "name": entry.text("name"),
                "names": self.translations.meeting_names(slug, number, city),
                "kind": entry.text("kind"),
                "round_number": number,
                "start": entry.date("start"),
                "end": entry.date("end"),
                "city": city,
                "country": self.countries.get(venue, ""),
                "venue_code": "" if venue in self.countries else venue,
                "outcome": entry.text("outcome", ""),
            }
            values |= self.parties(entry, "countries", "groups", self._participants(entry))
            facts.append(Fact(slug, values | self.held(entry), entry))
            entry.done()
        return facts

    def _participants(self, entry):
        """Return the codes of who took part: one group ("TPP11-pre-Japan") or countries ("JPN-USA")."""
        written = entry.text("participants", "")
        if written in self.groups:
            return "participants", [written]
        return "participants", written.split("-") if written else []

    def parties(self, entry, countries, groups, told):
        """Return the two fields that hold a list of country and group codes."""
        field, codes = told
        for code in codes:
            if code not in self.countries and code not in self.groups:
                raise entry.error(field, f"{code!r} is neither a country nor a group of the record")
        return {
            countries: [self.countries[code] for code in codes if code in self.countries],
            groups: [self.groups[code] for code in codes if code in self.groups],
        }

    def _chapters(self):
        facts = []
        for number, entry in self.entries("chapters.yaml"):
            values = {
                "number": entry.value("number", int),
                "name": entry.text("title"),
                "names": self.translations.names("chapter", number),
                "issues": entry.many("issues", self.issues),
            }
            facts.append(Fact(number, values | self.held(entry), entry))
            entry.done()
        return facts


def _tpp(part):
    values = {
        "tpp_signed": part.date("signed", ""),
        "tpp_notified": part.date("domestic_procedures_notified", ""),
        "tpp_withdrew": part.date("withdrew", ""),
        "tpp_note": part.text("note", ""),
    }
    part.done()
    return values


def _cptpp(part):
    values = {
        "is_cptpp_member": part.value("member", bool, False),
        "cptpp_signed": part.date("signed", ""),
        "cptpp_ratified": part.date("ratified", ""),
        "cptpp_in_force": part.date("entered_into_force", ""),
        "cptpp_note": part.text("note", ""),
    }
    part.done()
    return values


def _union(first, second):
    return list(dict.fromkeys([*first, *second]))


def _no_loop(issues):
    """Complain of an issue that is, by way of others, part of itself."""
    parents = {fact.key: fact.values["parent"] for fact in issues}
    for fact in issues:
        above = parents[fact.key]
        for _step in issues:
            if above == fact.key:
                raise fact.entry.error(
                    "parent", "makes it a part of itself: choose another place in the tree"
                )
            above = parents.get(above, "")
