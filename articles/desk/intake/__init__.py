"""Getting a report in: a file or a paste of any kind the desk can read becomes a Report, or a clear refusal.

`read_report(data, name=…)` is a pure function of the bytes: no database, no network, no clock. What the
source says about itself (headline, byline, date, outlet, address) is taken out of the text into fields; a
dateline is read and left in its place. Nothing is made up, and no word of the text is lost.
"""

from .reader import read_report
from .report import MAX_BYTES, IntakeError, Report

__all__ = ["MAX_BYTES", "IntakeError", "Report", "read_report"]
