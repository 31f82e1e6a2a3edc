/** Where pelvis, vertebrae and thigh bones are in a posture. */
import { ANATOMY } from "./anatomy";
import {
  joined,
  minus,
  plus,
  turned,
  turnedZxy,
  UPRIGHT,
  type JointTurn,
  type Turn,
  type Vec,
} from "./vectors";

export type Body =
  | "pelvis"
  | "lumbar5"
  | "lumbar4"
  | "lumbar3"
  | "lumbar2"
  | "lumbar1"
  | "femur_r"
  | "femur_l";

/** A body in the pelvis. Its points are in m, in the frame of the body as in data/bones.npz. */
export interface Place {
  turn: Turn;
  /** m. */
  origin: Vec;
}

/** Angles of a posture, rad, as psoas.state of the library takes them. */
export interface Posture {
  /** Extension, bend to the right, rotation to the left of L5_S1, L4_L5, L3_L4, L2_L3, L1_L2. */
  lumbar: readonly (readonly number[])[];
  /** Flexion, adduction, internal rotation; positive towards these on both sides. */
  hipRight: readonly number[];
  hipLeft: readonly number[];
}

const VERTEBRAE = ["lumbar5", "lumbar4", "lumbar3", "lumbar2", "lumbar1"] as const;

/** Vertebrae from L5 upwards, placed on one another; NaN above a missing angle. */
export function vertebrae(lumbar: Posture["lumbar"]): Place[] {
  let turn: Turn = UPRIGHT;
  let origin: Vec = [0, 0, 0];
  return VERTEBRAE.map((_, level) => {
    const centre = plus(origin, turned(turn, ANATOMY.centreBelow[level]!));
    turn = joined(turn, turnedZxy(angles(lumbar[level])).turn);
    origin = minus(centre, turned(turn, ANATOMY.centreAbove[level]!));
    return { turn, origin };
  });
}

/** Rotation of a thigh in the pelvis of the right side; the left one is its mirror image. */
export const hipTurn = (hip: readonly number[]): JointTurn => turnedZxy(angles(hip));

/** Every body that carries a point of the muscle. */
export function bodies(spine: readonly Place[], right: Turn, left: Turn): Record<Body, Place> {
  const [x, y, z] = ANATOMY.hipCentre;
  const chain = Object.fromEntries(VERTEBRAE.map((name, level) => [name, spine[level]!]));
  return {
    pelvis: { turn: UPRIGHT, origin: [0, 0, 0] },
    ...(chain as Record<(typeof VERTEBRAE)[number], Place>),
    femur_r: { turn: right, origin: [x, y, z] },
    femur_l: { turn: mirrored(left), origin: [x, y, -z] },
  };
}

/** A place as 16 numbers, column by column: three.js' Matrix4.fromArray takes it as it is. */
export function matrixOf({ turn, origin }: Place): number[] {
  const [x, y, z] = turn;
  return [...x, 0, ...y, 0, ...z, 0, ...origin, 1];
}

/** The same rotation seen in a mirror that turns z round. */
const mirrored = ([x, y, z]: Turn): Turn => [
  [x[0], x[1], -x[2]],
  [y[0], y[1], -y[2]],
  [-z[0], -z[1], z[2]],
];

const angles = (row: readonly number[] | undefined): Vec => [
  row?.[0] ?? NaN,
  row?.[1] ?? NaN,
  row?.[2] ?? NaN,
];
