"""What a reader or an editor sees when something is not as asked."""

from django.utils.translation import gettext as _

from ..asof import BadDay
from .pages import render


def bad_request(request, exception=None):
    return render(request, "400.html", {"message": _told(exception)}, status=400)


def _told(exception):
    """Return what a reader can be told of a refusal; others may name inner things."""
    return str(exception) if isinstance(exception, BadDay) else ""


def forbidden(request, exception=None):
    return render(request, "403.html", {}, status=403)


def csrf_failure(request, reason=""):
    message = _(
        "The form was open too long or came from another site. Go back, reload the page and send it again."
    )
    return render(request, "403.html", {"message": message}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", {}, status=404)


def server_error(request):
    return render(request, "500.html", {}, status=500)
