# Meja Humas. `make` alone lists what there is; `make run` and `make test` do their own set-up.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TRAINS := $(VENV)/.trains
ORACLES := $(VENV)/.oracles
SYNAPSE := $(VENV)-synapse/.ready
BLUESKY := $(VENV)-bluesky/.ready
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input

BENCHES := store desk language

.DEFAULT_GOAL := help
.PHONY: help setup run test test-inbox test-store test-sending test-week test-e2e e2e-bluesky lint format messages bench bench-desk bench-store bench-topics bench-language bench-calendar lock clean

help: ## list these targets
	@echo "make TARGET, one of:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-16s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "PYTHON=python3.12 chooses the interpreter for a new $(VENV)."

setup: $(READY) ## prepare .venv (only when something changed)
	@:

run: setup ## open the desk; ARGS="demo" and the like go to the command
	@$(BIN)/meja $(ARGS)

test: lint ## everything a change must pass: lint, types, tests, the wheel
	@$(BIN)/python -m pytest -q -n auto --dist worksteal

test-store: setup ## the long campaigns against the store, some minutes; MEJA_SEED=N repeats one
	@MEJA_CAMPAIGN=long $(BIN)/python -m pytest -q -o faulthandler_timeout=0 tests/store $(ARGS)

test-sending: setup ## senders killed hundreds of times between any two steps; MEJA_SEED=N repeats one
	@MEJA_CAMPAIGN=long $(BIN)/python -m pytest -q -o faulthandler_timeout=0 tests/desk/test_killed_senders.py $(ARGS)

test-inbox: setup ## two hundred comments sorted by keys, two desks at work for a minute, five hundred at once
	@MEJA_CAMPAIGN=long $(BIN)/python -m pytest -q -s -o faulthandler_timeout=0 tests/e2e/test_triage_example.py \
	  tests/e2e/test_two_desks_at_work.py tests/e2e/test_at_once.py $(ARGS)

test-week: setup ## a week of an agency by keys alone: planned, approved, published and measured by two admins
	@MEJA_CAMPAIGN=long $(BIN)/python -m pytest -q -o faulthandler_timeout=0 tests/e2e/test_a_week.py $(ARGS)

test-e2e: setup $(SYNAPSE) $(ORACLES) ## real servers and published specifications: Matrix Synapse, discovery, SDKs; minutes
	@$(BIN)/python -m pytest -q tests/channels/test_specs.py
	@MEJA_CAMPAIGN=long $(BIN)/python -m pytest -q tests/e2e/test_flood.py
	@MEJA_SYNAPSE=$(CURDIR)/$(VENV)-synapse/bin/python $(BIN)/python -m pytest -q -rs tests/servers/test_matrix.py $(ARGS)

e2e-bluesky: setup $(BLUESKY) ## the Bluesky network itself, from npm (node 20, PostgreSQL, Redis; 5 minutes the first time)
	@MEJA_BLUESKY=$(CURDIR)/$(VENV)-bluesky $(BIN)/python -m pytest -q -rs tests/servers/test_bluesky.py $(ARGS)

lint: setup ## style and types, without changing a file
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "make format tidies the files named by: ruff format --check"; exit 1; }
	@$(BIN)/mypy

format: setup ## tidy imports and layout
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format .

messages: setup ## collect the wording from the sources, compile the catalogues, write docs/keys.md
	@$(BIN)/python -m wording.catalogue
	@$(BIN)/python -m tools.keys

bench: setup ## run every benchmark; each measures its yardstick in the same run
	@failed=; for name in $(BENCHES); do \
	  echo "== $$name"; $(BIN)/python -m bench.$$name $(ARGS) || failed="$$failed $$name"; done; \
	  test -z "$$failed" || { echo "over a limit:$$failed" >&2; exit 1; }

bench-desk: setup ## the desk on a terminal against a bare app, with commits and 15,000 comments coming in; ARGS=--json
	@$(BIN)/python -m bench.desk $(ARGS)

bench-calendar: setup ## a month of 600 variants on a terminal, and the commands for a look; ARGS=--json
	@$(BIN)/python -m bench.calendar $(ARGS)

bench-language: setup $(if $(DATA),$(TRAINS)) ## how comments are read; DATA=DIR has labelled texts to fit and judge on
	@$(BIN)/python -m bench.language $(if $(DATA),--data "$(DATA)") $(ARGS)

bench-topics: setup ## how headlines become stories and topics; DATA=DIR has a labelled stream to judge on
	@$(BIN)/python -m bench.topics $(if $(DATA),--data "$(DATA)") $(ARGS)

bench-store: setup ## the store against raw appends, SQLite, stock TinyDB and orjson; ARGS=--json
	@$(BIN)/python -m bench.store $(ARGS)

lock: ## resolve the dependencies anew (needs uv on PATH; the only target that does)
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
	  pyproject.toml --output-file requirements/runtime.txt
	for group in dev training oracles; do \
	  uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
	    pyproject.toml --group $$group --constraint requirements/runtime.txt --output-file requirements/$$group.txt; done
	echo matrix-synapse | uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
	  - --output-file requirements/synapse.txt

$(TRAINS): $(READY) requirements/training.txt
	@echo "Adding what training needs to $(VENV) (once) ..."
	@$(PIP) install --require-hashes --requirement requirements/training.txt
	@touch $@

$(ORACLES): $(READY) requirements/oracles.txt
	@echo "Adding the platforms' published specifications to $(VENV) (once) ..."
	@$(PIP) install --require-hashes --requirement requirements/oracles.txt
	@touch $@

$(SYNAPSE): requirements/synapse.txt
	@echo "Setting up Matrix Synapse in $(VENV)-synapse (once, about a minute) ..."
	@$(PYTHON) -m venv --clear $(VENV)-synapse
	@$(VENV)-synapse/bin/python -m pip -qq --disable-pip-version-check --no-input install --require-hashes --requirement requirements/synapse.txt
	@touch $@

$(BLUESKY): tests/servers/bluesky/package.json
	@echo "Setting up the Bluesky network in $(VENV)-bluesky (once, some minutes) ..."
	@mkdir -p $(VENV)-bluesky && cp tests/servers/bluesky/package.json tests/servers/bluesky/net.mjs $(VENV)-bluesky/
	@cd $(VENV)-bluesky && npm install --no-audit --no-fund --silent
	@touch $@

clean: ## remove what setup, tests and builds left behind (never a store)
	rm -rf $(VENV) $(VENV)-synapse $(VENV)-bluesky build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml requirements/dev.txt
	@command -v $(PYTHON) >/dev/null || { \
	  echo "$(PYTHON) is missing. On Debian or Ubuntu: sudo apt install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Meja Humas needs Python 3.11 or newer; this is `$(PYTHON) --version`." >&2; \
	  echo "Debian 12 and Ubuntu 24.04 have one: sudo apt install python3 python3-venv." >&2; \
	  echo "If a newer one is installed beside it: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments. On Debian or Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV) with `$(PYTHON) --version` (a minute, once) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q -x '/(\.venv|tests)/' . || true
	@touch $@
	@echo "Ready: $(BIN)/meja"
