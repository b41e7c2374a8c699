from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles import bulk
from articles.edition import SiteVersion


class Command(BaseCommand):
    help = "Write the files of the whole record, so that the first reader who asks for one need not wait."

    def add_arguments(self, parser):
        parser.add_argument("--base", help="origin of the site, as in https://example.org (else SITE_URL)")

    def handle(self, *args, base=None, **options):
        base = (base or settings.SITE_URL).rstrip("/")
        if not base:
            raise CommandError("Addresses in the files need the site's origin: set SITE_URL or give --base.")
        now = timezone.now()
        about = bulk.About(base, SiteVersion.at(now), now)
        for suffix in bulk.FORMATS:
            path = bulk.path_of(suffix, about)
            self.stdout.write(f"{path}: {path.stat().st_size:,} bytes")
