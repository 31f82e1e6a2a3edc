"""Names of joints, fascicles and angles, in the order of every array of this room."""

LEVELS = ("L5_S1", "L4_L5", "L3_L4", "L2_L3", "L1_L2")
"""Lumbar joints from below."""

LUMBAR_ANGLES = ("extension", "bending", "rotation")
"""Positive: leaning back, to the right, turning to the left."""

HIP_ANGLES = ("flexion", "adduction", "rotation")
"""Positive: thigh forward and up, towards the midline, kneecap towards the midline."""

SIDES = ("right", "left")

FASCICLES_OF_A_SIDE = (
    "L1_VB",
    "L1_TP",
    "L1_L2_IVD",
    "L2_TP",
    "L2_L3_IVD",
    "L3_TP",
    "L3_L4_IVD",
    "L4_TP",
    "L4_L5_IVD",
    "L5_TP",
    "L5_VB",
)
"""VB: from the vertebral body, TP: from its transverse process, IVD: from the disc."""

FASCICLES = tuple(f"{name}_{side[0]}" for side in SIDES for name in FASCICLES_OF_A_SIDE)
"""All 22: right, then left."""
