from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Coverage")

    def ready(self):
        post_migrate.connect(prepare_database, sender=self)


class DeskAdminConfig(AdminConfig):
    default_site = "articles.admin.site.DeskSite"

    def ready(self):
        super().ready()
        from django.contrib import admin

        from .admin.roster import ADMINS

        admin.site.enrol(ADMINS)


def prepare_database(*, using, **kwargs):
    """Give the database what migrations cannot describe for both engines: triggers and search tables."""
    from django.db import connections

    from . import roles, search, triggers

    triggers.install(connections[using])
    search.install(connections[using])
    roles.install(using=using)
