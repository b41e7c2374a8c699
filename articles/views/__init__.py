"""Readers' pages. A view reads the request, asks querysets and filters, and renders; it decides nothing."""

from .api_docs import api_docs
from .archive import archive, archive_month
from .articles import article_detail, article_list, version_bibtex, version_detail
from .corrections import correction_list
from .data import data, data_dictionary, data_lines, data_table, data_whole
from .documents import document
from .drafts import shared, shared_document, shared_photo
from .embeds import embed, embed_cell, embed_country, embed_issue, oembed
from .follow import (
    follow,
    follow_ask,
    follow_ask_data,
    follow_change,
    follow_confirm,
    follow_data,
    follow_export,
    follow_stop,
)
from .glossary import glossary
from .home import about, home
from .ledger import dossier, sides, state_of_play, state_of_play_csv, state_of_play_json
from .machine import healthz, robots
from .mistakes import mistake
from .neighbours import card, meetings_ics
from .photos import photo
from .quotes import quote_detail, quote_list
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
    "api_docs",
    "archive",
    "archive_month",
    "article_detail",
    "article_list",
    "card",
    "chapter_list",
    "correction_list",
    "country_detail",
    "country_list",
    "data",
    "data_dictionary",
    "data_lines",
    "data_table",
    "data_whole",
    "document",
    "dossier",
    "embed",
    "embed_cell",
    "embed_country",
    "embed_issue",
    "follow",
    "follow_ask",
    "follow_ask_data",
    "follow_change",
    "follow_confirm",
    "follow_data",
    "follow_export",
    "follow_stop",
    "glossary",
    "healthz",
    "home",
    "issue_detail",
    "issue_list",
    "meeting_detail",
    "meeting_list",
    "meetings_ics",
    "mistake",
    "negotiator_detail",
    "negotiator_list",
    "oembed",
    "photo",
    "quote_detail",
    "quote_list",
    "robots",
    "search",
    "shared",
    "shared_document",
    "shared_photo",
    "sides",
    "state_of_play",
    "state_of_play_csv",
    "state_of_play_json",
    "suggestions",
    "tag_detail",
    "version_bibtex",
    "version_detail",
]
