"""The verbs on an editor's working copy. None of them changes anything a reader can see."""

from django.db import transaction
from taggit.models import Tag

from .choices import RedirectKind, Status
from .cleaning import slug_of
from .models import Article, Content, Draft, Redirect
from .models.content import tag_names

# Leaves room for a number behind it in the column's 120 characters.
LONGEST_STEM = 112


@transaction.atomic
def begin(*, content, by):
    """Return a new article in draft with this content; by is the account or None (a command)."""
    article = Article.objects.create(
        headline=content.headline, slug=free_slug(content.slug or slug_of(content.headline)), created_by=by
    )
    content.slug = article.slug
    save(article=article, content=content, by=by)
    article.refresh_from_db()
    return article


def working_copy(article):
    """Return what an editor would go on from: the draft, else what readers see."""
    draft = Draft.objects.filter(article=article).first()
    return draft.content if draft else Content.of(article)


@transaction.atomic
def save(*, article, content, by):
    """Keep the content as the article's draft and return the Draft.

    An article that never had a reader mirrors its draft in its own row and links, so that the lists of
    the admin find it by country, date or issue; a published one stays as readers know it.
    """
    # As it is now, and held: an act of publishing since the caller loaded it must not be undone.
    article = Article.objects.select_for_update().get(pk=article.pk)
    content.tags = tag_names(content.tags)
    draft, _created = Draft.objects.get_or_create(article=article)
    Draft.objects.filter(pk=draft.pk).update(revision=draft.revision + 1)
    draft.refresh_from_db()
    draft.document = content.to_json()
    draft.updated_by = by
    draft.save()
    if article.status in (Status.DRAFT, Status.IN_REVIEW):
        known = Tag.objects.filter(name__in=content.tags).values_list("name", flat=True)
        mirror(article, content, tags=known)
    return draft


def mirror(article, content, *, tags):
    """Write a document's columns and links to the article's row.

    A draft brings only tags that are in use: a new one would be there for readers to find.
    """
    slug = free_slug(content.slug or slug_of(content.headline), article=article)
    for name, value in (content.fields() | {"slug": slug}).items():
        setattr(article, name, value)
    article.save()
    article.set_links(
        countries=content.linked("countries"),
        issues=content.linked("issues"),
        negotiators=content.linked("negotiators"),
        tags=tags,
    )


def free_slug(wanted, *, article=None):
    """Return the slug wanted, or with -2, -3, … where another article has it or had it once."""
    stem = wanted[:LONGEST_STEM].rstrip("-")
    others = Article.objects.exclude(pk=article.pk if article else None)
    taken = set(others.filter(slug__startswith=stem).values_list("slug", flat=True))
    retired = Redirect.objects.filter(kind=RedirectKind.ARTICLE, old_slug__startswith=stem)
    taken |= set(retired.exclude(new_slug=article.slug if article else "").values_list("old_slug", flat=True))
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
