# Two commands do all set-up on a fresh machine with Python >= 3.11: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
# Hundreds of processes read this code: what Python makes of it is kept, whatever the environment says.
unexport PYTHONDONTWRITEBYTECODE

INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps # the lists are complete

.PHONY: help setup setup-dev run plan site test audit lint on-sqlite on-postgres compiled installed prove bench lock clean

help:            ## show what can be made
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

setup: .venv/run-ready     ## make .venv with what the product needs
setup-dev: .venv/dev-ready ## make .venv with what testing needs as well

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Jejaring needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
	         "Name another with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run-ready: requirements/run.txt pyproject.toml | .venv/bin/python
	$(INSTALL) --require-hashes -r requirements/run.txt
	$(INSTALL) --no-build-isolation --editable .
	@$(BIN)/python -m compileall -qq -j 0 -x /tests/ .venv/lib || true # on all processors, which pip does not; what fails is compiled where it is used
	@touch $@

.venv/dev-ready: requirements/dev.txt .venv/run-ready
	$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

run: plan site   ## plan the example market, then start the site with a network of examples

plan: setup      ## plan, verify and report the example market
	@$(BIN)/jejaring plan examples/sepatu --out build/sepatu --replace --savings
	@$(BIN)/jejaring verify examples/sepatu build/sepatu

site: setup      ## start the site with a network of examples
	@$(BIN)/jejaring-site demo
	@$(BIN)/jejaring-site serve

lint: setup-dev  ## style, types and the one-way house
	$(BIN)/ruff check --no-cache .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test:            ## every check and every test; what need not wait for another is made beside it
	@$(MAKE) --no-print-directory -j 4 lint on-sqlite on-postgres

on-sqlite: setup-dev compiled installed # all tests; those of a file stay together, as they share what they stand on
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not prove"

on-postgres: setup-dev compiled installed # those of the site again; told at the end, as both at once could not be read
	@mkdir -p build
	@tools/with-postgres $(BIN)/pytest -p no:xdist -m "not prove and not browser and not display" tests/web \
	  >build/on-postgres.txt 2>&1; ended=$$?; echo "On PostgreSQL:"; cat build/on-postgres.txt; exit $$ended

compiled: setup # machine code, so that no two workers make the same
	@$(BIN)/python -m tests.planning.machine_code

installed:       # Debian's packages one after the other: apt serves one at a time
	@tools/ensure-chromium
	@tools/with-postgres true

audit: setup-dev ## ask whether a dependency has a known vulnerability
	@$(BIN)/python -m tools.audit

prove: setup-dev installed ## the long proofs (docs/proofs.md)
	$(BIN)/pytest -n 2
	tools/with-postgres $(BIN)/pytest -n 2 tests/web

bench: setup-dev ## the speed claims, side by side (docs/benchmarks.md)
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.clearing

lock:            ## pin every dependency anew, with hashes
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --upgrade --quiet pyproject.toml requirements/build.in --output-file requirements/run.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --quiet pyproject.toml requirements/build.in --group dev --group data \
	  --constraint requirements/run.txt --output-file requirements/dev.txt

clean:           ## remove what was made
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
