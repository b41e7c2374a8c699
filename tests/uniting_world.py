"""Things that are on record twice, for tests that make them one."""

from taggit.models import Tag

from articles.models import Issue, Meeting, Negotiator, Position, Source
from tests import factories


class World:
    """What the links of a test hang on, and the two things of one kind that are to be one."""

    def __init__(self, model):
        self.model = model
        self.japan = factories.make_country()
        self.beef = factories.make_issue()
        self.amari = factories.make_negotiator(country=self.japan)
        self.tokyo = factories.make_meeting()
        self.source = Source.objects.create(title="A paper", url="https://example.org/paper")
        self.article = factories.make_article("A report", countries=[self.japan])
        self.kept, self.gone = (self._thing(number) for number in (1, 2))

    def _thing(self, number):
        if self.model is Negotiator:
            return Negotiator.objects.create(slug=f"person-{number}", name=f"Person {number}")
        if self.model is Issue:
            return factories.make_issue(f"cheese-{number}")
        if self.model is Meeting:
            return factories.make_meeting(f"talks-{number}")
        return Tag.objects.create(name=f"Quota {number}")

    def position(self, **fields):
        fields = {
            "slug": "p",
            "issue": self.beef,
            "stance": "offer",
            "summary": "Offers.",
            "since": "2014",
        } | fields
        return Position.objects.create(**fields)


def person_twice():
    """Return a person on record twice, as the one to keep and the one to go, with a report about each."""
    japan, beef = factories.make_country(), factories.make_issue()
    kept = factories.make_negotiator(country=japan)
    gone = factories.make_negotiator(
        "amari-akira", name="Amari Akira", native_name="甘利明", note="Born 1949."
    )
    for person in (kept, gone):
        factories.make_article(f"About {person.slug}", countries=[japan], issues=[beef], negotiators=[person])
    return kept, gone
