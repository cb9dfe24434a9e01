# Everything a newcomer needs: `make run` and `make test`; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
export PORT ?= 8787
export PYTHONUNBUFFERED := 1
PY := .venv/bin/python
EXTENSION_SOURCES = $(shell find extension -type f -not -path '*/.output/*' -not -path '*/.wxt/*' -not -path '*/node_modules/*' 2>/dev/null)
CONSOLE_SOURCES = $(shell find console -type f -not -path '*/node_modules/*' 2>/dev/null)
PAGE_SOURCES = $(shell find tests/e2e/pages -type f -not -path '*/dist/*' -not -path '*/node_modules/*' 2>/dev/null)

.PHONY: help run test lint fix unit e2e e2e-all train encoder evaluate bench serve generate dist managed clean

help: ## List the commands
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F '\t' '{printf "  make %-10s %s\n", $$1, $$2}'

run: ## Set up whatever is missing, then serve on http://127.0.0.1:$PORT (stop with Ctrl+C)
	@bash scripts/port.sh
	@$(MAKE) --no-print-directory .venv/run.stamp extension/.output/chrome-mv3/manifest.json server/static/console/console.js model/artefacts/CURRENT
	@$(PY) -m server migrate
	@bash scripts/welcome.sh
	@exec $(PY) -m server serve --with-worker

test: lint unit e2e ## Set up what tests need, then lint and run every test

lint: .venv/dev.stamp node_modules/.stamp ## Formatting, types and generated files
	@bash scripts/lint.sh

fix: .venv/dev.stamp node_modules/.stamp ## Format the code and repair what tools can repair
	$(PY) -m ruff check --fix -q . && $(PY) -m ruff format -q .
	npm run --silent fix

unit: .venv/dev.stamp node_modules/.stamp server/static/console/console.js .cache/test-artefacts.stamp ## Tests that need no browser
	@npm test --silent
	@$(PY) -m pytest -m "not e2e" -n 2 --dist loadfile

e2e: .venv/dev.stamp .cache/browsers.stamp extension/.output/chrome-mv3-e2e/manifest.json server/static/console/console.js tests/e2e/pages/dist/.stamp .cache/test-artefacts.stamp ## Tests in a real browser
	@$(PY) -m pytest -m e2e tests/e2e

e2e-all: .venv/dev.stamp .cache/browsers.stamp extension/.output/chrome-mv3-e2e/manifest.json server/static/console/console.js tests/e2e/pages/dist/.stamp .cache/test-artefacts.stamp ## Every site, editor and behaviour in real browsers, and docs/coverage.md
	@rm -rf .cache/coverage
	@E2E=all $(PY) -m pytest -m e2e tests/e2e
	@$(PY) scripts/coverage_table.py

train: .venv/run.stamp ## Train a new version from training_data/ (EXTRA=file.jsonl adds reviewed examples)
	@$(PY) -m model train $(if $(EXTRA),--extra $(EXTRA))

encoder: .venv-encoder/.stamp ## Train the sentence encoder anew (needs torch and about an hour on two cores)
	@.venv-encoder/bin/python -m encoder

evaluate: .venv/run.stamp model/artefacts/CURRENT ## Measure the version in service on text that it never saw
	@$(PY) -m model evaluate

bench: .venv/dev.stamp .cache/browsers.stamp extension/.output/chrome-mv3-e2e/manifest.json server/static/console/console.js tests/e2e/pages/dist/.stamp .cache/test-artefacts.stamp ## Speed, as ratios against named baselines
	@bash scripts/bench.sh

serve: .venv/run.stamp ## Serve what is there, without building anything
	@exec $(PY) -m server serve --with-worker

generate: .venv/dev.stamp node_modules/.stamp ## Write the generated files anew
	@bash scripts/generate.sh

dist: .venv/run.stamp node_modules/.stamp ## Pack the extension for the browser stores (Chrome, Edge, Firefox, sources)
	@echo "Building for Chrome, Edge and Firefox ..."
	@for build in build build:edge build:firefox; do npm run --silent $$build --workspace extension >/dev/null; done
	@npm run --silent lint:firefox --workspace extension
	@$(PY) extension/pack.py

managed: .venv/run.stamp ## Write browser policy files for a district (SERVER=https://...; CODE, MODE, PAUSING, SCHEDULE, EXTRA_SITES)
	@test -n "$(SERVER)" || { echo "Say where the service stands: make managed SERVER=https://forethought.example.org" >&2; exit 1; }
	@$(PY) extension/managed.py --server "$(SERVER)" --code "$(CODE)" --mode "$(MODE)" --pausing "$(PAUSING)" --schedule "$(SCHEDULE)" --sites $(EXTRA_SITES)

clean: ## Remove what was built and installed; keeps instance/ and trained versions
	rm -rf .venv .venv-encoder node_modules .cache extension/.output extension/.wxt extension/dist extension/node_modules server/static/practice server/static/console tests/e2e/pages/dist

.venv/run.stamp: requirements/run.lock
	@bash scripts/python.sh "$(PYTHON)" requirements/run.lock
	@touch $@

.venv/dev.stamp: requirements/dev.lock
	@bash scripts/python.sh "$(PYTHON)" requirements/dev.lock
	@touch $@ .venv/run.stamp

.venv-encoder/.stamp: requirements/encoder.lock
	@bash scripts/encoder.sh "$(PYTHON)"
	@touch $@

node_modules/.stamp: package-lock.json
	@bash scripts/node.sh
	@touch $@

.cache/browsers.stamp:
	@bash scripts/browsers.sh
	@mkdir -p .cache && touch $@

extension/.output/chrome-mv3/manifest.json: node_modules/.stamp $(EXTENSION_SOURCES)
	@echo "Building the extension ..."
	@npm run --silent build
	@touch $@

server/static/console/console.js: node_modules/.stamp $(CONSOLE_SOURCES)
	@echo "Building the console ..."
	@npm run --silent build:console
	@touch $@

# The same extension with an open shadow root, so that tests can see into its card.
extension/.output/chrome-mv3-e2e/manifest.json: node_modules/.stamp $(EXTENSION_SOURCES)
	@echo "Building the extension for the browser tests ..."
	@npm run --silent build:e2e --workspace extension
	@npm run --silent build:firefox-e2e --workspace extension
	@npm run --silent build:practice --workspace extension
	@touch $@

tests/e2e/pages/dist/.stamp: node_modules/.stamp $(PAGE_SOURCES)
	@echo "Building the test pages ..."
	@npm run --silent build:pages
	@touch $@

model/artefacts/CURRENT: | .venv/run.stamp
	@echo "Training the first model (two minutes or so) ..."
	@$(PY) -m model train >/dev/null

.cache/test-artefacts.stamp: .venv/dev.stamp $(shell find model training_data -type f -not -path '*/artefacts/*' -not -name '*.pyc' 2>/dev/null)
	@echo "Training the model that the tests share ..."
	@rm -rf .cache/test-artefacts && mkdir -p .cache
	@FORETHOUGHT_EMBEDDINGS=.cache/embeddings $(PY) -m model train --artefacts .cache/test-artefacts >/dev/null
	@touch $@
