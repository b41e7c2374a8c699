"""What every test gets: no network but this machine, no skipping, quick passwords, a watched browser.

For browser tests (marked `browser` by their fixtures): `page` and `context` fail the test on anything the
console calls an error; a test that provokes one takes `console_errors`, checks it and clears it.
`assert_accessible(page)` fails on what axe finds.
"""

import ipaddress
import os
import socket

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import override_settings

from tests import browser

# pytest-playwright runs an event loop in the thread of the test, where Django else refuses to query.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

BROWSER_FIXTURES = {"page", "context", "browser", "new_context"}
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_collection_modifyitems(items):
    """Mark tests in a browser, and those whose outcome no database engine can change: they run once."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if BROWSER_FIXTURES & fixtures:
            item.add_marker(pytest.mark.browser)
        asks_the_database = item.get_closest_marker("django_db") or DATABASE_FIXTURES & fixtures
        is_of_looks = BROWSER_FIXTURES & fixtures and not item.get_closest_marker("each_engine")
        if is_of_looks or not asks_the_database:
            item.add_marker(pytest.mark.once)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    return forbid_skipping((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return forbid_skipping((yield))


def forbid_skipping(report):
    """Turn a skip (or an expected failure) into a failure: a test that did not run proves nothing."""
    if report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"No test of this project may be skipped or expected to fail. It said: {reason}"
        # Else pytest would count the report as xfailed.
        vars(report).pop("wasxfail", None)
    return report


@pytest.fixture(scope="session", autouse=True)
def loopback_only():
    """Let a test that reaches for another machine fail at once, with the address in the message."""

    def guarded(connect):
        def guard(self, address):
            if self.family in (socket.AF_INET, socket.AF_INET6) and not is_loopback(address[0]):
                raise AssertionError(f"A test tried to reach {address[0]}, which is not this machine.")
            return connect(self, address)

        return guard

    with pytest.MonkeyPatch.context() as patch:
        for name in ["connect", "connect_ex"]:
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
        yield


def is_loopback(host: str) -> bool:
    """Say whether a host name or address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """Keep SQLite's test database in a file: one in memory is one connection that all threads share.

    A live server answers in a thread for every request; on one connection the statement of one stands in the
    way of another's savepoint, which no server of ours would ever see.
    """
    for connection in connections.all():
        if connection.vendor == "sqlite":
            file = tmp_path_factory.mktemp("database") / f"{connection.alias}.sqlite3"
            connection.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """Hash passwords the quick way: the slow one would be most of the suite's time."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def empty_cache():
    """Begin with nothing kept: a rolled-back test leaves its edition number to the next one."""
    cache.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": browser.chromium(), "args": browser.FLAGS}


@pytest.fixture
def console_errors():
    """Return the list that grows by what the browser's console reports as an error."""
    return []


@pytest.fixture
def context(context, console_errors):
    browser.watch_console(context, console_errors)
    yield context
    assert console_errors == [], "The browser's console said:\n" + "\n".join(console_errors)


@pytest.fixture(scope="session")
def assert_accessible():
    """Return a function that fails on what axe finds wrong with a page."""

    def check(page):
        violations = browser.accessibility_violations(page)
        assert violations == [], "\n".join(violations)

    return check
