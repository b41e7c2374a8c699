"""Regular expressions of what addresses and documents hold, exact enough to generate good values from."""

_LEAP = r"(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)"
_YEAR = r"(?:19|20|21)[0-9][0-9]"


def _day(dash):
    """Return an expression for the days of 1900 to 2199 that exist, with or without dashes."""
    return (
        rf"(?:{_YEAR}{dash}(?:(?:0[13578]|1[02]){dash}(?:0[1-9]|[12][0-9]|3[01])"
        rf"|(?:0[469]|11){dash}(?:0[1-9]|[12][0-9]|30)|02{dash}(?:0[1-9]|1[0-9]|2[0-8]))"
        rf"|{_LEAP}{dash}02{dash}29)"
    )


_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?"
_ROW = r"[1-9][0-9]{0,17}"
ROW = rf"^{_ROW}$"

_PARTIAL = rf"(?:{_YEAR}(?:-(?:0[1-9]|1[0-2]))?|{_day('-')})"

MOMENT_OR_EMPTY = rf"^(?:{_day('-')}T{_TIME}(?:Z|\+00:00))?$"
DAY_OR_EMPTY = rf"^(?:{_day('-')})?$"
PARTIAL_DATE = rf"^{_PARTIAL}$"
PARTIAL_DATE_OR_EMPTY = rf"^(?:{_PARTIAL})?$"
SLUG = r"^[-a-zA-Z0-9_]{1,120}$"
# The places between two rows in an order: by moment (see paging.Cursor), by partial date.
MOMENT_CURSOR = rf"^{_day('')}T(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9][0-9]{{6}}-{_ROW}$"
PARTIAL_DATE_CURSOR = rf"^(?:{_PARTIAL})?~{_ROW}$"
# Spelt out: what \s and \d stand for differs between the dialects of Python, of JSON Schema and of pydantic.
_UNSEEN = r"\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f\u3000\ufeff"
# At least something that can be read.
SOMETHING = rf"[^{_UNSEEN}]"
TAG = rf"^[^,]*[^{_UNSEEN},][^,]*$"
WEB_ADDRESS = rf"^(?:https?://[A-Za-z0-9.-]{{1,200}}(?:/[^{_UNSEEN}<>\"]{{0,250}})?)?$"
