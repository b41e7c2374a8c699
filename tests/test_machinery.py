"""What the other tests rely on: the rules of conftest, the browser's watch, the private PostgreSQL."""

import socket
import subprocess
import sys

import psycopg2
import pytest
from django.contrib.auth import get_user_model

from tests import browser, services

SKIPPING = {
    "marked": "@pytest.mark.skip(reason='later')\ndef test_a(): pass",
    "inside": "def test_a(): pytest.skip('later')",
    "xfail": "@pytest.mark.xfail\ndef test_a(): assert False",
    "module": "pytest.importorskip('no_such_module')\ndef test_a(): pass",
}


def test_every_kind_of_skip_fails(tmp_path):
    for name, code in SKIPPING.items():
        (tmp_path / f"test_{name}.py").write_text(f"import pytest\n{code}\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider"]
    command += ["--continue-on-collection-errors", "-n", "0", tmp_path]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    summary = [line for line in answer.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    assert {name for name in SKIPPING for line in summary if f"test_{name}.py" in line} == set(SKIPPING)


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80)])
def test_a_test_cannot_reach_another_machine(address):
    with pytest.raises(AssertionError, match="which is not this machine"):
        socket.create_connection(address, timeout=1)


def test_a_test_can_reach_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


def test_passwords_of_tests_are_hashed_quickly():
    user = get_user_model()()
    user.set_password("correct horse battery staple")
    assert user.password.startswith("md5$")


def test_console_errors_and_exceptions_of_a_page_are_seen(page, console_errors):
    page.evaluate("console.error('boom')")
    page.evaluate("setTimeout(() => { throw new Error('bang') })")
    page.wait_for_function("true")
    seen = " ".join(console_errors)
    console_errors.clear()
    assert "boom" in seen
    assert "bang" in seen


def test_accessibility_violations_are_named_with_their_elements(page):
    page.set_content("<html lang=en><title>x</title><main><h1>x</h1><img id=chart src='data:,'></main>")
    [violation] = browser.accessibility_violations(page)
    assert violation.startswith("image-alt (critical)")
    assert violation.endswith("#chart")


def test_chromium_given_by_the_environment_comes_first():
    assert browser.chromium({"CHROMIUM": sys.executable}) == sys.executable


def test_a_wrong_chromium_is_named():
    with pytest.raises(browser.BrowserError, match="CHROMIUM is /no/such, which is no program"):
        browser.chromium({"CHROMIUM": "/no/such"})


def test_the_packaged_postgresql_lives_as_long_as_its_context(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("TPP_TEST_PG", "package")
    with services.postgresql() as url, psycopg2.connect(url) as database, database.cursor() as cursor:
        cursor.execute("SELECT upper('é'), current_setting('listen_addresses')")
        assert cursor.fetchone() == ("É", "127.0.0.1")
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(url)


def test_a_given_postgresql_is_used_as_it_is(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://someone@db.example/tpp")
    with services.postgresql() as url:
        assert url == "postgres://someone@db.example/tpp"


def test_the_command_gets_the_address_and_returns_its_code(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://someone@db.example/tpp")
    script = "import os, sys; sys.exit(7 if os.environ['DATABASE_URL'].endswith('/tpp') else 1)"
    assert services.main(["pg", "--", sys.executable, "-c", script]) == 7


@pytest.mark.parametrize("arguments", [[], ["pg"], ["pg", "--"], ["redis", "--", "true"]])
def test_an_incomplete_call_prints_how_to_call(capsys, arguments):
    assert services.main(arguments) == 2
    assert "python -m tests.services pg -- COMMAND" in capsys.readouterr().err
