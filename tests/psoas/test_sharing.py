"""How a total lumbar angle is shared over the levels."""

import numpy as np
import pytest

from psoascope import psoas
from psoascope.errors import RangeError, ShapeError


@pytest.mark.parametrize("rule", psoas.sharing_rules())
def test_every_rule_gives_the_whole_angle_away(rule):
    total = np.array([[-0.61, 0.23, 0.11], [0.37, -0.19, np.nan]])
    # 1e-15 rad: rounding alone.
    np.testing.assert_allclose(psoas.shared(total, rule).sum(axis=-2), total, atol=1e-15)


def test_the_rhythm_gives_most_to_the_level_above_the_lowest():
    assert np.argmax(psoas.shared([0.5, 0.0, 0.0])[:, 0]) == 1


def test_an_unknown_rule_is_refused_with_the_known_ones():
    with pytest.raises(RangeError, match="Known are rhythm, equal"):
        psoas.shared([0.1, 0.0, 0.0], "fused")


def test_a_single_angle_is_refused():
    with pytest.raises(ShapeError, match="extension, bend and rotation"):
        psoas.shared(0.4)
