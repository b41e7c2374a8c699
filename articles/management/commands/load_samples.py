from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.record.files import RecordError
from articles.record.samples import REPORTS, load_samples


class Command(BaseCommand):
    help = (
        "Publish the sample reports the site starts with; run load_reference first. Safe to run again: a "
        "changed report is published anew, but never over what an editor did to it."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--folder", type=Path, default=REPORTS, help="where the reports (*.md) are (default: %(default)s)"
        )

    def handle(self, *, folder, **options):
        try:
            tally = load_samples(folder)
        except RecordError as error:
            raise CommandError(f"No report was published. {error}") from error
        if not tally.published and not tally.updated:
            self.stdout.write(f"Nothing to do: {tally.unchanged} sample reports are published.")
        else:
            self.stdout.write(
                f"sample reports: {tally.published} published, {tally.updated} published anew, "
                f"{tally.unchanged} unchanged"
            )
        self._list("left as an editor has it", tally.kept)
        self._list("withdrawn or deleted by an editor, left so", tally.withdrawn)
        self._list("no longer among the reports, left in place", tally.dropped)

    def _list(self, what, slugs):
        for slug in slugs:
            self.stdout.write(f"  {what}: {slug}")
