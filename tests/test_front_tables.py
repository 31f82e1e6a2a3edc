"""What the front end gets of the tables: complete, strict JSON, and small."""

import json

import pytest
from tools import tables_json

# Bytes before compression; the first visit to the page carries none of them.
ROOM = {
    "anatomy": 3_000,
    "presets": 9_000,
    "viewer": 3_000,
    "motion": 8_000,
    "motion_words": 12_000,
}


@pytest.mark.parametrize("name", tables_json.TABLES)
def test_a_table_for_the_front_end_is_strict_json_and_small(name):
    text = tables_json.text(name)
    json.loads(text, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    assert len(text.encode()) < ROOM[name]


def test_files_that_are_no_table_any_more_go_and_unchanged_ones_stay_as_old_as_they_are(tmp_path):
    (tmp_path / "gone.json").write_text("{}", encoding="utf-8")
    tables_json.write_tables(tmp_path)
    written = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert set(written) == {f"{name}.json" for name in tables_json.TABLES}
    tables_json.write_tables(tmp_path)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == written
