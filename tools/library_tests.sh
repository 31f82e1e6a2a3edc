#!/bin/sh
# The library's tests where nothing but NumPy, SciPy, Numba and pytest is installed.
set -eu
cd "$(dirname "$0")/.."
room=var/library-venv
if ! cmp -s requirements/library.txt "$room/installed.txt"; then
    rm -rf "$room"
    mkdir -p var
    .venv/bin/python -m venv "$room"
    "$room/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
        --require-hashes -r requirements/library.txt
    cp requirements/library.txt "$room/installed.txt"
fi
PYTHONPATH=src "$room/bin/python" -m pytest -p no:cacheprovider -q -m "not opensim and not mujoco and not video" \
    tests/psoas tests/motion tests/test_tables.py tests/test_quantity.py tests/test_pipeline.py \
    tests/read/test_text_numbers.py tests/read/test_text_rows.py tests/read/test_text_file.py tests/read/test_csv_markers.py \
    tests/care/test_answers.py tests/care/test_triage.py tests/care/test_heard.py tests/care/test_pain.py tests/care/test_findings.py \
    tests/care/test_plan.py tests/care/test_progression.py tests/care/test_day.py \
    tests/test_guided.py tests/read/test_c3d.py tests/read/test_landmark_json.py tests/read/test_sensor.py \
    tests/read/test_storage.py tests/read/test_columns.py tests/read/test_mocap.py tests/read/test_sample.py tests/read/test_people.py \
    tests/cli/test_state.py tests/cli/test_posture.py tests/cli/test_claims.py tests/test_claims.py \
    src/psoascope/psoas src/psoascope/claims src/psoascope/motion src/psoascope/care src/psoascope/guided.py src/psoascope/pipeline.py src/psoascope/tables.py \
    src/psoascope/quantity.py src/psoascope/arrays.py
