from django.core.management.base import BaseCommand

from articles import webhooks
from articles.management.stopping import stoppable


class Command(BaseCommand):
    help = (
        "Tell webhooks of new reports, corrections and positions. Run it every minute; it may run twice at "
        "once, be run again and be killed."
    )

    def handle(self, **options):
        with stoppable() as is_stopped:
            tally = webhooks.run(is_stopped=is_stopped)
        self.stdout.write(
            f"webhooks: {tally.collected} events, {tally.delivered} told, {tally.failed} not taken, "
            f"{tally.dropped} with nothing left to tell"
        )
