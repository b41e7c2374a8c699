"""The tree of issues, walked in memory: it has about a hundred nodes."""

from dataclasses import dataclass, field

from .models import Issue
from .models.issue import ancestors, descendants


@dataclass
class Node:
    """An issue with how many reports it has, its descendants' included, and what lies below it."""

    issue: Issue
    total: int = 0
    children: list["Node"] = field(default_factory=list)


def build(issues, totals):
    """Return the roots as Nodes; issues in the order wanted, totals {issue pk: reports}."""
    nodes = {issue.pk: Node(issue, totals.get(issue.pk, 0)) for issue in issues}
    for node in nodes.values():
        if node.issue.parent_id:
            nodes[node.issue.parent_id].children.append(node)
    return [node for node in nodes.values() if not node.issue.parent_id]


def above(issue, tree):
    """Return the issues from the root down to the parent; tree is {pk: issue} of them all."""
    return [tree[pk] for pk in reversed(ancestors(issue.pk, _parents(tree))[1:])]


def children(issue, tree):
    """Return the issues directly below, by name."""
    return sorted(
        (each for each in tree.values() if each.parent_id == issue.pk), key=lambda each: each.sort_name
    )


def below(issue, tree):
    """Return the pks of an issue and of all that lies below it."""
    return descendants(issue.pk, _parents(tree))


def _parents(tree):
    return {pk: each.parent_id for pk, each in tree.items()}
