"""A form that comes when its sender's session has ended: what was typed is handed back, never dropped."""

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

# Never written into a page again.
SECRET = ("password", "csrfmiddlewaretoken", "code", "token")


def wants_json(request):
    return request.headers.get("Accept", "").startswith("application/json")


def hold(request, *, status=401):
    """Answer a form of a signed-out account with a page that keeps every field and can be sent again."""
    if wants_json(request):
        return JsonResponse({"sign_in": reverse("admin:login")}, status=status)
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if not any(word in name.lower() for word in SECRET)
        for value in values
    ]
    context = {
        "title": _("Signed out: your text is kept on this page"),
        "kept": kept,
        "address": request.get_full_path(),
        "sign_in": reverse("admin:login"),
        "csrf": get_token(request),
    }
    response = render(request, "admin/signed_out.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def is_own_form(request):
    """Whether a form comes from a page of the desk: browsers name the site that a form comes from."""
    own = f"{request.scheme}://{request.get_host()}"
    at_desk = request.path.startswith(reverse("admin:index")) and request.path != reverse("admin:login")
    return at_desk and request.method == "POST" and request.headers.get("Origin", "") == own
