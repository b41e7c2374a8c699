"""Following by e-mail: the public form, where it is sent, and the pages behind the links in a mail.

The form stands on a kept page, the same for every reader. Everything else is kept by nobody: the address is
a secret of its reader, who is known by it alone, so that these pages need no session and no CSRF token.
A program that looks at links before the reader does must change nothing: only POST does.
"""

import functools
import logging
import smtplib

from allauth.core import ratelimit
from anymail.exceptions import AnymailError
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import alerts, news
from ..alerts import form as forms
from ..edition import public_page
from ..filters import FACETS, ArticleFilters, local_name
from ..models import Country, Issue, Watch
from .pages import render

logger = logging.getLogger(__name__)

OFFERED = {"country": Country, "issue": Issue}


def private_page(view):
    """For addresses that are a secret: nobody keeps the page, finds it or is told where a link led from."""

    @csrf_exempt
    @functools.wraps(view)
    def serve(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return serve


def private_link(purpose):
    """Give a view what the signed part of its address holds, or answer that the link is not good."""

    def decorate(view):
        @functools.wraps(view)
        def serve(request, signed, **kwargs):
            value = alerts.read(purpose, signed)
            if value is None:
                return render(request, "articles/follow_expired.html", {}, status=410)
            return view(request, value, **kwargs)

        return private_page(serve)

    return decorate


def _choices(filters):
    """Yield (name, label, chosen, others) of each filter; both are (slug, name) pairs.

    All countries and issues are offered, of the rest what is chosen already.
    """
    for name, facet in FACETS.items():
        chosen = filters.chosen(name)
        others = (
            [each for each in OFFERED[name].objects.all() if each not in chosen] if name in OFFERED else []
        )
        if chosen or others:
            yield name, facet.label, _named(chosen), _named(others)


def _named(things):
    return sorted(((each.slug, local_name(each)) for each in things), key=lambda pair: pair[1])


def _form_page(request, template, filters, form, *, status=200, **context):
    context |= {
        "filters": filters,
        "choices": list(_choices(filters)),
        "form": form,
        "summary": filters.summary() or _("All reports"),
        "list_query": filters.listing_query,
    }
    return render(request, template, context, status=status)


@require_safe
@public_page
def follow(request):
    filters = ArticleFilters(request.GET)
    form = forms.blank(forms.FollowForm, language=get_language())
    return _form_page(
        request,
        "articles/follow.html",
        filters,
        form,
        data_form=forms.blank(forms.AddressForm, language=get_language()),
        canonical_query=f"?{filters.query}" if filters.query else "",
    )


@require_POST
@private_page
def follow_ask(request):
    form, filters = forms.sent(forms.FollowForm, request.POST), ArticleFilters(request.POST)
    query = _watched(filters, form)
    if not form.is_valid():
        data_form = forms.blank(forms.AddressForm, language=get_language())
        return _form_page(request, "articles/follow.html", filters, form, status=400, data_form=data_form)
    wanted = {name: form.cleaned_data[name] for name in ("email", "rate", "language", "time_zone")}
    return _mailed(request, form, lambda: alerts.ask(alerts.Wish(query=query, **wanted)))


@require_POST
@private_page
def follow_ask_data(request):
    form = forms.sent(forms.AddressForm, request.POST)
    if not form.is_valid():
        filters, follow_form = (
            ArticleFilters(request.GET),
            forms.blank(forms.FollowForm, language=get_language()),
        )
        return _form_page(request, "articles/follow.html", filters, follow_form, status=400, data_form=form)
    address = form.cleaned_data["email"]
    return _mailed(request, form, lambda: alerts.ask_for_data(address, language=get_language()))


def _watched(filters, form):
    """Return the query to follow, or put down in the form why there is none."""
    try:
        return news.watched(filters)
    except news.FilterError as error:
        form.add_error(None, str(error))
        return None


def _mailed(request, form, send):
    """Send a mail unless there were too many, and answer alike whether or not the address is known.

    Neither a program nor somebody who has an address written to again and again is told that no mail went.
    """
    if not ratelimit.consume(request, action="follow"):
        return render(request, "articles/follow_slower.html", {}, status=429)
    address = form.cleaned_data["email"]
    if not form.is_by_a_program and ratelimit.consume(request, action="follow_mail", key=address):
        try:
            send()
        except (smtplib.SMTPException, AnymailError, OSError):
            logger.exception("A mail that a reader asked for could not be sent.")
            return render(request, "articles/follow_unsent.html", {}, status=503)
    return render(request, "articles/follow_asked.html", {"reader": address})


@require_http_methods(["GET", "HEAD", "POST"])
@private_link(alerts.Purpose.CONFIRM)
def follow_confirm(request, value):
    wish = alerts.wish_in(value)
    if request.method != "POST":
        return render(request, "articles/follow_confirm.html", {"wish": wish})
    watch = alerts.confirm(wish)
    context = {
        "watch": watch,
        "summary": wish.summary,
        "change": alerts.sign(alerts.Purpose.CHANGE, watch.token),
    }
    return render(request, "articles/follow_confirmed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@private_link(alerts.Purpose.CHANGE)
def follow_change(request, token):
    watch = _watch(token)
    if request.method == "POST":
        form, filters = forms.sent(forms.RhythmForm, request.POST), ArticleFilters(request.POST)
        query = _watched(filters, form)
        if form.is_valid():
            alerts.change(watch, query=query, **form.cleaned_data)
            return HttpResponseRedirect(f"{request.path}?saved=1")
    else:
        filters = news.filters_of(watch.query)
        given = {name: getattr(watch, name) for name in forms.RhythmForm.base_fields}
        form = forms.RhythmForm(initial=given)
    return _form_page(
        request,
        "articles/follow_change.html",
        filters,
        form,
        status=400 if form.errors else 200,
        watch=watch,
        is_saved="saved" in request.GET,
        stop=alerts.sign(alerts.Purpose.STOP, token),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@private_link(alerts.Purpose.STOP)
def follow_stop(request, token):
    """Stop a watch; also for the one click of a mail program (RFC 8058), which posts here."""
    watch = _watch(token)
    if request.method == "POST":
        alerts.stop(watch)
        watch.refresh_from_db()
    context = {"watch": watch, "summary": news.filters_of(watch.query).summary() or _("All reports")}
    return render(request, "articles/follow_stop.html", context)


def _watch(token):
    watch = Watch.objects.filter(token=token).first()
    if watch is None:
        raise Http404
    return watch


@require_http_methods(["GET", "HEAD", "POST"])
@private_link(alerts.Purpose.DATA)
def follow_data(request, address):
    deleted = alerts.forget(address) if request.method == "POST" else None
    shown = [
        (
            news.filters_of(watch.query).summary() or _("All reports"),
            watch,
            alerts.sign(alerts.Purpose.CHANGE, watch.token),
        )
        for watch in Watch.objects.filter(email=address)
    ]
    context = {"reader": address, "watches": shown, "deleted": deleted}
    context["notes"] = alerts.notes_of(address).select_related("article")
    context["export"] = reverse("articles:follow_export", args=[alerts.sign(alerts.Purpose.DATA, address)])
    return render(request, "articles/follow_data.html", context)


@require_safe
@private_link(alerts.Purpose.DATA)
def follow_export(request, address):
    return JsonResponse(
        alerts.export(address),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": 'attachment; filename="alerts.json"'},
    )
