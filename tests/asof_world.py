"""A record and reports with something on either side of each of three days, for tests of the time machine."""

import time_machine

from articles import drafting, publishing
from articles.models import (
    Appointment,
    Article,
    Attendance,
    Chapter,
    Country,
    Group,
    Issue,
    Meeting,
    Membership,
    Negotiator,
    Offer,
    OfferFigure,
    Position,
    Source,
)
from tests import factories
from tests.small_record import SmallRecord

# Before anything of this record, amid the talks, and after the text was signed.
DAYS = ("2009-12-31", "2014-04-25", "2016-03-01")
DAY = DAYS[1]
TODAY = "2020-01-01T00:00:00Z"
QUOTE = {"speaker": "akira-amari", "text": "A path has been found.", "said_on": "2014-04-24"}
BODY = '<p>They spoke of <a href="/articles/?issue=rice&amp;year=2013">rice</a> and of cars.</p>'
REPORTS = [
    ("Parties meet", "2013-07-20", {"meeting": "round-18"}),
    ("Talks in Tokyo", "2014-04-24", {"meeting": "tokyo-talks", "quotes": [QUOTE]}),
    ("Ministers will meet", "2014-04-25", {"meeting": "sydney-talks"}),
    ("Ministers met", "2014-10-27", {"meeting": "sydney-talks", "tags": ["Sydney"]}),
    ("Text is signed", "2016-02-04", {}),
    ("Eleven go on", "2018-03-08", {"countries": ["japan", "united-states"]}),
]


def make(folder):
    """Fill the database, as it would have been filled by TODAY."""
    SmallRecord(folder).load()
    _countries()
    _people()
    _issues()
    with time_machine.travel("2013-01-01T00:00:00Z", tick=False) as clock:
        _reports(clock)
    _positions()


def _reports(clock):
    for headline, date, more in REPORTS:
        clock.move_to(f"{date}T20:00:00Z")
        links = {
            "countries": ["japan"],
            "issues": ["rice"],
            "negotiators": ["akira-amari"],
            "tags": ["Tokyo"],
        }
        factories.make_article(headline, date=date, body=BODY, **links | more)
    correct(clock, "talks-in-tokyo", "2015-05-06", headline="Talks in Kyoto", issues=["tariffs"])


def correct(clock, slug, day, **changes):
    """Publish an article anew on a later day, with a public note."""
    clock.move_to(f"{day}T09:00:00Z")
    article = Article.objects.get(slug=slug)
    content = drafting.working_copy(article)
    for name, value in changes.items():
        setattr(content, name, value)
    drafting.save(article=article, content=content, by=None)
    publishing.correct(article=article, by=None, kind="correction", text=f"Corrected on {day}.")


def _countries():
    for country in Country.objects.all():
        country.joined_note = "All parties agreed to it on 20 April 2010."
        country.tpp_note = "The signature was on 4 February 2016."
        country.ministry = "Ministry of Trade (of Economy from November 2015)"
        country.trade_facts = ["Two fifths of all trade", "A tenth of all rice (FAO, 2018)"]
        country.tpp_signed = "2016-02-04"
        country.cptpp_signed, country.cptpp_in_force = "2018-03-08", "2018-12-30"
        country.role, country.is_cptpp_member = "joined; withdrew", True
        country.save()
        country.sources.add(*_sources())
    kingdom = factories.make_country(
        "united-kingdom", "GB", "GBR", standing="candidate", applied="2019-02-01"
    )
    eleven = Group.objects.create(code="eleven", label="The eleven", name="The eleven")
    for country in (kingdom, Country.objects.get(slug="japan")):
        Membership.objects.create(group=eleven, country=country, start="2018-03-08")


def _sources():
    return [
        Source.objects.get_or_create(title=title, url=url, archived_url=archived)[0]
        for title, url, archived in (
            ("Joint statement", "https://example.org/told", "https://web.archive.org/web/20190102030405/x"),
            ("Reading the text, October 2017", "https://example.org/reading", ""),
            ("A look back", "https://example.org/2018/03/look-back", ""),
        )
    ]


def _people():
    states = Country.objects.get(slug="united-states")
    factories.make_negotiator("robert-lighthizer", country=states, office="Counsel", start="2017-05-15")
    amari = Negotiator.objects.get(slug="akira-amari")
    Appointment.objects.create(
        negotiator=amari, title="Later post", kind="other", start="2019-09", end="2019-11"
    )
    amari.note = "He left office on 28 January 2016."
    amari.save()
    running = factories.make_meeting(
        "tokyo-talks", start="2014-04-23", end="2014-04-28", outcome="They agreed."
    )
    coming = factories.make_meeting("sydney-talks", start="2014-10-25", end="2014-10-27")
    for meeting in (running, coming, Meeting.objects.get(slug="round-18")):
        Attendance.objects.create(meeting=meeting, negotiator=amari)


def _issues():
    rice = Issue.objects.get(slug="rice")
    rice.description = "Its quota was settled in October 2015."
    rice.save()
    rice.sources.add(*_sources())
    Chapter.objects.get(number=1).issues.add(rice)


def _positions():
    japan, rice = Country.objects.get(slug="japan"), Issue.objects.get(slug="rice")
    for number, (since, stance, meeting) in enumerate(
        (
            ("2013-08", "rejected", ""),
            ("2014-04-25", "narrowing", "sydney-talks"),
            ("2014-11-10", "offer", "sydney-talks"),
            ("2015-10-05", "agreed-in-principle", ""),
            ("2018-12-30", "final", ""),
        ),
        start=1,
    ):
        meeting = Meeting.objects.filter(slug=meeting).first()
        position = Position.objects.create(
            slug=f"p{number}",
            issue=rice,
            stance=stance,
            summary=f"Stand {number}.",
            since=since,
            meeting=meeting,
        )
        position.countries.add(japan)
        offer = Offer.objects.create(
            slug=f"o{number}",
            giver=japan,
            issue=rice,
            measure=f"quota {number}",
            state="offered",
            since=since,
        )
        OfferFigure.objects.create(offer=offer, label="quota", value=number, unit="t")
