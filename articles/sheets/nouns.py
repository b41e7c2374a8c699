"""Rows to what the record is made of: people with their offices, meetings, positions.

Each row is built, judged by the models' own rules, and written with what hangs on it; one that is there
already, by its address or its name and day, is left alone.
"""

from dataclasses import dataclass, field
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..choices import AliasKind, AppointmentKind, Grade, ImportKind, MeetingKind, Stance
from ..cleaning import slug_of
from ..desk.checks import is_web_address
from ..models import Alias, Appointment, Meeting, Negotiator, Position, Source
from .names import SPLIT
from .reports import source_of

# A column of a model, and the one of the table that it came from where that has another name.
_OF_POSITION = {
    "countries": "country", "groups": "group", "counterparts": "country", "people": "negotiator",
}  # fmt: skip
_OFFICE = {"title": "office", "kind": "office_kind", "start": "from", "end": "to"}


@dataclass
class Noun:
    """A row that was read: the unsaved row of the record, and how to add what hangs on it."""

    row: object
    made: object
    told: list
    is_known: bool = False
    many: dict = field(default_factory=dict)
    hanging: list = field(default_factory=list)
    source: dict | None = None

    @property
    def is_good(self):
        return not self.row.problems and not self.is_known


def nouns_of(kind, rows, names):
    """Return a Noun for each row of a kind; what is wrong with one is put down in it."""
    build = {ImportKind.PEOPLE: _person, ImportKind.MEETINGS: _meeting, ImportKind.POSITIONS: _position}[kind]
    nouns = [build(row, names) for row in rows]
    model = type(nouns[0].made)
    there = set(
        model.objects.filter(slug__in=[each.made.slug for each in nouns]).values_list("slug", flat=True)
    )
    seen = {}
    for noun in nouns:
        noun.is_known = noun.made.slug in there
        first = seen.setdefault(noun.made.slug, noun.row.line)
        if first != noun.row.line:
            noun.row.wrong("", _("This is the same as line %(line)s. Take one out.") % {"line": first})
    return nouns


def write_noun(noun):
    """Write one Noun and return the row of the record."""
    noun.made.save()
    for name, objects in noun.many.items():
        getattr(noun.made, name).set(objects)
    for each in noun.hanging:
        # It was built before its owner had a number.
        each.__dict__[f"{type(noun.made)._meta.model_name}_id"] = noun.made.pk
        each.save()
    if noun.source:
        told = noun.source
        source, _made = Source.objects.get_or_create(
            title=told["title"],
            url=told["url"],
            defaults={"outlet": told["outlet"], "kind": told["kind"], "archived_url": told["archived_url"]},
        )
        noun.made.sources.add(source)
    return noun.made


def _person(row, names):
    country = names.one("country", row.get("country"), row, "country") if row.get("country") else ""
    person = Negotiator(
        slug=row.get("slug") or slug_of(row.get("name")),
        name=row.get("name"),
        native_name=row.get("native_name"),
        country=names.objects["country"].get(country),
        note=row.get("note"),
    )
    _judge(person, row)
    hanging = _aliases(person, row)
    if row.get("office"):
        kind = _choice(AppointmentKind, row.get("office_kind") or AppointmentKind.OTHER, row, "office_kind")
        office = Appointment(
            negotiator=person, title=row.get("office"), kind=kind, start=row.get("from"), end=row.get("to")
        )
        _judge(office, row, _OFFICE, leaving={"negotiator"})
        hanging.append(office)
    return Noun(row, person, [person.name, country, row.get("office")], hanging=hanging)


def _meeting(row, names):
    country = names.one("country", row.get("country"), row, "country") if row.get("country") else ""
    number = row.get("round_number")
    meeting = Meeting(
        slug=row.get("slug") or slug_of(f"{row.get('name')} {row.get('start')}"),
        name=row.get("name"),
        kind=_choice(MeetingKind, row.get("kind"), row, "kind"),
        start=row.get("start"),
        end=row.get("end") or row.get("start"),
        city=row.get("city"),
        country=names.objects["country"].get(country),
        round_number=number or None,
        outcome=row.get("outcome"),
    )
    _judge(meeting, row)
    participants = names.several("country", row.get("countries"), row, "countries")
    many = {"countries": [names.objects["country"][slug] for slug in participants]}
    told = [meeting.name, str(meeting.start), country]
    return Noun(row, meeting, told, many=many, hanging=_aliases(meeting, row))


def _position(row, names):
    issue = names.one("issue", row.get("issue"), row, "issue") if row.get("issue") else ""
    meeting = names.one("meeting", row.get("meeting"), row, "meeting") if row.get("meeting") else ""
    found = {name: names.several(kind, row.get(name), row, name) for name, kind in _OF_POSITION.items()}
    if not found["countries"] and not found["groups"]:
        row.wrong("countries", _("Nobody holds the position. Name the country or the group whose it is."))
    holders = "-".join([*found["countries"], *found["groups"]])
    position = Position(
        slug=row.get("slug") or slug_of(f"{row.get('since')} {issue} {holders} {row.get('stance')}", 40),
        issue=names.objects["issue"].get(issue),
        meeting=names.objects["meeting"].get(meeting),
        stance=_choice(Stance, row.get("stance"), row, "stance"),
        summary=row.get("summary"),
        since=row.get("since"),
        grade=_choice(Grade, row.get("grade"), row, "grade") if row.get("grade") else "",
    )
    _judge(position, row)
    source = source_of(row)
    if source is None:
        row.wrong("source_title", _("The position rests on no source. Name what it was taken from."))
    elif source["url"] and not is_web_address(source["url"]):
        row.wrong("source_address", _("The address of the source is none on the web. Copy it whole."))
    many = {
        name: [names.objects[_OF_POSITION[name]][slug] for slug in slugs] for name, slugs in found.items()
    }
    return Noun(row, position, [position.summary, str(position.since), holders], many=many, source=source)


def _choice(vocabulary, text, row, column):
    """Return the value of a word of a vocabulary, by its value or by its label."""
    for each in vocabulary:
        if text.casefold() in (each.value, str(each.label).casefold()):
            return each.value
    said = {"text": text[:40], "choices": ", ".join(vocabulary.values)}
    row.wrong(column, _("“%(text)s” is none of: %(choices)s.") % said)
    return ""


def _aliases(owner, row):
    texts = dict.fromkeys(filter(None, [row.get("name"), *SPLIT.split(row.get("aliases"))]))
    name = owner._meta.model_name
    aliases = {text.casefold(): Alias(**{name: owner}, text=text, kind=AliasKind.NAME) for text in texts}
    for alias in aliases.values():
        _judge(alias, row, {"text": "aliases"}, leaving={name, "folded"})
    return list(aliases.values())


def _judge(made, row, columns=MappingProxyType({}), leaving=frozenset()):
    """Put down in the row what the model's own rules say; foreign keys were looked up already."""
    keys = {each.name for each in made._meta.concrete_fields if each.is_relation}
    told = {column for column, _sentence in row.problems}
    try:
        made.clean_fields(exclude={*keys, *leaving})
        if not leaving:
            made.validate_constraints(exclude={"slug"})
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            column = columns.get(name, name)
            if column not in told:
                row.wrong("" if column == "__all__" else column, " ".join(sentences))
