"""Comments written, answered and resolved from a page with JavaScript, which stays where it is."""

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import workflow
from . import work
from .desk import Desk, open_desk

PANEL = "admin/articles/article/_comments.html"


def urls(admin):
    def serve(request):
        return act(admin, request)

    served = admin.admin_site.admin_view(require_POST(serve))
    return [path("comment/", served, name="articles_article_comment")]


def act(admin, request):
    """Do what was asked for and answer {said, panel}; {said} with 400 where it cannot be done."""
    desk = open_desk(admin, request, request.POST.get("article") or None)
    if not isinstance(desk, Desk) or desk.article is None:
        return JsonResponse({"said": _("This report is no longer there.")}, status=410)
    try:
        said = work.comment(desk)
    except workflow.NotPossible as problem:
        return JsonResponse({"said": str(problem)}, status=400)
    panel = render_to_string(PANEL, {"work": work.comment_context(desk), "may_change": True}, request)
    return JsonResponse({"said": said, "panel": panel})
