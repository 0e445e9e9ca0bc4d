# Two words are enough: `make demo` and `make test`. Only Python 3.11 or newer and make are needed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SOURCES := $(shell find src -name '*.po' 2>/dev/null)
FRONTEND := $(shell find frontend -path frontend/node_modules -prune -o -type f -print 2>/dev/null)
MANIFEST := src/noren/surfaces/web/static/web/build/manifest.json

.PHONY: demo test check types layers unit-sqlite unit-postgresql frontend-test build requirements clean

demo: build
	@exec $(BIN)/noren demo

test: check unit-sqlite unit-postgresql
	@echo "All checks are green."

## What runs

build: $(VENV)/runtime.stamp $(MANIFEST) $(VENV)/messages.stamp

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Noren needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/runtime.stamp: $(VENV)/bin/python requirements/runtime.txt pyproject.toml
	@echo "Installing what Noren needs (a minute on the first time) ..."
	$(PIP) install --require-hashes -r requirements/runtime.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/development.stamp: $(VENV)/runtime.stamp requirements/development.txt
	@echo "Installing what the checks need ..."
	$(PIP) install --require-hashes -r requirements/development.txt
	@touch $@

$(VENV)/messages.stamp: $(VENV)/runtime.stamp $(SOURCES)
	@$(BIN)/noren build
	@touch $@

# Node.js of the machine if it is new enough for Vite, else one from a wheel.
$(VENV)/node: $(VENV)/bin/python requirements/node.txt
	@scripts/find_node $(VENV) > $@.new && mv $@.new $@

frontend/node_modules/.stamp: $(VENV)/node frontend/package-lock.json
	@echo "Installing what the CSS and JavaScript are built with ..."
	cd frontend && PATH="$$(cat ../$(VENV)/node):$$PATH" npm ci --silent --no-audit --no-fund
	@touch $@

$(MANIFEST): frontend/node_modules/.stamp $(FRONTEND)
	cd frontend && PATH="$$(cat ../$(VENV)/node):$$PATH" npm run --silent build
	@touch $@

## What checks

check: $(VENV)/development.stamp build types layers frontend-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/development.stamp
	$(BIN)/mypy

layers: $(VENV)/development.stamp
	$(BIN)/lint-imports

frontend-test: frontend/node_modules/.stamp
	cd frontend && PATH="$$(cat ../$(VENV)/node):$$PATH" npm run --silent check && PATH="$$(cat ../$(VENV)/node):$$PATH" npm run --silent test

unit-sqlite: $(VENV)/development.stamp build
	$(BIN)/pytest -n 2 --dist loadgroup

unit-postgresql: $(VENV)/development.stamp build
	NOREN_TEST_DATABASE=postgresql $(BIN)/pytest -n 2 --dist loadgroup -m "not browser and not any_database"

## What is done now and then

requirements:
	$(PIP) install pip-tools
	cd requirements && for name in runtime development node; do ../$(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file $$name.txt $$name.in; done

clean:
	rm -rf $(VENV) frontend/node_modules src/noren/surfaces/web/static/web/build
	find src -name '*.mo' -delete
