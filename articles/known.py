"""What a report is linked to as its text may write it: countries, people, issues; and terms of the talks."""

from django.db.models import Exists, OuterRef, Q

from . import glossary
from .choices import AliasKind
from .mentions import Known, link_first_mentions, mentioned
from .models import Alias

KINDS = ("country", "negotiator", "issue")


def shared_with(article, others) -> list[tuple]:
    """Return (other article, names of what both are linked to) pairs, of a queryset of others, in its query.

    Issues and people come first: that two reports are about the same country says little.
    """
    names = {}
    for kind in ("issue", "negotiator", "country"):
        links = article._meta.get_field(f"{kind}_links").related_model.objects
        for shown in (getattr(link, kind) for link in getattr(article, f"shown_{kind}_links")):
            names[f"shares_{kind}_{shown.pk}"] = shown.local_name
            is_shared = Exists(links.filter(article=OuterRef("pk"), **{kind: shown}))
            others = others.annotate(**{f"shares_{kind}_{shown.pk}": is_shared})
    return [(other, [name for key, name in names.items() if getattr(other, key)]) for other in others]


def things_of(article) -> list[Known]:
    """Return the things linked to an article loaded by for_page(), or to a version of it, in one query.

    Only names that mean nothing else are used: no metonyms, no misspellings, nothing that needs context.
    """
    linked = {
        kind: {(each := getattr(link, kind)).pk: each for link in getattr(article, f"shown_{kind}_links")}
        for kind in KINDS
    }
    owned = Q(pk__in=[])
    for kind, things in linked.items():
        owned |= Q(**{f"{kind}__in": list(things)})
    aliases = Alias.objects.filter(owned, kind=AliasKind.NAME, language=article.language)
    names = {(kind, pk): [each.name, each.local_name] for kind in KINDS for pk, each in linked[kind].items()}
    for alias in aliases:
        kind = next(kind for kind in KINDS if getattr(alias, f"{kind}_id"))
        names[kind, getattr(alias, f"{kind}_id")].append(alias.text)
    return [
        Known(each.get_absolute_url(), tuple(names[kind, pk]), is_proper=kind != "issue")
        for kind in KINDS
        for pk, each in linked[kind].items()
    ]


def linked_text(article) -> str:
    """Return the body of an article with the first mention of each thing and each term linked."""
    terms = [term.known for term in glossary.terms()]
    return link_first_mentions(article.body, [*things_of(article), *terms])


def terms_in(article) -> list[glossary.Term]:
    """Return the terms of the glossary that occur in an article, by name."""
    by_known = {term.known: term for term in glossary.terms()}
    return [by_known[each] for each in mentioned(f"{article.summary} {article.body}", by_known)]
