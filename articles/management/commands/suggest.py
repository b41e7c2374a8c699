import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.desk.intake import IntakeError, read_report
from articles.desk.proposing import read


class Command(BaseCommand):
    help = (
        "Print what the desk reads in reports: countries, people, issues, quotations, names. Writes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object: file name to suggestions"
        )

    def handle(self, *args, files, **options):
        found, failed = {}, []
        for path in files:
            try:
                found[path.name] = read(read_report(path.read_bytes(), name=path.name)).as_json()
            except (IntakeError, OSError) as error:
                failed.append(f"{path.name}: {error}")
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            for name, suggestions in found.items():
                self.stdout.write(self.style.MIGRATE_HEADING(name))
                for label, value in suggestions.items():
                    self.stdout.write(f"  {label}: {json.dumps(value, ensure_ascii=False)}")
        if failed:
            raise CommandError("\n".join(failed))
