"""What a report must have before readers see it, unless an editor says why it goes out without."""

from django.utils.translation import gettext as _

from ...choices import CheckLevel
from ...cleaning import text_of
from . import links
from .check import Check, control, row_control, shortened


def found(ground):
    """Yield the Checks of a Ground."""
    content = ground.content
    if not content.headline.strip():
        yield _check("no-headline", control("headline"), _("There is no headline. Write one."))
    if not text_of(content.body):
        yield _check("no-text", control("body"), _("There is no text. Paste or write the report."))
    if not content.countries:
        said = _("No country is linked. Choose the countries the report is about.")
        yield _check("no-country", control("countries"), said)
    yield from _sources(ground)
    yield from _photo(ground)
    for words, address in links.dead(ground):
        said = _(
            "The link “%(words)s” leads to %(address)s, where readers find nothing. "
            "Mend the link, or take it out."
        )
        params = {"words": shortened(words), "address": address}
        yield _check("dead-link", control("body"), said % params)


def _check(code, target, message):
    return Check(code, CheckLevel.BLOCKING, message, target)


def _sources(ground):
    if ground.content.sources:
        return
    target = row_control("sources", 0, "title")
    yield _check("no-source", target, _("No source is named. Say what the report rests on."))
    for _number, told in ground.new_positions:
        said = _(
            "The position “%(summary)s” rests on no source. Name the source that the report tells it from."
        )
        yield _check(
            "position-without-source", target, said % {"summary": shortened(told.get("summary", ""))}
        )


def _photo(ground):
    photo, target = ground.photo, control("photo")
    if photo and not photo.alt.strip():
        said = _("The photograph has no alternative text for readers who cannot see it. Write it with the "
                 "photograph, or choose another.")  # fmt: skip
        yield _check("photo-without-alt", target, said)
    if photo and not photo.credit.strip():
        said = _("The photograph does not say whose it is. Name its owner with the photograph, or choose "
                 "another.")  # fmt: skip
        yield _check("photo-without-credit", target, said)
