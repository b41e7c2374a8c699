"""The quotations of the site as a list: by whom, on which issue, newest report first."""

from django.db.models import Exists, OuterRef
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from . import issue_tree, paging
from .models import Issue, Negotiator, Quote
from .models.content import by_slug

SHOWN_OF_A_VALUE = 80


class QuoteList:
    """What a query string asks of the quotations as of a day (AsOf): `speaker`, `issue`, a page; `errors`."""

    def __init__(self, query, then):
        self.then = then
        self.errors = []
        self.speaker = self._named(Negotiator, query.get("speaker", ""), _("person"))
        self.issue = self._named(Issue, query.get("issue", ""), _("issue"))
        self.before = paging.Cursor.read(query.get("before", ""))

    def _named(self, model, slug, kind):
        found = by_slug(model, [slug]) if slug else []
        if slug and not found:
            message = _("There is no %(kind)s “%(value)s”.")
            self.errors.append(message % {"kind": kind, "value": slug[:SHOWN_OF_A_VALUE]})
        return found[0] if found else None

    @cached_property
    def all_quotes(self):
        return Quote.objects.as_of(self.then.day)

    @cached_property
    def matching(self):
        """The quotations of the speaker on the issue, or on one below it."""
        quotes = self.all_quotes
        if self.speaker:
            quotes = quotes.filter(speaker=self.speaker)
        if self.issue:
            tree = {issue.pk: issue for issue in Issue.objects.all()}
            on_it = Quote.issues.through.objects.filter(
                quote=OuterRef("pk"), issue__in=issue_tree.below(self.issue, tree)
            )
            quotes = quotes.filter(Exists(on_it))
        return quotes

    @cached_property
    def page(self):
        """A page of quotations with speaker, report and issues, and the place where the next one begins."""
        quotes = self.matching.select_related("article", "speaker__country").prefetch_related("issues")
        return paging.rows(quotes, moment="article__published_at", before=self.before)

    @cached_property
    def total(self):
        return self.matching.count()

    @property
    def query(self):
        """The query string of the filters in force."""
        given = {"speaker": self.speaker, "issue": self.issue}
        return "&".join(f"{name}={each.slug}" for name, each in given.items() if each)

    def speakers(self):
        """Return the people who are quoted, by name."""
        said = self.all_quotes.filter(speaker=OuterRef("pk"))
        return Negotiator.objects.filter(Exists(said)).order_by("name")

    def issues(self):
        """Return the issues that quotations are about, by name."""
        about = Quote.issues.through.objects.filter(issue=OuterRef("pk"), quote__in=self.all_quotes)
        return sorted(Issue.objects.filter(Exists(about)), key=lambda issue: issue.sort_name)
