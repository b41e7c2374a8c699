"""What a report's quotations and first-told positions are known by, from the page they are begun on.

Browsers and tools choose these identifiers, so that what is sent twice is one row. None may be another
report's, whose row publishing would then take.
"""

import re
import secrets

from ..models import Position, Quote
from ..models.quote import new_uid

UID = re.compile(r"[-\w]{1,12}", re.ASCII)
REFERENCE = re.compile(r"[-\w]{1,40}", re.ASCII)


def new_reference():
    """Return a fresh reference of a position first told in a report."""
    return f"p-{secrets.token_hex(5)}"


def make_own(content, *, article=None, before=None):
    """Give a new identifier to each part of a Content whose own is another's, given twice or no identifier.

    article is the report it is of (None: a new one); before the working copy that it follows.
    """
    uids = [quote.get("uid") for quote in content.quotes]
    of_others = Quote.objects.filter(uid__in=_fit(uids, UID)).exclude(article=article)
    _rename(content.quotes, "uid", UID, set(of_others.values_list("uid", flat=True)), new_uid)

    known = {told["slug"] for told in before.positions} if before else set()
    first_told = [told for told in content.positions if len(told) > 1]
    references = [told.get("slug") for told in first_told]
    on_record = Position.objects.filter(slug__in=_fit(references, REFERENCE))
    if article:
        on_record = on_record.exclude(article=article)
    taken = set(on_record.values_list("slug", flat=True)) - known
    _rename(first_told, "slug", REFERENCE, taken, new_reference)


def _fit(identifiers, pattern):
    return [each for each in identifiers if each and pattern.fullmatch(each)]


def _rename(parts, name, pattern, taken, new):
    for part in parts:
        if not pattern.fullmatch(part.get(name) or "") or part[name] in taken:
            part[name] = new()
        taken.add(part[name])
