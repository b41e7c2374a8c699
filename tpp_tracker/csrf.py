"""What answers a form whose token does not fit its sender's session."""

from articles.admin import signed_out
from articles.views import errors


def failure(request, reason=""):
    """Hand a form of the desk back to be sent again: signing in anew changes the token. Refuse others."""
    if signed_out.is_own_form(request):
        return signed_out.hold(request, status=403)
    return errors.csrf_failure(request, reason)
