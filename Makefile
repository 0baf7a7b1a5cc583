# The tasks that a contributor repeats. `make` alone lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# The newest rules need Python 3.11; the first interpreter that has it is taken, unless PYTHON names another.
OLD_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
	if $$p -c '$(OLD_ENOUGH)' 2>/dev/null; then echo $$p; break; fi; done)

BIN := .venv/bin
# Nothing is built at set-up and nothing is taken that the pins do not name by hash.
PIP_INSTALL := $(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check
PINNED := --require-hashes --only-binary :all:
COMPILE := uv pip compile --quiet --system-certs --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make pins"

# The word before a command that needs root: `env` as root, `sudo -n` where it asks for no password, else nothing.
SUPER = $(shell if [ "$$(id -u)" = 0 ]; then echo env; elif sudo -n true 2>/dev/null; then echo sudo -n; fi)
APT_INSTALL = DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends
BROWSER_PACKAGES := chromium fonts-dejavu-core fonts-noto-core libatomic1
BROWSER = $(shell for b in "$${CHROMIUM:-}" chromium chromium-browser google-chrome; do \
	if [ -n "$$b" ] && command -v "$$b"; then break; fi; done)

# What a person may set: make test TESTS=tests/codes JOBS=4, make demo PORT=8080
TESTS ?=
# One more than there are cores: tests of a browser, of mail and of signals wait half of their time.
JOBS ?= $(shell expr $$(nproc) + 1)
PORT ?=
# How pins are renewed: empty keeps what still fits, --upgrade takes the newest
RENEW ?=

.PHONY: fairness help venv venv-dev chromium demo test check bench kill-worker pins clean

help: ## List these tasks
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; do \
		printf '  make %-11s %s\n' "$$name" "$$text"; done

venv: .venv/.runtime ## Make .venv with the command .venv/bin/compliance

venv-dev: .venv/.development ## Add what the tests and linters need to .venv

.venv/.created:
	@if [ -z "$(PYTHON)" ] || ! $(PYTHON) -c '$(OLD_ENOUGH)'; then \
		echo "This needs Python 3.11 or newer. Install it, or name it: make PYTHON=/path/to/python3" >&2; exit 1; fi
	@if ! $(PYTHON) -c 'import ensurepip' 2>/dev/null; then \
		if command -v apt-get >/dev/null && [ -n "$(SUPER)" ]; then \
			$(SUPER) apt-get update && $(SUPER) $(APT_INSTALL) python3-venv; \
		else \
			echo "Python's venv module is missing. On Debian, as root: apt-get install python3-venv" >&2; exit 1; fi; fi
	$(PYTHON) -m venv --clear .venv
	@touch $@

.venv/.runtime: .venv/.created requirements.txt pyproject.toml
	$(PIP_INSTALL) $(PINNED) -r requirements.txt
	$(PIP_INSTALL) --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/.development: .venv/.runtime requirements-dev.txt
	$(PIP_INSTALL) $(PINNED) -r requirements-dev.txt
	@touch $@

# Playwright's driver is a program of its own and needs libatomic, which a small Debian lacks.
chromium: venv-dev ## Install a browser for the tests, where none is found
	@if [ -n "$(BROWSER)" ] && $(BIN)/playwright --version >/dev/null 2>&1; then exit 0; \
	elif command -v apt-get >/dev/null && [ -n "$(SUPER)" ]; then \
		$(SUPER) apt-get update && $(SUPER) $(APT_INSTALL) $(BROWSER_PACKAGES); \
	else \
		echo "The browser tests need Chromium. On Debian, as root: apt-get install $(BROWSER_PACKAGES)" >&2; \
		echo "Or set CHROMIUM to the path of a Chromium or Chrome, and install libatomic1." >&2; exit 1; fi

demo: venv ## Serve a throw-away installation with the demo contest
	$(BIN)/compliance demo $(if $(PORT),--port $(PORT))

test: venv-dev chromium check ## Lint, check types and run all tests, or a part: TESTS=tests/codes
	$(BIN)/python -m pytest -n $(JOBS) $(TESTS)

check: venv-dev ## Lint and check types alone
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: venv-dev ## Measure against the floors (tests/benchmarks/bench_*.py), one at a time
	$(BIN)/python -m pytest -n 0 -s -o python_files='bench_*.py' tests/benchmarks

kill-worker: venv-dev ## Kill 200 workers in mid-sending, on both databases, and count what is lost or sent twice
	$(BIN)/python -m pytest -n 0 -s -o python_files='bench_*.py' tests/benchmarks/bench_killing.py

fairness: venv-dev ## Relabel the candidates through HISTORIES=1000 histories, and compare all that comes of them
	HISTORIES=$(or $(HISTORIES),1000) $(BIN)/python -m pytest -n $(JOBS) tests/proofs/test_swap.py

pins: venv-dev ## Compile the pins again from pyproject.toml; RENEW=--upgrade takes the newest
	$(BIN)/$(COMPILE) $(RENEW) pyproject.toml --extra build -o requirements.txt
	$(BIN)/$(COMPILE) $(RENEW) pyproject.toml --extra build --extra dev -c requirements.txt -o requirements-dev.txt

clean: ## Remove .venv, caches and test output; ./instance stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks tests/output
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
