"""A row to a report's Content, judged by the desk's own checks; what a check asks is read for all at once."""

import datetime
import hashlib
import re
from dataclasses import dataclass

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from ..choices import Language, RedirectKind, SourceKind
from ..cleaning import clean_html, html_of_text, slug_of
from ..desk.checks import Ground, judged
from ..models import Article, Content, ImportedRow, Redirect

NOON = "T12:00:00+00:00"
AT_ONCE = 500
_MARKUP = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|blockquote|table)\b", re.I)
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(.*)", re.S)
# Where a check says that something is mended, and the column it came from.
_COLUMN_OF = {
    "id_published_at_0": "date",
    "id_sources-0-title": "source_title",
    "id_sources-0-outlet": "source_outlet",
    "id_sources-0-kind": "source_kind",
    "id_sources-0-url": "source_address",
    "id_sources-0-archived_url": "source_archived",
    "id_sources-0-accessed_on": "source_accessed",
}


@dataclass
class Report:
    """A row that was read: its Content, what it is known by among all ever written, whether it is there."""

    row: object
    content: Content
    digest: str
    is_known: bool = False

    @property
    def is_good(self):
        return not self.row.problems and not self.is_known

    @property
    def told(self):
        """What a preview shows of it."""
        content = self.content
        links = [*content.countries, *content.issues, *content.negotiators, content.meeting, *content.tags]
        return [content.headline, content.published_at[:10], ", ".join(filter(None, links))]


def reports_of(rows, names, *, publish, now):
    """Return a Report for each row; what is wrong with one is put down in it."""
    reports = [_report(row, names) for row in rows]
    there = _There(reports)
    seen = {}
    for report in reports:
        row = report.row
        is_told = report.content.headline and report.content.published_at
        first = seen.setdefault(report.digest, row.line) if is_told else row.line
        if first != row.line:
            row.wrong("", _("This is the same report as in line %(line)s. Take one out.") % {"line": first})
        report.is_known = there.has(report)
        if not report.is_known:
            ground = SheetGround(report.content, names=names, there=there, now=now)
            # What cannot be read in a column is said already; that it lacks something would be said twice.
            told = {column for column, _sentence in row.problems}
            for check in judged(ground, publish=publish):
                column = _COLUMN_OF.get(check.target, check.target.removeprefix("id_"))
                if column not in told:
                    row.wrong(column, str(check))
    return reports


def _report(row, names):
    headline = row.get("headline")
    if not headline:
        row.wrong("headline", _("There is no headline. Write one."))
    body = row.get("body")
    content = Content(
        headline=headline,
        slug=row.get("slug"),
        summary=row.get("summary"),
        body=clean_html(body if _MARKUP.search(body) else html_of_text(body)),
        byline=row.get("byline"),
        dateline=row.get("dateline"),
        language=_language(row),
        published_at=_moment(row),
        countries=names.several("country", row.get("countries"), row, "countries"),
        issues=names.several("issue", row.get("issues"), row, "issues"),
        negotiators=names.several("negotiator", row.get("negotiators"), row, "negotiators"),
        meeting=names.one("meeting", row.get("meeting"), row, "meeting") if row.get("meeting") else "",
        tags=_tags(row.get("tags")),
        sources=[source] if (source := source_of(row)) else [],
    )
    told = "\n".join([headline, content.published_at, row.get("source_address")])
    return Report(row, content, hashlib.blake2b(told.encode(), digest_size=20).hexdigest())


def source_of(row):
    """Return the source that a row names, as a document holds one, or None."""
    names = ("title", "outlet", "kind", "address", "archived", "accessed")
    typed = {name: row.get(f"source_{name}") for name in names}
    if not any(typed.values()):
        return None
    kinds = {each.label.casefold(): each.value for each in SourceKind} | {
        each: each for each in SourceKind.values
    }
    return {
        "title": typed["title"] or typed["address"][:300],
        "outlet": typed["outlet"],
        "kind": kinds.get(typed["kind"].casefold(), typed["kind"]),
        "url": typed["address"],
        "archived_url": typed["archived"],
        "accessed_on": typed["accessed"],
    }


def _language(row):
    typed = row.get("language") or Language.ENGLISH
    by_name = {each.label.casefold(): each.value for each in Language}
    language = by_name.get(typed.casefold(), typed.casefold())
    if language not in Language.values:
        row.wrong(
            "language", _("The language must be one of %(codes)s.") % {"codes": ", ".join(Language.values)}
        )
        return Language.ENGLISH.value
    return str(language)


def _moment(row):
    """Return the date of a report in ISO 8601; a day alone stands in its middle, no zone means UTC."""
    typed = row.get("date")
    if not typed:
        row.wrong("date", _("There is no date. Write it as 2014-04-25, or 2014-04-25 09:30."))
        return ""
    if match := _DAY.fullmatch(typed):
        year, month, day, rest = match.groups()
        rest = rest.strip(" T")
        text = f"{year}-{int(month):02}-{int(day):02}{f'T{rest}' if rest else NOON}"
        try:
            moment = parse_datetime(text)
            if moment:
                moment = moment.replace(tzinfo=moment.tzinfo or datetime.UTC)
                return moment.astimezone(datetime.UTC).isoformat()
        except (ValueError, OverflowError):
            pass
    row.wrong(
        "date",
        _("“%(typed)s” is no date. Write it as 2014-04-25, or 2014-04-25 09:30.") % {"typed": typed[:40]},
    )
    return ""


def _tags(text):
    names = (" ".join(part.split()) for part in re.split(r"[;,，、；\n|]", text))
    return list({name.casefold(): name for name in names if name}.values())


class _There:
    """What there is already of some Reports: rows written by an import, addresses, and whose they are."""

    def __init__(self, reports):
        self.slugs = {id(each): each.content.slug or slug_of(each.content.headline) for each in reports}
        self.written = set()
        self.articles = {}
        self.retired = set()
        digests, slugs = [each.digest for each in reports], list(set(self.slugs.values()))
        for part in _parts(digests):
            self.written |= set(ImportedRow.objects.filter(digest__in=part).values_list("digest", flat=True))
        for part in _parts(slugs):
            found = Article.objects.filter(slug__in=part).values_list("slug", "headline", "published_at")
            self.articles |= {slug: (headline, date) for slug, headline, date in found}
            retired = Redirect.objects.filter(kind=RedirectKind.ARTICLE, old_slug__in=part)
            self.retired |= set(retired.values_list("old_slug", flat=True))

    def has(self, report):
        """Whether a report is there: by an earlier import, or under its headline and date by any way."""
        there = self.articles.get(self.slugs[id(report)])
        return report.digest in self.written or there == (report.content.headline, report.content.date)

    def is_taken(self, slug):
        return slug in self.articles or slug in self.retired


def _parts(values):
    return [values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE)]


class SheetGround(Ground):
    """A Ground whose look-ups are answered from what was read for the whole table at once."""

    photo = None
    documents = on_record = frozenset()
    groups = {}

    def __init__(self, content, *, names, there, now):
        super().__init__(content, at=now)
        self._names, self._there = names, there

    @property
    def countries(self):
        return self._names.objects["country"]

    @property
    def negotiators(self):
        return self._names.objects["negotiator"]

    @property
    def issues(self):
        return self._names.objects["issue"]

    @property
    def meeting(self):
        return self._names.objects["meeting"].get(self.content.meeting)

    @property
    def address_taken(self):
        return self._there.is_taken(self.content.slug)
