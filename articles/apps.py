from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Coverage")

    def ready(self):
        from . import edition, publishing

        post_migrate.connect(prepare_database, sender=self)
        checks.register(translations_are_compiled, checks.Tags.translation)
        from anymail.signals import tracking

        from .alerts.bounces import on_tracking

        tracking.connect(on_tracking)
        edition.END_ACTS[:] = [publishing.withdraw_ended]


class DeskAdminConfig(AdminConfig):
    default_site = "articles.admin.site.DeskSite"

    def ready(self):
        super().ready()
        from django.contrib import admin

        from .admin.article import ArticleAdmin
        from .admin.front import FrontChoiceAdmin
        from .admin.roster import ADMINS
        from .views.drafts import draft_page
        from .views.home import front_page_at

        ArticleAdmin.draft_page = staticmethod(draft_page)
        FrontChoiceAdmin.front_page = staticmethod(front_page_at)
        admin.site.enrol(ADMINS)


def translations_are_compiled(app_configs, **kwargs):
    """Warn of pages that would be English where they need not be."""
    from . import catalogues

    stale = [
        file.relative_to(catalogues.ROOT) for file in catalogues.paths() if not catalogues.is_compiled(file)
    ]
    hint = "Run `python manage.py compilemessages`."
    return [checks.Warning(f"{file} is not compiled.", hint=hint, id="articles.W001") for file in stale]


def prepare_database(*, using, **kwargs):
    """Give the database what migrations cannot describe for both engines: triggers and search tables."""
    from django.db import connections

    from . import roles, search, triggers

    triggers.install(connections[using])
    search.install(connections[using])
    roles.install(using=using)
