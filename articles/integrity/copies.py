"""Checks of what is kept twice, so that pages need not work it out, and how each copy is made anew."""

import itertools

from django.db import connection, transaction
from django.db.models import F, OuterRef, Q, Subquery

from .. import publishing, search
from ..choices import Status
from ..models import Article, ArticleIssue, Issue
from ..models.issue import ancestors
from ..search.documents import key_of
from ..triggers import LINKS
from .finding import Finding, of

MEND = "Run check_integrity --mend."
BATCH = 500


def mend():
    """Make anew whatever is out of step; what is not a copy of anything is left alone."""
    with transaction.atomic():
        ArticleIssue.rebuild_derived()
        for model in LINKS:
            date = Article.objects.filter(pk=OuterRef(model.article_name), status=Status.PUBLISHED)
            _wrongly_dated(model).update(live_at=Subquery(date.values("published_at")[:1]))
        missing, superfluous = _search_rows_out_of_step()
        search.remove(superfluous)
        for start in range(0, len(missing), BATCH):
            articles = Article.objects.filter(pk__in=missing[start : start + BATCH])
            search.index_many((article, publishing.searchable_names(article)) for article in articles)


def issue_links_out_of_step():
    """Find articles whose derived links are not just those to the issues above the chosen ones."""
    parents = Issue.objects.parents()
    above = {pk: set(ancestors(pk, parents)[1:]) for pk in parents}
    links = ArticleIssue.objects.order_by("article_id").values_list("article_id", "issue_id", "derived")
    wrong = []
    for article, rows in itertools.groupby(links.iterator(chunk_size=10_000), key=lambda row: row[0]):
        chosen, derived = set(), set()
        for _article, issue, is_derived in rows:
            (derived if is_derived else chosen).add(issue)
        if derived != set().union(*(above[issue] for issue in chosen)) - chosen:
            wrong.append(article)
    for article in _articles(wrong):
        yield of(article, article.slug, "Its links to wider issues are not those of the tree.", MEND)


def link_dates_out_of_step():
    """Find links whose date is not that of their article, or that have one though readers cannot see it."""
    for model in LINKS:
        wrong = _wrongly_dated(model).select_related(model.article_name, model.target_name)
        for link in wrong.iterator(BATCH):
            article, target = getattr(link, model.article_name), getattr(link, model.target_name)
            yield Finding(
                f"link to {target._meta.verbose_name}",
                f"{article.slug}, {target}",
                f"It is dated {link.live_at or 'not at all'}, its article is {article.status} "
                f"and dated {article.published_at or 'not at all'}.",
                MEND,
            )


def search_rows_out_of_step():
    """Find published articles that search does not know, or by another date, and others that it does."""
    missing, superfluous = _search_rows_out_of_step()
    for article in _articles(missing):
        yield of(article, article.slug, "Search has no row for it under its date.", MEND)
    slugs = {article.pk: article.slug for article in _articles(superfluous)}
    for pk in superfluous:
        yield Finding(
            "article",
            slugs.get(pk, f"number {pk}, deleted"),
            "Search finds what is not published.",
            MEND,
        )


CHECKS = (issue_links_out_of_step, link_dates_out_of_step, search_rows_out_of_step)


def _wrongly_dated(model):
    article = model.article_name
    is_public = Q(**{f"{article}__status": Status.PUBLISHED})
    is_right = Q(live_at__isnull=False, live_at=F(f"{article}__published_at"))
    return model.objects.filter((is_public & ~is_right) | (~is_public & Q(live_at__isnull=False)))


def _search_rows_out_of_step():
    """Return the ids of articles whose search row is missing or misdated, and of rows that should not be."""
    engine = search.ENGINES[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {engine.ARTICLE_ID}, {engine.KEY} FROM articles_search")
        rows = dict(cursor.fetchall())
    public = Article.objects.filter(status=Status.PUBLISHED).order_by("pk").values_list("pk", "published_at")
    missing = []
    for pk, published_at in public.iterator(chunk_size=10_000):
        if rows.pop(pk, None) != key_of(published_at, pk):
            missing.append(pk)
    return missing, sorted(rows)


def _articles(pks):
    for start in range(0, len(pks), BATCH):
        yield from Article.objects.filter(pk__in=pks[start : start + BATCH]).only("pk", "slug").order_by("pk")
