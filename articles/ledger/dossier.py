"""One country on one issue: its stances over time, figures, quotations, reports, people, as of a day."""

from dataclasses import dataclass, field

from django.db.models import Exists, Min, OuterRef, Q
from django.utils.functional import cached_property

from .. import issue_tree, parties
from ..choices import PositionStanding
from ..models import (
    Appointment,
    Article,
    ArticleIssue,
    Country,
    Group,
    Issue,
    Membership,
    Negotiator,
    Offer,
    Outcome,
    Position,
    Quote,
)
from .around import Around
from .contradictions import contradictions
from .figures import Chart, offer_charts, outcome_charts
from .membership import Memberships
from .records import Record
from .rule import is_old, place
from .sourcing import SOURCES, cite

REPORTS = 20


@dataclass
class Entry:
    """A record as the dossier shows it: the group it counts through (None: own), its sources' numbers."""

    position: Position
    group: Group | None
    notes: list[int] = field(default_factory=list)

    @property
    def is_disputed(self):
        return self.position.standing == PositionStanding.DISPUTED


@dataclass
class TermsEntry:
    """An offer or an outcome and the numbers of its sources."""

    terms: Offer | Outcome
    notes: list[int] = field(default_factory=list)

    @property
    def charts(self) -> list[Chart]:
        """The pictures of what the text gave; offers are drawn together (Ladder)."""
        return outcome_charts(self.terms)


@dataclass(frozen=True)
class Ladder:
    """What was asked, offered and agreed of one measure between the same parties, in order of time."""

    entries: list[TermsEntry]

    @property
    def terms(self):
        """The first of them: issue, measure, giver and `toward` are those of all."""
        return self.entries[0].terms

    @property
    def charts(self) -> list[Chart]:
        return offer_charts([entry.terms for entry in self.entries])


@dataclass(frozen=True)
class Concerned:
    """A person the records or quotations name, and the office held at the last of them."""

    person: Negotiator
    office: Appointment | None


class Dossier:
    """All that is on record of a country on an issue and on what lies below it, as of a day (an AsOf).

    `timeline` are the records that stand or are disputed, latest first; `retracted` those taken back, kept
    with the reason; `offers` figures asked, offered and agreed, in order of time; `outcomes` what the signed
    text gave; `around` what was tied to it and the limits set at home. `sources` are numbered from 1 in the
    order in which these cite them.
    """

    def __init__(self, country: Country, issue: Issue, asof):
        self.country, self.issue, self.asof, self.day = country, issue, asof, asof.day
        self.tree = {each.pk: each for each in Issue.objects.order_by("name")}
        self.below = issue_tree.below(issue, self.tree)
        self._memberships = Memberships()
        self._milestones = Country.objects.aggregate(
            signed=Min("tpp_signed", filter=~Q(tpp_signed="")),
            in_force=Min("cptpp_in_force", filter=~Q(cptpp_in_force="")),
        )
        self.sources, self._numbers = [], {}
        counting = self._counting()
        self.timeline = [each for each in counting if each.position.standing != PositionStanding.RETRACTED]
        self.retracted = [each for each in counting if each not in self.timeline]
        self.shown = next((each for each in self.timeline if each.position.issue_id == issue.pk), None)
        for entry in counting:
            entry.notes = self._cited(entry.position)
        self.offers = self._offers()
        self.outcomes = self._outcomes()
        self.around = Around(asof, country=country, issues=self.below)
        for each in self._surrounding():
            self._cited(each)

    # ------------------------------------------------------------------ stances

    def _counting(self):
        """Return the Entry of each record that counts for the country, the one that the rule picks first."""
        holders = {
            name: Position._meta.get_field(name).remote_field.through.objects.filter(position=OuterRef("pk"))
            for name in ("countries", "groups")
        }
        is_own = Exists(holders["countries"].filter(country=self.country))
        found = (
            Position.objects.as_of(self.day)
            .filter(is_own | Exists(holders["groups"]), issue__in=self.below)
            .annotate(is_own=is_own)
            .select_related("issue", "article", "meeting")
            .prefetch_related("groups", "people", SOURCES)
        )
        entries = []
        for position in cite(self.asof.known(found), self.asof):
            group = None if position.is_own else self._group_of(position)
            if position.is_own or group:
                entries.append(Entry(position, group))
        parties.attach([entry.position for entry in entries], parties.OF_POSITION)
        return sorted(entries, key=lambda each: place(each.position, own=not each.group), reverse=True)

    def _group_of(self, position):
        """Return the first group by name that held the position with the country in it, or None."""
        day = position.since.first_day
        groups = sorted(position.groups.all(), key=lambda each: each.label)
        return next((each for each in groups if self.country.pk in self._memberships.on(each.pk, day)), None)

    @cached_property
    def contradictions(self):
        """Return the records of the country that speak against each other, side by side."""
        entries = [*self.timeline, *self.retracted]
        return contradictions([Record(each.position, {self.country.pk: each.group}) for each in entries])

    @property
    def is_old(self):
        """Whether the grid marks the record it shows as old."""
        shown, in_force = self.shown.position, self._milestones["in_force"]
        ended = in_force.first_day if in_force else None
        return is_old(shown.stance, shown.since, day=self.day, in_force=ended)

    # ------------------------------------------------------------------ figures

    def _offers(self):
        found = Offer.objects.as_of(self.day).standing().select_related("article").order_by("since", "pk")
        return self._terms(found)

    def _outcomes(self):
        """Return what the text gave; on a day before it was signed, nothing."""
        signed = self._milestones["signed"]
        if self.asof.asked and not (signed and signed.first_day <= self.day):
            return []
        return self._terms(Outcome.objects.order_by("slug"))

    def _terms(self, found):
        """Return the TermsEntry of each of these that the country gives or gets, on the issue or below it."""
        ever = Membership.objects.filter(country=self.country).values("group")
        gives = Q(giver=self.country) | Q(giver_group__in=ever)
        model, gets = found.model, Q()
        for name, wanted in (
            ("partners", {"country": self.country}),
            ("partner_groups", {"group__in": ever}),
        ):
            through = model._meta.get_field(name).remote_field.through.objects
            gets |= Q(Exists(through.filter(**wanted, **{model._meta.model_name: OuterRef("pk")})))
        found = found.filter(gives | gets, issue__in=self.below)
        found = found.select_related("issue", "giver", "giver_group")
        terms = cite(self.asof.known(found.prefetch_related("figures", SOURCES)), self.asof)
        terms = parties.attach(terms, parties.OF_TERMS)
        return [TermsEntry(each, notes=self._cited(each)) for each in terms]

    @property
    def ladders(self):
        """Return the offers as a Ladder a measure, those of the issue itself before those of issues below."""
        ladders = {}
        for entry in self.offers:
            terms = entry.terms
            measured = (terms.issue_id, terms.measure, terms.giver, terms.giver_group)
            ladders.setdefault(measured, []).append(entry)
        ladders = sorted(ladders.values(), key=lambda each: each[0].terms.issue_id != self.issue.pk)
        return [Ladder(each) for each in ladders]

    # ------------------------------------------------------------------ words, reports, people

    @cached_property
    def quotes(self):
        """Return what people of the country said on the issue, those of the latest reports first.

        Words for which no issue was entered are on every issue of their report.
        """
        of_words = Quote.issues.through.objects.filter(quote=OuterRef("pk"))
        of_report = ArticleIssue.objects.filter(article=OuterRef("article"), issue=self.issue)
        found = (
            Quote.objects.published(at=self.asof.at)
            .filter(speaker__country=self.country)
            .filter(Exists(of_words.filter(issue__in=self.below)) | ~Exists(of_words) & Exists(of_report))
            .filter(Q(said_on="") | Q(said_on__lte=self.day.isoformat()))
            .select_related("speaker", "article")
        )
        return list(found.order_by("-article__published_at", "order", "pk"))

    @cached_property
    def reports(self):
        """Return the newest reports about the country and the issue."""
        published = Article.objects.as_of(self.day)
        for link, value in (("country_links", self.country), ("issue_links", self.issue)):
            published = published.about(link=link, values=[value])
        return list(published.newest_first().for_cards()[:REPORTS])

    @cached_property
    def people(self):
        """Return the Concerned that records and quotations name, with the office held at the last of them."""
        named = {}
        for entry in self.timeline:
            for person in entry.position.people.all():
                named.setdefault(person, entry.position.since.first_day)
        for quote in self.quotes:
            said = quote.said_on.first_day if quote.said_on else quote.article.published_at.date()
            named.setdefault(quote.speaker, said)
        offices = {}
        for office in Appointment.objects.filter(negotiator__in=named).order_by("start", "pk"):
            offices.setdefault(office.negotiator_id, []).append(office)
        return [Concerned(person, _held(offices.get(person.pk, ()), day)) for person, day in named.items()]

    @cached_property
    def linked(self):
        """Return the issues around this one: above, those gathering it, and those below with records."""
        told = {entry.position.issue_id for entry in self.timeline} - {self.issue.pk}
        around = [*issue_tree.above(self.issue, self.tree), *self.issue.gathered_in.all()]
        return list(dict.fromkeys([*around, *(self.tree[pk] for pk in self.below if pk in told)]))

    @property
    def is_empty(self):
        told = self.timeline or self.offers or self.outcomes or self.quotes or self.reports
        return not told and self.around.is_empty

    # ------------------------------------------------------------------ sources

    def _surrounding(self):
        """Yield the linkages and red lines with their statuses."""
        yield from self.around.linkages
        for drawn in self.around.red_lines:
            yield drawn.line
            yield from drawn.statuses

    def _cited(self, each):
        """Return the numbers of what a record cites, its `notes` too; new ones go to the end of the list."""
        for source in each.cited:
            if source.pk not in self._numbers:
                self.sources.append(source)
                self._numbers[source.pk] = len(self.sources)
        each.notes = sorted(self._numbers[source.pk] for source in each.cited)
        return each.notes


def _held(offices, day):
    """Return the last of some offices that was held on a day, or None."""
    held = [
        office
        for office in offices
        if (not office.start or office.start.first_day <= day)
        and (not office.end or day <= office.end.last_day)
    ]
    return held[-1] if held else None
