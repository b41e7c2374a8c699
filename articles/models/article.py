from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, Tag

from .. import querysets
from ..choices import Language, RedirectKind, Status
from .base import Addressed
from .country import Country
from .document import Document
from .fields import CleanHTMLField
from .issue import Issue, ancestors
from .meeting import Meeting
from .negotiator import Negotiator
from .photo import Photo
from .source import Source


class ArticleLink(models.Model):
    """One link of an article. live_at repeats the article's published_at while readers may see it.

    The copy makes each link table an index of its own in date order: a page of a country's newest
    reports, or a count of them, is read from it without touching the articles. Database triggers keep
    it (see triggers.py); it is empty for drafts and withdrawn articles.
    """

    live_at = models.DateTimeField(null=True, editable=False)

    article_name = "article"
    target_name = None

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.target_name} {self.pk}"


def _link_meta(target, article="article"):
    """Return the constraint and the index that every link table has."""
    return {
        "constraints": [models.UniqueConstraint(fields=[article, target], name=f"article_{target}_once")],
        "indexes": [
            models.Index(
                F(target),
                F("live_at").desc(),
                F(article).desc(),
                condition=Q(live_at__isnull=False),
                name=f"article_{target}_by_date",
            )
        ],
    }


class ArticleCountry(ArticleLink):
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="country_links")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="article_links")

    target_name = "country"

    class Meta:
        constraints = _link_meta("country")["constraints"]
        indexes = _link_meta("country")["indexes"]


class ArticleNegotiator(ArticleLink):
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="negotiator_links")
    negotiator = models.ForeignKey(Negotiator, on_delete=models.PROTECT, related_name="article_links")

    target_name = "negotiator"

    class Meta:
        constraints = _link_meta("negotiator")["constraints"]
        indexes = _link_meta("negotiator")["indexes"]


class ArticleIssue(ArticleLink):
    """A link to an issue an editor chose, or, marked derived, to one above it in the tree."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="issue_links")
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="article_links")
    derived = models.BooleanField(default=False, editable=False)

    target_name = "issue"

    class Meta:
        constraints = _link_meta("issue")["constraints"]
        indexes = _link_meta("issue")["indexes"]

    @classmethod
    def rebuild_derived(cls):
        """Make the derived links of all articles anew from the chosen ones; for when the tree moved.

        One statement for each pair of an issue and an ancestor: some hundreds, whatever the number of
        articles.
        """
        parents = Issue.objects.parents()
        cls.objects.filter(derived=True).delete()
        insert = (
            f"INSERT INTO {cls._meta.db_table} (article_id, issue_id, derived) "
            f"SELECT article_id, %s, %s FROM {cls._meta.db_table} WHERE issue_id = %s AND NOT derived "
            "ON CONFLICT DO NOTHING"
        )
        with connection.cursor() as cursor:
            for issue in parents:
                for ancestor in ancestors(issue, parents)[1:]:
                    cursor.execute(insert, [ancestor, True, issue])


class ArticleTag(ArticleLink, ItemBase):
    content_object = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="tag_links", db_column="article_id"
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="article_links")

    article_name = "content_object"
    target_name = "tag"

    class Meta:
        constraints = _link_meta("tag", "content_object")["constraints"]
        indexes = _link_meta("tag", "content_object")["indexes"]


class Article(Addressed, models.Model):
    """A report as readers see it. What an editor is still working on lives in its Draft.

    published_at is the report's date: it orders pages and may lie in the past or the future.
    first_public_at is the moment readers could first see it: alerts and the news sitemap go by it.
    unpublish_at, where it is set, is the moment at which it is withdrawn by itself (see edition.py).
    """

    headline = models.CharField(_("headline"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    summary = models.TextField(_("summary"), blank=True)
    body = CleanHTMLField(_("text"), blank=True)
    byline = models.CharField(_("byline"), max_length=200, blank=True)
    dateline = models.CharField(_("dateline place"), max_length=120, blank=True)
    language = models.CharField(
        _("language"), max_length=8, choices=Language.choices, default=Language.ENGLISH
    )
    translation_of = models.ForeignKey(
        "self",
        verbose_name=_("translation of"),
        on_delete=models.SET_NULL,
        related_name="translations",
        null=True,
        blank=True,
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    published_at = models.DateTimeField(_("date of the report"), null=True, blank=True)
    first_public_at = models.DateTimeField(_("first public"), null=True, editable=False)
    unpublish_at = models.DateTimeField(_("taken from readers at"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    is_sample = models.BooleanField(_("sample coverage"), default=False)
    meeting = models.ForeignKey(
        Meeting,
        verbose_name=_("meeting"),
        on_delete=models.SET_NULL,
        related_name="articles",
        null=True,
        blank=True,
    )
    photo = models.ForeignKey(
        Photo,
        verbose_name=_("photograph"),
        on_delete=models.SET_NULL,
        related_name="articles",
        null=True,
        blank=True,
    )
    countries = models.ManyToManyField(
        Country, verbose_name=_("countries"), through=ArticleCountry, related_name="articles"
    )
    negotiators = models.ManyToManyField(
        Negotiator, verbose_name=_("people"), through=ArticleNegotiator, related_name="articles"
    )
    issues = models.ManyToManyField(
        Issue, verbose_name=_("issues"), through=ArticleIssue, related_name="articles"
    )
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), related_name="articles", blank=True)
    documents = models.ManyToManyField(
        Document, verbose_name=_("documents"), related_name="articles", blank=True
    )
    tags = TaggableManager(through=ArticleTag, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("begun by"),
        on_delete=models.SET_NULL,
        related_name="articles",
        null=True,
        editable=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = querysets.ArticleQuerySet.as_manager()

    redirect_kind = RedirectKind.ARTICLE

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("publish_article", "Can publish, schedule and withdraw articles"),
            ("override_checks", "Can publish over a blocking check"),
            ("change_any_article", "Can change articles of others"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[Status.DRAFT, Status.IN_REVIEW, Status.BINNED])
                | Q(published_at__isnull=False, first_public_at__isnull=False, version__gte=1),
                name="article_public_is_dated_and_numbered",
            ),
            models.CheckConstraint(
                condition=~Q(translation_of=F("pk")), name="article_not_its_own_translation"
            ),
        ]
        indexes = [
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                condition=Q(status=Status.PUBLISHED),
                name="article_public_by_date",
            ),
            models.Index(
                F("meeting"),
                F("published_at").desc(),
                F("id").desc(),
                condition=Q(status=Status.PUBLISHED),
                name="article_meeting_by_date",
            ),
            models.Index(
                F("first_public_at").desc(),
                condition=Q(status=Status.PUBLISHED),
                name="article_by_first_public",
            ),
            # The order of the list at the desk.
            models.Index(F("updated_at").desc(), F("id").desc(), name="article_by_change"),
            models.Index(
                "unpublish_at",
                condition=Q(status=Status.PUBLISHED, unpublish_at__isnull=False),
                name="article_by_end",
            ),
            # Few beside all there are; the desk's first page lists them.
            models.Index(
                F("updated_at").desc(), condition=Q(status=Status.IN_REVIEW), name="article_in_review"
            ),
        ]

    def __str__(self):
        return self.headline

    def get_absolute_url(self):
        return reverse("articles:article", args=[self.slug])

    @property
    def has_had_readers(self):
        return self.first_public_at is not None

    @property
    def is_scheduled(self):
        return self.status == Status.PUBLISHED and self.published_at > timezone.now()

    def is_readable(self, *, at=None):
        """Whether querysets.published() would find this article; for one already in hand."""
        return self.status == Status.PUBLISHED and self.published_at <= (at or timezone.now())

    def set_links(self, *, countries, issues, negotiators, tags):
        """Make the links exactly these (objects; tags by name), ancestors of issues derived."""
        self._set(self.country_links, "country", countries)
        self._set(self.negotiator_links, "negotiator", negotiators)
        self._set_issues(issues)
        self.tags.set(tags)

    def _set(self, links, target, wanted):
        links.exclude(**{f"{target}__in": wanted}).delete()
        links.model.objects.bulk_create(
            [links.model(article=self, **{target: each}) for each in wanted], ignore_conflicts=True
        )

    def _set_issues(self, chosen):
        parents = Issue.objects.parents()
        chosen_ids = [issue.pk for issue in chosen]
        above = {above for pk in chosen_ids for above in ancestors(pk, parents)[1:]} - set(chosen_ids)
        wanted = [(pk, False) for pk in chosen_ids] + [(pk, True) for pk in sorted(above)]
        present = set(self.issue_links.values_list("issue_id", "derived"))
        self.issue_links.filter(issue_id__in=[pk for pk, derived in present - set(wanted)]).delete()
        ArticleIssue.objects.bulk_create(
            ArticleIssue(article=self, issue_id=pk, derived=derived)
            for pk, derived in wanted
            if (pk, derived) not in present
        )
