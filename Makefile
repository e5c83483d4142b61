# The two commands of the README are `make demo` and `make test`. Both need Python 3.11+ and make, nothing else.
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements-dev.lock
STAMP := $(VENV)/.ready
WEB := $(wildcard api/web/*.html api/web/*.json api/web/*.ts) $(shell find api/web/src -type f)

.PHONY: setup demo screenshots test soak bench check lint types imports lock train wheel clean

setup: $(STAMP)

# A stale environment (other lock, metadata or sources of the explorer, a Python that is gone) is refreshed; a fresh
# one costs nothing. The editable install bundles the explorer (hatch_build.py).
$(STAMP): $(LOCK) pyproject.toml hatch_build.py $(WEB)
	@test -n "$(PYTHON)" || { echo "Benchgraph needs Python 3.11 to 3.14 with the venv module; set PYTHON=/path/to/python3." >&2; exit 1; }
	@$(BIN)/python -c '' 2>/dev/null || { rm -rf $(VENV); $(PYTHON) -m venv $(VENV); }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

# CHECK=1 stops after the answer.
demo: setup
	$(BIN)/kg demo $(if $(CHECK),--check)

# Two processes, each with whole files and a Neo4j of its own; one where the server was named, since tests empty it.
PROCESSES ?= $(if $(KG_TEST_NEO4J_URI),0,2)
test: setup
	$(BIN)/python -m pytest --numprocesses $(PROCESSES) --dist loadfile --no-loadscope-reorder

# Five thousand made-up questions to GraphQL, and changes, on both stores (`make test` asks a tenth of them); every export
# of 20,000 papers.
soak: setup
	KG_SOAK_OPERATIONS=5000 $(BIN)/python -m pytest tests/unit/graphql/test_generated.py \
		tests/unit/graphql/test_generated_changes.py tests/e2e/test_generated_on_both.py
	KG_SOAK_PAPERS=20000 $(BIN)/python -m pytest tests/e2e/test_exports.py

# What the yardsticks of the measurements need, beside what is there.
BENCH_STAMP := $(VENV)/.ready-bench
$(BENCH_STAMP): requirements-bench.lock $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $(BENCH_STAMP)

# PAPERS=papers.jsonl times other papers than the bundled examples.
bench: $(BENCH_STAMP)
	$(BIN)/python -m bench.extraction $(PAPERS)

check: lint types imports

# The pictures of the README, of the bundled examples; they need Chromium.
screenshots: setup
	$(BIN)/python -m bench.screenshots

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

# The locks hold hashes and no addresses, for every supported Python.
lock: setup
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml --group dev --constraint requirements.lock --output-file $(LOCK)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml --group bench --constraint $(LOCK) --output-file requirements-bench.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml --group train --constraint $(LOCK) --output-file requirements-train.lock

# The model again, from annotated abstracts and a corpus in SHARED: about three hours on two cores.
SHARED ?= ../shared
train: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-train.lock
	$(BIN)/python -m extraction.training.train --shared $(SHARED)
	$(BIN)/kg eval $(SHARED)/gold/dev.jsonl --write extraction/data/evaluation.json

# The wheel alone, in an empty environment without the tools of development, must start and ingest.
wheel: setup
	rm -rf dist build/wheel-env
	$(BIN)/python -m hatchling build -t wheel
	$(BIN)/python -m venv build/wheel-env
	build/wheel-env/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	build/wheel-env/bin/python -m pip install --quiet --disable-pip-version-check --no-deps dist/*.whl
	cd build && wheel-env/bin/kg --help > /dev/null && wheel-env/bin/kg demo --check

clean:
	rm -rf $(VENV) api/static api/web/node_modules .cache build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
