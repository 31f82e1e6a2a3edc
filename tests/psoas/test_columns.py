"""Tables of postures and of muscle states by column name."""

import numpy as np
import pytest

from psoascope import psoas
from psoascope.errors import ReadError
from psoascope.psoas.columns import (
    LEFT_COLUMNS,
    LEVEL_COLUMNS,
    RIGHT_COLUMNS,
    TOTAL_COLUMNS,
    angles_of,
    state_columns,
)

ALL = (*LEVEL_COLUMNS, *RIGHT_COLUMNS, *LEFT_COLUMNS)


def numbered(count):
    return np.arange(1.0, count + 1)[None]


def test_columns_may_stand_in_any_order():
    values = numbered(21) / 4
    order = np.random.default_rng(3).permutation(21)
    mixed = angles_of("a.csv", [f"{ALL[place]}_deg" for place in order], values[:, order], True)
    plain = angles_of("a.csv", [f"{name}_deg" for name in ALL], values, True)
    assert np.array_equal(mixed.lumbar, plain.lumbar)
    assert np.array_equal(mixed.hip_left, plain.hip_left)
    # 1e-15 rad: rounding alone. L4/L5 bending is the fifth column, 5 / 4 degrees.
    assert abs(plain.lumbar[0, 1, 1] - np.radians(1.25)) < 1e-15


def test_paths_of_opensim_are_understood_and_radians_stay_radians():
    names = [f"/jointset/hip_l/{name}/value" for name in LEFT_COLUMNS]
    found = angles_of("a.sto", names, np.array([[0.3, 0.2, 0.1]]), False)
    assert found.hip_left.tolist() == [[0.3, 0.2, 0.1]]


def test_a_group_that_is_absent_counts_as_zero_and_is_named():
    found = angles_of("a.mot", RIGHT_COLUMNS, numbered(3), True)
    assert found.absent == ("hip_left", "lumbar")
    assert not found.hip_left.any()
    assert not found.lumbar.any()


def test_a_group_that_is_there_in_part_is_refused_by_name():
    with pytest.raises(
        ReadError, match=r"gait\.mot has hip_flexion_r but lacks hip_adduction_r, hip_rot"
    ):
        angles_of("gait.mot", ["hip_flexion_r"], numbered(1), True)
    with pytest.raises(ReadError, match="lacks L5_S1_Lat_Bending"):
        angles_of("a.csv", [name for name in ALL if name != ALL[1]], numbered(20), True)


def test_an_angle_that_stands_twice_is_refused():
    with pytest.raises(ReadError, match="two columns named hip_flexion_r"):
        angles_of("a.csv", [*RIGHT_COLUMNS, "hip_flexion_r_deg"], numbered(4), True)


def test_a_table_without_any_angle_is_refused():
    with pytest.raises(ReadError, match="no joint angle"):
        angles_of("knee.mot", ["knee_angle_r"], numbered(1), True)


def test_a_total_lumbar_angle_is_shared_by_rhythm_and_gives_each_length_a_band():
    names = (*TOTAL_COLUMNS, *RIGHT_COLUMNS, *LEFT_COLUMNS)
    values = np.array([[-42.0, 7.0, 5.0, 61.0, -3.0, 2.0, 13.0, 4.0, -6.0]])
    found = angles_of("a.mot", names, values, True)
    header, row = state_columns(found)
    table = dict(zip(header, row[0], strict=True))
    ours = psoas.state(
        psoas.shared(np.radians([-42.0, 7.0, 5.0])), *np.radians(values[0, 3:].reshape(2, 3))
    )
    for place, name in enumerate(psoas.FASCICLES):
        length = table[f"Ps_{name}_length_m"]
        assert length == ours.length[place]
        assert table[f"Ps_{name}_length_low_m"] <= length <= table[f"Ps_{name}_length_high_m"]
    # The origin of L1 depends on how the levels share; 1 mm is a tenth of what is found.
    assert table["Ps_L1_VB_r_length_high_m"] - table["Ps_L1_VB_r_length_low_m"] > 1e-3


def test_levels_given_one_by_one_have_no_band_and_418_columns_of_muscle():
    header, row = state_columns(angles_of("a.csv", ALL, numbered(21) / 7, True))
    assert len(header) == 21 + 22 * 19
    assert row.shape == (1, len(header))
    assert header[21] == "Ps_L1_VB_r_length_m"
    assert header[-1] == "Ps_L5_VB_l_ma_hip_rotation_l_m"
    assert not any("low" in name for name in header)


def test_each_arm_stands_under_its_own_name():
    lumbar = np.radians(numbered(15)).reshape(1, 5, 3) / 2
    right, left = np.radians([[31.0, -4.0, 8.0]]), np.radians([[17.0, 6.0, -9.0]])
    values = np.degrees(np.concatenate([lumbar.reshape(1, 15), right, left], axis=1))
    header, row = state_columns(angles_of("a.csv", ALL, values, True))
    table = dict(zip(header, row[0], strict=True))
    muscle = psoas.state(lumbar, right, left)
    # 1e-15 m: degrees there and back.
    assert (
        abs(table["Ps_L2_TP_l_ma_L4_L5_axial_rotation_m"] - muscle.lumbar_arm[0, 14, 1, 2]) < 1e-15
    )
    assert abs(table["Ps_L5_VB_r_ma_hip_adduction_r_m"] - muscle.hip_arm[0, 0, 1]) < 1e-15
    assert abs(table["Ps_L1_VB_l_ma_hip_rotation_l_m"] - muscle.hip_arm[0, 1, 2]) < 1e-15
    assert table["Ps_L4_TP_r_ma_L3_L4_Flex_Ext_m"] == 0
