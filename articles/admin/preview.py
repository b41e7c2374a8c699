"""A report's working copy as readers would see it, for the frame beside the desk's form."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from .. import drafting
from ..downloads import PRIVATE, draft_document, draft_photo, send_document, send_photo

NAME = "articles_article_preview"


def urls(admin, page):
    """Return the addresses of the preview and of what it shows.

    page renders a working copy as readers' pages do (views.draft_page); it stands beside this package, so
    apps.py hands it to the admin.
    """

    def served(view):
        return admin.admin_site.admin_view(_of_report(admin, view))

    def preview(request, article):
        return page(
            request,
            article,
            notice=_("Preview of the draft. Readers do not see it."),
            document_address=lambda document: reverse(
                f"admin:{NAME}_document", args=[article.pk, document.uid, document.file_name]
            ),
            photo_address=reverse(f"admin:{NAME}_photo", args=[article.pk]),
            in_frame=True,
        )

    return [
        path("<path:object_id>/preview/", served(preview), name=NAME),
        path("<path:object_id>/preview/photo", served(_photo), name=f"{NAME}_photo"),
        path(
            "<path:object_id>/preview/documents/<slug:uid>/<str:name>",
            served(_document),
            name=f"{NAME}_document",
        ),
    ]


def _of_report(admin, view):
    """Serve a view of (request, article, …) to whoever may see the report, to be framed by the desk alone."""

    def serve(request, object_id, **kwargs):
        article = admin.get_object(request, object_id)
        if article is None:
            raise Http404
        if not admin.has_view_permission(request, article):
            raise PermissionDenied
        response = view(request, article, **kwargs)
        response.headers["Cache-Control"] = PRIVATE
        return response

    framed = csp_replace({"frame-ancestors": [SELF]})(xframe_options_sameorigin(serve))
    return require_safe(framed)


def _photo(request, article):
    photo = draft_photo(drafting.working_copy(article))
    return send_photo(photo, photo.largest("whole"))


def _document(request, article, uid, name):
    return send_document(draft_document(drafting.working_copy(article), uid))
