#!/bin/sh
# Everything that `make test` runs, in the order in which a fault is found soonest. Stops at the first.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
say() { printf '\n=== %s\n' "$*"; }

say "lint, types, import contracts"
.venv/bin/ruff check
.venv/bin/ruff format --check
.venv/bin/mypy
.venv/bin/lint-imports --no-cache

say "front end: types and tests"
$python tools/npm.py run --silent check
$python tools/npm.py test --silent

say "the library alone, in an environment with none of the extras"
sh tools/library_tests.sh

say "what the tests need: a clip, Chromium, Pango, PostgreSQL"
$python tools/fetch_clip.py
sh tools/chromium.sh
sh tools/pango.sh

say "everything, on SQLite"
$python -m pytest

say "the web once more, on PostgreSQL"
bash tools/postgres.sh run $python -m pytest tests/web -m "not browser"
