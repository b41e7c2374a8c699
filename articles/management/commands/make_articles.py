import time

from django.core.management.base import BaseCommand, CommandError
from django.core.management.color import no_style
from django.db import connection

from articles import synthetic
from articles.models import Article, Version


class Command(BaseCommand):
    help = "Fill the database with N varied synthetic articles, for measuring. Not for a site with readers."

    def add_arguments(self, parser):
        parser.add_argument("number", metavar="N", type=int)
        parser.add_argument("--seed", type=int, default=0, help="the same seed makes the same articles")

    def handle(self, *args, number, seed, **options):
        if number < 1:
            raise CommandError("N is a number of articles, at least 1.")
        started = time.perf_counter()
        try:
            published = synthetic.make(number, seed=seed)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self._restart_numbering()
        seconds = time.perf_counter() - started
        self.stdout.write(f"{number:,} articles in {seconds:.1f} s, {number / seconds:,.0f} a second")
        started = time.perf_counter()
        synthetic.index(published)
        seconds = time.perf_counter() - started
        self.stdout.write(f"their search index in {seconds:.1f} s, {len(published) / seconds:,.0f} a second")

    def _restart_numbering(self):
        """Let PostgreSQL number the next article after these, whose numbers were given."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [Article, Version]):
                cursor.execute(statement)
