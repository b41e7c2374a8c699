"""What must hold for the repository as a whole: migrations, requirements, templates, sizes, README."""

import importlib.util
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.backends.postgresql.psycopg_any import is_psycopg3

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ["articles", "tpp_tracker", "templates", "static", "tests", "deploy"]
LONGEST_FILE = 450  # lines
LOCKS = ["requirements.txt", "requirements-dev.txt"]
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)", re.MULTILINE)
WANTED = re.compile(r"^(?P<name>[a-z0-9][a-z0-9-]*)", re.MULTILINE)
TEMPLATE_SYNTAX = re.compile(
    r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{%.*?%}|{{.*?}}|{#.*?#}",
    re.DOTALL,
)
ELSEWHERE = re.compile(r"(https?:)?//", re.IGNORECASE)
CSS_ELSEWHERE = re.compile(r"url\(\s*[\"']?(https?:)?//|@import", re.IGNORECASE)
# Links that a browser fetches by itself, unlike canonical or alternate.
FETCHED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}


def read(name: str) -> str:
    """Return the text of a file of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, str]:
    """Return the pinned version of each package in a requirements file."""
    return {match["name"]: match["version"] for match in PIN.finditer(read(lock))}


def test_migrations_are_up_to_date(db):
    call_command("makemigrations", "--check", "--dry-run")


def test_postgresql_is_reached_through_psycopg2():
    assert is_psycopg3 is False
    assert importlib.util.find_spec("psycopg") is None
    assert connection.Database.__name__ in {"psycopg2", "sqlite3.dbapi2"}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_with_hashes(lock):
    entries = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n", "", read(lock), flags=re.MULTILINE).strip())
    assert len(entries) == len(pins(lock)) > 0
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_requirements_name_no_address(lock):
    assert not re.search(r"https?:|--(extra-)?index-url|--find-links", read(lock))


@pytest.mark.parametrize("lock", LOCKS)
def test_requirements_keep_psycopg_3_out(lock):
    assert {"psycopg", "psycopg-binary", "psycopg-c"}.isdisjoint(pins(lock))


@pytest.mark.parametrize("wanted", ["requirements.in", "requirements-dev.in"])
def test_what_is_wanted_is_pinned(wanted):
    names = {match["name"] for match in WANTED.finditer(read(wanted).lower())}
    assert names - pins(wanted.replace(".in", ".txt")).keys() == set(), "Run make lock."


def test_the_tests_run_on_the_versions_that_the_site_runs_on():
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items(), "Run make lock."


def test_the_readme_names_the_commands():
    readme = read("README.md")
    assert "make run" in readme
    assert "make test" in readme


def sources(*endings: str) -> Iterator[Path]:
    """Yield the project's own files with these endings."""
    yield from (path for path in ROOT.glob("*") if path.suffix in endings)
    for folder in FOLDERS:
        yield from (path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in endings)


def test_no_file_is_too_long_to_read():
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources(".py", ".css", ".js", ".html")
        if "migrations" not in path.parts
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


class InlineCode(HTMLParser):
    """Collects what a strict Content-Security-Policy forbids in a template."""

    def __init__(self, template: str):
        super().__init__()
        self.found = []
        self.feed(TEMPLATE_SYNTAX.sub("", template))

    def handle_starttag(self, tag, attributes):
        values = {name: value or "" for name, value in attributes}
        if tag == "style" or (tag == "script" and "src" not in values and not is_data(values)):
            self.report(f"an inline <{tag}>")
        for name, value in values.items():
            if name == "style" or re.fullmatch(r"on[a-z]+", name):
                self.report(f"{name}= on <{tag}>")
            if value.strip().lower().startswith("javascript:"):
                self.report(f"a javascript: address on <{tag}>")
        fetched = values.get("href", "") if FETCHED_LINKS & set(values.get("rel", "").split()) else ""
        if ELSEWHERE.match(fetched or values.get("src", "")):
            self.report(f"another host on <{tag}>")

    def report(self, complaint):
        self.found.append(f"line {self.getpos()[0]}: {complaint}")


def is_data(attributes: dict) -> bool:
    """Say whether a script element holds data, which browsers do not run."""
    return attributes.get("type") in {"application/json", "application/ld+json"}


def test_templates_hold_no_inline_code_and_nothing_from_another_host():
    found = {
        str(path.relative_to(ROOT)): InlineCode(path.read_text(encoding="utf-8")).found
        for path in sources(".html")
    }
    assert found
    assert {name: complaints for name, complaints in found.items() if complaints} == {}


def test_stylesheets_load_nothing_from_another_host():
    assert [path.name for path in sources(".css") if CSS_ELSEWHERE.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ("<script>{{ x }}</script>", "an inline <script>"),
        ("<style>a{}</style>", "an inline <style>"),
        ("<p {% if a < b %}style='top:0'{% endif %}>", "style= on <p>"),
        ('<button type="button" onclick="go()">', "onclick= on <button>"),
        ('<a href=" javascript:go()">', "a javascript: address on <a>"),
        ('<script src="//example.org/x.js"></script>', "another host on <script>"),
        ('<link rel="stylesheet" href="https://example.org/x.css">', "another host on <link>"),
    ],
)
def test_inline_code_is_found(template, complaint):
    assert InlineCode(template).found == [f"line 1: {complaint}"]


@pytest.mark.parametrize(
    "template",
    [
        "<script src=\"{% static 'js/site.js' %}\" defer></script>",
        '<script type="application/ld+json">{{ data }}</script>',
        '<link rel="canonical" href="https://example.org/"><a href="https://example.org/">x</a>',
        "{# <style> #}{% comment %}<script>{% endcomment %}<p data-on='1' lang=en>only styled text</p>",
    ],
)
def test_what_a_strict_policy_allows_is_not_reported(template):
    assert InlineCode(template).found == []
