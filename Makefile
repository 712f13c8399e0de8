# Two commands matter on a fresh machine: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export HOST ?= 127.0.0.1
export PORT ?= 8000
TESTS ?=
SECONDS ?= 600
DATABASE ?= sqlite

.DEFAULT_GOAL := help
.PHONY: help run test test-full test-whoosh3 bench torture format catalogues build setup

help:  ## list the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: .venv/.run-installed build  ## set everything up with demonstration data and serve the site on http://127.0.0.1:8000
	@$(BIN)/localoffer run --families --host $(HOST) --port $(PORT)

test: .venv/.test-installed node_modules/.all-installed build  ## everything CI runs; TESTS=path runs one part
	@scripts/test $(TESTS)

test-full: .venv/.test-installed node_modules/.all-installed build  ## the whole matrix of languages, widths and journeys on both databases
	@scripts/test --matrix $(TESTS)

test-whoosh3: .venv/.test-installed .venv/whoosh3/.installed build  ## the search tests on whoosh3, the ready replacement of Whoosh
	@PYTHONPATH=.venv/whoosh3 $(BIN)/pytest -q -n 2 --database sqlite tests/listings

bench: .venv/.bench-installed benchmarks/node_modules/.installed build  ## measure speed and print the figures
	@$(BIN)/python -m benchmarks

torture: .venv/.test-installed build  ## kill processes while families send forms: 10 minutes; SECONDS=60 DATABASE=postgresql
	@$(BIN)/python -m benchmarks.torture --seconds $(SECONDS) --database $(DATABASE)

format: .venv/.test-installed  ## put code, templates and imports into their one form
	@$(BIN)/ruff check --fix-only --quiet . && $(BIN)/ruff format --quiet . && $(BIN)/djlint --reformat --quiet templates || true

catalogues: .venv/.test-installed  ## collect the site's words into the translation catalogues
	@$(BIN)/python -m scripts.catalogues update

build: .venv/.run-installed node_modules/.installed  ## compile styles and translations, and make the typefaces of paper
	@$(BIN)/python scripts/typefaces.py
	@$(BIN)/python scripts/build_static.py
	@$(BIN)/python -m scripts.catalogues compile

setup: .venv/.run-installed build  ## set up without serving
	@$(BIN)/localoffer setup

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: set PYTHON to it."; exit 1; }
	@echo "Making .venv"
	@$(PYTHON) -m venv .venv

.venv/.run-installed: requirements.txt pyproject.toml | .venv/bin/python
	@echo "Installing what the site needs"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/.test-installed: requirements-dev.txt .venv/.run-installed
	@echo "Installing what the tests need"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

benchmarks/node_modules/.installed: benchmarks/package.json benchmarks/package-lock.json scripts/with-node | .venv/bin/python
	@echo "Installing what a first visit is measured with"
	@scripts/with-node npm ci --prefix benchmarks --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.venv/.bench-installed: requirements-bench.txt .venv/.run-installed
	@echo "Installing what the benchmarks need"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

.venv/whoosh3/.installed: | .venv/bin/python
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --target .venv/whoosh3 whoosh3==3.54.0
	@touch $@

node_modules/.installed: package.json package-lock.json scripts/with-node | .venv/bin/python
	@echo "Installing the design system"
	@scripts/with-node npm ci --omit=dev --ignore-scripts --loglevel=error
	@touch $@

node_modules/.all-installed: package.json package-lock.json scripts/with-node | .venv/bin/python
	@echo "Installing the design system, and what pages are checked with"
	@scripts/with-node npm ci --ignore-scripts --loglevel=error
	@touch $@ node_modules/.installed
