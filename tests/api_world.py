"""A small world with one or two of everything the API tells of."""

from articles import publishing
from articles.choices import CorrectionKind
from articles.models import (
    ApiToken,
    Chapter,
    Linkage,
    Offer,
    OfferFigure,
    Outcome,
    OutcomeFigure,
    Position,
    RedLine,
)
from tests import factories


def make_world():
    """Write it; return its reports."""
    japan, peru = factories.make_country(), factories.make_country("peru", "PE", "PER")
    agriculture = factories.make_issue("agriculture")
    beef = factories.make_issue("beef", parent=agriculture)
    amari = factories.make_negotiator(country=japan)
    froman = factories.make_negotiator("michael-froman", office="USTR", start="2013-06")
    group = factories.make_group(countries=[japan, peru])
    meeting = factories.make_meeting(country=japan)
    meeting.groups.add(group)
    meeting.attendance.create(negotiator=amari, role="minister")
    links = {
        "countries": [japan],
        "issues": [beef],
        "negotiators": [amari],
        "meeting": meeting.slug,
        "tags": ["Quota"],
    }
    quotes = [
        {
            "speaker": "akira-amari",
            "text": "The gaps are narrowing.",
            "said_on": "2014-04",
            "issues": ["beef"],
        },
        {"speaker_name": "A spokesman", "text": "We agree."},
    ]
    first = factories.make_article("First report", quotes=quotes, **links)
    second = factories.make_article(
        "Second report", countries=[peru], issues=[agriculture], negotiators=[froman], date="2013-06-01"
    )
    publishing.correct(
        article=second, by=None, kind=CorrectionKind.CORRECTION, text="The minister’s name was misspelt."
    )
    for number in range(3):
        position = Position.objects.create(
            slug=f"pos-{number}",
            issue=beef,
            stance="offer",
            summary="Offers a safeguard.",
            since=f"2014-0{number + 1}",
            grade="press",
            confidence="high",
            meeting=meeting,
            article=first,
            quote=first.quotes.first(),
        )
        position.countries.add(japan)
        position.counterparts.add(peru)
        position.counterpart_groups.add(group)
        position.people.add(amari)
        position.sources.set(first.sources.all())
    offer = Offer.objects.create(
        slug="offer-1", giver=japan, issue=beef, measure="quota", state="asked", since="2014", article=first
    )
    offer.partners.add(peru)
    OfferFigure.objects.create(offer=offer, label="quota", value="62.5", unit="t", year=1)
    outcome = Outcome.objects.create(slug="jp-beef", giver_group=group, issue=beef, measure="tariff cut")
    outcome.articles.add(first)
    linkage = Linkage.objects.create(
        slug="link-1",
        issue=beef,
        in_return=agriculture,
        summary="Beef if more.",
        since="2014-03",
        article=first,
    )
    linkage.countries.add(japan)
    line = RedLine.objects.create(
        slug="line-1", country=japan, drawn_by="The Diet", summary="No free beef.", since="2013-04"
    )
    line.issues.add(beef)
    line.statuses.create(state="kept", since="2015-10", reason="A duty stayed.")
    Chapter.objects.create(number=2, name="Goods").issues.add(beef)
    OutcomeFigure.objects.create(outcome=outcome, label="duty", value=9, unit="percent", year=16)
    return [first, second]


def make_token(user, **fields):
    """Return the text of a new token of an account."""
    token = ApiToken(owner=user, name="a tool", **fields)
    text = token.mint()
    token.save()
    return text
