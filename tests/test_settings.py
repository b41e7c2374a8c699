"""Production refuses to start without what it needs; development is safe with nothing set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
WHOLE = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "tpp.example.org",
    "DATABASE_URL": "sqlite:///:memory:",
}


def start(**environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    code = "from django.conf import settings; print(settings.DEBUG, settings.ALLOWED_HOSTS)"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=kept | {"DJANGO_SETTINGS_MODULE": "tpp_tracker.settings"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("lacking", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_production_refuses_to_start_without(lacking):
    result = start(**{name: value for name, value in WHOLE.items() if name != lacking})
    assert result.returncode != 0
    assert lacking in result.stderr


def test_production_refuses_debug():
    assert "DEBUG" in start(**WHOLE, DEBUG="1").stderr


def test_production_starts_with_all_of_it():
    assert start(**WHOLE).stdout.strip() == "False ['tpp.example.org']"


def test_development_answers_on_this_machine_only():
    assert start().stdout.strip() == "False ['localhost', '127.0.0.1', '[::1]']"
