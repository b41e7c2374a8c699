"""Readers' alerts by e-mail, without accounts.

A watch begins when its reader follows the link of a confirming mail; until then nothing is stored. What is
new for it is put into a mail in one transaction, with a row in the ledger of deliveries for each thing told,
and that mail is handed over as often as it takes. Each module imports only from those before it: links,
timetable, form; composing; messages; readers, bounces, sending.
"""

from .bounces import bounced, stop_address
from .links import Purpose, read, sign
from .readers import Wish, ask, ask_for_data, change, confirm, export, forget, notes_of, stop, wish_in
from .sending import MailServerError, Tally, run
from .timetable import next_due, zones

__all__ = [
    "MailServerError",
    "Purpose",
    "Tally",
    "Wish",
    "ask",
    "ask_for_data",
    "bounced",
    "change",
    "confirm",
    "export",
    "forget",
    "next_due",
    "notes_of",
    "read",
    "run",
    "sign",
    "stop",
    "stop_address",
    "wish_in",
    "zones",
]
