"""What a reader asked of the grid: one object from a query string to columns, rows, days and addresses.

What is not understood is named in `errors`: pages show it, machines refuse.
"""

import datetime
from dataclasses import dataclass

from django.utils import formats, timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import asof, issue_tree
from ..choices import CountryStanding, Grade, Stance
from ..models import Country, Issue, Meeting
from ..models.content import by_slug
from .membership import Memberships

# In the order in which an address has them.
PARAMETERS = ("country", "group", "issue", "stance", "grade", "candidates", "since", "asof")
REPEATABLE = ("country", "issue", "stance", "grade")
LONGEST_VALUE = 80
UNKNOWN = {
    "country": gettext_lazy("There is no country “%(value)s”."),
    "issue": gettext_lazy("There is no issue “%(value)s”."),
    "stance": gettext_lazy("There is no stance “%(value)s”."),
    "grade": gettext_lazy("There is no attribution “%(value)s”."),
    "group": gettext_lazy("There is no group “%(value)s”."),
}


@dataclass(frozen=True)
class Chip:
    """A filter in force, in words, and the query string without it."""

    label: str
    text: str
    without: str


def day_asked(text, errors) -> datetime.date | None:
    """Return the day written in an address, or None, with what is wrong with it put to the errors."""
    try:
        return asof.read(text)
    except asof.BadDay as error:
        errors.append(str(error))
        return None


class GridFilters:
    """The filters of one request of the grid; `query` is a QueryDict.

    `day` is the day shown and `as_of` the same if it was asked for; `since` the day to compare with, or
    None, and `since_meeting` the meeting whose last day that is. `countries` are the columns and `issues`
    the rows that may show, `tree` is {pk: issue} of all. Three queries, and one each for a meeting and for
    a slug that is not in use any more.
    """

    def __init__(self, query):
        self.errors = []
        self.given = query
        self.as_of = day_asked(query.get("asof", ""), self.errors)
        self.day = self.as_of or timezone.now().date()
        self.all_countries = sorted(Country.objects.all(), key=lambda each: each.sort_name)
        self.tree = {each.pk: each for each in Issue.objects.order_by("name")}
        self.memberships = Memberships()
        self.chosen_countries = self._linked("country", Country, self.all_countries)
        self.chosen_issues = self._linked("issue", Issue, self.tree.values())
        self.stances = self._choices("stance", Stance)
        self.grades = self._choices("grade", Grade)
        self.group = self._group(query.get("group", ""))
        self.has_candidates = query.get("candidates", "") not in ("", "0")
        self.since_meeting = None
        self.since = self._since(query.get("since", ""))

    # ------------------------------------------------------------------ reading the query string

    def _values(self, name):
        # PostgreSQL takes NUL in a text for an error.
        values = [value.replace("\0", "") for value in self.given.getlist(name)]
        return list(dict.fromkeys(filter(None, values)))

    def _unknown(self, name, value):
        self.errors.append(UNKNOWN[name] % {"value": value[:LONGEST_VALUE]})

    def _linked(self, name, model, known):
        known = {each.slug: each for each in known}
        chosen = []
        for value in self._values(name):
            # A slug that was changed is looked up where its redirect is kept.
            moved = [] if value in known else by_slug(model, [value])
            each = known.get(moved[0].slug if moved else value)
            if each is None:
                self._unknown(name, value)
            elif each not in chosen:
                chosen.append(each)
        return chosen

    def _choices(self, name, vocabulary):
        values = self._values(name)
        for value in values:
            if value not in vocabulary.values:
                self._unknown(name, value)
        return [vocabulary(value) for value in values if value in vocabulary.values]

    def _group(self, code):
        for group in self.memberships.groups.values():
            if group.code == code:
                return group
        if code:
            self._unknown("group", code)
        return None

    def _since(self, text):
        """Read a day, or a meeting, which stands for its last day."""
        if not text:
            return None
        try:
            day = datetime.date.fromisoformat(text)
        except ValueError:
            meeting = next(iter(by_slug(Meeting, [text.replace("\0", "")])), None)
            if meeting is None:
                message = _("“%(value)s” is neither a day (2014-04-25) nor a meeting of the record.")
                self.errors.append(message % {"value": text[:LONGEST_VALUE]})
                return None
            self.since_meeting = meeting
            day = (meeting.end or meeting.start).last_day
        if day >= self.day:
            message = _("Nothing can have moved since %(since)s: the day shown is %(day)s.")
            shown = {"since": formats.date_format(day), "day": formats.date_format(self.day)}
            self.errors.append(message % shown)
            self.since_meeting = None
            return None
        return day

    # ------------------------------------------------------------------ what may show

    @property
    def countries(self):
        """The columns: those chosen, else those that ever joined the group, else the signatories."""
        if self.chosen_countries:
            return self.chosen_countries
        if self.group:
            members = self.memberships.ever_in(self.group.pk, until=self.day)
            return [each for each in self.all_countries if each.pk in members]
        return [
            each
            for each in self.all_countries
            if each.standing == CountryStanding.SIGNATORY or self.has_candidates
        ]

    @property
    def issues(self):
        """The row numbers of the issues chosen, and of all below them; without a choice of all."""
        if not self.chosen_issues:
            return set(self.tree)
        return {pk for issue in self.chosen_issues for pk in issue_tree.below(issue, self.tree)}

    @property
    def in_force(self):
        """The day the agreement came into force for its first parties, or None if the record has none."""
        days = [each.cptpp_in_force.first_day for each in self.all_countries if each.cptpp_in_force]
        return min(days, default=None)

    @property
    def is_narrowed(self):
        """Whether a country, an issue, a stance or an attribution was chosen."""
        return bool(self.chosen_countries or self.chosen_issues or self.stances or self.grades)

    def shows(self, stance, grade):
        """Say whether a cell that shows a record of this stance and grade passes the filters."""
        return (not self.stances or stance in self.stances) and (not self.grades or grade in self.grades)

    # ------------------------------------------------------------------ addresses

    def parameters(self):
        """Return the filters in force as (name, value) pairs, in the order of the canonical address."""
        values = {
            "country": [each.slug for each in self.chosen_countries],
            "group": [self.group.code] if self.group else [],
            "issue": [each.slug for each in self.chosen_issues],
            "stance": self.stances,
            "grade": self.grades,
            "candidates": ["1"] if self.has_candidates else [],
            "since": [self.since_text],
            "asof": [self.as_of.isoformat() if self.as_of else ""],
        }
        return [(name, str(value)) for name in PARAMETERS for value in sorted(values[name]) if value]

    @property
    def since_text(self):
        """The day or the meeting to compare with, as an address has it; "" if none."""
        return self.since_meeting.slug if self.since_meeting else self.since.isoformat() if self.since else ""

    @property
    def query(self):
        """The canonical query string."""
        return urlencode(self.parameters())

    @property
    def as_of_query(self):
        """The query string that carries the day to another page, with its question mark; "" for today."""
        return f"?asof={self.as_of.isoformat()}" if self.as_of else ""

    def query_without(self, name):
        """Return the query string with a filter taken off."""
        return urlencode([pair for pair in self.parameters() if pair[0] != name])

    def query_with(self, name, value):
        """Return the query string with a filter set to one value."""
        pairs = [*(pair for pair in self.parameters() if pair[0] != name), (name, value)]
        return urlencode(sorted(pairs, key=lambda pair: PARAMETERS.index(pair[0])))

    # ------------------------------------------------------------------ words

    def chips(self):
        """Return the filters in force, each with the way to take it off."""
        told = (
            ("country", _("Country"), [each.local_name for each in self.chosen_countries]),
            ("group", _("Group"), [self.group.label] if self.group else []),
            ("issue", _("Issue"), [each.local_name for each in self.chosen_issues]),
            ("stance", _("Stance"), [str(each.label) for each in self.stances]),
            ("grade", _("Attribution"), [str(each.label) for each in self.grades]),
            ("candidates", _("With"), [_("candidates")] if self.has_candidates else []),
            ("since", _("Since"), [self.since_in_words] if self.since else []),
        )
        return [
            Chip(label, ", ".join(texts), self.query_without(name)) for name, label, texts in told if texts
        ]

    @property
    def since_in_words(self):
        return self.since_meeting.local_name if self.since_meeting else formats.date_format(self.since)
