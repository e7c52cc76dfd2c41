# What can be done here. `make demo` and `make test` work from nothing but python3.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/runtime.installed
DEV := $(VENV)/dev.installed
OUT ?= demo-out
PORT ?= 8000
# The tables of `make bench`: S LINK M unless named; benchmarks/README.md lists them.
TABLES ?=
# The seeds of `make soak`.
FROM ?= 0
TO ?= 2000
# The requester of `make interrogate`.
SEED ?= 1
TABLES ?= 200
# Branch coverage (percent) that `make check` demands of the two cores, from what `make test` wrote.
COVERAGE_FLOOR ?= 99

# No address of a package index is written into the pins: they hold wherever the packages come from.
LOCK := --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.PHONY: help demo serve test soak interrogate check lint bench pictures pages lock

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV) || { echo "python3 cannot make a virtual environment: install the package python3-venv" >&2; exit 1; }

# Hashes: what is installed is what was pinned, or nothing is. A stamp is written only after a complete install.
$(RUNTIME): requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

demo: $(RUNTIME)  ## the model case from request to reply, in demo-out/
	$(BIN)/python main.py demo --out $(OUT)

serve: $(RUNTIME)  ## the service on this machine, http://127.0.0.1:8000
	$(BIN)/python main.py serve --port $(PORT)

test: $(DEV)  ## all tests; what was left out is named at the end
	$(BIN)/python -m pytest -n 2 -rs --cov --cov-report= $(ARGS)

soak: $(DEV)  ## random requests protected, proved, audited and attacked; optima of tiny ones: make soak FROM=0 TO=2000
	$(BIN)/python -m tests.attack.soak $(FROM) $(TO)
	$(BIN)/python -m tests.attack.optimality $(FROM) $(TO)

interrogate: $(DEV)  ## a requester asks overlapping tables and solves all answers: make interrogate SEED=1 TABLES=200
	$(BIN)/python -m tests.attack.interrogation $(SEED) $(TABLES)

check: lint  ## formatting, lint, types, import contracts, coverage written by `make test`
	$(BIN)/python -m coverage report --include='rules/*,disclosure/*' --skip-covered --fail-under=$(COVERAGE_FLOOR)

lint: $(DEV)  ## the part of `make check` that needs no test run
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The other tool stands in an environment of its own; where it cannot be installed, ours is measured alone.
PEER := benchmarks/.venv/peer.installed
$(PEER): benchmarks/requirements.txt
	$(PYTHON) -m venv benchmarks/.venv
	-benchmarks/.venv/bin/python -m pip install --quiet --require-hashes -r benchmarks/requirements.txt && touch $@

bench: $(DEV) $(PEER)  ## what protection costs beside pytauargus, measured; docs/bench.md: make bench TABLES="S M"
	$(BIN)/python -m benchmarks.run $(TABLES)

pictures: $(DEV)  ## pages and sheets of three replies as docs/pictures/*.png (LibreOffice, poppler, Chromium)
	$(BIN)/python main.py demo --out $(OUT)
	PYTHON=$(BIN)/python bash docs/pictures/make.sh $(OUT) docs/pictures

pages: $(DEV)  ## the pages of docs/ that show what the program makes
	$(BIN)/python -m benchmarks.cmm
	$(BIN)/python -m tests.api.documents.gate_page
	$(BIN)/python -m benchmarks.imdi
	$(BIN)/python -m benchmarks.offers

lock: $(DEV)  ## pin the packages of requirements*.in anew, with hashes
	$(BIN)/pip-compile --quiet $(LOCK) --output-file requirements.txt requirements.in
	$(BIN)/pip-compile --quiet $(LOCK) --output-file requirements-dev.txt requirements.in requirements-dev.in
	$(BIN)/pip-compile --quiet $(LOCK) --output-file benchmarks/requirements.txt benchmarks/requirements.in
