"""What cannot be put into the rows that readers' pages are made of, so that no reason can override it."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from ...choices import CheckLevel, Grade, Language, SourceKind, Stance
from ...models import Article, Position, Quote, Source
from .check import Check, control, row_control, shortened
from .shapes import is_day, is_partial_date, is_web_address

LONGEST_SUMMARY = 1_000
LONGEST_TAG = 100

TOO_LONG = {
    "headline": _noop("The headline has %(length)d characters; there is room for %(most)d. Shorten it."),
    "summary": _noop("The summary has %(length)d characters; there is room for %(most)d. Shorten it."),
    "byline": _noop("The byline has %(length)d characters; there is room for %(most)d. Shorten it."),
    "dateline": _noop(
        "The dateline place has %(length)d characters; there is room for %(most)d. Shorten it."
    ),
    "slug": _noop("The address has %(length)d characters; there is room for %(most)d. Shorten it."),
}
GONE = {
    "countries": _noop("A country that is linked, “%(slug)s”, is no longer on record. Choose another."),
    "negotiators": _noop("A person who is linked, “%(slug)s”, is no longer on record. Choose another."),
    "issues": _noop("An issue that is linked, “%(slug)s”, is no longer on record. Choose another."),
}


def found(ground):
    """Yield the Checks of a Ground."""
    yield from _texts(ground)
    yield from _address(ground)
    yield from _times(ground)
    yield from _links(ground)
    yield from _tags(ground.content)
    for number, source in enumerate(ground.content.sources):
        yield from _source(number, source)
    for number, quote in enumerate(ground.content.quotes):
        yield from _quote(ground, number, quote)
    for number, told in ground.new_positions:
        yield from _position(ground, number, told)


def _check(code, target, message, **params):
    return Check(code, CheckLevel.IMPOSSIBLE, message % params if params else message, target)


def _room(model, name):
    return model._meta.get_field(name).max_length


def _texts(ground):
    content = ground.content
    for name, message in TOO_LONG.items():
        most = LONGEST_SUMMARY if name == "summary" else _room(Article, name)
        length = len(getattr(content, name))
        if length > most:
            yield _check(f"{name}-too-long", control(name), _(message), length=length, most=most)
    if content.language not in Language.values:
        yield _check("language-unknown", control("language"), _("No language is chosen. Choose one."))


def _address(ground):
    slug, target = ground.content.slug, control("slug")
    if not slug:
        return
    try:
        validate_slug(slug)
    except ValidationError:
        said = _(
            "“%(slug)s” cannot be an address: only letters without marks, figures and hyphens can. "
            "Write it with those, or leave it empty and it is made from the headline."
        )
        yield _check("slug-malformed", target, said, slug=shortened(slug))
        return
    if ground.address_taken:
        said = _(
            "Another report has the address “%(slug)s”, or had it once. Choose another, or leave it empty "
            "and one is made from the headline."
        )
        yield _check("slug-taken", target, said, slug=slug)


def _times(ground):
    content, target = ground.content, control("unpublish_at_0")
    if content.published_at and not content.date:
        said = _("The date of the report, “%(typed)s”, is no date. Give a day and, if you like, a time.")
        yield _check("date-malformed", control("published_at_0"), said, typed=shortened(content.published_at))
    if content.unpublish_at and not content.end:
        said = _("The time to take the report down, “%(typed)s”, is no date. Give a day and a time.")
        yield _check("end-malformed", target, said, typed=shortened(content.unpublish_at))
    elif content.end and content.end <= ground.now:
        said = _("The time to take the report down has passed. Give a later one, or empty it.")
        yield _check("end-passed", target, said)
    elif content.end and content.end <= ground.seen_from:
        said = _(
            "The report would be taken down before readers could see it. Give a time after the date of "
            "the report, or empty it."
        )
        yield _check("end-before-date", target, said)


def _links(ground):
    content = ground.content
    for name, message in GONE.items():
        known = getattr(ground, name)
        for slug in getattr(content, name):
            if slug not in known:
                yield _check(f"{name}-gone", control(name), _(message), slug=slug)
    if content.meeting and not ground.meeting:
        said = _("The meeting, “%(slug)s”, is no longer on record. Choose another, or none.")
        yield _check("meeting-gone", control("meeting"), said, slug=content.meeting)
    if content.photo and not ground.photo:
        said = _("The photograph was deleted. Choose another, or none.")
        yield _check("photo-gone", control("photo"), said)
    if set(content.documents) - ground.documents:
        said = _("A document that goes with the report was deleted. Take it out, or add it again.")
        yield _check("documents-gone", control("documents"), said)
    for slug in ground.lost_positions:
        said = _("A position that the report tells, “%(slug)s”, is no longer on record. Take it out.")
        yield _check("position-gone", control("positions"), said, slug=slug)


def _tags(content):
    for name in content.tags:
        if len(name) > LONGEST_TAG:
            said = _("“%(name)s” is too long for a tag: at most %(most)d letters. Commas part tags.")
            yield _check("tag-too-long", control("tags"), said, name=shortened(name), most=LONGEST_TAG)
        elif not any(map(str.isalnum, name)):
            said = _("“%(name)s” has no letter, so it cannot be a tag. Take it out.")
            yield _check("tag-malformed", control("tags"), said, name=name)


def _source(number, source):
    title = source.get("title", "")
    named = shortened(title) or str(number + 1)

    def wrong(code, name, message, **params):
        return _check(f"source-{code}", row_control("sources", number, name), message, named=named, **params)

    if not title.strip():
        yield wrong("untitled", "title", _("Source %(named)s has no title. Say what it is, or take it out."))
    for name in ("title", "outlet"):
        most = _room(Source, name)
        if len(source.get(name, "")) > most:
            said = _("The title or the outlet of the source “%(named)s” has more than %(most)d characters. "
                     "Shorten it.")  # fmt: skip
            yield wrong(f"{name}-too-long", name, said, most=most)
    for name in ("url", "archived_url"):
        address = source.get(name, "")
        if address and not is_web_address(address, most=_room(Source, name)):
            said = _(
                "The address of the source “%(named)s”, “%(typed)s”, is none on the web. "
                "Copy it whole, with https:// at its beginning."
            )
            yield wrong(f"{name}-malformed", name, said, typed=shortened(address))
    if source.get("kind") and source["kind"] not in SourceKind.values:
        yield wrong("kind-unknown", "kind", _("The kind of the source “%(named)s” is unknown. Choose one."))
    if source.get("accessed_on") and not is_day(source["accessed_on"]):
        said = _("The day on which the source “%(named)s” was read, “%(typed)s”, is no date. "
                 "Write it as 2014-04-25, or empty it.")  # fmt: skip
        yield wrong("accessed-malformed", "accessed_on", said, typed=shortened(source["accessed_on"]))


def _quote(ground, number, quote):
    words = shortened(quote.get("text", ""))
    named = words or str(number + 1)

    def wrong(code, name, message, **params):
        return _check(f"quote-{code}", row_control("quotes", number, name), message, named=named, **params)

    if not words:
        said = _("Quotation %(named)s has no words. Write what was said, or take it out.")
        yield wrong("without-words", "text", said)
    speaker, printed = quote.get("speaker"), quote.get("speaker_name", "")
    if not printed.strip() and speaker not in ground.negotiators:
        yield wrong(
            "without-speaker", "speaker", _("A quotation has no speaker: “%(named)s”. Say who spoke.")
        )
    elif speaker and speaker not in ground.negotiators:
        said = _("The speaker of “%(named)s” is no longer on record. Choose another, or none.")
        yield wrong("speaker-gone", "speaker", said)
    if len(printed) > _room(Quote, "speaker_name"):
        said = _("The speaker’s name, as printed with “%(named)s”, is longer than %(most)d characters. "
                 "Shorten it.")  # fmt: skip
        yield wrong("speaker-too-long", "speaker_name", said, most=_room(Quote, "speaker_name"))
    if not is_partial_date(quote.get("said_on")):
        said = _("The day on which “%(named)s” was said, “%(typed)s”, is no date. "
                 "Write 2014-04-25, 2014-04 or 2014, or empty it.")  # fmt: skip
        yield wrong("day-malformed", "said_on", said, typed=shortened(quote["said_on"]))
    if any(slug not in ground.issues for slug in quote.get("issues") or ()):
        said = _("An issue of the quotation “%(named)s” is no longer on record. Choose another.")
        yield wrong("issue-gone", "issues", said)


def _position(ground, number, told):
    summary = told.get("summary", "")
    named = shortened(summary) or str(number + 1)

    def wrong(code, name, message, **params):
        target = row_control("positions_new", number, name)
        return _check(f"position-{code}", target, message, named=named, **params)

    most = _room(Position, "summary")
    if not summary.strip():
        said = _("Position %(named)s does not say in a line what it is. Write the line, or take it out.")
        yield wrong("without-summary", "summary", said)
    elif len(summary) > most:
        said = _("The line of the position “%(named)s” has more than %(most)d characters. Shorten it.")
        yield wrong("summary-too-long", "summary", said, most=most)
    if not (told.get("countries") or told.get("groups")):
        said = _("Nobody holds the position “%(named)s”. Choose the country whose position it is.")
        yield wrong("without-holder", "countries", said)
    for name in ("countries", "counterparts", "groups", "counterpart_groups"):
        known = ground.groups if "groups" in name else ground.countries
        if any(slug not in known for slug in told.get(name) or ()):
            said = _("A country or group of the position “%(named)s” is no longer on record. Choose another.")
            shown = "counterparts" if name.startswith("counterpart") else "countries"
            yield wrong(f"{name}-gone", shown, said)
    if not told.get("issue"):
        said = _("The position “%(named)s” is on no issue. Choose the issue it is about.")
        yield wrong("without-issue", "issue", said)
    elif told["issue"] not in ground.issues:
        said = _("A position’s issue is gone: “%(named)s”. Choose another.")
        yield wrong("issue-gone", "issue", said)
    if told.get("stance") not in Stance.values:
        said = _(
            "The position “%(named)s” has no stance. Choose what its holder does: demand, offer, refuse …"
        )
        yield wrong("without-stance", "stance", said)
    if not told.get("since"):
        said = _("The position “%(named)s” does not say since when. Give the day, or the month or year.")
        yield wrong("without-day", "since", said)
    elif not is_partial_date(told["since"]):
        said = _("The day since which “%(named)s” holds, “%(typed)s”, is no date. "
                 "Write 2014-04-25, 2014-04 or 2014.")  # fmt: skip
        yield wrong("day-malformed", "since", said, typed=shortened(told["since"]))
    if told.get("grade") and told["grade"] not in Grade.values:
        said = _("How the position “%(named)s” is known is told in no way of ours. Choose one.")
        yield wrong("grade-unknown", "grade", said)
