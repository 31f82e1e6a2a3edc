"""Which number stands in which row of the arrays that the compiled kernel reads and fills."""

LANES = 128
"""Postures that are worked on together: few enough to stay in the processor's nearest memory."""

# Rows of the anatomy, (BODY_ROWS, 3) m: the right side in pelvis axes.
BELOW = 0
"""Five lumbar joint centres in the body below, then (ABOVE) in the vertebra above."""
ABOVE = 5
ORIGIN = 10
"""Eleven origins, each in its vertebra."""
BRIM = 21
HIP = 22
CROSSING = 23
"""Psoas, then iliacus, of CROSSING_ROWS each: point on the thigh bone, hip centre seen from the
cylinder, the cylinder's three axes, brim point in these axes, (cosine, sine, length of the tangent
that touches the cylinder from the brim), (radius, sense, length of the bony ends)."""
CROSSING_ROWS = 8
BODY_ROWS = CROSSING + 2 * CROSSING_ROWS

# Rows of the result, (N postures in each).
LENGTH = 0
"""22 fascicles."""
LUMBAR_ARM = 22
"""210: fascicle by fascicle, level by level that it crosses, extension, bend, rotation."""
HIP_ARM = 232
"""Right then left; flexion, adduction, rotation."""
ILIACUS_LENGTH = 238
ILIACUS_ARM = 240
STATE_ROWS = 246
VELOCITY = 246
"""22 fascicles, then both iliacus; only where rates are given."""
MOVING_ROWS = 270

# Rows of the workspace, LANES numbers in each.
TURN = 0
"""Sine and cosine of the three angles of five lumbar joints and two hips."""
RATE = TURN + 42
FOUND = RATE + 21
"""Length and three arms: psoas right, left, iliacus right, left."""
FRAME = FOUND + 16
"""Three axes of the vertebra in hand, then its place."""
LEVER = FRAME + 12
"""For each level, side and axis: what a pull along a unit vector is multiplied with."""
PULL = LEVER + 90
"""Unit vector from brim to origin, and their distance."""
WORK_ROWS = PULL + 8
