"""The signed links by which a reader without an account is known: whoever has one may do what it is for."""

import datetime
import enum

from django.core import signing


class Purpose(enum.Enum):
    """What a link is good for, and for how long (None: for ever)."""

    CONFIRM = "confirm", datetime.timedelta(days=3)
    CHANGE = "change", None
    STOP = "stop", None
    DATA = "data", datetime.timedelta(days=1)

    @property
    def lasts(self):
        return self.value[1]

    @property
    def salt(self):
        return f"articles.alerts.{self.value[0]}"


def sign(purpose: Purpose, value) -> str:
    """Return a value signed for one purpose, fit for an address.

    For a link that is good for ever it is a token, and the link the same in every mail; else any plain data.
    """
    if purpose.lasts is None:
        return signing.Signer(salt=purpose.salt).sign(value)
    return signing.dumps(value, salt=purpose.salt, compress=True)


def read(purpose: Purpose, signed: str):
    """Return what was signed for this purpose, or None if it was not, or not lately enough."""
    try:
        if purpose.lasts is None:
            return signing.Signer(salt=purpose.salt).unsign(signed)
        return signing.loads(signed, salt=purpose.salt, max_age=purpose.lasts)
    except signing.BadSignature:
        return None
