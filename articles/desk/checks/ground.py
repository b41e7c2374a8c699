"""What a report names, looked up at once: the number of queries does not grow with its rows."""

from django.utils import timezone
from django.utils.functional import cached_property

from ...choices import RedirectKind
from ...models import Article, Country, Document, Group, Issue, Meeting, Negotiator, Photo, Position, Redirect
from ...models.content import named


class Ground:
    """A Content, and what there is in the database of all that it names.

    article is the report it is of, or None for one not begun; at the moment of judging, default now.
    Each attribute that is a dict leads from a slug as written, also an old one, to the object.
    """

    def __init__(self, content, *, article=None, at=None):
        self.content = content
        self.article = article
        self.now = at or timezone.now()

    @property
    def seen_from(self):
        """The moment from which readers see it, if it is published now."""
        return max(self.content.date or self.now, self.now)

    @property
    def day(self):
        """The day of the report, as a date."""
        return (self.content.date or self.now).date()

    @cached_property
    def countries(self):
        return named(
            Country, [*self.content.countries, *self._told("countries"), *self._told("counterparts")]
        )

    @cached_property
    def negotiators(self):
        speakers = [quote["speaker"] for quote in self.content.quotes if quote.get("speaker")]
        return named(Negotiator, [*self.content.negotiators, *speakers])

    @cached_property
    def issues(self):
        of_quotes = [slug for quote in self.content.quotes for slug in quote.get("issues") or ()]
        of_positions = [told["issue"] for _number, told in self.new_positions if told.get("issue")]
        return named(Issue, [*self.content.issues, *of_quotes, *of_positions])

    @cached_property
    def groups(self):
        """Return {code: group} of the groups named that there are."""
        codes = {*self._told("groups"), *self._told("counterpart_groups")}
        return {each.code: each for each in Group.objects.filter(code__in=codes)} if codes else {}

    @cached_property
    def meeting(self):
        wanted = [self.content.meeting] if self.content.meeting else []
        return named(Meeting, wanted).get(self.content.meeting)

    @cached_property
    def photo(self):
        return Photo.objects.filter(pk=self.content.photo).first() if self.content.photo else None

    @cached_property
    def documents(self):
        """Return the uids of the documents named that there are."""
        wanted = self.content.documents
        return set(Document.objects.filter(uid__in=wanted).values_list("uid", flat=True)) if wanted else set()

    @cached_property
    def on_record(self):
        """Return the references among the positions that there are in the record already."""
        slugs = [told.get("slug") for told in self.content.positions if told.get("slug")]
        return set(Position.objects.filter(slug__in=slugs).values_list("slug", flat=True)) if slugs else set()

    @cached_property
    def new_positions(self):
        """Return (place in the form's list, position) of each one first told in this report.

        One that names nothing but its reference was on record when it was chosen.
        """
        return list(enumerate(told for told in self._not_on_record() if len(told) > 1))

    @cached_property
    def lost_positions(self):
        """Return the references of positions that were on record once and are no more."""
        return [told["slug"] for told in self._not_on_record() if len(told) == 1]

    def _not_on_record(self):
        return [told for told in self.content.positions if told.get("slug") not in self.on_record]

    @cached_property
    def address_taken(self):
        """Whether another report has the address that was chosen, or had it once."""
        slug = self.content.slug
        others = Article.objects.exclude(pk=self.article.pk if self.article else None)
        retired = Redirect.objects.filter(kind=RedirectKind.ARTICLE, old_slug=slug)
        retired = retired.exclude(new_slug=self.article.slug if self.article else "")
        return others.filter(slug=slug).exists() or retired.exists()

    def _told(self, name):
        return [slug for _number, told in self.new_positions for slug in told.get(name) or ()]
