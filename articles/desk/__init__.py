"""The desk: what reads a text for an editor.

`suggest(text, index=AliasIndex(rows))` is a pure function of the text and the alias table: no database,
no settings, no clock. The admin form, import_report, `suggest --json` and the API all call it.
"""

from .aliases import AliasRow, Owner
from .index import AliasIndex
from .suggestions import Proposal, Suggestions, suggest

__all__ = ["AliasIndex", "AliasRow", "Owner", "Proposal", "Suggestions", "suggest"]
