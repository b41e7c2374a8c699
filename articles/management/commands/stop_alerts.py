import sys

from django.core.management.base import BaseCommand, CommandError

from articles import alerts
from articles.choices import WatchStop


class Command(BaseCommand):
    help = (
        "Stop all alerts of addresses to which no mail should go any more. With --report, read a mail from "
        "standard input, as a mail server delivers bounces and complaints, and stop whom it names."
    )

    def add_arguments(self, parser):
        parser.add_argument("address", nargs="*", help="address to stop")
        parser.add_argument("--report", action="store_true", help="read a mail server's report from stdin")
        parser.add_argument(
            "--reason", choices=WatchStop.values, default=WatchStop.BOUNCED, help="(default: %(default)s)"
        )

    def handle(self, *, address, report, reason, **options):
        if bool(address) == report:
            raise CommandError("Name addresses to stop, or give a report with --report, one of the two.")
        named = [(each, reason) for each in address]
        if report:
            named = alerts.bounced(sys.stdin.buffer.read())
        stopped = sum(alerts.stop_address(each, reason=why) for each, why in named)
        self.stdout.write(f"{len(named)} addresses, {stopped} alerts stopped")
