/** Twin of motion/sagittal.py: the side view, joints of both legs, forward and up. */
import {
  length,
  middle,
  minus,
  named,
  seen,
  SIDES,
  type Point,
  type Position,
  type Recording,
  type Side,
} from "./recording";
import { median, medianFilter, odd, steps, sum } from "./statistics";

const JOINTS = ["shoulder", "hip", "knee", "ankle"] as const;

export const [SHOULDER, HIP, KNEE, ANKLE] = [0, 1, 2, 3] as const;

/** s; a turn takes longer, a misplaced toe is shorter. */
const FACING_WINDOW = 0.5;

/** Shoulder, hip, knee, ankle of one side; forward and up, pixels. */
export type Leg = readonly [Point, Point, Point, Point];

export interface Sagittal {
  /** s. */
  time: readonly number[];
  /** Right and left in each frame; NaN where not seen. */
  joints: readonly (readonly [Leg, Leg])[];
  /** How well each joint is seen, sides and joints in the same order. */
  visibility: readonly (readonly [readonly number[], readonly number[]])[];
  /** 1 where forward is the picture's right, -1 where it is the left. */
  facing: readonly number[];
}

/**
 * Side view of a recording in pixels. Upright, forward is where toes point and knees bend to; of a
 * person lying on the back it is where the feet lie, so that the trunk leans by -90 degrees.
 */
export function sagittal(recording: Recording, position: Position = "upright"): Sagittal {
  const pixels = SIDES.map((side) => JOINTS.map((joint) => named(recording, `${side}_${joint}`)));
  const shown = SIDES.map((side) => JOINTS.map((joint) => seen(recording, `${side}_${joint}`)));
  const frames = recording.time.map((_, at) =>
    pixels.map((side) => side.map((joint) => joint[at]!)),
  );
  const facing = position === "supine" ? feetFromHead(frames) : towardsToes(recording, frames);
  return {
    time: recording.time,
    joints: frames.map((sides, at) => {
      const legs = sides.map((leg) => leg.map(([x, y]): Point => [x * facing[at]!, -y]));
      return legs as unknown as [Leg, Leg];
    }),
    visibility: recording.time.map(
      (_, at) =>
        shown.map((side) => side.map((joint) => joint[at]!)) as unknown as [number[], number[]],
    ),
    facing,
  };
}

/** The side towards the camera in a frame: who faces left shows the left side. */
export const nearSide = (view: Sagittal, at: number): Side => (view.facing[at]! > 0 ? 0 : 1);

/** Middle of the two hips in a frame. */
export const centre = ({ joints }: Sagittal, at: number): Point =>
  middle(joints[at]![0][HIP], joints[at]![1][HIP]);

/** From the middle of the hips to the middle of the shoulders. */
export const trunk = (view: Sagittal, at: number): Point =>
  minus(middle(view.joints[at]![0][SHOULDER], view.joints[at]![1][SHOULDER]), centre(view, at));

/** Length of the trunk, pixels. */
export const trunkLength = (view: Sagittal, at: number): number => length(trunk(view, at));

/**
 * Where the toes point and the knees bend to, as 1 or -1: the toes of somebody who kneels point
 * down or back, but a knee only ever bends one way.
 */
function towardsToes(recording: Recording, frames: readonly Point[][][]): number[] {
  const feet = SIDES.map((side) =>
    ["heel", "foot_index"].map((end) => named(recording, `${side}_${end}`)),
  );
  const cues = frames.map((sides, at) =>
    sum(
      sides.map((leg, side) => {
        const [heel, toe] = [feet[side]![0]![at]!, feet[side]![1]![at]!];
        return (toe[0] - heel[0] || 0) + (bentForward(leg) || 0);
      }),
    ),
  );
  return steadySign(recording.time, cues);
}

/** How far the knee lies ahead of the line from hip to ankle, pixels, + to the picture's right. */
function bentForward(leg: readonly Point[]): number {
  const line = minus(leg[ANKLE]!, leg[HIP]!);
  const thigh = minus(leg[KNEE]!, leg[HIP]!);
  return (line[1] * thigh[0] - line[0] * thigh[1]) / Math.max(length(line), 1e-9);
}

/** Which way the feet lie from the shoulders, once for all frames. */
function feetFromHead(frames: readonly Point[][][]): number[] {
  const along = frames.flatMap((sides) =>
    sides.map((leg) => leg[HIP]![0] - leg[SHOULDER]![0] || 0),
  );
  return frames.map(() => (sum(along) < 0 ? -1 : 1));
}

function steadySign(time: readonly number[], values: readonly number[]): number[] {
  if (time.length < 2) return values.map((value) => (value < 0 ? -1 : 1));
  const signs = values.map(Math.sign);
  const window = odd(Math.max(1, Math.trunc(FACING_WINDOW / median(steps(time)))));
  const overall = sum(signs) < 0 ? -1 : 1;
  return medianFilter(signs, Math.min(window, odd(values.length))).map((sign) => sign || overall);
}
