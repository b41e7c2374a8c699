from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import structured
from ..addresses import origin
from ..asof import AsOf
from ..edition import public_page
from ..models import Appointment, Quote
from ..quoting import QuoteList
from .pages import found, render


@require_safe
@public_page
def quote_list(request):
    quotes = QuoteList(request.GET, AsOf.of(request.GET))
    shown, onward = quotes.page
    context = {"list": quotes, "quotes": shown, "next": onward}
    return render(request, "articles/quote_list.html", context)


@require_safe
@public_page
def quote_detail(request, uid):
    then = AsOf.of(request.GET)
    public = Quote.objects.as_of(then.day).select_related("article", "speaker__country")
    quote = found(public.prefetch_related("issues"), uid=uid)
    said_on = quote.said_on or quote.article.published_at.date().isoformat()
    offices = Appointment.objects.held_on(said_on).filter(negotiator=quote.speaker_id)
    name = quote.speaker.local_name if quote.speaker else quote.speaker_name
    base = origin(request)
    context = {
        "quote": quote,
        "name": name,
        "office": offices.order_by("-start", "pk").first() if quote.speaker else None,
        "said_on": said_on,
        "social_title": name,
        "structured": structured.script(
            structured.quotation(quote, base=base),
            structured.trail(base, _("Quotations"), "articles:quote_list", quote, name),
        ),
    }
    return render(request, "articles/quote_detail.html", context)
