"""What the files of the record say of the talks, as Facts: positions, what hangs on them, and figures.

Each function takes the reading of all files (facts.py), which knows what a reference may lead to.
"""

from decimal import Decimal

from ..choices import Grade
from .kinds import Fact, key_of

GRADES = {each.value: each.value for each in Grade}


def facts(reading):
    """Return {kind: [Fact]} of everything in the files of the ledger."""
    outcomes, figures = _terms(reading, "final_outcomes.yaml", "outcome", _of_outcome)
    offers, offer_figures = _terms(reading, "offers.yaml", "offer", _of_offer)
    red_lines, statuses = _red_lines(reading)
    return {
        "position": _positions(reading),
        "linkage": _linkages(reading),
        "red_line": red_lines,
        "red_line_status": statuses,
        "offer": offers,
        "offer_figure": offer_figures,
        "outcome": outcomes,
        "figure": figures,
    }


def _positions(reading):
    facts = []
    for slug, entry in reading.entries("positions.yaml"):
        values = {
            "slug": slug,
            "issue": entry.one("issue", reading.issues),
            "stance": entry.text("stage"),
            "summary": entry.text("summary"),
            "since": entry.date("date"),
            "people": entry.many("people", reading.people),
            "meeting": entry.one("meeting", reading.meetings, ""),
        }
        values |= _between(reading, entry, "position")
        facts.append(Fact(slug, values | reading.held(entry), entry))
        entry.done()
    return facts


def _linkages(reading):
    facts = []
    for slug, entry in reading.entries("linkages.yaml"):
        values = {
            "slug": slug,
            "issue": entry.one("issue", reading.issues),
            "in_return": entry.one("in_return", reading.issues),
            "summary": entry.text("summary"),
            "since": entry.date("date"),
            "grade": entry.one("grade", GRADES, ""),
        }
        values |= _between(reading, entry, "linkage")
        facts.append(Fact(slug, values | reading.held(entry), entry))
        entry.done()
    return facts


def _between(reading, entry, what):
    """Return who holds a record and toward whom: countries and groups of each."""
    holders = ("countries", entry.texts("countries"))
    if not holders[1]:
        raise entry.error("countries", f"names nobody: say who holds the {what}")
    counterparts = ("counterparts", entry.texts("counterparts"))
    return reading.parties(entry, "countries", "groups", holders) | reading.parties(
        entry, "counterparts", "counterpart_groups", counterparts
    )


def _red_lines(reading):
    lines, statuses = [], []
    for slug, entry in reading.entries("red_lines.yaml"):
        values = {
            "slug": slug,
            "country": entry.one("country", reading.countries),
            "issues": entry.many("issues", reading.issues),
            "drawn_by": entry.text("drawn_by"),
            "summary": entry.text("summary"),
            "since": entry.date("date"),
        }
        lines.append(Fact(slug, values | reading.held(entry), entry))
        for part in entry.parts("statuses"):
            values = {
                "red_line": slug,
                "state": part.text("state"),
                "since": part.date("date"),
                "reason": part.text("reason"),
            }
            key = key_of(slug, values["since"], values["state"])
            statuses.append(Fact(key, values | reading.held(part), part))
            part.done()
        entry.done()
    return lines, statuses


def _terms(reading, file, kind, also):
    """Return the Facts of all terms in a file and of their figures; `also` reads what this kind has more."""
    terms, figures = [], []
    for slug, entry in reading.entries(file):
        giver = reading.parties(entry, "giver", "giver_group", ("importer", [entry.text("importer")]))
        values = {
            "slug": slug,
            "issue": entry.one("issue", reading.issues),
            "measure": entry.text("measure"),
            "summary": entry.text("summary", ""),
            **{field: (keys or [""])[0] for field, keys in giver.items()},
        }
        partners = ("partners", entry.texts("partners"))
        values |= reading.parties(entry, "partners", "partner_groups", partners)
        terms.append(Fact(slug, values | also(entry) | reading.held(entry), entry))
        figures += [_figure(kind, slug, order, part) for order, part in enumerate(entry.parts("figures"))]
        entry.done()
    return terms, figures


def _of_outcome(_entry):
    return {}


def _of_offer(entry):
    return {
        "state": entry.text("state"),
        "since": entry.date("date"),
        "grade": entry.one("grade", GRADES, ""),
    }


def _figure(kind, slug, order, part):
    values = {
        kind: slug,
        "label": part.text("label"),
        # By way of its digits: 2.4 is meant, not the binary fraction nearest to it.
        "value": str(Decimal(str(part.value("value", (int, float)))).quantize(Decimal("0.0001"))),
        "unit": part.text("unit"),
        "year": part.value("year", int, None),
        "note": part.text("note", ""),
        "order": order,
    }
    part.done()
    return Fact(key_of(slug, values["label"], values["year"], values["unit"]), values, part)
