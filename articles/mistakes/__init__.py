"""Mistakes that readers report: taking a note in, keeping programs out, handling it, telling its reader.

MistakeForm, given, sent    the public form
keep                        a note becomes a row, once
take_up, answer, dismiss, reopen, forget      what editors do with it
tell_waiting, forget_old, clear_allowances    what the command tend_mistakes does
"""

from .form import MistakeForm, given, sent
from .handling import answer, dismiss, forget, forget_old, keep, reopen, take_up, tell_waiting, was_kept
from .keeping_out import clear_allowances, may_send

__all__ = [
    "MistakeForm", "answer", "clear_allowances", "dismiss", "forget", "forget_old", "given", "keep",
    "may_send", "reopen", "sent", "take_up", "tell_waiting", "was_kept",
]  # fmt: skip
