"""What an open page of the desk asks for while a report is written: a reading, a save, who else is here."""

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from .. import drafting
from ..choices import RevisionKind
from ..models import Content, Presence, Revision
from . import conflict
from .desk import Desk, open_desk
from .reading import Reading


def urls(admin):
    pages = {"read": read, "autosave": autosave, "presence": presence}
    found = [_path(admin, name, require_POST, page) for name, page in pages.items()]
    return [*found, _path(admin, "token", require_GET, token)]


def _path(admin, name, only, page):
    @only
    def serve(request):
        return page(admin, request)

    return path(f"{name}/", admin.admin_site.admin_view(serve), name=f"articles_article_{name}")


def _sent_article(request):
    return request.POST.get("article") or None


def read(admin, request):
    """Return the desk's reading of a text that is being written, as the panel's HTML."""
    if not admin.has_add_permission(request):
        return JsonResponse({}, status=403)
    content = Content(
        headline=request.POST.get("headline", ""),
        body=request.POST.get("body", ""),
        countries=request.POST.getlist("country"),
        negotiators=request.POST.getlist("negotiator"),
        issues=request.POST.getlist("issue"),
        meeting=request.POST.get("meeting", ""),
    )
    number = _sent_article(request)
    article = admin.get_object(request, number) if number else None
    reading = Reading(content, request.POST.getlist("refused"), article, admin.get_queryset(request))
    return render(request, "admin/articles/article/_reading.html", {"reading": reading})


def autosave(admin, request):
    """Keep what is typed so far and tell the page what became of it.

    Answers {article, address, revision, said, errors, conflict, unseen, standing, checks}; revision is what
    the page sends with its next save. It moves on only while the page shows all that the working copy has.
    """
    desk = open_desk(admin, request, _sent_article(request))
    if not isinstance(desk, Desk):
        return JsonResponse({"said": _("This report is no longer there.")}, status=410)
    forms = desk.forms(request.POST)
    saved = desk.save(forms, RevisionKind.AUTOSAVE)
    return JsonResponse(
        {
            "article": saved.article.pk,
            "address": reverse("admin:articles_article_change", args=[saved.article.pk]),
            "revision": str(max(desk.opened_on, 1) if saved.unseen else saved.number),
            "said": _("Saved at %(moment)s UTC") % {"moment": f"{timezone.now():%H:%M:%S}"},
            "errors": forms.errors(),
            "conflict": _conflict(request, saved),
            "unseen": _unseen(saved, desk.opened_on, desk.tab),
            "standing": str(saved.article.get_status_display()).capitalize(),
            "checks": _checks(request, saved, desk.refused),
        }
    )


def _checks(request, saved, refused):
    reading = Reading(saved.content, refused, saved.article)
    return render_to_string("admin/articles/article/_checks.html", {"checks": reading.checks}, request)


def _conflict(request, saved):
    if not saved.conflicts:
        return ""
    context = {"conflicts": conflict.shown(saved.article, saved.conflicts)}
    return render_to_string("admin/articles/article/_conflict.html", context, request)


def _unseen(saved, number, tab):
    """Return the sentence on what others changed that the page does not show, or nothing."""
    if not saved.unseen:
        return ""
    states = Revision.objects.filter(article=saved.article, number__gt=number).heads().exclude(tab=tab)
    makers = [state.made_by for state in states.select_related("made_by").defer("document")]
    who = ", ".join(dict.fromkeys(str(maker or _("A command")) for maker in makers)) or _("Somebody else")
    return _("%(who)s changed this report meanwhile; the changes are kept beside yours.") % {"who": who}


def presence(admin, request):
    """Note that a page is open, and tell who else has the report open and whether it has moved on."""
    desk = open_desk(admin, request, _sent_article(request))
    if not isinstance(desk, Desk) or desk.article is None or not desk.tab:
        return JsonResponse({"others": [], "newer": ""})
    now = timezone.now()
    here, is_new = Presence.objects.update_or_create(
        tab=desk.tab,
        defaults={"seen_at": now},
        create_defaults={"article": desk.article, "account": request.user, "seen_at": now, "since": now},
    )
    if is_new:
        desk.article.presences.gone(at=now).delete()
    open_pages = desk.article.presences.present(at=now).exclude(tab=desk.tab).select_related("account")
    # Of one's own pages only those that are heard of after this one was opened: the others led to it.
    open_pages = [
        each for each in open_pages if each.account_id != here.account_id or each.seen_at > here.since
    ]
    # Each account once, since the first of its pages was opened.
    others = {page.account_id: page for page in reversed(open_pages)}.values()
    head = desk.head
    newer = ""
    if desk.opened_on >= 0 and head.number > desk.opened_on:
        state = drafting.state_at(desk.article, head.number)
        if state and state.tab != desk.tab:
            newer = _("%(who)s saved this report at %(moment)s UTC.") % {
                "who": state.made_by or _("A command"),
                "moment": date_format(state.made_at, "H:i"),
            }
    return JsonResponse({"others": [_here(each, request.user) for each in others], "newer": newer})


def _here(presence, reader):
    if presence.account == reader:
        words = _("You have this report open in another window since %(moment)s UTC.")
        return words % {"moment": date_format(presence.since, "H:i")}
    return _("%(who)s has this report open since %(moment)s UTC.") % {
        "who": presence.account,
        "moment": date_format(presence.since, "H:i"),
    }


def token(admin, request):
    """Return the token that forms need, for a page that was open while its editor signed in again."""
    return JsonResponse({"csrf": get_token(request)})
