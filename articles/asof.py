"""The time machine: the day whose site a page shows, and what was known of things by then.

`asof=2014-04-25` in an address means the end of that day in UTC. A day still to come counts as today; on one
before the talks the site is as empty as the record then was. Every public page asks AsOf.of() and shows
what known() and as_read() leave, so that nothing on it dates from after the day.
"""

import datetime
from dataclasses import dataclass, field

from django.core.exceptions import BadRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from .carrying import NAME
from .models import (
    Country,
    Group,
    Issue,
    Meeting,
    Negotiator,
    Offer,
    OfferFigure,
    Outcome,
    OutcomeFigure,
    Photo,
    Position,
    Source,
    Version,
)
from .models.content import LINKED, ShownLink, named
from .models.fields import PartialDateField
from .partial_dates import PartialDate, dates_in
from .querysets import end_of_day

LONGEST_SHOWN = 80
# What the record's makers wrote about a thing. It is theirs, not the day's: where it names a later date, all
# of it is left out. The words of reports, quotations and positions stay: they were said by the day.
PROSE = {
    Country: ("joined_note", "ministry", "tpp_note", "cptpp_note"),
    Group: ("description",),
    Issue: ("description",),
    Meeting: ("outcome",),
    Negotiator: ("note",),
    Offer: ("summary",),
    OfferFigure: ("note",),
    Outcome: ("summary",),
    OutcomeFigure: ("note",),
    Position: ("standing_note",),
    Source: ("archived_url",),
}
# What is true today, of which the record does not say since when.
UNDATED = {Country: ("role", "candidate_status")}
# What a version says of an article beside its links.
WRITTEN = ("headline", "summary", "body", "byline", "dateline", "language", "is_sample")


class BadDay(BadRequest):
    """An address names a day that is none; its text tells the reader so."""


def read(text, *, now=None) -> datetime.date | None:
    """Return the day written in an address, None where there is none; one still to come counts as today."""
    if not text:
        return None
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        day = None
    # Weeks (2014-W17) and days without hyphens are dates by ISO too, but would make a second address.
    if day is None or day.isoformat() != text:
        message = _("“%(value)s” is not a day. Write it as 2014-04-25.")
        raise BadDay(message % {"value": text[:LONGEST_SHOWN]})
    return min(day, (now or timezone.now()).date())


@dataclass(frozen=True)
class AsOf:
    """The day a page shows: `asked`, the one an address asked for, else (None) the one of `now`."""

    asked: datetime.date | None = None
    now: datetime.datetime = field(default_factory=timezone.now)

    @classmethod
    def of(cls, query):
        """Read the day from a QueryDict; BadDay says what is wrong with it."""
        now = timezone.now()
        return cls(read(query.get(NAME, ""), now=now), now)

    @property
    def day(self) -> datetime.date:
        return self.asked or self.now.date()

    @property
    def at(self) -> datetime.datetime:
        """The last moment shown: now, or the end of the day asked for."""
        return min(self.now, end_of_day(self.asked)) if self.asked else self.now

    @property
    def query(self):
        """The query string that carries the day to another page; "" for today."""
        return f"{NAME}={self.asked.isoformat()}" if self.asked else ""

    @property
    def day_before(self) -> datetime.date | None:
        """The day before the one asked for, None before the first there is."""
        return self.day - datetime.timedelta(days=1) if self.day > datetime.date.min else None

    @property
    def day_after(self) -> datetime.date | None:
        """The day after the one asked for, None where that is still to come."""
        return self.day + datetime.timedelta(days=1) if self.day < self.now.date() else None

    # ------------------------------------------------------------------ what was known

    def has(self, date) -> bool:
        """Say whether a partial date had begun by the day; one known to the month counts from its first."""
        return date.first_day <= self.day

    def tells_of_later(self, text) -> bool:
        """Say whether a text names a date after the day."""
        return any(not self.has(date) for date in dates_in(text))

    def known(self, things):
        """Return things of the record as a list, each less what it tells of later days.

        The things are changed in hand and must not be saved. Sources later than the day are left out. Reports
        loaded with a record read as they did, for a query more.
        """
        things = list(things)
        if not self.asked:
            return things
        known = [self._known(each) for each in things if not self._is_later_source(each)]
        self.as_read(report for each in known if (report := each._state.fields_cache.get("article")))
        return known

    def known_sources(self, sources):
        """Return the sources that a version tells of, dicts, as known() ones."""
        columns = {column.name for column in Source._meta.concrete_fields}
        return self.known(
            Source(**{name: value for name, value in each.items() if name in columns and value})
            for each in sources
        )

    def _is_later_source(self, each):
        return isinstance(each, Source) and self.tells_of_later(f"{each.title} {each.url}")

    def _known(self, each):
        for column in each._meta.concrete_fields:
            if isinstance(column, PartialDateField):
                self._forget_date(each, column.name)
        for name in PROSE.get(type(each), ()):
            if self.tells_of_later(getattr(each, name)):
                setattr(each, name, "")
        for figure in getattr(each, "_prefetched_objects_cache", {}).get("figures", ()):
            self._known(figure)
        for name in UNDATED.get(type(each), ()):
            setattr(each, name, "")
        if isinstance(each, Country):
            each.trade_facts = [fact for fact in each.trade_facts if not self.tells_of_later(fact)]
            each.is_cptpp_member = bool(each.cptpp_in_force)
            # A country is called a signatory, or a candidate, of a text that there was by then.
            each.standing = each.standing if each.tpp_signed or each.applied else ""
        if isinstance(each, Meeting) and not each.end:
            each.outcome = ""
        if meeting := each._state.fields_cache.get("meeting"):
            each.meeting = self._known(meeting) if self.has(meeting.start) else None
        return each

    def _forget_date(self, each, name):
        date = getattr(each, name)
        # What ends lasts to the last day of a month or a year that is all that is known of its end.
        if date and (date.last_day if name == "end" else date.first_day) > self.day:
            setattr(each, name, PartialDate(""))

    # ------------------------------------------------------------------ reports as they read

    def as_read(self, articles):
        """Return articles loaded by for_cards() or for_page() as a list, each as readers saw it that day.

        Text, links to countries, issues and people, and the number are those of the version then current.
        One query more where all are unchanged since, and one for each kind of link where any is not.
        """
        articles = list(articles)
        if not self.asked or not articles:
            return articles
        versions = Version.objects.readable().current_for(articles, day=self.day)
        changed = []
        for article in self.known(articles):
            version = versions.get(article.pk)
            if version and version.number != article.version:
                changed.append((article, version.content))
            if version:
                article.version, article.updated_at = version.number, min(version.current_from, self.at)
        _give_content(changed)
        return articles

    def as_told(self, shown, article, version):
        """Return Content.as_article() of a version of an article, dated and numbered as on the day."""
        if not self.asked:
            return shown
        shown.version, shown.updated_at = version.number, min(version.current_from, self.at)
        # A date that was moved since would put the report on a day on which it was not listed.
        shown.published_at = article.published_at
        return self._known(shown)


def _give_content(changed):
    """Let (article, Content) pairs read as their documents do."""
    for name, model in LINKED.items():
        target = model._meta.model_name
        shown = [pair for pair in changed if hasattr(pair[0], f"shown_{target}_links")]
        found = named(model, [slug for _article, content in shown for slug in getattr(content, name)])
        for article, content in shown:
            links = [ShownLink(**{target: found[slug]}) for slug in getattr(content, name) if slug in found]
            setattr(article, f"shown_{target}_links", links)
    photos = Photo.objects.published().in_bulk({content.photo for _article, content in changed} - {None})
    for article, content in changed:
        # One that was taken from the report since may be no more for readers.
        article.photo = photos.get(content.photo)
        for name in WRITTEN:
            setattr(article, name, getattr(content, name))
