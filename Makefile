# Everything one does with this project; `make` alone lists it. Needs make and Python 3.11 or newer, and sets up the rest itself.

VENV    ?= $(or $(VIRTUAL_ENV),.venv)
BIN     := $(VENV)/bin
DEPS    := $(VENV)/.stagedoor-dependencies
READY   := $(VENV)/.stagedoor-installed
OUT     ?= demo-out
JOBS    ?= auto
PIP     := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help setup demo test check fast cov golden replay benchmarks packs migrate migration db-check new-detector new-pattern quality lock train clean
.DELETE_ON_ERROR:

help: ## list what can be made
	@awk 'BEGIN {FS = ":[^#]*## "} /^[a-z-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## the environment: pinned packages and the command `stagedoor`, once (in the active virtual environment, else in .venv)

$(BIN)/python:
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3 python; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "setting up $(VENV) with $$($$python --version)"; exec $$python -m venv $(VENV); fi; done; \
	echo "make: Python 3.11 or newer is needed and was not found; install it, or name it: make PYTHON=/path/to/python" >&2; exit 2

$(DEPS): requirements-dev.lock | $(BIN)/python
	@echo "installing the pinned packages (a minute, once)"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(READY): pyproject.toml $(DEPS)
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## a story of several weeks of stream chat, played in the terminal; needs no account anywhere (OUT=folder)
	@$(BIN)/stagedoor demo --out $(OUT)

test: check ## everything that must hold before a change goes in: `check`, then all tests (T=path for some of them)
	@$(BIN)/python -m pytest -q -n $(JOBS) $(T)

check: $(READY) ## what can be told without running anything: lint, format, types, import contracts
	@$(BIN)/ruff check --quiet --output-format concise
	@$(BIN)/ruff format --check --quiet || { echo "make: run '$(BIN)/ruff format'" >&2; exit 1; }
	@$(BIN)/mypy
	@said=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$said" >&2; exit 1; }

fast: $(READY) ## unit, contract and property tests until the first failure, for while you work (T=path)
	@$(BIN)/python -m pytest -q -x --ff $(or $(T),$(wildcard tests/unit tests/contract tests/property))

cov: $(READY) ## all tests with branch coverage; the lines that no test ran
	@$(BIN)/python -m pytest -q -n $(JOBS) --cov --cov-report=term-missing:skip-covered

golden: $(READY) ## record the golden files anew and show what changed; read the difference before you commit it
	@$(BIN)/python -m pytest -q tests/golden --record
	@git --no-pager diff --stat -- docs tests/golden

replay: $(READY) ## a recorded chat through the pipeline, findings on the screen, nothing stored (F=file)
	@test -n "$(F)" || { echo "make: which chat? make replay F=chat.jsonl" >&2; exit 2; }
	@$(BIN)/stagedoor scan --no-log --findings - $(F)

train: $(READY) ## build the learned detector's model anew from training/lines (CHAT="files" of unlabelled chat, if you have some)
	@$(PIP) install "scikit-learn>=1.7"
	@$(BIN)/python -m tools.train --chat $(CHAT)

benchmarks: $(READY) ## the pipeline's cost of a message beside the platform library's
	@$(BIN)/python -m tools.benchmarks

packs: $(READY) ## check every rule pack and its examples
	@$(BIN)/stagedoor packs check

migrate: $(READY) ## bring the configured database to this version
	@$(BIN)/stagedoor db upgrade

migration: $(READY) ## draft a migration from what changed in the tables (M="what it does")
	@test -n "$(M)" || { echo 'make: what does it do? make migration M="add viewer notes"' >&2; exit 2; }
	@$(BIN)/python -m tools.new_migration "$(M)"

db-check: $(READY) ## migrations up, compared with the tables, down and up again
	@$(BIN)/python -m pytest -q tests/integration/migrations

new-detector: $(READY) ## the files of a new detector (N=name)
	@$(BIN)/python -m tools.new_plugin detector "$(N)"

new-pattern: $(READY) ## the files of a new pattern (N=name)
	@$(BIN)/python -m tools.new_plugin pattern "$(N)"

quality: $(READY) ## recall, timeliness and false alarms over labelled scenarios (F=files)
	@$(BIN)/python -m tools.quality $(F)

lock: $(READY) ## resolve the dependencies anew and pin them with hashes
	@$(BIN)/uv --version >/dev/null 2>&1 || $(PIP) install uv
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --extra dev --extra postgresql pyproject.toml -o requirements-dev.lock >/dev/null
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --extra postgresql pyproject.toml -c requirements-dev.lock -o requirements.lock >/dev/null

clean: ## remove caches and what the demo wrote; the environment and your data stay
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage build dist $(OUT)
