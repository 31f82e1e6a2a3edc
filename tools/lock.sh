#!/bin/sh
# Writes requirements/*.txt: every package pinned and hashed, no registry address in any of them.
# Needs uv on PATH; run it after a change of dependencies in pyproject.toml, then read the diff.
set -eu
cd "$(dirname "$0")/.."
lock() {
    out=$1
    shift
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
        --no-emit-index-url --custom-compile-command "tools/lock.sh" \
        --override requirements/overrides.txt --output-file "requirements/$out" "$@"
}
lock run.txt pyproject.toml requirements/headless.in --extra web --extra postgres --extra mocap --group build
lock test.txt pyproject.toml requirements/headless.in --extra web --extra postgres --extra mocap --extra sensor --group test --constraints requirements/run.txt
lock library.txt pyproject.toml --group library --constraints requirements/test.txt
