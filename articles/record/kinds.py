"""Which model each kind of Fact fills, in the order in which rows may refer to those before them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b

from ..models import (
    Alias,
    Appointment,
    Chapter,
    Country,
    Group,
    Issue,
    Linkage,
    Meeting,
    Membership,
    Negotiator,
    Offer,
    OfferFigure,
    Outcome,
    OutcomeFigure,
    Position,
    RedLine,
    RedLineStatus,
    Source,
)
from .files import Entry

KEY_LENGTH = 300


@dataclass
class Fact:
    """What the record says of one row.

    values: column -> plain JSON value; a foreign key -> the key of another Fact or ""; a many-to-many
    field -> list of keys. entry is where it stands in the files.
    """

    key: str
    values: dict
    entry: Entry


def key_of(*parts):
    """Return the key of a row that has no slug of its own, from what tells it apart."""
    key = " | ".join(map(str, parts))
    if len(key) <= KEY_LENGTH:
        return key
    return f"{key[: KEY_LENGTH - 17]} {blake2b(key.encode(), digest_size=8).hexdigest()}"


@dataclass(frozen=True)
class Kind:
    """How Facts of one kind become rows of a model.

    identity: fields that tell which row is meant, when none was loaded for the Fact yet.
    one, many: foreign keys and many-to-many fields, each with the kind that its keys are of.
    needs: foreign keys without whose target, once named, the row makes no sense.
    corrected_by: smaller sets of fields that still tell a row among its siblings, so that one whose
    identity the record corrects (the first day of an office) is corrected and not doubled.
    written: how the files call a field, where they call it otherwise; for messages.
    derive: fills the derived columns of a row from the loaded ones.
    """

    name: str
    plural: str
    model: type
    identity: tuple
    columns: tuple
    one: dict = field(default_factory=dict)
    many: dict = field(default_factory=dict)
    needs: tuple = ()
    corrected_by: tuple = ()
    written: dict = field(default_factory=dict)
    derive: Callable | None = None
    derived: tuple = ()

    @property
    def is_tree(self):
        """Whether rows hang under others of their own kind, by `parent`."""
        return self.one.get("parent") == self.name


SOURCES = {"sources": "source"}

KINDS = (
    Kind("source", "sources", Source, ("title", "url"), ("title", "outlet", "kind", "url")),
    Kind(
        "issue",
        "issues",
        Issue,
        ("slug",),
        ("slug", "name", "names", "kind", "description", "hs_codes", "sensitive_group", "confidence"),
        one={"parent": "issue"},
        many={"members": "issue", **SOURCES},
        written={"sensitive_group": "sacred_five_group"},
    ),
    Kind(
        "country",
        "countries",
        Country,
        ("slug",),
        (
            "slug", "iso2", "iso3", "name", "names", "official_name", "native_name", "demonym", "capital",
            "standing", "role", "joined_talks", "joined_note", "ministry", "ministry_abbreviation",
            "trade_facts", "tpp_signed", "tpp_notified", "tpp_withdrew", "tpp_note", "is_cptpp_member",
            "cptpp_signed", "cptpp_ratified", "cptpp_in_force", "cptpp_note", "applied",
            "candidate_status", "confidence",
        ),
        many={"guards": "issue", "wants": "issue", **SOURCES},
        written={"standing": "group", "ministry": "lead_ministry"},
    ),
    Kind(
        "group",
        "groups",
        Group,
        ("code",),
        ("code", "label", "name", "names", "description", "confidence"),
        many=SOURCES,
        written={"code": "slug", "label": "slug"},
    ),
    Kind(
        "membership",
        "memberships",
        Membership,
        ("group", "country", "start"),
        ("start", "end"),
        one={"group": "group", "country": "country"},
        needs=("group", "country"),
        corrected_by=(("group", "country"),),
        written={"start": "joined", "end": "left"},
    ),
    Kind(
        "negotiator",
        "people",
        Negotiator,
        ("slug",),
        ("slug", "name", "names", "native_name", "country_code", "note", "dates_basis", "confidence"),
        one={"country": "country"},
        many=SOURCES,
    ),
    Kind(
        "appointment",
        "offices",
        Appointment,
        ("negotiator", "title", "start"),
        ("title", "kind", "start", "end"),
        one={"negotiator": "negotiator"},
        needs=("negotiator",),
        corrected_by=(("negotiator", "title"), ("negotiator", "start")),
    ),
    Kind(
        "meeting",
        "meetings",
        Meeting,
        ("slug",),
        (
            "slug", "name", "names", "kind", "round_number", "start", "end", "city", "venue_code", "outcome",
            "confidence",
        ),
        one={"country": "country"},
        many={"groups": "group", "countries": "country", **SOURCES},
        written={"venue_code": "country"},
    ),
    Kind(
        "position",
        "positions",
        Position,
        ("slug",),
        ("slug", "stance", "summary", "since", "confidence"),
        one={"issue": "issue", "meeting": "meeting"},
        many={
            "countries": "country", "groups": "group", "counterparts": "country",
            "counterpart_groups": "group", "people": "negotiator", **SOURCES,
        },
        needs=("issue",),
        written={"slug": "id", "stance": "stage", "since": "date"},
    ),
    Kind(
        "linkage",
        "linkages",
        Linkage,
        ("slug",),
        ("slug", "summary", "since", "grade", "confidence"),
        one={"issue": "issue", "in_return": "issue"},
        many={
            "countries": "country", "groups": "group", "counterparts": "country",
            "counterpart_groups": "group", **SOURCES,
        },
        needs=("issue", "in_return"),
        written={"since": "date"},
    ),
    Kind(
        "red_line",
        "red lines",
        RedLine,
        ("slug",),
        ("slug", "drawn_by", "summary", "since", "confidence"),
        one={"country": "country"},
        many={"issues": "issue", **SOURCES},
        needs=("country",),
        written={"since": "date"},
    ),
    Kind(
        "red_line_status",
        "statuses of red lines",
        RedLineStatus,
        ("red_line", "since", "state"),
        ("state", "since", "reason", "confidence"),
        one={"red_line": "red_line"},
        many=SOURCES,
        needs=("red_line",),
        corrected_by=(("red_line", "since"), ("red_line", "state")),
        written={"since": "date"},
    ),
    Kind(
        "offer",
        "offers",
        Offer,
        ("slug",),
        ("slug", "measure", "summary", "state", "since", "grade", "confidence"),
        one={"giver": "country", "giver_group": "group", "issue": "issue"},
        many={"partners": "country", "partner_groups": "group", **SOURCES},
        needs=("giver", "giver_group", "issue"),
        written={"giver": "importer", "giver_group": "importer", "since": "date"},
    ),
    Kind(
        "offer_figure",
        "figures of offers",
        OfferFigure,
        ("offer", "label", "year", "unit"),
        ("label", "value", "unit", "year", "note", "order"),
        one={"offer": "offer"},
        needs=("offer",),
        corrected_by=(("offer", "order"), ("offer", "label")),
    ),
    Kind(
        "outcome",
        "outcomes",
        Outcome,
        ("slug",),
        ("slug", "measure", "summary", "confidence"),
        one={"giver": "country", "giver_group": "group", "issue": "issue"},
        many={"partners": "country", "partner_groups": "group", **SOURCES},
        needs=("giver", "giver_group", "issue"),
        written={"giver": "importer", "giver_group": "importer"},
    ),
    Kind(
        "figure",
        "figures",
        OutcomeFigure,
        ("outcome", "label", "year", "unit"),
        ("label", "value", "unit", "year", "note", "order"),
        one={"outcome": "outcome"},
        needs=("outcome",),
        corrected_by=(("outcome", "order"), ("outcome", "label")),
    ),
    Kind(
        "chapter",
        "chapters",
        Chapter,
        ("number",),
        ("number", "name", "names", "confidence"),
        many={"issues": "issue", **SOURCES},
        written={"name": "title"},
    ),
    Kind(
        "alias",
        "aliases",
        Alias,
        ("folded", "country", "negotiator", "issue", "meeting"),
        ("text", "folded", "kind", "language"),
        one={"country": "country", "negotiator": "negotiator", "issue": "issue", "meeting": "meeting"},
        needs=("country", "negotiator", "issue", "meeting"),
        derive=Alias.fold,
        derived=("script",),
    ),
)  # fmt: skip
