from django.core.management.base import BaseCommand

from articles import catalogues


class Command(BaseCommand):
    help = (
        "Bring the .po files of every language up to the strings marked in code, templates and scripts: new "
        "ones come in untranslated, translations stay, unused ones go. Needs no GNU gettext."
    )
    requires_system_checks = []

    def handle(self, **options):
        for domain in catalogues.SOURCES:
            strings = catalogues.marked(domain)
            for language in catalogues.LANGUAGES:
                catalog = catalogues.refresh(language, domain, strings)
                waiting = sum(not catalogues.is_translated(each) for each in catalog if each.id)
                name = catalogues.path(language, domain).relative_to(catalogues.ROOT)
                self.stdout.write(f"{name}: {len(catalog)} strings, {waiting} to translate")
