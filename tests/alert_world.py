"""What the tests of alerts share: a mail server, a small record, short ways to follow, report and send."""

import contextlib
import datetime
import io

from django.core.management import call_command
from django.utils import timezone

from articles import alerts
from articles.alerts import Wish
from articles.alerts.composing import compose
from articles.models import Position, Watch
from tests import factories, smtp

READER = "reader@example.org"


@contextlib.contextmanager
def mail_server(settings):
    """Yield the Postbox of an SMTP server that the site's mail goes to."""
    with smtp.server() as (postbox, host, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = host, port
        settings.DEFAULT_FROM_EMAIL = "TPP Tracker <alerts@tracker.example>"
        settings.SITE_URL = "https://tracker.example"
        settings.ALERT_MAILS_A_SECOND = 0
        yield postbox


def small_world():
    """Return countries, issues and a person by name."""
    japan = factories.make_country(names={"ja": "日本"})
    agriculture = factories.make_issue("agriculture")
    return {
        "japan": japan,
        "peru": factories.make_country("peru", "PE", "PER"),
        "agriculture": agriculture,
        "beef": factories.make_issue("beef", parent=agriculture, names={"ja": "牛肉"}),
        "amari": factories.make_negotiator(country=japan),
    }


def watch(query="country=japan", *, email=READER, rate="immediately", language="en", zone="UTC"):
    """Return a watch that was confirmed a moment ago, also by a clock that stands still."""
    made = alerts.confirm(Wish(email=email, query=query, rate=rate, language=language, time_zone=zone))
    made.confirmed_at = made.covered_until = made.confirmed_at - datetime.timedelta(microseconds=1)
    made.save()
    return made


def send():
    out = io.StringIO()
    call_command("send_alerts", stdout=out)
    return out.getvalue()


def report(headline, world, **fields):
    return factories.make_article(headline, **({"countries": [world["japan"]]} | fields))


def position(
    slug, world, *, stance="rejected", since="2014-04-25", article=None, holder="japan", issue="beef"
):
    made = Position.objects.create(
        slug=slug,
        issue=world[issue],
        stance=stance,
        summary=f"{slug} said in a line.",
        since=since,
        article=article,
        grade="on-record",
    )
    made.countries.add(world[holder])
    return made


def text_of(mail):
    return mail.get_body(("plain",)).get_content()


def html_of(mail):
    return mail.get_body(("html",)).get_content()


def compose_all():
    """Put the mails that are due together without sending them."""
    for each in Watch.objects.due():
        assert compose(each, now=timezone.now())
