from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.record import REFERENCE
from articles.record.files import RecordError
from articles.record.loading import load_record


class Command(BaseCommand):
    help = (
        "Load the facts the site starts with. Safe to run again: it follows corrections of the record, never "
        "overwrites what an editor changed, and never brings back what an editor deleted."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--folder", type=Path, default=REFERENCE, help="where the YAML files are (default: %(default)s)"
        )

    def handle(self, *, folder, verbosity, **options):
        try:
            tallies = load_record(folder)
        except RecordError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        if not any(tally.created or tally.updated for tally in tallies):
            rows = sum(tally.facts for tally in tallies)
            self.stdout.write(f"Nothing to do: the {rows:,} rows of the record are loaded.")
        for tally in tallies:
            self._report(tally, details=verbosity > 1)

    def _report(self, tally, *, details):
        told = [f"{tally.created} created", f"{tally.updated} updated", f"{len(tally.kept)} kept as edited"]
        if tally.deleted:
            told.append(f"{len(tally.deleted)} deleted by an editor, not brought back")
        if tally.dropped:
            told.append(f"{len(tally.dropped)} no longer in the record, left in place")
        self.stdout.write(f"{tally.kind.plural}: {', '.join(told)}")
        for key in tally.dropped:
            self.stdout.write(f"  no longer in the record: {key}")
        if details:
            for key, names in tally.kept.items():
                self.stdout.write(f"  kept as edited: {key} ({', '.join(names)})")
            for key in tally.deleted:
                self.stdout.write(f"  deleted by an editor: {key}")
