from allauth.account.decorators import secure_admin_login
from csp.decorators import csp_update
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

# The one style that the prose editor puts into its page; it changes with the editor's version, and the
# browser tests fail on a policy violation if it does.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"


class DeskSite(admin.AdminSite):
    """The editors' side of the site. Signing in is allauth's, with its rate limits."""

    site_header = _("TPP Tracker desk")
    site_title = _("TPP Tracker desk")
    index_title = _("Desk")
    enable_nav_sidebar = False

    def login(self, request, extra_context=None):
        return secure_admin_login(super().login)(request, extra_context)

    def admin_view(self, view, cacheable=False):
        return csp_update({"style-src": [EDITOR_STYLE]})(super().admin_view(view, cacheable))
