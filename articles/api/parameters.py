"""The parameters of the API: one table that describes them in OpenAPI, and the reading of a query string."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..asof import AsOf, BadDay
from ..choices import (
    AliasKind,
    AppointmentKind,
    CorrectionKind,
    CountryStanding,
    Grade,
    IssueKind,
    MeetingKind,
    OfferState,
    PositionStanding,
    Stance,
)
from ..filters.article_filters import MOST_VALUES
from ..filters.facets import FIRST_YEAR, LAST_YEAR
from ..models import Country, Group, Issue, Meeting, Negotiator
from .naming import named
from .patterns import MOMENT_CURSOR, PARTIAL_DATE_CURSOR, ROW, SLUG
from .problems import Problem

SIZE, LARGEST = 20, 100
LONGEST_VALUE = 80
# In OpenAPI, a parameter marked so has its values listed when the description is served (see service).
LISTED = "x-listed"


@dataclass(frozen=True, eq=False)
class Parameter:
    """One parameter of a query string: what it means and the JSON schema of its value (or of one of several).

    Several values are given by repeating the parameter or, where `commas`, in one text with commas.
    """

    name: str
    description: str
    schema: dict
    several: bool = False
    commas: bool = False
    vocabulary: object = None

    def split(self, values):
        """Return the values of a query string one by one."""
        return [part for value in values for part in value.split(",")] if self.commas else values

    def openapi(self):
        """Return the parameter as an OpenAPI parameter object."""
        schema = self.schema
        if self.several:
            schema = {"type": "array", "items": schema, "minItems": 1, "maxItems": MOST_VALUES}
        told = {"name": self.name, "in": "query", "description": self.description, "schema": schema}
        return told | ({"style": "form", "explode": not self.commas} if self.several else {})


def _text(pattern=None):
    return {"type": "string"} | ({"pattern": pattern} if pattern else {})


def _linked(name, model, description):
    """Return the parameter of things of the record, named by slug."""
    return Parameter(name, description, {"type": "string", LISTED: name}, several=True, vocabulary=model)


def _choice(name, vocabulary, description):
    """Return the parameter of values of a fixed vocabulary."""
    schema = {"type": "string", "enum": list(vocabulary.values)}
    return Parameter(name, description, schema, several=True, vocabulary=vocabulary)


AS_OF = Parameter(
    "asof",
    "As of the end of this day in UTC; one still to come counts as today.",
    {"type": "string", "format": "date"},
)
SIZED = Parameter(
    "size",
    f"How many items a page has; {SIZE} where it is not given.",
    {"type": "integer", "minimum": 1, "maximum": LARGEST},
)
COUNTRY = _linked("country", Country, "Slug of a country; several mean any of them.")
ISSUE = _linked("issue", Issue, "Slug of an issue; what lies below it in the tree counts too.")
NEGOTIATOR = _linked("negotiator", Negotiator, "Slug of a person.")
SPEAKER = _linked("speaker", Negotiator, "Slug of the person who said it.")
MEETING = _linked("meeting", Meeting, "Slug of a meeting.")
GROUP = _linked("group", Group, "Code of a group of countries.")
TOWARD = _linked("toward", Country, "Slug of a country toward which it is held.")
STANCE = _choice("stance", Stance, "What the holders do about the issue.")
GRADE = _choice("grade", Grade, "On whose word it rests.")
STANDING = _choice(
    "standing", PositionStanding, "Whether the record still counts; retracted ones only where asked for."
)
STATE = _choice("state", OfferState, "Whether it was asked, offered or agreed.")
COUNTRY_STANDING = _choice("standing", CountryStanding, "Signatory of the 2016 text, or candidate.")
APPOINTMENT_KIND = _choice("kind", AppointmentKind, "The kind of office.")
MEETING_KIND = _choice("kind", MeetingKind, "The kind of meeting.")
ISSUE_KIND = _choice("kind", IssueKind, "Commodity, sector or rule.")
ALIAS_KIND = _choice("kind", AliasKind, "How far the written form can be trusted to mean its owner.")
CORRECTION_KIND = _choice("kind", CorrectionKind, "Correction, clarification, update or withdrawal.")

TAG = Parameter("tag", "Slug of a tag.", {"type": "string", LISTED: "tag"}, several=True)
# Those that filters.ArticleFilters reads.
OF_ARTICLES = (
    COUNTRY,
    ISSUE,
    NEGOTIATOR,
    MEETING,
    TAG,
    Parameter(
        "all",
        "Filters of which every given value must hold, instead of any.",
        {"type": "string", "enum": ["country", "issue", "negotiator", "tag"]},
        several=True,
    ),
    Parameter(
        "year",
        "Year of the report’s date.",
        {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
        several=True,
    ),
    Parameter("q", "Words to look for, as in the site’s search.", {"type": "string", "minLength": 1}),
    Parameter("order", "By date.", {"type": "string", "enum": ["newest", "oldest"]}),
    AS_OF,
    Parameter("before", "The place after which the page begins; `next` has it.", _text(MOMENT_CURSOR)),
    Parameter("after", "The place at which the page ends; `previous` has it.", _text(MOMENT_CURSOR)),
)


def fields_of(schema):
    """Return the parameter by which some fields of a noun are asked for."""
    return Parameter(
        "fields",
        "The fields wanted, with commas between; all where it is not given.",
        {"type": "string", "enum": schema.fields()},
        several=True,
        commas=True,
    )


def include_of(names):
    """Return the parameter by which more of each item is asked for."""
    return Parameter(
        "include",
        "What to tell of each besides, with commas between.",
        {"type": "string", "enum": list(names)},
        several=True,
        commas=True,
    )


def place_of(name, pattern):
    """Return the parameter of the place from which a page goes on."""
    return Parameter(name, "The place after which the page begins; `next` has it.", _text(pattern))


BEFORE_MOMENT = place_of("before", MOMENT_CURSOR)
BEFORE_DATE = place_of("before", PARTIAL_DATE_CURSOR)
AFTER_SLUG = place_of("after", SLUG)
AFTER_NUMBER = place_of("after", ROW)
BEFORE_ROW = place_of("before", ROW)
# All by which a list goes on.
PLACES = ("before", "after")


@dataclass
class Reading:
    """A query string read by a table of parameters; what was not understood gathers in `errors`."""

    given: object
    parameters: tuple
    errors: list = field(default_factory=list)

    def __post_init__(self):
        known = {each.name: each for each in self.parameters}
        for name, values in self.given.lists():
            if name not in known:
                self._complain(_("There is no parameter “%(value)s”."), value=name[:LONGEST_VALUE])
                continue
            values = known[name].split(values)
            if not all(values):
                self._complain(_("“%(name)s” is given without a value."), name=name)
            elif not known[name].several and len(values) > 1:
                self._complain(_("“%(name)s” can be given only once."), name=name)
            elif len(values) > MOST_VALUES:
                message = _("“%(name)s” can have %(count)d values at most.")
                self._complain(message, name=name, count=MOST_VALUES)

    def _complain(self, message, **words):
        self.errors.append(message % words)

    def refuse(self):
        """Raise the Problem of all that was not understood, if anything."""
        if self.errors:
            raise Problem(400, *dict.fromkeys(self.errors))

    def _unknown(self, name, value):
        message = _("There is no %(name)s “%(value)s”.")
        self._complain(message, name=name, value=value[:LONGEST_VALUE])

    def text(self, name):
        return self.given.get(name, "").replace("\0", " ")

    def values(self, parameter):
        """Return the values given of a parameter, each once, as many as are read."""
        values = parameter.split(self.given.getlist(parameter.name))
        return list(dict.fromkeys(value.replace("\0", " ") for value in values[:MOST_VALUES]))

    def linked(self, parameter):
        """Return the things of the record named, also by old slugs."""
        values = self.values(parameter)
        found = named(parameter.vocabulary, values)
        for value in values:
            if value not in found:
                self._unknown(parameter.name, value)
        return list(dict.fromkeys(found[value] for value in values if value in found))

    def choices(self, parameter):
        """Return the values of a vocabulary, or of the names a parameter's schema lists."""
        values, known = self.values(parameter), parameter.schema["enum"]
        for value in values:
            if value not in known:
                self._unknown(parameter.name, value)
        return [value for value in values if value in known]

    def fields(self, schema, *, usual=None):
        """Return the set of the fields wanted, the key among them; the usual ones where none are named."""
        named = self.choices(fields_of(schema))
        return {schema.key, *(named or usual or schema.fields())}

    def as_of(self):
        """Return the AsOf of the day asked for."""
        try:
            return AsOf.of(self.given)
        except BadDay as bad:
            self.errors.append(str(bad))
            return AsOf()

    def row(self):
        """Return the row number from which a list of drafts goes on, or None."""
        text = self.text(BEFORE_ROW.name)
        if text and not re.fullmatch(ROW, text):
            self._complain(_("“%(value)s” is no place in this list."), value=text[:LONGEST_VALUE])
            return None
        return int(text) if text else None

    def size(self):
        text = self.text(SIZED.name)
        if not text:
            return SIZE
        if text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= LARGEST:
            return int(text)
        message = _("“%(value)s” is no size of a page. Write a number from 1 to %(most)d.")
        self._complain(message, value=text[:LONGEST_VALUE], most=LARGEST)
        return SIZE
