import datetime
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.desk.checks import Refusal
from articles.desk.intake import IntakeError
from articles.importing import import_report


class Command(BaseCommand):
    help = "Make a draft, or with --publish a published article, of each file (.txt, .md, .html, .docx)."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--date", type=_day, help="the report's date, as 2014-04-25")
        parser.add_argument("--source", default="", help="what the report rests on")
        parser.add_argument("--publish", action="store_true", help="publish at once")
        parser.add_argument(
            "--override", default="", metavar="REASON", help="publish over a blocking check, and why"
        )
        parser.add_argument("--json", action="store_true", help="print what was made and linked as JSON")

    def handle(self, *args, files, date, source, publish, override, **options):
        made, failed = [], []
        for path in files:
            try:
                made.append(
                    import_report(
                        data=path.read_bytes(),
                        name=path.name,
                        on=date,
                        source=source,
                        publish=publish,
                        override=override,
                    )
                )
            except (IntakeError, Refusal, OSError) as error:
                failed.append(f"{path.name}: {error}")
        if options["json"]:
            self.stdout.write(json.dumps([each.as_json() for each in made], ensure_ascii=False, indent=2))
        else:
            for each in made:
                self.stdout.write(self._told(each.as_json()))
        if failed:
            raise CommandError("Not imported:\n" + "\n".join(failed))

    def _told(self, report):
        lines = [f"{report['file']}: {report['status']}, {report['address']}", f"  {report['headline']}"]
        lines += [
            f"  {label}: {', '.join(report[label])}"
            for label in ("countries", "people", "issues")
            if report[label]
        ]
        lines += [f"  “{written}” is probably {meant}" for written, meant in report["flagged_names"]]
        return "\n".join(lines)


def _day(text):
    """Read an ISO day; ValueError makes argparse refuse the option."""
    return datetime.date.fromisoformat(text)
