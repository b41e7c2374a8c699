import os
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles import roles

ACCOUNTS = {"admin": roles.ADMINISTRATOR, "editor": roles.EDITOR, "reporter": roles.REPORTER}


class Command(BaseCommand):
    help = (
        "Create the accounts admin, editor and reporter for trying the site on one machine. Their password "
        "is DEMO_PASSWORD from the environment, else a random one, printed once. Accounts that are there "
        "already stay as they are."
    )

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError(
                "Demo accounts share one password: not in production. Use createsuperuser and make others "
                "in the admin."
            )
        given = os.environ.get("DEMO_PASSWORD", "")
        password = given or secrets.token_urlsafe(12)
        with transaction.atomic():
            roles.install()
            created = [name for name, role in ACCOUNTS.items() if self._create(name, role, password)]
        if not created:
            self.stdout.write(
                f"Nothing to do: the accounts {', '.join(ACCOUNTS)} are there, their passwords unchanged."
            )
            return
        told = "the password in DEMO_PASSWORD" if given else f"the password {password} (shown only this once)"
        self.stdout.write(
            f"Accounts created: {', '.join(created)}. Sign in at {self._address()} with {told}."
        )

    def _create(self, name, role, password):
        """Create an account unless there is one of that name; say whether it was created."""
        users = get_user_model().objects
        if users.filter(username=name).exists():
            return False
        is_admin = role == roles.ADMINISTRATOR
        user = users.create_user(name, password=password, is_staff=True, is_superuser=is_admin)
        user.groups.add(Group.objects.get(name=role))
        return True

    def _address(self):
        return f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/admin/"
