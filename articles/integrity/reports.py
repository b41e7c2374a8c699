"""Checks of articles: what they rest on, their versions, their drafts, their addresses."""

from collections import Counter

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery
from taggit.models import Tag

from ..choices import RedirectKind, Status
from ..models import (
    Article,
    Country,
    Draft,
    Group,
    Issue,
    Meeting,
    Negotiator,
    Outcome,
    Position,
    Quote,
    Redirect,
    Revision,
)
from .finding import Finding, of

ADDRESSED = {
    RedirectKind.ARTICLE: Article,
    RedirectKind.COUNTRY: Country,
    RedirectKind.ISSUE: Issue,
    RedirectKind.NEGOTIATOR: Negotiator,
    RedirectKind.MEETING: Meeting,
    RedirectKind.TAG: Tag,
}
BATCH = 500


def rows_that_lead_nowhere():
    """Find references to rows there are not: the database forbids them, but a damaged file may have them."""
    try:
        # A savepoint: PostgreSQL else refuses every query after the one that failed.
        with transaction.atomic():
            connection.check_constraints()
    except IntegrityError as error:
        yield Finding("database", connection.alias, f"{error}", "Restore the backup from before the damage.")


def articles_without_a_source():
    for article in Article.objects.filter(status=Status.PUBLISHED, sources=None):
        yield of(
            article,
            article.slug,
            "It is published, but no source is named.",
            "Name one and publish the changes.",
        )


def quotations_without_a_speaker():
    for quote in Quote.objects.filter(Q(speaker=None, speaker_name="") | Q(text="")).select_related(
        "article"
    ):
        yield of(
            quote,
            f"{quote.uid} in {quote.article.slug}",
            "It has no speaker, or no words.",
            "Say who spoke, or delete it, and publish the changes.",
        )


def versions_out_of_count():
    """Find articles whose versions are not numbered 1, 2, 3, … up to the one that readers have."""
    counted = Article.objects.annotate(
        versions_kept=Count("versions"), first=Min("versions__number"), last=Max("versions__number")
    )
    for article in counted.filter(status__in=[Status.PUBLISHED, Status.WITHDRAWN], versions_kept=0):
        yield of(
            article,
            article.slug,
            "It is published, but no version of it is kept.",
            "Open it in the admin and publish it again.",
        )
    wrong = ~Q(first=1) | ~Q(last=F("versions_kept")) | ~Q(version=F("last"))
    for article in counted.filter(wrong, versions_kept__gt=0):
        yield of(
            article,
            article.slug,
            f"It counts {article.version} versions, but {article.versions_kept} are kept, "
            f"numbered from {article.first} to {article.last}.",
            "Restore the missing versions from a backup.",
        )


def redirects_that_fail():
    """Find old addresses that lead in a circle, to nothing, or away from a page that is there."""
    for kind, model in ADDRESSED.items():
        leads = dict(Redirect.objects.filter(kind=kind).values_list("old_slug", "new_slug"))
        slugs = _slugs_among(model, {*leads, *leads.values()})
        for old in leads:
            if problem := _redirect_problem(old, leads, slugs):
                yield Finding("redirect", f"{kind} {old}", *problem)


def drafts_that_name_what_is_gone():
    """Find slugs in drafts that lead nowhere: publishing would leave them out without a word."""
    known = {
        kind: _slugs_in_use(kind, model) for kind, model in ADDRESSED.items() if kind in _NAMED_IN_DRAFTS
    }
    positions = set(Position.objects.values_list("slug", flat=True))
    outcomes = set(Outcome.objects.values_list("slug", flat=True))
    groups = set(Group.objects.values_list("code", flat=True))
    for draft in Draft.objects.select_related("article").iterator(BATCH):
        content = draft.content
        named = Counter()
        for kind, slugs in _named(content):
            named += Counter((kind.value, slug) for slug in set(slugs) - known[kind])
        told = [each for each in content.positions if each["slug"] not in positions]
        named += Counter(("position", each["slug"]) for each in told if not each.get("issue"))
        named += Counter(("outcome", slug) for slug in content.outcomes if slug not in outcomes)
        codes = (
            code
            for each in told
            for field in ("groups", "counterpart_groups")
            for code in each.get(field, [])
        )
        named += Counter(("group", code) for code in codes if code not in groups)
        for kind, slug in sorted(named):
            yield of(
                draft,
                draft.article.slug,
                f"It names the {kind} “{slug}”, which there is not.",
                "Open the draft, choose another or none, and save.",
            )


def drafts_out_of_step_with_their_history():
    """Find drafts that are not the state they say they are: a save was cut in two."""
    states = Revision.objects.filter(article=OuterRef("article"), number=OuterRef("revision"))
    drafts = Draft.objects.annotate(state=Subquery(states.values("document")[:1]))
    for draft in drafts.select_related("article").iterator(BATCH):
        if draft.state != draft.document:
            yield of(
                draft,
                draft.article.slug,
                f"It is not what state {draft.revision} of the report’s history says.",
                "Open the draft, look it over, and save it: that makes it a state of its own.",
            )


CHECKS = (
    rows_that_lead_nowhere,
    articles_without_a_source,
    quotations_without_a_speaker,
    versions_out_of_count,
    redirects_that_fail,
    drafts_that_name_what_is_gone,
    drafts_out_of_step_with_their_history,
)

_NAMED_IN_DRAFTS = frozenset(ADDRESSED) - {RedirectKind.ARTICLE, RedirectKind.TAG}


def _named(content):
    """Yield (kind, slugs) for all that a document names by slug and that may have moved to another."""
    told = [position for position in content.positions if position.get("issue")]
    yield RedirectKind.COUNTRY, content.countries
    yield RedirectKind.NEGOTIATOR, content.negotiators
    yield RedirectKind.ISSUE, content.issues
    yield RedirectKind.MEETING, [content.meeting] if content.meeting else []
    yield RedirectKind.NEGOTIATOR, [quote["speaker"] for quote in content.quotes if quote.get("speaker")]
    yield RedirectKind.ISSUE, [slug for quote in content.quotes for slug in quote.get("issues", [])]
    yield RedirectKind.ISSUE, [position["issue"] for position in told]
    for field in ("countries", "counterparts"):
        yield RedirectKind.COUNTRY, [slug for position in told for slug in position.get(field, [])]


def _slugs_in_use(kind, model):
    """Return all slugs that lead to a row, old ones included."""
    slugs = set(model.objects.values_list("slug", flat=True))
    moved = Redirect.objects.filter(kind=kind).values_list("old_slug", "new_slug")
    return slugs | {old for old, new in moved if new in slugs}


def _slugs_among(model, slugs):
    """Return those of the slugs that rows of the model have."""
    slugs = sorted(slugs)
    return {
        slug
        for start in range(0, len(slugs), BATCH)
        for slug in model.objects.filter(slug__in=slugs[start : start + BATCH]).values_list("slug", flat=True)
    }


def _redirect_problem(old, leads, slugs):
    """Return what is wrong with a redirect and how to mend it, or None."""
    if old in slugs:
        return "It leads away from a page that has this address again.", "Delete the redirect."
    passed, slug = [], old
    while slug in leads and slug not in slugs:
        if slug in passed:
            return f"It leads in a circle: {' → '.join([*passed, slug])}.", "Delete it, or lead it to a page."
        passed.append(slug)
        slug = leads[slug]
    if slug not in slugs:
        return f"It leads to “{slug}”, which there is not.", "Delete it, or lead it to a page."
    return None
