"""Who an editor's tool writes for: the account whose token it shows."""

import datetime

from django.utils import timezone
from ninja.security import HttpBearer

from ..models import ApiToken
from ..models.api_token import digest_of

# So that a busy tool costs one write in this time, not one a request.
NOTED_EVERY = datetime.timedelta(minutes=1)


class Token(HttpBearer):
    """A token made at the desk, sent as “Authorization: Bearer …”."""

    def authenticate(self, request, token):
        """Return the account of a token that is good, else None."""
        found = ApiToken.objects.usable().select_related("owner").filter(digest=digest_of(token)).first()
        if found is None:
            return None
        now = timezone.now()
        if found.last_used_at is None or found.last_used_at < now - NOTED_EVERY:
            ApiToken.objects.filter(pk=found.pk).update(last_used_at=now)
        return found.owner
