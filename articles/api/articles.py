"""Reports: asked for by the site's own filters, told as they are or as they read on a day."""

from django.db.models import Max, Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _
from taggit.models import Tag

from ..choices import CorrectionKind
from ..filters import ArticleFilters
from ..models import Article, Issue, Quote, Version
from ..models.content import by_slug
from . import nouns, parameters
from .listing import moved
from .parameters import Reading
from .problems import Problem
from .schemas import (
    ArticleSchema,
    CorrectionSchema,
    OutcomeSchema,
    PositionSchema,
    QuoteSchema,
    told,
    told_whole,
)
from .schemas.article import INCLUDED
from .schemas.base import SourceSchema, source
from .serving import address_at, answer, view_of

USUAL = [name for name in ArticleSchema.fields() if name not in INCLUDED]
OF_OURS = (parameters.fields_of(ArticleSchema), parameters.include_of(INCLUDED), parameters.SIZED)
PARAMETERS = (*parameters.OF_ARTICLES, *OF_OURS)
PARAMETERS_OF_ONE = (parameters.AS_OF, parameters.fields_of(ArticleSchema))


def article_list(request):
    reading = Reading(request.GET, PARAMETERS)
    wanted = reading.fields(ArticleSchema, usual=USUAL) | set(reading.choices(OF_OURS[1]))
    size = reading.size()
    as_of = reading.as_of()
    filters = ArticleFilters(_of_filters(request.GET), now=as_of.now)
    reading.errors += filters.refusals
    reading.refuse()
    page = filters.page(size=size, load=lambda articles: articles.for_fields(wanted))
    view = view_of(request, as_of)
    attach(page.articles, wanted, view)
    shown = as_read(page.articles, wanted, view)
    document = {
        "items": [told(ArticleSchema, article, wanted, view) for article in shown],
        "next": address_at(request, before=page.next),
        "previous": address_at(request, after=page.previous),
        "filtered_by": filters.summary(),
    }
    return answer(document)


def _of_filters(query):
    """Return the parameters that the site's filters read, without the API's own."""
    theirs = query.copy()
    for parameter in OF_OURS:
        theirs.pop(parameter.name, None)
    return theirs


def article(request, name: str):
    reading = Reading(request.GET, PARAMETERS_OF_ONE)
    wanted = reading.fields(ArticleSchema)
    as_of = reading.as_of()
    reading.refuse()
    found = Article.objects.published(at=as_of.at).for_fields(wanted).filter(slug=name).first()
    if found is None:
        _refuse_withdrawn(name)
        return moved(request, Article, name)
    view = view_of(request, as_of)
    attach([found], wanted, view)
    [shown] = as_read([found], wanted, view)
    return answer(told(ArticleSchema, shown, wanted, view))


def _refuse_withdrawn(slug):
    """Answer 410, with the public note if there is one, for a report that readers had."""
    withdrawn = Article.objects.withdrawn().filter(slug=slug).first()
    if withdrawn:
        note = withdrawn.corrections.filter(kind=CorrectionKind.WITHDRAWAL).first()
        raise Problem(410, note.text if note else _("This report was withdrawn."))


def attach(articles, wanted, view):
    """Load what the wanted fields tell of articles loaded by for_fields(); set it on each as plain data."""
    parts = [name for name in PARTS if name in wanted]
    prefetch_related_objects(articles, *(PARTS[name][0](view.as_of) for name in parts))
    for article in articles:
        for name in parts:
            setattr(article, f"shown_{name}", PARTS[name][1](article, view))
        if "tags" in wanted:
            article.shown_tags = sorted(tag.slug for tag in article.tags.all())
        if "sources" in wanted:
            article.shown_sources = [source(each) for each in article.sources.all()]


def as_read(articles, wanted, view):
    """Return articles, with what attach() set on them, as they read on the day.

    Two queries more, and a few for each report that was changed since.
    """
    if not view.as_of.asked:
        return articles
    readable = Version.objects.readable()
    then = readable.current_for(articles, day=view.as_of.asked)
    newest = dict(
        readable.filter(article__in=articles).order_by().values_list("article").annotate(Max("number"))
    )
    changed = {pk: version for pk, version in then.items() if version.number != newest[pk]}
    shown = [_as_version(each, changed[each.pk], wanted) if each.pk in changed else each for each in articles]
    return view.known(shown)


def _as_version(article, version, wanted):
    """Return an article, with what attach() set on it, that reads as one of its versions."""
    content = version.content
    shown = content.as_article(article)
    shown.version = version.number
    shown.shown_tags = sorted(Tag.objects.filter(name__in=content.tags).values_list("slug", flat=True))
    shown.shown_sources = [
        {name: each.get(name, "") for name in SourceSchema.model_fields} for each in content.sources
    ]
    for name in PARTS:
        if name in wanted:
            setattr(shown, f"shown_{name}", getattr(article, f"shown_{name}"))
    if "quotes" in wanted:
        shown.shown_quotes = [_quote(told, article) for told in content.quotes_with_speakers()]
    return shown


def _quote(told, article):
    """Return a quotation of a document as QuoteSchema tells a row of one."""
    speaker = told["speaker"]
    return {
        "uid": told.get("uid", ""),
        "article": article.slug,
        "text": told["text"],
        "speaker": speaker.slug if speaker else None,
        "speaker_name": told.get("speaker_name", ""),
        "said_on": told.get("said_on") or None,
        "issues": [issue.slug for issue in by_slug(Issue, told.get("issues", []))],
    }


# --------------------------------------------------------------------------- what stands beside the text


def _quotes(as_of):
    rows = Quote.objects.order_by("order", "pk").select_related("speaker").prefetch_related("issues")
    return Prefetch("quotes", rows)


def _whole(name, noun, chosen=lambda rows: rows):
    """Return the prefetch of rows of another noun, with all that is told of them."""
    return lambda as_of: Prefetch(name, chosen(noun.loaded(as_of, set(noun.schema.fields()))))


def _versions(as_of):
    rows = Version.objects.readable().defer("document").order_by("-number")
    return Prefetch("versions", rows.by(as_of.asked) if as_of.asked else rows)


def _each(name, schema):
    return lambda article, view: [told_whole(schema, row, view) for row in getattr(article, name).all()]


PARTS = {
    "quotes": (_quotes, _each("quotes", QuoteSchema)),
    "positions": (
        _whole("positions", nouns.POSITIONS, lambda rows: rows.standing()),
        _each("positions", PositionSchema),
    ),
    "outcomes": (_whole("outcomes", nouns.OUTCOMES), _each("outcomes", OutcomeSchema)),
    "corrections": (_whole("corrections", nouns.CORRECTIONS), _each("corrections", CorrectionSchema)),
    "versions": (_versions, lambda article, view: list(article.versions.all())),
}
