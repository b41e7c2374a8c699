"""Where a reader reports a mistake. No cache keeps the page; that of the report stays the same for all."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import mistakes
from ..choices import RedirectKind
from ..edition import up_to_date
from ..models import Article
from .articles import gone
from .follow import private_page
from .pages import following_redirects, render

SENT = "sent"


@require_http_methods(["GET", "HEAD", "POST"])
@following_redirects(RedirectKind.ARTICLE)
@private_page
@up_to_date
def mistake(request, slug):
    article = Article.objects.published().filter(slug=slug).defer("body").first()
    if article is None:
        return gone(request, slug)
    if request.method == "POST":
        return _sent(request, article)
    if SENT in request.GET:
        return render(request, "articles/mistake_sent.html", {"article": article})
    return _page(request, article, mistakes.given(article))


def _sent(request, article):
    form = mistakes.sent(request.POST, article)
    if not form.is_valid():
        return _page(request, article, form, status=400)
    if not mistakes.was_kept(form):
        if not mistakes.may_send(get_adapter().get_client_ip(request)):
            form.refuse(
                _("Many notes came from where you are in this hour. Keep yours and send it again later.")
            )
            return _page(request, article, form, status=429)
        if mistakes.keep(form, language=get_language()) is None:
            form.renew()
            form.refuse(_("This form was sent before, with other words. Send it again if you meant both."))
            return _page(request, article, form, status=409)
    return HttpResponseRedirect(f"{request.path}?{SENT}=1")


def _page(request, article, form, *, status=200):
    context = {"article": article, "form": form, "days": settings.MISTAKE_ADDRESS_DAYS}
    return render(request, "articles/mistake.html", context, status=status)
