from django.core.management.base import BaseCommand

from articles import catalogues


class Command(BaseCommand):
    help = "Compile the translations that changed since they were last compiled. Needs no GNU gettext."
    requires_system_checks = []

    def handle(self, **options):
        for file in catalogues.paths():
            if catalogues.compile_file(file):
                self.stdout.write(f"Compiled {file.relative_to(catalogues.ROOT)}")
