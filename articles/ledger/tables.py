"""The grid for machines: the same cells and moves as CSV rows and as JSON."""

import csv
import io

from django.urls import reverse

from ..spreadsheets import harmless
from .rule import RULE

COLUMNS = (
    "day_shown", "country", "issue", "stance", "since", "summary", "held_by", "attribution", "confidence",
    "standing", "old", "reports", "report", "meeting", "record", "history",
)  # fmt: skip
MOVE_COLUMNS = (*COLUMNS, "compared_with", "stance_before", "since_before")


def grid_csv(grid, *, base) -> str:
    """Return the cells as CSV (RFC 4180), or the moves where the grid is compared with an earlier day.

    `base` is the site's origin.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    since = grid.filters.since
    writer.writerow(MOVE_COLUMNS if since else COLUMNS)
    if since:
        for change in _changes(grid):
            before = change.before
            row = [*_row(change.after, grid, base), since.isoformat()]
            row += [before.position.stance, before.position.since] if before else ["", ""]
            writer.writerow(map(harmless, row))
    else:
        for cell in _cells(grid):
            writer.writerow(map(harmless, _row(cell, grid, base)))
    return out.getvalue()


def grid_json(grid, *, base) -> dict:
    """Return the grid as plain data: columns, rows, cells, and the records they show under their reference.

    Where the grid is compared with an earlier day also `moves`, and the records have their sources.
    """
    filters = grid.filters
    cells = _cells(grid)
    document = {
        "as_of": filters.day.isoformat(),
        "address": base + reverse("articles:state_of_play") + (f"?{filters.query}" if filters.query else ""),
        "rule": [str(sentence) for sentence in RULE],
        "countries": [
            {"slug": each.slug, "name": each.local_name, "iso2": each.iso2} for each in grid.columns
        ],
        "issues": [
            {"slug": row.issue.slug, "name": row.issue.local_name, "parent": _parent(row.issue, filters.tree)}
            for row in grid.rows
        ],
        "cells": [_told(cell, base) for cell in cells],
        "records": {
            cell.position.slug: _record(cell.position, base, with_sources=bool(filters.since))
            for cell in cells
        },
    }
    if filters.since:
        document["since"] = filters.since.isoformat()
        document["since_meeting"] = filters.since_meeting.slug if filters.since_meeting else None
        document["moves"] = [
            {
                "country": change.after.country.slug,
                "issue": change.after.issue.slug,
                "record": change.after.position.slug,
                "before": _brief(change.before),
            }
            for change in _changes(grid)
        ]
    return document


def _cells(grid):
    return [cell for row in grid.rows for cell in row.filled]


def _changes(grid):
    return [change for _issue, moves in grid.moves for move in moves for change in move.changes]


def _parent(issue, tree):
    return tree[issue.parent_id].slug if issue.parent_id else None


def _brief(cell):
    return {"stance": cell.position.stance, "since": cell.position.since} if cell else None


def _told(cell, base):
    return {
        "country": cell.country.slug,
        "issue": cell.issue.slug,
        "stance": cell.position.stance,
        "since": cell.position.since,
        "held_by": cell.group.code if cell.group else cell.country.slug,
        "old": cell.is_old,
        "reports": cell.reports,
        "record": cell.position.slug,
        "history": base + cell.address,
    }


def _record(position, base, *, with_sources=False):
    told = {
        "summary": position.summary,
        "attribution": position.grade,
        "confidence": position.confidence,
        "standing": position.standing,
        "report": base + position.article.get_absolute_url() if position.article else None,
        "meeting": position.meeting.slug if position.meeting else None,
    }
    if with_sources:
        told["sources"] = [
            {"title": each.title, "url": each.url, "archived_url": each.archived_url}
            for each in position.cited
        ]
    return told


def _row(cell, grid, base):
    told = _told(cell, base) | _record(cell.position, base) | {"day_shown": grid.filters.day.isoformat()}
    told["old"] = "yes" if told["old"] else "no"
    return ["" if told[name] is None else told[name] for name in COLUMNS]
