"""Other people's programs are told of new reports, corrections and positions by signed messages.

Each module imports only from those before it: network, events, sending.
"""

from .events import collect, payload
from .network import Refused, check, post
from .sending import Tally, run, signature

__all__ = ["Refused", "Tally", "check", "collect", "payload", "post", "run", "signature"]
