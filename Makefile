# psoascope: `make` alone lists what can be done.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-deps
STAMPS := $(VENV)/stamps
BUILT := src/psoascope/web/static/build/psoascope.js
MODELS := src/psoascope/data/pose/pose_landmarker_heavy.task
FRONT := $(shell find frontend/src -type f 2>/dev/null) frontend/vite.config.ts frontend/tsconfig.json
PORT ?= 8000

.PHONY: help install run test check bench bench-web proof clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

install: $(STAMPS)/run $(STAMPS)/kernel $(MODELS) $(BUILT) ## the product into .venv: no test tools, no engines
	@echo "installed: $(VENV)/bin/psoascope"

run: install ## start the web application (PORT=8000)
	@$(VENV)/bin/psoascope serve --port $(PORT)

test: $(STAMPS)/test $(MODELS) $(BUILT) ## everything: lint, types, library, video, browser, PostgreSQL
	@sh tools/run_tests.sh

check: $(STAMPS)/test $(BUILT) ## lint, types, import contracts
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-cache
	$(PY) tools/npm.py run check

bench: $(STAMPS)/test $(MODELS) ## times side by side with other engines; writes docs/bench.json
	$(PY) tools/bench_peers.py

bench-web: $(STAMPS)/test $(BUILT) ## how quick the pages are; writes docs/bench_web.json
	$(PY) tools/bench_web.py

proof: $(STAMPS)/test $(MODELS) $(BUILT) ## the long runs; writes docs/proof.json
	$(PY) tools/proof.py

clean: ## remove what was built; keeps var/, your data
	rm -rf $(VENV) build src/*.egg-info frontend/node_modules frontend/src/tables $(dir $(BUILT)) $(dir $(MODELS)) \
		.pytest_cache .mypy_cache .ruff_cache var/library-venv

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "psoascope needs Python 3.11 or later; none was found on PATH."; exit 2; }
	@echo "1/4 making the environment in $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing; on Debian: apt install python3-venv"; exit 2; }

$(STAMPS)/run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "2/4 installing the product's packages (about 250 MB, hash-checked)"
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-build-isolation -e .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/kernel: $(wildcard src/psoascope/psoas/kernel*.py) src/psoascope/psoas/layout.py | $(STAMPS)/run
	@echo "    compiling the muscle's kernel, once (about 30 s)"
	@$(PY) -c "import numpy as np; from psoascope import psoas; psoas.state(np.zeros((5, 3)), np.zeros(3), np.zeros(3))"
	@touch $@

$(STAMPS)/test: requirements/test.txt $(STAMPS)/run
	@echo "    installing what the tests need"
	@$(PIP) --require-hashes -r requirements/test.txt
	@touch $@

$(STAMPS)/node: frontend/package-lock.json frontend/package.json | $(STAMPS)/run
	@echo "3/4 fetching the front end's packages"
	@$(PY) tools/npm.py ci --no-fund --no-audit --loglevel=error
	@touch $@

$(STAMPS)/tables: tools/tables_json.py $(wildcard src/psoascope/data/*.toml) | $(STAMPS)/run
	@$(PY) tools/tables_json.py
	@touch $@

$(BUILT): $(STAMPS)/node $(STAMPS)/tables $(FRONT)
	@echo "4/4 building the front end"
	@$(PY) tools/npm.py run --silent build
	@touch $@

$(MODELS): $(STAMPS)/node tools/build_pose_models.py src/psoascope/data/pose_models.toml
	@echo "    building the pose models"
	@$(PY) tools/build_pose_models.py
	@touch $@
