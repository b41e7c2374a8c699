"""What a reader's words find: reports, what the record knows by that name, and what may have been meant."""

from .names import Known
from .results import Result, Results
from .suggest import suggest

__all__ = ["Known", "Result", "Results", "suggest"]
