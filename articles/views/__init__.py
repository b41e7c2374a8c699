"""Readers' pages. A view reads the request, asks querysets and filters, and renders; it decides nothing."""

from .articles import article_detail, article_list, version_detail
from .home import about, home
from .ledger import dossier, state_of_play, state_of_play_csv, state_of_play_json
from .machine import healthz, robots
from .neighbours import card, embed, meetings_ics, oembed
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
from .search import search, suggestions
from .tags import tag_detail

__all__ = [
    "about",
    "article_detail",
    "article_list",
    "card",
    "chapter_list",
    "country_detail",
    "country_list",
    "dossier",
    "embed",
    "healthz",
    "home",
    "issue_detail",
    "issue_list",
    "meeting_detail",
    "meeting_list",
    "meetings_ics",
    "negotiator_detail",
    "negotiator_list",
    "oembed",
    "robots",
    "search",
    "state_of_play",
    "state_of_play_csv",
    "state_of_play_json",
    "suggestions",
    "tag_detail",
    "version_detail",
]
