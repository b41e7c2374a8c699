"""The way between what an editor's tool sends and a Content document."""

from django.utils.translation import gettext as _

from ..cleaning import tidy_text
from ..models import Country, Group, Issue, Meeting, Negotiator, Position
from .naming import named
from .problems import Problem

PLAIN = (
    "headline", "slug", "summary", "body", "byline", "dateline", "language", "published_at", "is_sample",
    "countries", "issues", "negotiators", "tags",
)  # fmt: skip
# {where slugs stand in what is sent: what they name}
LINKS = {"countries": Country, "issues": Issue, "negotiators": Negotiator, "meeting": Meeting}
OF_QUOTES = {"speaker": Negotiator, "issues": Issue}
OF_POSITIONS = {
    "countries": Country,
    "counterparts": Country,
    "groups": Group,
    "counterpart_groups": Group,
    "issue": Issue,
}
SOURCE = ("title", "outlet", "kind", "url", "archived_url", "accessed_on")
QUOTE = ("uid", "text", "speaker", "speaker_name", "said_on", "issues")
POSITION = (
    "slug", "countries", "groups", "counterparts", "counterpart_groups", "issue", "stance", "summary",
    "since", "grade",
)  # fmt: skip


def told(content):
    """Return a Content as DraftDocument tells it."""
    on_record = set(_on_record(each["slug"] for each in content.positions))
    return {
        **{name: getattr(content, name) for name in PLAIN},
        "meeting": content.meeting or None,
        "sources": [_some(each, SOURCE) for each in content.sources],
        "quotes": [_some(each, QUOTE) | {"speaker": each.get("speaker") or None} for each in content.quotes],
        "positions": [_some(each, POSITION) for each in content.positions if each["slug"] not in on_record],
        "positions_on_record": [each["slug"] for each in content.positions if each["slug"] in on_record],
    }


def write(sent, content, *, article=None):
    """Put what was sent (a DraftDocument) into a Content; what was not sent stays.

    Raises the Problem of everything that names nothing on record.
    """
    document = _tidy(_sent(sent))
    _refuse_unknown(document)
    for name in PLAIN:
        if name in document:
            setattr(content, name, document[name])
    content.headline = " ".join(content.headline.split())
    # Readers know the address of what they have read: emptied by mistake, it stays.
    if article and article.has_had_readers and not content.slug:
        content.slug = article.slug
    if "meeting" in document:
        content.meeting = document["meeting"] or ""
    if "sources" in document:
        content.sources = document["sources"]
    if "quotes" in document:
        content.quotes = [each | {"speaker": each.get("speaker") or ""} for each in document["quotes"]]
    if {"positions", "positions_on_record"} & document.keys():
        _write_positions(document, content)
    return content


def _sent(sent):
    """Return what was sent as plain data: of the document only what was named, its parts whole."""
    whole = sent.model_dump(exclude={"revision"})
    return {name: value for name, value in whole.items() if name in sent.model_fields_set}


def _write_positions(document, content):
    """Put in the positions sent: those on record by reference, those first told here whole."""
    known = {each["slug"] for each in content.positions}
    on_record = set(_on_record(known))
    chosen = document.get("positions_on_record", [slug for slug in known if slug in on_record])
    first_told = [each for each in content.positions if each["slug"] not in on_record]
    if "positions" in document:
        first_told = document["positions"]
    content.positions = [{"slug": slug} for slug in chosen] + first_told


def _on_record(slugs):
    return Position.objects.filter(slug__in=slugs).values_list("slug", flat=True)


def _some(part, names):
    return {name: part[name] for name in names if name in part}


def _tidy(sent):
    """Return plain data with each text freed of what nobody can see."""
    if isinstance(sent, str):
        return tidy_text(sent).strip()
    if isinstance(sent, list):
        tidied = [_tidy(each) for each in sent]
        # Slugs and tags are named once; parts are kept as they were sent.
        return list(dict.fromkeys(tidied)) if all(isinstance(each, str) for each in tidied) else tidied
    if isinstance(sent, dict):
        return {name: _tidy(value) for name, value in sent.items()}
    return sent


def _refuse_unknown(document):
    """Raise the Problem of every slug that names nothing on record."""
    errors = _unknown(document, LINKS)
    for quote in document.get("quotes", []):
        errors += _unknown(quote, OF_QUOTES)
    for position in document.get("positions", []):
        errors += _unknown(position, OF_POSITIONS)
    errors += _unknown(document, {"positions_on_record": Position})
    if errors:
        raise Problem(400, *dict.fromkeys(errors))


def _unknown(part, links):
    """Return a sentence for each slug in a part that names nothing."""
    errors = []
    for name, model in links.items():
        slugs = part.get(name) or []
        slugs = [slugs] if isinstance(slugs, str) else slugs
        known = named(model, slugs)
        message = _("%(name)s: there is nothing called “%(value)s” on record.")
        errors += [message % {"name": name, "value": slug[:80]} for slug in slugs if slug not in known]
    return errors
