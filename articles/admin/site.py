"""The editors' side of the site as a whole: which models it shows, its navigation and its first page."""

from functools import update_wrapper

from allauth.account.decorators import secure_admin_login
from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.contrib import admin
from django.urls import reverse, translate_url
from django.utils.translation import gettext_lazy as _

from . import account, dashboard, signed_out
from .lookups import LabelledAutocomplete

# The one style that the prose editor puts into its page; it changes with the editor's version, and the
# browser tests fail on a policy violation if it does.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"


class DeskSite(admin.AdminSite):
    """The admin of the newsroom. Signing in is allauth's, with its rate limits."""

    site_header = _("TPP Tracker desk")
    site_title = _("TPP Tracker desk")
    index_title = _("Desk")
    enable_nav_sidebar = False

    def register(self, model_or_iterable, admin_class=None, **options):
        """Leave out the admins that packages bring: they stand on another base than ours (see roster)."""

    def enrol(self, admins):
        """Show models with their admins, {model: admin class}."""
        for model, admin_class in admins.items():
            super().register(model, admin_class)

    def admin_view(self, view, cacheable=False):
        # The frame is that of the preview beside the desk's form.
        return csp_update({"style-src": [EDITOR_STYLE], "frame-src": [SELF]})(
            self._holding(super().admin_view(view, cacheable))
        )

    def _holding(self, view):
        """Hand a form back whose sender is signed out by now; Django would drop it and ask to sign in."""

        def serve(request, *args, **kwargs):
            is_out = not request.user.is_authenticated
            if is_out and (request.method == "POST" or signed_out.wants_json(request)):
                return signed_out.hold(request)
            return view(request, *args, **kwargs)

        return update_wrapper(serve, view)

    def get_urls(self):
        return [*account.urls(self), *super().get_urls()]

    def login(self, request, extra_context=None):
        return secure_admin_login(super().login)(request, extra_context)

    def autocomplete_view(self, request):
        return LabelledAutocomplete.as_view(admin_site=self)(request)

    def get_app_list(self, request, app_label=None):
        """Return the models by what they are for rather than by the app whose table they are in."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        from .roster import SECTIONS

        shown = {entry["model"]: entry for app in apps for entry in app["models"]}
        sections = [
            {
                "name": name,
                "app_label": label,
                "app_url": f"{reverse('admin:index', current_app=self.name)}#{label}",
                "has_module_perms": True,
                "models": [shown[model] for model in models if model in shown],
            }
            for label, name, models in SECTIONS
        ]
        return [section for section in sections if section["models"]]

    def each_context(self, request):
        context = super().each_context(request)
        from .roster import NAVIGATION

        shown = {entry["model"]: entry for app in context["available_apps"] for entry in app["models"]}
        here = request.get_full_path()
        return context | {
            "desk_navigation": [shown[model] for model in NAVIGATION if model in shown],
            "desk_languages": [(code, name, translate_url(here, code)) for code, name in settings.LANGUAGES],
        }

    def index(self, request, extra_context=None):
        return super().index(request, (extra_context or {}) | dashboard.context(request))
