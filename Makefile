# The commands of the project; `make help` lists them.

PORT ?= 8000
export PORT

PYTHON ?=
VENV := .venv
PY := $(VENV)/bin/python
MANAGE := $(PY) manage.py
# The machine's cores: pytest-xdist's own "auto" leaves out the second thread of each.
PYTEST := $(PY) -m pytest -n logical --dist worksteal
PYTEST_LONG := $(PY) -m pytest -m long
ON_SQLITE := DATABASE_URL=sqlite:///var/tests.sqlite3
ON_POSTGRESQL := $(PY) -m tests.services pg --
LOCK := $(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header

.DEFAULT_GOAL := help
.PHONY: help run dev test test-long check screenshots desk-score fmt messages lock install install-dev clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: export STATIC_COLLECTED := 1
run: install var/static/staticfiles.json ## Set up all that is needed and serve the site at http://127.0.0.1:8000 (PORT=, DATABASE_URL=, DEMO_PASSWORD=)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_reference
	@$(MANAGE) load_samples
	@$(MANAGE) create_demo_accounts
	@exec $(PY) -m gunicorn --config deploy/gunicorn.conf.py

# Pages weigh a third of it: compressed once, when a file or a package has changed.
var/static/staticfiles.json: requirements.txt $(shell find static -type f) | install
	@STATIC_COLLECTED=1 $(MANAGE) collectstatic --noinput --verbosity 0
	@touch $@

dev: install ## Serve the site and reload it on every change of the code
	@$(MANAGE) migrate --verbosity 0
	@exec $(MANAGE) runserver 127.0.0.1:$(PORT)

# Whatever the environment or .env say for the site, the tests are of the development settings.
test test-long check: export ENVIRONMENT := development

test: check ## Run the checks, then every test on SQLite and on PostgreSQL
	@$(PY) -m tests.browser
	$(ON_SQLITE) $(PYTEST)
	$(ON_POSTGRESQL) $(PYTEST) -m "not long and not once"

test-long: install-dev ## Run the long tests (races, kills, fuzzing, load) on SQLite and on PostgreSQL
	@$(PY) -m tests.browser
	$(ON_SQLITE) $(PYTEST_LONG)
	$(ON_POSTGRESQL) $(PYTEST_LONG)

check: install-dev ## Check style, layout, templates and migrations
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m djlint templates --lint --quiet
	DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run

screenshots: install-dev ## Photograph every kind of page into var/screenshots/ (PAGES="home article" for some of them)
	@$(PY) -m tests.screenshots $(PAGES)

desk-score: install ## Score the desk on a folder of reports with expected.yaml (DIR=…)
	@$(PY) -m articles.desk.score $(DIR)

fmt: install-dev ## Lay out the code and mend what can be mended
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

messages: install ## Bring the .po files up to the strings marked in code, templates and scripts
	@$(MANAGE) makemessages

lock: install-dev ## Pin the newest packages that requirements*.in allow (UPGRADE=--upgrade also moves what is pinned)
	$(LOCK) $(UPGRADE) requirements.in --output-file requirements.txt
	$(LOCK) $(UPGRADE) requirements-dev.in --output-file requirements-dev.txt

install:
	@PYTHON="$(PYTHON)" sh deploy/bootstrap.sh requirements.txt
	@$(MANAGE) compilemessages

install-dev:
	@PYTHON="$(PYTHON)" sh deploy/bootstrap.sh requirements.txt requirements-dev.txt
	@$(MANAGE) compilemessages

clean: ## Remove the virtual environment and caches (what was entered, in var/, stays)
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis test-results var/static
	find articles -name "*.mo" -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
