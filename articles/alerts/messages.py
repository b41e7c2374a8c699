"""The mails to readers: what each holds, in the reader's language and time zone, as text and as HTML.

Nothing in them is fetched and no link counts who follows it.
"""

import contextlib
import functools
import re
import zoneinfo
from dataclasses import dataclass
from email.utils import formatdate, parseaddr
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import loader
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..addresses import site_origin
from ..choices import WatchRate
from ..cleaning import text_of
from ..models import AlertMail, Article, Position
from ..news import filters_of, moves_of
from .links import Purpose, sign

STYLE = Path(settings.BASE_DIR) / "templates" / "mail" / "mail.css"
EXCERPT = 700  # characters
# A sentence is cut at a full stop in the last part of an excerpt, if there is one.
LATEST_PART = 0.6
STOP = re.compile(r"[.?!](?=\s)|[。？！]")


@dataclass(frozen=True)
class Report:
    """An article as a mail shows it."""

    article: Article
    text: str


@contextlib.contextmanager
def reader_of(watch):
    """Write in the language and the time zone of a watch's reader."""
    with translation.override(watch.language), timezone.override(zoneinfo.ZoneInfo(watch.time_zone)):
        yield


def alert(mail: AlertMail) -> EmailMultiAlternatives | None:
    """Return the mail of an alert with what of it readers can still see, or None if that is nothing."""
    watch = mail.watch
    with reader_of(watch):
        articles = Article.objects.published().with_text().filter(pk__in=mail.items.values("article"))
        reports = [Report(each, excerpt(each)) for each in articles.order_by("-first_public_at", "-pk")]
        told = Position.objects.published().standing().filter(pk__in=mail.items.values("position"))
        moves = moves_of(told)
        if not reports and not moves:
            return None
        summary = filters_of(watch.query).summary() or _("All reports")
        stop = link(Purpose.STOP, watch.token)
        context = {
            "watch": watch,
            "summary": summary,
            "rate": WatchRate(watch.rate).label,
            "moves": moves,
            "reports": reports,
            "list_address": site_origin() + reverse("articles:article_list"),
            "change_address": link(Purpose.CHANGE, watch.token),
            "stop_address": stop,
            "preview": preview(moves, reports),
        }
        return message(
            "alert",
            context,
            to=watch.email,
            subject=f"{summary}: {told_in_words(moves, reports)}",
            headers={
                "Message-ID": f"<{mail.key}@{sender_domain()}>",
                "Date": formatdate(mail.created_at.timestamp()),
                "List-ID": f"{settings.SITE_NAME} <alerts.{sender_domain()}>",
                "List-Unsubscribe": f"<{stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Precedence": "bulk",
            },
        )


def told_in_words(moves, reports):
    """Return how much a mail tells: "1 position, 2 reports"."""
    parts = []
    if moves:
        parts.append(ngettext("%(n)d position", "%(n)d positions", len(moves)) % {"n": len(moves)})
    if reports:
        parts.append(ngettext("%(n)d report", "%(n)d reports", len(reports)) % {"n": len(reports)})
    return ", ".join(parts)


def preview(moves, reports):
    """Return the line that a list of mails shows beside the subject."""
    return moves[0].position.summary if moves else reports[0].article.headline


def excerpt(article):
    """Return the beginning of a report's text, enough to know what it says, cut after a sentence."""
    text = text_of(article.body).replace("\t", " ")
    if len(text) <= EXCERPT:
        return text
    text = text[:EXCERPT]
    stops = [match.end() for match in STOP.finditer(text)]
    if stops and stops[-1] > EXCERPT * LATEST_PART:
        return text[: stops[-1]]
    # Where words are not divided by spaces, between any two characters.
    return f"{text[: text.rfind(' ', EXCERPT // 2)].rstrip()} …"


def link(purpose: Purpose, value) -> str:
    """Return the whole address of a page that only the reader with this link gets to see."""
    return site_origin() + reverse(f"articles:follow_{purpose.name.lower()}", args=[sign(purpose, value)])


def message(name, context, *, to, subject, headers=None):
    """Return the mail of the templates mail/<name>.txt and .html, in the language in force."""
    shared = {
        "site_name": settings.SITE_NAME,
        "site_address": site_origin() + reverse("articles:home"),
        "origin": site_origin(),
        "page_language": translation.get_language(),
        "subject": subject,
        "style": style(),
    }
    text = loader.render_to_string(f"mail/{name}.txt", shared | context)
    mail = EmailMultiAlternatives(
        subject=" ".join(subject.split())[:200],
        body=text,
        to=[to],
        headers={"Auto-Submitted": "auto-generated"} | (headers or {}),
    )
    mail.attach_alternative(loader.render_to_string(f"mail/{name}.html", shared | context), "text/html")
    return mail


@functools.cache
def style():
    """Return the style of all mails as an element: most programs for mail read no other kind."""
    return format_html("<style>{}</style>", mark_safe(STYLE.read_text(encoding="utf-8")))


def sender_domain():
    """Return the domain that mails are from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
