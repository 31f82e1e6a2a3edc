"""The anatomical tables: complete, with unit and source, and what the sources say of them."""

import subprocess
import sys

import numpy as np

from psoascope import psoas, tables
from psoascope.psoas.anatomy import anatomy
from psoascope.psoas.names import FASCICLES_OF_A_SIDE


def rows_of(group):
    return {
        key: row
        for key, row in tables.table("anatomy")[group].items()
        if key in FASCICLES_OF_A_SIDE
    }


def test_the_table_names_the_same_fascicles_as_the_library_in_the_same_order():
    assert tuple(rows_of("fascicle")) == FASCICLES_OF_A_SIDE


def test_every_group_has_a_source():
    for name, entry in tables.table("anatomy").items():
        inner = entry.values() if name in ("limit", "sharing", "crossing") else [entry]
        assert all(each["source"] for each in inner), name


def test_every_field_of_a_group_has_a_unit():
    fascicle = tables.entry("anatomy.fascicle")
    for name, row in rows_of("fascicle").items():
        fields = set(row) - {"body", "thoracolumbar", "pcsa_mm2"}
        assert fields == set(fascicle["unit"]), name
        assert set(row["thoracolumbar"]) == set(fascicle["thoracolumbar"]["unit"]), name


def test_the_fascicles_of_a_side_give_1781_newton_together():
    # 1 N: the sum is stated in whole newtons.
    assert (
        abs(anatomy().max_force.sum() - tables.entry("anatomy.maximum_force_of_a_side.value")) < 1
    )


def test_the_path_to_the_thigh_bone_adds_83_to_86_mm_to_the_path_to_the_brim():
    standing = psoas.state(np.zeros((5, 3)), np.zeros(3), np.zeros(3)).length[:11]
    to_brim = np.array([row["length_to_brim"] for row in rows_of("fascicle").values()])
    added = standing - to_brim
    assert added.min() > 0.083
    assert added.max() < 0.086


def test_every_named_posture_lies_within_the_limits():
    for name in psoas.posture_names():
        psoas.posture(name)


def test_importing_the_room_reads_no_table_and_brings_no_extra():
    code = (
        "import sys, psoascope.psoas, psoascope.tables as t; "
        "print(t.table.cache_info().currsize, "
        "[m for m in ('scipy', 'numba', 'django', 'mediapipe', 'jinja2') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "0 []"
