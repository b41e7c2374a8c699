"""Small, deterministic things for tests. Each makes what a test names and fills in the rest."""

import datetime
import itertools

from articles import drafting, publishing
from articles.choices import AliasKind, CountryStanding, IssueKind, MeetingKind
from articles.models import (
    Alias,
    Appointment,
    Content,
    Country,
    Group,
    Issue,
    Meeting,
    Membership,
    Negotiator,
    User,
)

SOURCE = {
    "title": "Joint statement",
    "outlet": "Government",
    "kind": "official",
    "url": "https://example.org/statement",
}
_numbers = itertools.count(1)


def at(day, hour=12):
    """Return noon UTC (or another hour) of an ISO day."""
    return datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time(hour), datetime.UTC)


def make_user(name="editor", *, superuser=False, **fields):
    return User.objects.create_user(
        username=name,
        email=f"{name}@example.org",
        password="correct horse",
        is_staff=True,
        is_superuser=superuser,
        **fields,
    )


def make_country(slug="japan", iso2="JP", iso3="JPN", **fields):
    fields = {"name": slug.replace("-", " ").title(), "standing": CountryStanding.SIGNATORY} | fields
    return Country.objects.create(slug=slug, iso2=iso2, iso3=iso3, **fields)


def make_issue(slug="beef", *, parent=None, **fields):
    fields = {"name": slug.replace("-", " ").capitalize(), "kind": IssueKind.COMMODITY} | fields
    return Issue.objects.create(slug=slug, parent=parent, **fields)


def make_negotiator(
    slug="akira-amari", *, country=None, office="Minister", start="2012-12-26", end="", **fields
):
    person = Negotiator.objects.create(
        slug=slug, country=country, **{"name": slug.replace("-", " ").title()} | fields
    )
    Appointment.objects.create(negotiator=person, title=office, kind="other", start=start, end=end)
    Alias.objects.create(negotiator=person, text=person.name, kind=AliasKind.NAME)
    return person


def make_meeting(slug="tokyo-2014", *, start="2014-04-23", end="2014-04-25", **fields):
    fields = {"name": slug.replace("-", " ").title(), "kind": MeetingKind.BILATERAL, "city": "Tokyo"} | fields
    return Meeting.objects.create(slug=slug, start=start, end=end, **fields)


def make_group(label="TPP12", *, countries=(), start="2013-07-23"):
    group = Group.objects.create(code=label.lower(), label=label, name=label)
    for country in countries:
        Membership.objects.create(group=group, country=country, start=start)
    return group


def content(headline=None, *, date="2014-04-25", **fields):
    """Return a Content fit to publish but for its countries, which the caller names."""
    headline = headline or f"Report number {next(_numbers)}"
    fields = {
        "summary": "What happened, in a sentence.",
        "body": "<p>The two governments spoke of a path forward.</p>",
        "published_at": at(date).isoformat() if date else "",
        "sources": [SOURCE],
    } | {
        name: [getattr(each, "slug", each) for each in value] if name in LINKS else value
        for name, value in fields.items()
    }
    return Content(headline=headline, **fields)


LINKS = ("countries", "issues", "negotiators")


def make_draft(headline=None, *, by=None, **fields):
    """Return an article that readers have never seen."""
    return drafting.begin(content=content(headline, **fields), by=by)


def make_article(headline=None, *, by=None, **fields):
    """Return a published article, through the same door as an editor's; scheduled if its date is to come."""
    article = make_draft(headline, by=by, **fields)
    publishing.publish(article=article, by=by)
    article.refresh_from_db()
    return article
