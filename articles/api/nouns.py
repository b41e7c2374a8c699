"""The nouns of the record: how each is loaded, filtered and paged, and what is told of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ..models import (
    OWNERS,
    Chapter,
    Country,
    Group,
    Issue,
    Linkage,
    Negotiator,
    Offer,
    Outcome,
    Position,
    RedLine,
)
from . import conditions, parameters, schemas
from .conditions import in_reports, many, one, under
from .keys import ByDate, ByMoment, ByNumber, BySlug


@dataclass(frozen=True, kw_only=True)
class Noun:
    """One noun of the record, at /api/v1/<name>/.

    rows        function of an AsOf to the queryset of what readers may know
    joins       single related rows that are loaded with each
    prefetches  {field that tells it: lookup, or function of an AsOf to one}
    filters     {Parameter: condition(rows, values)}
    """

    name: str
    title: str
    schema: type
    rows: Callable
    key: object
    joins: tuple = ()
    prefetches: dict = field(default_factory=dict)
    filters: dict = field(default_factory=dict)
    has_as_of: bool = True
    has_page: bool = True

    @property
    def parameters(self):
        """All parameters of the list."""
        return (*self.filters, *self.parameters_of_one, parameters.SIZED, self.key.parameter)

    @property
    def parameters_of_one(self):
        """All parameters of the address of one of them."""
        as_of = (parameters.AS_OF,) if self.has_as_of else ()
        return (*as_of, parameters.fields_of(self.schema))

    def loaded(self, as_of, wanted):
        """Return the rows with what the wanted fields tell of each."""
        lookups = [lookup for name, lookup in self.prefetches.items() if name in wanted]
        lookups = [lookup(as_of) if callable(lookup) else lookup for lookup in lookups]
        return self.rows(as_of).select_related(*self.joins).prefetch_related(*lookups)

    def filtered(self, rows, reading):
        """Return the rows that pass the filters given."""
        for parameter, condition in self.filters.items():
            is_linked = parameters.LISTED in parameter.schema
            values = reading.linked(parameter) if is_linked else reading.choices(parameter)
            if values:
                rows = condition(rows, values)
            elif parameter is parameters.STANDING:
                rows = rows.standing()
        return rows


OF_TERMS = {
    "partners": "partners",
    "partner_groups": "partner_groups",
    "figures": "figures",
    "sources": "sources",
}

COUNTRIES = Noun(
    name="countries",
    title="Countries, by slug",
    schema=schemas.CountrySchema,
    rows=conditions.everything(Country),
    key=BySlug("slug"),
    prefetches={
        "guards": "guards",
        "wants": "wants",
        "memberships": conditions.memberships,
        "sources": "sources",
    },
    filters={parameters.COUNTRY_STANDING: one("standing"), parameters.GROUP: many("memberships__group")},
)
GROUPS = Noun(
    name="groups",
    title="Groups of countries, by code",
    schema=schemas.GroupSchema,
    rows=conditions.everything(Group),
    key=BySlug("code"),
    prefetches={"memberships": conditions.memberships, "sources": "sources"},
    filters={parameters.COUNTRY: many("memberships__country")},
)
ISSUES = Noun(
    name="issues",
    title="Issues, by slug",
    schema=schemas.IssueSchema,
    rows=conditions.everything(Issue),
    key=BySlug("slug"),
    joins=("parent",),
    prefetches={"members": "members", "chapters": "chapters", "sources": "sources"},
    filters={parameters.ISSUE: under("pk"), parameters.ISSUE_KIND: one("kind")},
    has_as_of=False,
)
NEGOTIATORS = Noun(
    name="negotiators",
    title="People, by slug",
    schema=schemas.NegotiatorSchema,
    rows=conditions.everything(Negotiator),
    key=BySlug("slug"),
    joins=("country",),
    prefetches={"appointments": conditions.offices, "sources": "sources"},
    filters={parameters.COUNTRY: one("country")},
)
APPOINTMENTS = Noun(
    name="appointments",
    title="Offices held, latest first",
    schema=schemas.AppointmentSchema,
    rows=conditions.appointments,
    key=ByDate("start"),
    joins=("negotiator__country",),
    filters={
        parameters.NEGOTIATOR: one("negotiator"),
        parameters.COUNTRY: one("negotiator__country"),
        parameters.APPOINTMENT_KIND: one("kind"),
    },
    has_page=False,
)
MEETINGS = Noun(
    name="meetings",
    title="Meetings, latest first",
    schema=schemas.MeetingSchema,
    rows=conditions.meetings,
    key=ByDate("start"),
    joins=("country",),
    prefetches={
        "groups": "groups",
        "countries": "countries",
        "attendance": "attendance__negotiator",
        "sources": "sources",
    },
    filters={
        parameters.MEETING_KIND: one("kind"),
        parameters.COUNTRY: one("country"),
        parameters.NEGOTIATOR: many("attendance__negotiator"),
    },
)
POSITIONS = Noun(
    name="positions",
    title="Positions, latest first",
    schema=schemas.PositionSchema,
    rows=conditions.on_record(Position),
    key=ByDate("since"),
    joins=("issue", "meeting", "article", "quote__article"),
    prefetches={
        "countries": "countries",
        "groups": "groups",
        "toward_countries": "counterparts",
        "toward_groups": "counterpart_groups",
        "people": "people",
        "sources": "sources",
    },
    filters={
        parameters.COUNTRY: conditions.held_by,
        parameters.TOWARD: many("counterparts"),
        parameters.ISSUE: under("issue"),
        parameters.NEGOTIATOR: many("people"),
        parameters.MEETING: one("meeting"),
        parameters.STANCE: one("stance"),
        parameters.GRADE: one("grade"),
        parameters.STANDING: one("standing"),
    },
)
QUOTES = Noun(
    name="quotes",
    title="Quotations, of the newest reports first",
    schema=schemas.QuoteSchema,
    rows=conditions.quotes,
    key=ByMoment("article__published_at"),
    joins=("article", "speaker"),
    prefetches={"issues": "issues"},
    filters={
        parameters.SPEAKER: one("speaker"),
        parameters.COUNTRY: one("speaker__country"),
        parameters.ISSUE: under("issues"),
        parameters.MEETING: one("article__meeting"),
    },
)
OFFERS = Noun(
    name="offers",
    title="What was asked, offered and agreed, latest first",
    schema=schemas.OfferSchema,
    rows=conditions.on_record(Offer),
    key=ByDate("since"),
    joins=("issue", "giver", "giver_group", "article"),
    prefetches=OF_TERMS,
    filters={
        parameters.COUNTRY: conditions.given_by,
        parameters.TOWARD: many("partners"),
        parameters.ISSUE: under("issue"),
        parameters.STATE: one("state"),
        parameters.GRADE: one("grade"),
        parameters.STANDING: one("standing"),
    },
)
OUTCOMES = Noun(
    name="outcomes",
    title="What the signed text gave, by slug",
    schema=schemas.OutcomeSchema,
    rows=conditions.everything(Outcome),
    key=BySlug("slug"),
    joins=("issue", "giver", "giver_group"),
    prefetches=OF_TERMS | {"articles": conditions.reports},
    filters={
        parameters.COUNTRY: conditions.given_by,
        parameters.TOWARD: many("partners"),
        parameters.ISSUE: under("issue"),
    },
    has_as_of=False,
)
CORRECTIONS = Noun(
    name="corrections",
    title="Corrections, latest first",
    schema=schemas.CorrectionSchema,
    rows=conditions.corrections,
    key=ByMoment("published_at"),
    joins=("article",),
    filters={
        parameters.CORRECTION_KIND: one("kind"),
        parameters.COUNTRY: in_reports("country_links"),
        parameters.ISSUE: in_reports("issue_links"),
        parameters.NEGOTIATOR: in_reports("negotiator_links"),
        parameters.MEETING: in_reports("meeting"),
    },
    has_page=False,
)
LINKAGES = Noun(
    name="linkages",
    title="Issues tied to one another, latest first",
    schema=schemas.LinkageSchema,
    rows=conditions.on_record(Linkage),
    key=ByDate("since"),
    joins=("issue", "in_return", "article"),
    prefetches={
        "countries": "countries",
        "groups": "groups",
        "toward_countries": "counterparts",
        "toward_groups": "counterpart_groups",
        "sources": "sources",
    },
    filters={
        parameters.COUNTRY: many("countries"),
        parameters.TOWARD: many("counterparts"),
        parameters.ISSUE: under("issue"),
        parameters.GRADE: one("grade"),
        parameters.STANDING: one("standing"),
    },
)
RED_LINES = Noun(
    name="red-lines",
    title="Limits set at home, latest first",
    schema=schemas.RedLineSchema,
    rows=conditions.on_record(RedLine),
    key=ByDate("since"),
    joins=("country", "article"),
    prefetches={"issues": "issues", "statuses": conditions.red_line_statuses, "sources": "sources"},
    filters={parameters.COUNTRY: one("country"), parameters.ISSUE: under("issues")},
)
CHAPTERS = Noun(
    name="chapters",
    title="Chapters of the signed text",
    schema=schemas.ChapterSchema,
    rows=conditions.everything(Chapter),
    key=ByNumber("number"),
    prefetches={"issues": "issues", "sources": "sources"},
    filters={parameters.ISSUE: under("issues")},
    has_as_of=False,
    has_page=False,
)
ALIASES = Noun(
    name="aliases",
    title="Other ways in which names are written",
    schema=schemas.AliasSchema,
    rows=conditions.aliases,
    key=ByNumber("id"),
    joins=OWNERS,
    filters={
        parameters.ALIAS_KIND: one("kind"),
        parameters.COUNTRY: one("country"),
        parameters.NEGOTIATOR: one("negotiator"),
    },
    has_as_of=False,
    has_page=False,
)
NOUNS = (
    COUNTRIES,
    GROUPS,
    ISSUES,
    NEGOTIATORS,
    APPOINTMENTS,
    MEETINGS,
    POSITIONS,
    LINKAGES,
    RED_LINES,
    QUOTES,
    OFFERS,
    OUTCOMES,
    CHAPTERS,
    CORRECTIONS,
    ALIASES,
)
