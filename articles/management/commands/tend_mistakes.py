from django.core.management.base import BaseCommand

from articles import mistakes


class Command(BaseCommand):
    help = (
        "Look after the notes in which readers report mistakes: mail those who asked to be told of a "
        "correction and could not be reached, and forget names and addresses older than "
        "MISTAKE_ADDRESS_DAYS. Run it once a day."
    )

    def handle(self, **options):
        told, failed = mistakes.tell_waiting()
        forgotten, counts = mistakes.forget_old(), mistakes.clear_allowances()
        self.stdout.write(
            f"mistakes: {told} readers told, {failed} mails not accepted, {forgotten} names and addresses "
            f"forgotten, {counts} counts cleared"
        )
