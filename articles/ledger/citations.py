"""A dossier to take away: Markdown with numbered sources, CSV of its records, BibTeX of what it rests on."""

import csv
import io
import re

from django.conf import settings
from django.template.defaultfilters import capfirst
from django.utils import formats
from django.utils.translation import gettext as _

from ..choices import Stance
from ..citing import bibtex
from ..spreadsheets import harmless
from .figures import number

COLUMNS = (
    "since", "issue", "stance", "summary", "held_by", "toward", "attribution", "confidence", "standing",
    "why", "people", "meeting", "report", "record", "sources",
)  # fmt: skip
# Characters with a meaning in Markdown, wherever they stand in a line of the record.
MARKDOWN = re.compile(r"([\\`*_\[\]<>#|])")


def dossier_csv(dossier, *, base) -> str:
    """Return the records of a dossier as CSV (RFC 4180), latest first; `base` is the site's origin."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for entry in [*dossier.timeline, *dossier.retracted]:
        position = entry.position
        writer.writerow(
            map(
                harmless,
                (
                    position.since,
                    position.issue.slug,
                    position.stance,
                    position.summary,
                    entry.group.code if entry.group else dossier.country.slug,
                    "; ".join(party.name for party in position.toward),
                    position.grade,
                    position.confidence,
                    position.standing,
                    position.standing_note,
                    "; ".join(person.local_name for person in position.people.all()),
                    position.meeting.slug if position.meeting else "",
                    base + position.article.get_absolute_url() if position.article else "",
                    position.slug,
                    "; ".join(source.url or source.title for source in position.cited),
                ),
            )
        )
    return out.getvalue()


def dossier_markdown(dossier, *, base, address) -> str:
    """Return a dossier as Markdown; `address` is its whole address."""
    lines = [f"# {_plain(dossier.country.local_name)} · {_plain(dossier.issue.local_name)}", ""]
    day = formats.date_format(dossier.day, "DATE_FORMAT")
    lines += [_("As on record on %(day)s.") % {"day": day} + f" <{address}>", ""]
    lines += _section(_("Where it stood"), [_record(entry, base) for entry in dossier.timeline])
    terms = [*dossier.offers, *dossier.outcomes]
    lines += _section(_("In numbers"), [line for entry in terms for line in _terms(entry)])
    around = dossier.around
    lines += _section(_("Tied together"), [_linkage(each, base) for each in around.linkages])
    lines += _section(_("Red lines at home"), [line for each in around.red_lines for line in _red_line(each)])
    lines += _section(_("Contradicting reports"), [_contradiction(each) for each in dossier.contradictions])
    lines += _section(_("In its own words"), [_quote(quote, base) for quote in dossier.quotes])
    lines += _section(
        _("Reports"),
        [
            f"- {each.published_at.date().isoformat()} {_link(each.headline, each, base)}"
            for each in dossier.reports
        ],
    )
    numbered = enumerate(dossier.sources, start=1)
    lines += _section(_("Sources"), [f"{count}. {_source(source)}" for count, source in numbered])
    return "\n".join(lines)


def dossier_bibtex(dossier, *, base, address) -> str:
    """Return the dossier itself, its reports and its sources as BibTeX entries."""
    title = f"{dossier.country.local_name}: {dossier.issue.local_name}"
    note = f"As on record on {dossier.day.isoformat()}"
    entries = [
        bibtex(
            "misc",
            f"{dossier.country.slug}-{dossier.issue.slug}-{dossier.day.isoformat()}",
            title=title,
            howpublished=str(settings.SITE_NAME),
            year=dossier.day.year,
            url=address,
            note=note,
        )
    ]
    entries += [
        bibtex(
            "misc",
            f"report-{each.slug}",
            title=each.headline,
            author=each.byline,
            howpublished=str(settings.SITE_NAME),
            year=each.published_at.year,
            month=each.published_at.month,
            url=base + each.get_absolute_url(),
        )
        for each in dossier.reports
    ]
    entries += [
        bibtex(
            "misc",
            f"source-{each.pk}",
            title=each.title,
            howpublished=each.outlet,
            url=each.url,
            urldate=each.accessed_on.isoformat() if each.accessed_on else "",
            note=f"Archived at {each.archived_url}" if each.archived_url else "",
        )
        for each in dossier.sources
    ]
    return "\n".join(entries)


def _section(heading, lines):
    return [f"## {heading}", "", *lines, ""] if lines else []


def _record(entry, base):
    position = entry.position
    parts = [f"- {position.since} **{Stance(position.stance).label}** ({_plain(position.issue.local_name)}"]
    parts[0] += f", {_plain(entry.group.label)})" if entry.group else ")"
    parts.append(_plain(position.summary))
    if position.toward:
        parts.append(
            _("Toward %(names)s.") % {"names": ", ".join(_plain(each.name) for each in position.toward)}
        )
    if position.grade:
        parts.append(f"{capfirst(position.get_grade_display())}.")
    if entry.is_disputed:
        parts.append(_("Disputed: %(why)s") % {"why": _plain(position.standing_note)})
    if position.article:
        parts.append(_link(_("Report"), position.article, base))
    return " ".join([*parts, *_notes(entry.notes)])


def _linkage(linkage, base):
    holders = ", ".join(_plain(party.name) for party in linkage.holders)
    told = _("%(issue)s if %(other)s") % {
        "issue": _plain(linkage.issue.local_name),
        "other": _plain(linkage.in_return.local_name),
    }
    parts = [f"- {linkage.since} **{told}** ({holders})", _plain(linkage.summary)]
    if linkage.article:
        parts.append(_link(_("Report"), linkage.article, base))
    return " ".join([*parts, *_notes(linkage.notes)])


def _red_line(drawn):
    line = drawn.line
    yield " ".join([f"- {line.since} {_plain(line.drawn_by)}: {_plain(line.summary)}", *_notes(line.notes)])
    for status in drawn.statuses:
        told = f"  - {status.since} **{status.get_state_display()}** {_plain(status.reason)}"
        yield " ".join([told, *_notes(status.notes)])


def _contradiction(contradiction):
    told = (
        f"{each.position.since} **{each.stance.label}** {_plain(each.position.summary)}"
        for each in contradiction.sides
    )
    return "- " + " / ".join([*told, _plain(contradiction.resolution)])


def _notes(numbers):
    return [f"[{number}]" for number in numbers]


def _terms(entry):
    terms = entry.terms
    giver = terms.giver.local_name if terms.giver else terms.giver_group.label
    state = f", {terms.get_state_display()} {terms.since}" if hasattr(terms, "state") else ""
    notes = " ".join(_notes(entry.notes))
    about = _plain(terms.issue.local_name)
    yield f"- {_plain(giver)}: {_plain(terms.measure)} ({about}{state}) {notes}".rstrip()
    for figure in terms.figures.all():
        year = "" if figure.year is None else ", " + _("year %(year)d") % {"year": figure.year}
        yield f"  - {_plain(figure.label)}{year}: {number(figure.value)} {_plain(figure.unit)}"


def _quote(quote, base):
    day = quote.said_on or quote.article.published_at.date().isoformat()
    words = " ".join(_plain(quote.text).split())
    return f"- “{words}” {_plain(quote.speaker.local_name)}, {day}. {_link(_('Report'), quote.article, base)}"


def _source(source):
    told = _plain(source.title)
    if source.outlet and source.outlet not in source.title:
        told += f", {_plain(source.outlet)}"
    told += f" <{source.url}>" if source.url else ""
    return told + (f" ({_('archived')}: <{source.archived_url}>)" if source.archived_url else "")


def _link(text, article, base):
    return f"[{_plain(text)}]({base}{article.get_absolute_url()})"


def _plain(text):
    return MARKDOWN.sub(r"\\\1", str(text))
