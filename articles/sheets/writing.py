"""Reports into the database some hundreds at a time: the very rows that beginning, and publishing, each of
them at the desk would have made."""

import datetime
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils import timezone
from taggit.models import Tag

from .. import publishing, search
from ..choices import RedirectKind, RevisionKind, Status, Verb
from ..cleaning import slug_of
from ..models import (
    Article,
    ArticleCountry,
    ArticleIssue,
    ArticleNegotiator,
    ArticleTag,
    Draft,
    Issue,
    PublishingAct,
    Redirect,
    Revision,
    Source,
    Version,
)
from ..models.content import merged_tags
from ..models.issue import ancestors

NUMBERS_AT_ONCE = 20
LONGEST_STEM = 112


@dataclass(frozen=True)
class Written:
    """A Report, the article that was made of it and its document as it is stored."""

    report: object
    article: Article
    document: dict


def write_reports(reports, names, *, by, publish):
    """Write Reports that are fit for it and return Written for each, in order.

    The caller holds the edition's row. by is the account; publish puts them before readers, from their own
    dates on, else they are drafts.
    """
    now = timezone.now()
    _fold_tags(reports)
    articles = Article.objects.bulk_create(
        _article(report, slug, names, by=by, publish=publish, now=now)
        for report, slug in zip(reports, _free_slugs(reports), strict=True)
    )
    written = [
        Written(report, article, report.content.to_json())
        for report, article in zip(reports, articles, strict=True)
    ]
    _link(written, names, has_new_tags=publish)
    _keep(written, RevisionKind.SAVE, number=1, by=by)
    if publish:
        _publish(written, by=by, now=now)
    else:
        Draft.objects.bulk_create(
            Draft(article=each.article, document=each.document, updated_by=by) for each in written
        )
    return written


def _article(report, slug, names, *, by, publish, now):
    content = report.content
    meeting = names.objects["meeting"].get(content.meeting)
    article = Article(**content.plain_fields() | {"slug": slug, "meeting": meeting, "created_by": by})
    if publish:
        article.status, article.version = Status.PUBLISHED, 1
        article.first_public_at = max(now, content.date)
    return article


def _fold_tags(reports):
    """Give each report the tags as they are in use, whatever its capitals."""
    known = {name.casefold(): name for name in Tag.objects.values_list("name", flat=True)}
    every = {name for report in reports for name in report.content.tags}
    known |= merged_tags([name for name in every if name.casefold() not in known])
    for report in reports:
        names = (known.setdefault(name.casefold(), name) for name in report.content.tags)
        report.content.tags = list(dict.fromkeys(names))


# --------------------------------------------------------------------------- addresses


def _free_slugs(reports):
    """Return an address for each report: the one wished for, or numbered where it is taken."""
    wished = [report.content.slug or slug_of(report.content.headline) for report in reports]
    taken = _taken(wished)
    slugs = []
    for wish in wished:
        slug = wish
        if slug in taken:
            slug = _numbered(wish, taken)
        taken.add(slug)
        slugs.append(slug)
    return slugs


def _numbered(wish, taken):
    stem, first = wish[:LONGEST_STEM].rstrip("-"), 2
    while True:
        candidates = [f"{stem}-{number}" for number in range(first, first + NUMBERS_AT_ONCE)]
        stored = _taken(candidates)
        free = next((each for each in candidates if each not in stored and each not in taken), None)
        if free:
            return free
        first += NUMBERS_AT_ONCE


def _taken(slugs):
    """Return those of some addresses that an article has, or had once."""
    retired = Redirect.objects.filter(kind=RedirectKind.ARTICLE, old_slug__in=slugs)
    return set(Article.objects.filter(slug__in=slugs).values_list("slug", flat=True)) | set(
        retired.values_list("old_slug", flat=True)
    )


# --------------------------------------------------------------------------- links


def _link(written, names, *, has_new_tags):
    """Write the links of all reports: chosen ones in their order, those to issues above them derived."""
    parents = Issue.objects.parents()
    above = {pk: ancestors(pk, parents)[1:] for pk in parents}
    tags = _tags({name for each in written for name in each.report.content.tags}, may_add=has_new_tags)
    countries, people, issues, tagged = [], [], [], []
    for each in written:
        article, content = each.article, each.report.content
        countries += [
            ArticleCountry(article=article, country=names.objects["country"][slug])
            for slug in content.countries
        ]
        people += [
            ArticleNegotiator(article=article, negotiator=names.objects["negotiator"][slug])
            for slug in content.negotiators
        ]
        chosen = [names.objects["issue"][slug].pk for slug in content.issues]
        derived = {pk for issue in chosen for pk in above.get(issue, ())} - set(chosen)
        issues += [ArticleIssue(article=article, issue_id=pk) for pk in chosen]
        issues += [ArticleIssue(article=article, issue_id=pk, derived=True) for pk in sorted(derived)]
        tagged += [
            ArticleTag(content_object=article, tag=tags[name]) for name in content.tags if name in tags
        ]
    for model, rows in (
        (ArticleCountry, countries),
        (ArticleNegotiator, people),
        (ArticleIssue, issues),
        (ArticleTag, tagged),
    ):
        model.objects.bulk_create(rows)


def _tags(wanted, *, may_add):
    """Return {name: Tag}; a draft brings only tags in use: a new one would be there for readers to find."""
    tags = {tag.name: tag for tag in Tag.objects.filter(name__in=wanted)}
    if may_add:
        tags |= {name: Tag.objects.create(name=name) for name in sorted(wanted - tags.keys())}
    return tags


# --------------------------------------------------------------------------- states, versions, sources


def _keep(written, kind, *, number, by, version=None):
    Revision.objects.bulk_create(
        Revision(
            article=each.article,
            number=number,
            document=each.document,
            kind=kind,
            version=version,
            made_by=by,
        )
        for each in written
    )


def _publish(written, *, by, now):
    for each in written:
        each.document["slug"] = each.article.slug
    sources = _sources([source for each in written for source in each.report.content.sources])
    through = Article.sources.through
    through.objects.bulk_create(
        through(article=each.article, source=sources[source["title"], source["url"]])
        for each in written
        for source in each.report.content.sources
    )
    Version.objects.bulk_create(
        Version(
            article=each.article,
            number=1,
            document=each.document,
            current_from=each.report.content.date,
            created_by=by,
        )
        for each in written
    )
    _keep(written, RevisionKind.PUBLISH, number=2, by=by, version=1)
    articles = [each.article for each in written]
    prefetch_related_objects(articles, "countries", "negotiators", "issues")
    search.index_many((article, publishing.searchable_names(article)) for article in articles)
    PublishingAct.objects.bulk_create(
        PublishingAct(
            article=each.article,
            headline=each.article.headline,
            verb=Verb.SCHEDULE if each.report.content.date > now else Verb.PUBLISH,
            version=1,
            done_by=by,
        )
        for each in written
    )


def _sources(described):
    """Return {(title, address): Source}; what is said of one here is put down, nothing is emptied."""
    wanted = {(each["title"], each["url"]): each for each in described}
    found = Source.objects.filter(title__in={title for title, _url in wanted})
    known = {(each.title, each.url): each for each in found}
    columns = ("outlet", "kind", "archived_url")
    changed = []
    for key, told in wanted.items():
        source = known.get(key)
        day = datetime.date.fromisoformat(told["accessed_on"]) if told["accessed_on"] else None
        values = {name: told[name] for name in columns if told[name]} | ({"accessed_on": day} if day else {})
        if source and any(getattr(source, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(source, name, value)
            changed.append(source)
    new = [
        Source(
            title=title,
            url=url,
            accessed_on=datetime.date.fromisoformat(told["accessed_on"]) if told["accessed_on"] else None,
            **{name: told[name] for name in columns},
        )
        for (title, url), told in wanted.items()
        if (title, url) not in known
    ]
    Source.objects.bulk_update(changed, [*columns, "accessed_on"])
    return known | {(each.title, each.url): each for each in Source.objects.bulk_create(new)}
