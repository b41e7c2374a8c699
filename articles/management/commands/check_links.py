from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from articles import links
from articles.choices import LinkState
from articles.management.stopping import stoppable


class Command(BaseCommand):
    help = (
        "Ask whether the pages of sources are still there, no host more often than every LINK_DELAY seconds. "
        "Run it once a night; it may be killed and run again. What is gone is listed in the admin."
    )

    def add_arguments(self, parser):
        parser.add_argument("--limit", type=int, help="Ask for so many at most.")
        parser.add_argument(
            "--older-than", type=int, metavar="DAYS", help="Leave out what was asked for within so many days."
        )
        parser.add_argument(
            "--ask-archive",
            action="store_true",
            help="Ask the Internet Archive whether it has a copy of what is gone, which is another host.",
        )

    def handle(self, *, limit, older_than, ask_archive, **options):
        if any(number is not None and number < 0 for number in (limit, older_than)):
            raise CommandError("--limit and --older-than take whole numbers from 0 on.")
        with stoppable() as is_stopped, translation.override("en"):
            sources = links.due(limit=limit, older_than=older_than)
            tally = links.check(sources, asks_archive=ask_archive, is_stopped=is_stopped)
        told = ", ".join(f"{tally.found[state]} {state.value}" for state in LinkState)
        self.stdout.write(f"links: {told}; {tally.changed} shown otherwise to readers")
