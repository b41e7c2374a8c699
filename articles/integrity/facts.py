"""Checks of the record: what it rests on, who held which office when, who a name means."""

import datetime
import itertools

from django.db.models import Count, Exists, OuterRef

from ..choices import AppointmentKind, Confidence, SourceKind
from ..models import (
    Alias,
    Appointment,
    Chapter,
    Country,
    Group,
    Issue,
    Meeting,
    Membership,
    Negotiator,
    Offer,
    Outcome,
    Position,
    Source,
)
from ..models.alias import OWNERS
from ..record.aliases import FIRM
from .finding import of

SOURCED = (Chapter, Country, Group, Issue, Meeting, Negotiator, Offer, Outcome, Position)


def facts_without_a_source():
    for model in SOURCED:
        unsourced = model.objects.filter(sources=None)
        if model in (Offer, Position):
            # What a report told rests on the report.
            unsourced = unsourced.filter(article=None)
        for row in unsourced:
            yield of(row, _key(row), "No source is named.", "Name what it rests on.")


def facts_held_too_firmly():
    seen = Source.objects.exclude(kind=SourceKind.MEMORY)
    for model in SOURCED:
        rows = model.objects.filter(confidence=Confidence.HIGH, sources__kind=SourceKind.MEMORY)
        for row in rows.exclude(Exists(_links_to(model, seen))).distinct():
            yield of(
                row,
                _key(row),
                "Its confidence is high, but nobody saw a page that says so.",
                "Name a page, or lower the confidence.",
            )


def overlapping_offices():
    """Find offices that one person cannot have held at one time, as far as their dates are known."""
    offices = Appointment.objects.select_related("negotiator").order_by("negotiator", "start", "pk")
    for _person, held in itertools.groupby(offices, key=lambda office: office.negotiator_id):
        for first, second in itertools.combinations(held, 2):
            if _same_office(first, second) and _surely_overlap(first, second):
                yield of(
                    second,
                    f"{first.negotiator.slug}, {second.title}",
                    f"{_dated(second)} overlaps with {first.title}, {_dated(first)}, of the same kind.",
                    "Correct the dates, or join the two.",
                )


def groups_without_members():
    """Find positions, offers and meetings of a group on a day when it had no member."""
    spans = {}
    for membership in Membership.objects.all():
        spans.setdefault(membership.group_id, []).append(_days(membership.start, membership.end))
    groups = {group.pk: group for group in Group.objects.all()}
    for row, group, first, last in _uses_of_groups():
        if not any(begin <= last and first <= end for begin, end in spans.get(group, [])):
            yield of(
                row,
                _key(row),
                f"It names {groups[group]}, which had no member on {_written(first, last)}.",
                "Correct the date, the memberships, or name another group.",
            )


def aliases_that_mean_two():
    """Find texts that firmly name more than one: a reader of reports would link either at random."""
    firm = Alias.objects.filter(kind__in=FIRM)
    shared = firm.values("folded").annotate(owners=Count("pk")).filter(owners__gt=1).values("folded")
    aliases = firm.filter(folded__in=shared).select_related(*OWNERS).order_by("folded", "pk")
    for _folded, rivals in itertools.groupby(aliases, key=lambda alias: alias.folded):
        rivals = list(rivals)
        yield of(
            rivals[0],
            f"“{rivals[0].text}”",
            f"It firmly names {' and '.join(str(rival.owner) for rival in rivals)}.",
            "Make it ambiguous for each of them, or delete all but one.",
        )


def issues_within_themselves():
    parents = Issue.objects.parents()
    for issue in Issue.objects.all():
        if issue.pk in _above(issue.pk, parents):
            yield of(
                issue,
                issue.slug,
                "By way of others it is a part of itself.",
                "Give it another place in the tree.",
            )


CHECKS = (
    facts_without_a_source,
    facts_held_too_firmly,
    overlapping_offices,
    groups_without_members,
    aliases_that_mean_two,
    issues_within_themselves,
)


def _key(row):
    for name in ("slug", "code", "number"):
        if hasattr(row, name):
            return getattr(row, name)
    return row.pk


def _links_to(model, sources):
    """Return the links of a model's rows (OuterRef) to some of the sources."""
    relation = model._meta.get_field("sources")
    through = relation.remote_field.through.objects
    return through.filter(**{relation.m2m_field_name(): OuterRef("pk"), "source__in": sources})


def _same_office(first, second):
    """Whether a person has but one of two offices at a time.

    A seat goes with the chair of a committee, and other offices with anything: of these kinds only the
    very same office counts.
    """
    if first.kind in (AppointmentKind.LEGISLATOR, AppointmentKind.OTHER):
        return first.title == second.title
    return first.kind == second.kind


def _surely_overlap(first, second):
    """Whether two spans have more than a day of change-over in common, whatever partial dates may mean."""
    (begin, end), (other_begin, other_end) = _least(first), _least(second)
    return max(begin, other_begin) < min(end, other_end)


def _least(span):
    """Return the shortest stretch of days a span with partial dates can be; without an end it lasts."""
    end = span.end.first_day if span.end else datetime.date.max
    begin = span.start.last_day if span.start else end
    return begin, end


def _days(start, end):
    """Return the first and last day of the longest stretch that two partial dates may mean."""
    return start.first_day, end.last_day if end else datetime.date.max


def _uses_of_groups():
    """Yield (row, group pk, first day, last day) of whatever is dated and names a group."""
    for position in Position.objects.prefetch_related("groups", "counterpart_groups"):
        for group in (*position.groups.all(), *position.counterpart_groups.all()):
            yield position, group.pk, *_days(position.since, position.since)
    for offer in Offer.objects.prefetch_related("partner_groups"):
        for group in filter(None, (offer.giver_group_id, *(each.pk for each in offer.partner_groups.all()))):
            yield offer, group, *_days(offer.since, offer.since)
    for meeting in Meeting.objects.prefetch_related("groups"):
        for group in meeting.groups.all():
            yield meeting, group.pk, *_days(meeting.start, meeting.end)


def _dated(office):
    return f"{office.start or '…'} to {office.end or '…'}"


def _written(first, last):
    return str(first) if first == last else f"any day from {first} to {last}"


def _above(pk, parents):
    """Return the pks above one in the tree, until the line repeats; parents is {pk: parent pk}."""
    line, above = [], parents.get(pk)
    while above is not None and above not in line:
        line.append(above)
        above = parents.get(above)
    return line
