"""What the nouns of the record are chosen by: conditions of filters, and which rows readers may know.

A condition takes rows and values and returns the rows that pass.
"""

from django.db.models import Prefetch, Q

from ..models import (
    OWNERS,
    Alias,
    Appointment,
    Article,
    Correction,
    Issue,
    Meeting,
    Membership,
    Position,
    Quote,
    RedLineStatus,
)
from ..models.issue import descendants


def one(path):
    """Return the condition that a column or a single related row is any of the values."""
    return lambda rows, values: rows.filter(**{f"{path}__in": values})


def many(path):
    """Return the condition that any of several related rows is; by subquery, so that no row is doubled."""
    return lambda rows, values: rows.filter(
        pk__in=rows.model._base_manager.filter(**{f"{path}__in": values}).values("pk")
    )


def under(path):
    """Return the condition that an issue is any of the values or lies below one in the tree."""

    def condition(rows, values):
        parents = Issue.objects.parents()
        return many(path)(rows, {pk for issue in values for pk in descendants(issue.pk, parents)})

    return condition


def held_by(rows, countries):
    """Return the positions of any of the countries, those of their groups included."""
    held = Q(pk__in=[])
    for country in countries:
        held |= Q(pk__in=Position.objects.held_by(country).order_by().values("pk"))
    return rows.filter(held)


def given_by(rows, countries):
    """Return the terms that any of the countries gives, itself or as one of a group."""
    groups = Membership.objects.filter(country__in=countries).values("group")
    return rows.filter(Q(giver__in=countries) | Q(giver_group__in=groups))


def in_reports(link):
    """Return the condition that what is told stands in a report linked to any of the values."""

    def condition(rows, values):
        return rows.filter(article__in=Article.objects.about(link=link, values=values).values("pk"))

    return condition


# --------------------------------------------------------------------------- what readers may know
# Each takes an AsOf, the day asked for.


def everything(model):
    """Return the rows of a part of the record that is not kept by day."""
    return lambda as_of: model.objects.all()


def on_record(model):
    """Return positions or offers, those on record by the day."""
    return lambda as_of: model.objects.as_of(as_of.day)


def begun(model):
    """Return meetings, offices or memberships, those that had begun by the day."""
    return lambda as_of: model.objects.begun(as_of.asked)


meetings, appointments = begun(Meeting), begun(Appointment)


def quotes(as_of):
    return Quote.objects.as_of(as_of.day)


def corrections(as_of):
    return Correction.objects.listed(at=as_of.at)


def aliases(as_of):
    owners = (f"{name}__slug" for name in OWNERS)
    return Alias.objects.only("text", "kind", "language", "script", *owners)


# --------------------------------------------------------------------------- what is loaded with them


def memberships(as_of):
    return Prefetch("memberships", begun(Membership)(as_of).select_related("country", "group"))


def offices(as_of):
    return Prefetch("appointments", appointments(as_of))


def reports(as_of):
    return Prefetch("articles", Article.objects.published(at=as_of.at).newest_first())


def red_line_statuses(as_of):
    return Prefetch("statuses", on_record(RedLineStatus)(as_of).select_related("article"))
