/** Points, directions and rotations: sums of three numbers, nothing about bodies. */

export type Vec = readonly [number, number, number];

/** A rotation as its three columns: where the axes x, y, z of the turned body point. */
export type Turn = readonly [Vec, Vec, Vec];

export const UPRIGHT: Turn = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

export const plus = (a: Vec, b: Vec): Vec => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];

export const minus = (a: Vec, b: Vec): Vec => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

export const dot = (a: Vec, b: Vec): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

export const cross = (a: Vec, b: Vec): Vec => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

export const norm = (a: Vec): number => Math.sqrt(dot(a, a));

/** A vector given in the axes of a turned body, in those of the body that stays. */
export const turned = (turn: Turn, vector: Vec): Vec => [
  turn[0][0] * vector[0] + turn[1][0] * vector[1] + turn[2][0] * vector[2],
  turn[0][1] * vector[0] + turn[1][1] * vector[1] + turn[2][1] * vector[2],
  turn[0][2] * vector[0] + turn[1][2] * vector[1] + turn[2][2] * vector[2],
];

/** A vector of the body that stays, in the axes of the turned one. */
export const seenFrom = (turn: Turn, vector: Vec): Vec => [
  dot(turn[0], vector),
  dot(turn[1], vector),
  dot(turn[2], vector),
];

/** First `inner` in the axes of `outer`: the rotation of both, one upon the other. */
export const joined = (outer: Turn, inner: Turn): Turn => [
  turned(outer, inner[0]),
  turned(outer, inner[1]),
  turned(outer, inner[2]),
];

export interface JointTurn {
  /** Rotation of the body that moves, in the one that stays: Rz Rx Ry. */
  turn: Turn;
  /** Unit axis of each of the three angles, in the body that stays. */
  axes: readonly [Vec, Vec, Vec];
}

/** Rotation by three angles, rad: about z, then the new x, then the new y. */
export function turnedZxy([aboutZ, aboutX, aboutY]: Vec): JointTurn {
  const [cz, cx, cy] = [Math.cos(aboutZ), Math.cos(aboutX), Math.cos(aboutY)];
  const [sz, sx, sy] = [Math.sin(aboutZ), Math.sin(aboutX), Math.sin(aboutY)];
  const x: Vec = [cz, sz, 0];
  const y: Vec = [-sz * cx, cz * cx, sx];
  const z: Vec = [sz * sx, -cz * sx, cx];
  const turn: Turn = [
    [x[0] * cy - z[0] * sy, x[1] * cy - z[1] * sy, x[2] * cy - z[2] * sy],
    y,
    [x[0] * sy + z[0] * cy, x[1] * sy + z[1] * cy, x[2] * sy + z[2] * cy],
  ];
  return { turn, axes: [[0, 0, 1], x, y] };
}
