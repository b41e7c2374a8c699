"""What an editor should look at once more. Nothing of it stands in the way of publishing."""

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ... import partial_dates
from ...choices import CheckLevel
from ...models import Article
from .check import Check, control, row_control, shortened

# Search engines and cards of social sites cut a headline there.
SHOWN_HEADLINE = 110
# No report about the talks is older; a year before it is a slip of the finger.
FIRST_YEAR = 1990


def found(ground, reading=None):
    """Yield the Checks of a Ground; reading brings the misspelt names and the likely duplicates."""
    content = ground.content
    if not content.issues:
        said = _(
            "No issue is linked, so readers who browse by issue will not find it. Choose what it is about."
        )
        yield _check("no-issue", control("issues"), said)
    if SHOWN_HEADLINE < len(content.headline) <= Article._meta.get_field("headline").max_length:
        said = _("The headline has %(length)d characters. Search engines and shared cards cut it after "
                 "%(most)d: put what matters before that, or shorten it.")  # fmt: skip
        params = {"length": len(content.headline), "most": SHOWN_HEADLINE}
        yield _check("long-headline", control("headline"), said % params)
    if not content.summary.strip():
        said = _("There is no summary, so lists show the headline alone. Say in a sentence what happened.")
        yield _check("no-summary", control("summary"), said)
    yield from _dates(ground)
    yield from _unlinked(ground)
    if reading is not None:
        yield from _read(reading)


def _check(code, target, message):
    return Check(code, CheckLevel.WARNING, message, target)


def _dates(ground):
    content = ground.content
    if content.date and content.date.year < FIRST_YEAR:
        said = _("The report is dated %(year)d. Look at the year again.")
        yield _check("early-date", control("published_at_0"), said % {"year": content.date.year})
    shown = date_format(ground.day, "DATE_FORMAT")
    for number, quote in enumerate(content.quotes):
        if _is_after(quote.get("said_on"), ground.day):
            said = _("“%(words)s” is dated %(day)s, after the report itself (%(date)s). Look at both dates.")
            params = {"words": shortened(quote.get("text", "")), "day": quote["said_on"], "date": shown}
            yield _check("quote-after-report", row_control("quotes", number, "said_on"), said % params)
    for number, told in ground.new_positions:
        if _is_after(told.get("since"), ground.day):
            said = _("The position “%(summary)s” is of %(day)s, after the report itself (%(date)s). "
                     "Look at both dates.")  # fmt: skip
            params = {"summary": shortened(told.get("summary", "")), "day": told["since"], "date": shown}
            yield _check(
                "position-after-report", row_control("positions_new", number, "since"), said % params
            )
    for number, source in enumerate(content.sources):
        # A page is read after the report of it as a rule, but not after today.
        if _is_after(source.get("accessed_on"), ground.now.date()):
            said = _("The source “%(title)s” is said to have been read on %(day)s, which is still to come. "
                     "Look at the day again.")  # fmt: skip
            params = {"title": shortened(source.get("title", "")), "day": source["accessed_on"]}
            yield _check("source-read-later", row_control("sources", number, "accessed_on"), said % params)


def _unlinked(ground):
    content = ground.content
    linked = {ground.negotiators[slug] for slug in content.negotiators if slug in ground.negotiators}
    speakers = [ground.negotiators.get(quote.get("speaker")) for quote in content.quotes]
    for person in dict.fromkeys(each for each in speakers if each and each not in linked):
        said = _(
            "%(name)s is quoted but not linked. Link the person, so that the report stands on that page too."
        )
        yield _check("speaker-not-linked", control("negotiators"), said % {"name": person.name})


def _read(reading):
    for name in reading.names:
        said = _(
            "“%(written)s” may be misspelt: on record is “%(suggested)s”. Mend it, or leave it as it is."
        )
        yield _check("misspelt-name", control("body"), said % name)
    if reading.duplicates:
        yield _check("likely-duplicate", "reading", _told_already(reading.duplicates))


def _told_already(duplicates):
    """Say it once: the panel beside the text lists them all, each with its reason."""
    first, *others = duplicates
    if others:
        said = _(
            "%(number)d reports may tell the same already. They are listed under “Perhaps told already”."
        )
        return said % {"number": len(duplicates)}
    said = _("“%(headline)s” may tell the same already: %(reason)s. Look at it first.")
    return said % {"headline": first.article.headline or _("Untitled"), "reason": first.reason}


def _is_after(text, day):
    """Whether a date of any precision is wholly after a day; text that is none is judged elsewhere."""
    try:
        known = partial_dates.parse(text)
    except ValidationError:
        return False
    return bool(known) and known.first_day > day
