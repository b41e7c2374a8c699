"""The layer rule: a module of `articles` imports only from the layers below its own.

Modules of one layer stand side by side and do not import each other; inside a package they may. `apps`
wires the layers together: its functions may import anything, its top none of them. What is imported
inside a function counts like the rest.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = "articles"
# From the bottom up. A module that is not here has no layer yet: give it one.
LAYERS = [
    {"carrying", "catalogues", "choices", "formats", "spreadsheets"},
    {"partial_dates", "cleaning", "uploads", "renditions", "desk_lists"},
    {"imaging"},
    {"querysets"},
    {"desk_querysets"},
    {"models"},
    {"asof", "edition", "triggers", "search", "drafting", "paging", "parties", "issue_tree", "downloads"},
    {"addresses", "xml_writing", "cards", "calendar", "structured", "citing", "drawing", "mentions"},
    {"filters", "desk", "migrations", "glossary", "quoting", "timeline"},
    {"publishing", "reports", "known", "finding", "roles", "ledger", "front"},
    {"record", "importing", "synthetic", "news", "workflow", "uniting", "sheets"},
    {"integrity", "alerts", "webhooks", "api"},
    {"bulk", "mistakes", "links"},
    {
        "accounts",
        "admin",
        "feeds",
        "management",
        "middleware",
        "sitemaps",
        "templatetags",
        "views",
    },
    {"urls"},
]
LEVELS = {unit: level for level, units in enumerate(LAYERS) for unit in units}
WIRING = "apps"
OUTSIDE = {"tpp_tracker", "tests"}


def modules(root: Path) -> Iterator[tuple[str, ast.Module]]:
    """Yield the dotted name and the syntax tree of every module of the app."""
    for path in sorted((root / APP).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        yield ".".join(parts), ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(module: str, node: ast.AST) -> list[str]:
    """Return the absolute dotted names that one statement imports, if it does."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    # The package of a module is its name less the last part, and so is that of an __init__.
    package = module.split(".")[: -node.level] if node.level else []
    source = [*package, *filter(None, [node.module])]
    return [".".join([*source, alias.name]) for alias in node.names]


def unit_of(name: str) -> str:
    """Return the part of the app that a dotted name belongs to: articles.models.article -> models."""
    return name.split(".")[1]


def inside_functions(tree: ast.Module) -> set[ast.AST]:
    """Return the nodes of a module that belong to a function."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {inner for function in functions for inner in ast.walk(function)}


def breaches(root: Path) -> list[str]:
    """Return a sentence for each import under `root` that the layer rule forbids."""
    found = []
    for module, tree in modules(root):
        unit = unit_of(module)
        if unit != "__init__" and unit != WIRING and unit not in LEVELS:
            found.append(f"{module} has no layer: add {unit} to LAYERS")
            continue
        wired = inside_functions(tree) if unit == WIRING else set()
        for node in ast.walk(tree):
            for name in imported(module, node):
                reason = objection(unit, name)
                if reason and node not in wired:
                    found.append(f"{module}:{node.lineno} imports {name}: {reason}")
    return found


def objection(unit: str, name: str) -> str | None:
    """Return why a part of the app must not import a dotted name, or None if it may."""
    top, _, rest = name.partition(".")
    if top in OUTSIDE:
        return f"{top} is built on {APP}"
    if top != APP:
        return None
    target = rest.partition(".")[0]
    if target == unit:
        return None
    if target not in LEVELS:
        return "name the module it comes from, one that has a layer"
    level = LEVELS.get(unit, 0)
    if LEVELS[target] == level:
        return "the two stand side by side"
    return "that is upward" if LEVELS[target] > level else None


def test_no_module_imports_upward():
    assert breaches(ROOT) == []


def test_the_rule_reads_the_whole_app():
    names = {module for module, _ in modules(ROOT)}
    assert {"articles.choices", "articles.models.article", "articles.apps"} <= names


PLANTED = [
    ("models/article.py", "from ..publishing import publish", "articles.publishing.publish: that is upward"),
    ("models/article.py", "from .. import filters", "articles.filters: that is upward"),
    (
        "models/__init__.py",
        "from ..desk.checks import blocking",
        "articles.desk.checks.blocking: that is upward",
    ),
    ("querysets.py", "import articles.models", "articles.models: that is upward"),
    (
        "querysets.py",
        "def late():\n    from .models import Article",
        "articles.models.Article: that is upward",
    ),
    ("search/query.py", "from articles import edition", "articles.edition: the two stand side by side"),
    (
        "feeds.py",
        "from .views.pages import render",
        "articles.views.pages.render: the two stand side by side",
    ),
    ("choices.py", "from .partial_dates import parse", "articles.partial_dates.parse: that is upward"),
    ("views/pages.py", "from tpp_tracker import settings", "tpp_tracker.settings: tpp_tracker is built on"),
    (
        "desk/intake.py",
        "from tests.factories import make_article",
        "tests.factories.make_article: tests is built",
    ),
    ("apps.py", "from . import search", "articles.search: that is upward"),
    ("views/pages.py", "from articles import Article", "articles.Article: name the module"),
    ("helpers.py", "", "articles.helpers has no layer"),
]


@pytest.mark.parametrize(("path", "code", "complaint"), PLANTED)
def test_a_forbidden_import_is_found(tmp_path, path, code, complaint):
    plant(tmp_path, path, code)
    [breach] = breaches(tmp_path)
    assert complaint in breach


ALLOWED = [
    ("models/article.py", "from ..querysets import ArticleQuerySet\nfrom .country import Country"),
    ("search/query.py", "from .tokens import tokens\nfrom ..models import Article\nimport re"),
    ("publishing.py", "from . import drafting, edition\nfrom .desk import checks"),
    ("views/pages.py", "from ..publishing import publish\nfrom . import errors"),
    ("urls.py", "from . import views\nfrom .api import api"),
    ("apps.py", "def ready():\n    from . import search, publishing"),
]


@pytest.mark.parametrize(("path", "code"), ALLOWED)
def test_an_import_from_below_or_beside_in_the_package_is_allowed(tmp_path, path, code):
    plant(tmp_path, path, code)
    assert breaches(tmp_path) == []


def plant(root: Path, path: str, code: str) -> None:
    """Write one module of an otherwise empty app."""
    module = root / APP / path
    module.parent.mkdir(parents=True, exist_ok=True)
    module.write_text(code, encoding="utf-8")
