"""What an editor writes in one article, as one document. A Draft and a Version each hold one.

Other things are named in it by slug, never by row number, so that a stored version still says what it
said after a person was renamed or merged: slugs that moved on are followed through Redirect.
"""

import dataclasses
import datetime
import hashlib
from dataclasses import dataclass, field

from django.utils.dateparse import parse_datetime
from taggit.models import Tag

from ..choices import Language, RedirectKind
from ..cleaning import clean_html
from .article import Article
from .country import Country
from .document import Document
from .issue import Issue
from .meeting import Meeting
from .merge import Merge
from .negotiator import Negotiator
from .photo import Photo
from .redirect import Redirect

LINKED = {"countries": Country, "issues": Issue, "negotiators": Negotiator}
LINK_FIELDS = (*LINKED, "tags")


@dataclass(kw_only=True)
class Content:
    """One article's text, links, sources, quotations and positions, as typed: publishing judges it.

    published_at is ISO 8601 with offset or "" (no date yet), unpublish_at the same or "" (never); meeting
    a slug or ""; photo and translation_of (the report that this one translates) row numbers or None;
    countries, issues and negotiators lists of slugs; tags a list of names; documents a list of uids.
    slug "" means: made from the headline.
    sources: dicts of uid and Source's own fields (title, outlet, kind, url, archived_url, accessed_on).
    quotes: dicts uid, speaker (slug or ""), speaker_name, text, said_on, issues (slugs).
    positions: dicts slug and, for one first recorded with this article, countries, groups,
    counterparts, counterpart_groups (slugs, codes), issue, stance, summary, since, grade.
    """

    headline: str = ""
    slug: str = ""
    summary: str = ""
    body: str = ""
    byline: str = ""
    dateline: str = ""
    language: str = Language.ENGLISH.value
    translation_of: int | None = None
    published_at: str = ""
    unpublish_at: str = ""
    meeting: str = ""
    photo: int | None = None
    is_sample: bool = False
    countries: list[str] = field(default_factory=list)
    issues: list[str] = field(default_factory=list)
    negotiators: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    sources: list[dict] = field(default_factory=list)
    quotes: list[dict] = field(default_factory=list)
    positions: list[dict] = field(default_factory=list)

    def __post_init__(self):
        for source in self.sources:
            if not source.get("uid"):
                source["uid"] = _uid_of(source)

    def links(self):
        """Return what the article is linked to: slugs of countries, issues, negotiators; names of tags."""
        return {name: getattr(self, name) for name in LINK_FIELDS}

    @classmethod
    def from_json(cls, document):
        """Read a stored document; what an older one lacks takes its default, what is gone is left."""
        names = {each.name for each in dataclasses.fields(cls)}
        return cls(**{name: value for name, value in document.items() if name in names})

    def to_json(self):
        """Return the document to store, its HTML cleaned."""
        return dataclasses.asdict(self) | {"body": clean_html(self.body)}

    @property
    def date(self):
        """published_at as an aware datetime, or None (also where it is no date)."""
        return moment_of(self.published_at)

    @property
    def end(self):
        """unpublish_at as an aware datetime, or None (also where it is no date)."""
        return moment_of(self.unpublish_at)

    @classmethod
    def of(cls, article):
        """Return what readers see of an article (or, before its first publication, its mirror)."""
        return cls(
            headline=article.headline,
            slug=article.slug,
            summary=article.summary,
            body=article.body,
            byline=article.byline,
            dateline=article.dateline,
            language=article.language,
            translation_of=article.translation_of_id,
            published_at=article.published_at.isoformat() if article.published_at else "",
            unpublish_at=article.unpublish_at.isoformat() if article.unpublish_at else "",
            meeting=article.meeting.slug if article.meeting else "",
            photo=article.photo_id,
            is_sample=article.is_sample,
            countries=_slugs(article.country_links.order_by("pk"), "country"),
            issues=_slugs(article.issue_links.filter(derived=False).order_by("pk"), "issue"),
            negotiators=_slugs(article.negotiator_links.order_by("pk"), "negotiator"),
            tags=sorted(article.tags.names()),
            outcomes=list(article.outcomes.values_list("slug", flat=True)),
            documents=list(article.documents.values_list("uid", flat=True)),
            sources=[_source(source) for source in article.sources.all()],
            quotes=[
                _quote(quote) for quote in article.quotes.select_related("speaker").prefetch_related("issues")
            ],
            positions=[{"slug": slug} for slug in article.positions.values_list("slug", flat=True)],
        )

    def linked(self, name):
        """Return the countries, issues or negotiators named, in the order given."""
        return by_slug(LINKED[name], getattr(self, name))

    def fields(self):
        """Return the columns of Article that this document fills, by two look-ups."""
        meetings = by_slug(Meeting, [self.meeting] if self.meeting else [])
        return self.plain_fields() | {
            "meeting": meetings[0] if meetings else None,
            "photo": Photo.objects.filter(pk=self.photo).first() if self.photo else None,
        }

    def plain_fields(self):
        """Return the columns of Article that this document fills without a look-up.

        What is too long for its column is cut: only a draft's mirror can be, and the draft has it whole.
        """
        return {
            "headline": _fitting("headline", self.headline),
            "slug": self.slug,
            "summary": self.summary,
            "body": self.body,
            "byline": _fitting("byline", self.byline),
            "dateline": _fitting("dateline", self.dateline),
            "language": self.language,
            "translation_of": Article.objects.filter(pk=self.translation_of).first()
            if self.translation_of
            else None,
            "published_at": self.date,
            "unpublish_at": self.end,
            "is_sample": self.is_sample,
        }

    def as_article(self, article):
        """Return an unsaved copy of the article that reads as this document, for the article page."""
        shown = Article(
            pk=article.pk,
            status=article.status,
            first_public_at=article.first_public_at,
            version=article.version,
            **self.fields(),
        )
        shown.slug = article.slug
        shown.shown_country_links = _links("country", self.linked("countries"))
        shown.shown_issue_links = _links("issue", self.linked("issues"))
        shown.shown_negotiator_links = _links("negotiator", self.linked("negotiators"))
        return shown

    def attached(self):
        """Return the Documents named; one that was deleted since is left out."""
        return list(Document.objects.filter(uid__in=self.documents)) if self.documents else []

    def quotes_with_speakers(self):
        """Return the quotations as shown: speaker (a Negotiator or None), speaker_name, text, said_on."""
        slugs = [quote["speaker"] for quote in self.quotes if quote.get("speaker")]
        people = named(Negotiator, slugs)
        return [quote | {"speaker": people.get(quote.get("speaker"))} for quote in self.quotes]


@dataclass(frozen=True)
class ShownLink:
    """A link of a document, in the shape in which a page finds an article's stored links."""

    country: Country | None = None
    issue: Issue | None = None
    negotiator: Negotiator | None = None


def moment_of(text):
    """Return the aware datetime that text in ISO 8601 means (UTC where it names no zone), or None."""
    try:
        moment = parse_datetime(text) if text else None
        return (
            moment.replace(tzinfo=moment.tzinfo or datetime.UTC).astimezone(datetime.UTC) if moment else None
        )
    except (ValueError, OverflowError):
        return None


def _links(target, objects):
    return [ShownLink(**{target: each}) for each in objects]


def by_slug(model, slugs):
    """Return the objects of these slugs in that order, renamed and merged ones under their new slug.

    A slug that leads nowhere any more is left out: what it named was deleted.
    """
    found = named(model, slugs)
    return list(dict.fromkeys(found[slug] for slug in slugs if slug in found))


def named(model, slugs, prepare=None):
    """Return {slug: object}, following slugs that moved on; at most three queries however many they are.

    Documents are named by their uid. prepare is given the queryset and may add to it what will be read.
    """
    if not slugs:
        return {}
    objects = prepare(model.objects.all()) if prepare else model.objects.all()
    key = "uid" if model is Document else "slug"
    found = {getattr(each, key): each for each in objects.filter(**{f"{key}__in": slugs})}
    missing = [slug for slug in slugs if slug not in found]
    if missing and model.__name__.upper() in RedirectKind.__members__:
        moved = dict(
            Redirect.objects.filter(
                kind=RedirectKind[model.__name__.upper()], old_slug__in=missing
            ).values_list("old_slug", "new_slug")
        )
        renamed = {each.slug: each for each in objects.filter(slug__in=moved.values())}
        found |= {old: renamed[new] for old, new in moved.items() if new in renamed}
    return found


def tag_names(text_names):
    """Fold tag names to those already in use, whatever their case; spaces trimmed, empty ones dropped.

    A tag that was merged into another is that other one.
    """
    names = [" ".join(name.split()) for name in text_names]
    if not any(names):
        return []
    known = {tag.name.casefold(): tag.name for tag in Tag.objects.filter(name__in=names)}
    merged = [name for name in names if name and name.casefold() not in known]
    known |= merged_tags(merged)
    return list(dict.fromkeys(known.get(name.casefold(), name) for name in names if name))


def merged_tags(names):
    """Return {folded name: name of the tag it was merged into} of those names that had a tag once."""
    if not names:
        return {}
    merges = Merge.objects.filter(kind=RedirectKind.TAG, undone_at=None, gone_name__in=names)
    slugs = dict(merges.order_by("pk").values_list("gone_name", "gone_slug"))
    tags = named(Tag, list(slugs.values()))
    return {name.casefold(): tags[slug].name for name, slug in slugs.items() if slug in tags}


def _fitting(name, text):
    return text[: Article._meta.get_field(name).max_length]


def _uid_of(source):
    """Return the identifier of a source that was given none: the same for the same title and address."""
    named = f"{source.get('title', '')}\n{source.get('url', '')}"
    return hashlib.blake2b(named.encode(), digest_size=6).hexdigest()


def _slugs(links, target):
    return list(links.values_list(f"{target}__slug", flat=True))


def _source(source):
    return {
        "title": source.title,
        "outlet": source.outlet,
        "kind": source.kind,
        "url": source.url,
        "archived_url": source.archived_url,
        "accessed_on": source.accessed_on.isoformat() if source.accessed_on else "",
    }


def _quote(quote):
    return {
        "uid": quote.uid,
        "speaker": quote.speaker.slug if quote.speaker else "",
        "speaker_name": quote.speaker_name,
        "text": quote.text,
        "said_on": str(quote.said_on),
        "issues": [issue.slug for issue in quote.issues.all()],
    }
