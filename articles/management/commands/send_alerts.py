from django.core.management.base import BaseCommand, CommandError

from articles import alerts
from articles.management.stopping import stoppable
from articles.workflow import mails


class Command(BaseCommand):
    help = (
        "Put together the mails of readers' alerts that are due and send them, and what the newsroom was not "
        "told at once. Run it every few minutes; it "
        "may run twice at once, be run again and be killed: each reader is told each thing once."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--most", type=int, help="send no more mails than this (default: ALERT_MAILS_A_RUN)"
        )

    def handle(self, *, most, **options):
        try:
            with stoppable() as is_stopped:
                told = mails.send_waiting(is_stopped=is_stopped)
                tally = alerts.run(most=most, is_stopped=is_stopped)
        except alerts.MailServerError as error:
            raise CommandError(f"{error}. No mail is lost: run it again.") from error
        self.stdout.write(
            f"alerts: {tally.composed} put together, {tally.sent} sent, {tally.dropped} with nothing left to "
            f"tell, {tally.failed} not accepted"
        )
        if told:
            self.stdout.write(f"newsroom: {told} sent")
