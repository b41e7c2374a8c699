"""Mail that comes back, and readers who call it spam, stop alerts: by a report, by a provider, by hand."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from anymail.signals import AnymailTrackingEvent, tracking
from django.core.management import call_command
from django.core.management.base import CommandError

from articles import alerts
from articles.choices import WatchStop
from articles.models import Watch

ROOT = Path(__file__).resolve().parent.parent
READER = "reader@example.org"
# As Postfix writes it.
BOUNCE = """\
From: MAILER-DAEMON@mx.example
To: alerts@tracker.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

I could not deliver the mail.
--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Mon, 2 Mar 2026 12:00:00 +0000

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--b1
Content-Type: text/rfc822-headers

Subject: Japan: 1 report
--b1--
"""
COMPLAINT = """\
From: abuse@provider.example
To: alerts@tracker.example
Subject: FW: Japan: 1 report
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b1"

--b1
Content-Type: text/plain

A reader called this spam.
--b1
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Provider/1.0
Version: 1
Original-Rcpt-To: <Reader@Example.org>

--b1
Content-Type: message/rfc822

Subject: Japan: 1 report

Text
--b1--
"""


def bounce(recipient=READER, action="failed", status="5.1.1"):
    return BOUNCE.format(recipient=recipient, action=action, status=status).encode()


@pytest.mark.parametrize(
    ("report", "found"),
    [
        (bounce(), [(READER, WatchStop.BOUNCED)]),
        (bounce(recipient="<Reader@Example.org>"), [(READER, WatchStop.BOUNCED)]),
        (bounce(action="delayed", status="4.4.1"), []),
        (bounce(action="failed", status="4.4.7"), []),
        (bounce(action="delivered", status="2.0.0"), []),
        (COMPLAINT.encode(), [(READER, WatchStop.COMPLAINED)]),
        (b"Subject: Out of office\n\nBack on Monday: reader@example.org", []),
        (b"", []),
        (b"Content-Type: message/delivery-status\n\nnonsense", []),
        (b"Content-Type: message/feedback-report\n\nnonsense", []),
    ],
)
def test_what_a_mail_servers_report_says_of_whom(report, found):
    assert alerts.bounced(report) == found


@pytest.fixture
def watches(db):
    wish = {"rate": "daily", "language": "en", "time_zone": "UTC"}
    for query in ("", "q=rice"):
        alerts.confirm(alerts.Wish(email=READER, query=query, **wish))
    alerts.confirm(alerts.Wish(email="other@example.org", query="", **wish))


def stopped():
    return set(Watch.objects.exclude(stop_reason="").values_list("email", "query", "stop_reason"))


BOTH = [(READER, ""), (READER, "q=rice")]


def test_a_report_on_standard_input_stops_every_alert_of_its_address(watches, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(bounce())))
    out = io.StringIO()
    call_command("stop_alerts", report=True, stdout=out)
    assert "1 addresses, 2 alerts stopped" in out.getvalue()
    assert stopped() == {(*each, "bounced") for each in BOTH}


def test_addresses_can_be_stopped_by_hand(watches):
    call_command("stop_alerts", "Reader@Example.org", reason="complained", stdout=io.StringIO())
    assert stopped() == {(*each, "complained") for each in BOTH}


def test_the_command_says_what_it_needs(db):
    with pytest.raises(CommandError, match="Name addresses to stop"):
        call_command("stop_alerts")


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("bounced", "bounced"),
        ("complained", "complained"),
        ("unsubscribed", "reader"),
        ("deferred", None),
        ("opened", None),
    ],
)
def test_what_a_provider_reports_stops_every_alert_of_its_address(watches, kind, reason):
    event = AnymailTrackingEvent(event_type=kind, timestamp=None, recipient=READER)
    tracking.send(sender=None, event=event, esp_name="Any")
    assert stopped() == ({(*each, reason) for each in BOTH} if reason else set())


@pytest.mark.parametrize(("anymail", "routes"), [("{}", 0), ('{"WEBHOOK_SECRET": "name:password"}', 1)])
def test_providers_can_report_only_where_a_secret_keeps_others_from_it(anymail, routes):
    code = (
        "import django; django.setup(); from tpp_tracker.urls import providers_reports;"
        "print(len(providers_reports))"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "tpp_tracker.settings", "ANYMAIL": anymail, "PATH": ""}
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == str(routes)
