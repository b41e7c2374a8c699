"""Django's own admin with django-reversion for the fields of the desk: what the desk's cost is held against.

Settings and addresses of one process that has both; run by tests/desk_cost.py, never by the site.
"""

import os

os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")

from tpp_tracker.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "reversion"]  # noqa: F405
ROOT_URLCONF = "tests.stock_urls"
