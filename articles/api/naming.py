"""What is named in an address or a document: by slug, or by code where it is a group."""

from ..models import Group, content


def named(model, names):
    """Return {name: object} of those on record; renamed and merged things also by their old slugs."""
    if model is Group:
        return {each.code: each for each in Group.objects.filter(code__in=names)}
    return content.named(model, names)
