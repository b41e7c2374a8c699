from django.core.management.base import BaseCommand, CommandError

from articles import integrity

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Look for what should not be in the database though its constraints allow it, and explain each find: "
        "what, where, and how to mend it. Exit code 1 if there is any."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--all", action="store_true", help=f"show all findings, not {SHOWN} of each check"
        )
        parser.add_argument(
            "--mend",
            action="store_true",
            help="first make anew what is only a copy of something else, as search rows",
        )

    def handle(self, *, mend, **options):
        if mend:
            integrity.mend()
        found = 0
        for name, findings in integrity.check():
            found += len(findings)
            shown = findings if options["all"] else findings[:SHOWN]
            if findings:
                self.stdout.write(f"{name}: {len(findings):,}")
            for finding in shown:
                self.stdout.write(f"  {finding}")
            if len(findings) > len(shown):
                self.stdout.write(f"  and {len(findings) - len(shown):,} more (--all shows them)")
        if found:
            raise CommandError(f"{found:,} found that should not be.", returncode=1)
        self.stdout.write(f"Nothing found: {len(integrity.CHECKS)} checks passed.")
