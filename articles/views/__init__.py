"""Readers' pages. A view reads the request, asks querysets and filters, and renders; it decides nothing."""

from .articles import article_detail, article_list, version_detail
from .home import about, home
from .machine import healthz, robots
from .record import (
    chapter_list,
    country_detail,
    country_list,
    issue_detail,
    issue_list,
    meeting_detail,
    meeting_list,
    negotiator_detail,
    negotiator_list,
)
from .search import search
from .tags import tag_detail

__all__ = [
    "about",
    "article_detail",
    "article_list",
    "chapter_list",
    "country_detail",
    "country_list",
    "healthz",
    "home",
    "issue_detail",
    "issue_list",
    "meeting_detail",
    "meeting_list",
    "negotiator_detail",
    "negotiator_list",
    "robots",
    "search",
    "tag_detail",
    "version_detail",
]
