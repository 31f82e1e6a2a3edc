/** Twins of motion/angles.py and motion/posing.py: what a guided test looks at, not smoothed. */
import { ANKLE, HIP, KNEE, trunk, trunkLength, type Sagittal } from "./sagittal";
import { minus, type Point, type Side } from "./recording";
import { degrees, known, median } from "./statistics";

export interface Angles {
  /** rad, right and left in each frame: trunk-thigh angle, 0 in line, + thigh forward. */
  hipFlexion: [number, number][];
  /** rad: 0 straight, + heel towards the buttock. */
  kneeFlexion: [number, number][];
  /** rad: 0 upright, + shoulders in front of the hips. */
  trunkLean: number[];
}

/** What tests name as their signal: deg, and trunk lengths for heights. */
export type Signal =
  | "hip_flexion"
  | "knee_flexion"
  | "thigh_lean"
  | "trunk_lean"
  | "hip_height"
  | "knee_height";

/** Trunk-thigh and knee angle of both legs, and the trunk's lean; NaN where a point is missing. */
export function angles(view: Sagittal): Angles {
  const found: Angles = { hipFlexion: [], kneeFlexion: [], trunkLean: [] };
  view.joints.forEach((sides, at) => {
    const [ahead, up] = trunk(view, at);
    const lean = Math.atan2(ahead, up);
    const thigh = sides.map((leg) => fromDown(minus(leg[KNEE], leg[HIP])));
    const shank = sides.map((leg) => fromDown(minus(leg[ANKLE], leg[KNEE])));
    const each = (angle: (side: Side) => number): [number, number] => [angle(0), angle(1)];
    found.hipFlexion.push(each((side) => wrapped(thigh[side]! + lean)));
    found.kneeFlexion.push(each((side) => wrapped(thigh[side]! - shank[side]!)));
    found.trunkLean.push(lean);
  });
  return found;
}

/** A test's signal on one side over time, deg or trunk lengths. */
export function signal(view: Sagittal, name: Signal, side: Side): number[] {
  if (name === "hip_height" || name === "knee_height") return height(view, name, side);
  const { hipFlexion, kneeFlexion, trunkLean } = angles(view);
  return trunkLean.map((lean, at) => {
    // The thigh's own angle, unwrapped again with the trunk's, so that no sum jumps by a turn.
    const thigh = wrapped(hipFlexion[at]![side] - lean);
    const knee = kneeFlexion[at]![side];
    const hip = thigh + lean;
    return degrees(
      { hip_flexion: hip, knee_flexion: knee, thigh_lean: thigh, trunk_lean: lean }[name],
    );
  });
}

/** The same angle within -pi to pi, rad. */
export function wrapped(angle: number): number {
  const turn = 2 * Math.PI;
  return ((((angle + Math.PI) % turn) + turn) % turn) - Math.PI;
}

/** Angle of a segment from straight down, rad, + when its end lies forward. */
const fromDown = ([forward, up]: Point): number => Math.atan2(forward, -up);

/** Of a side's hip or knee above the lower one of both ankles, in usual trunk lengths. */
function height(view: Sagittal, name: "hip_height" | "knee_height", side: Side): number[] {
  const size = median(known(view.time.map((_, at) => trunkLength(view, at))));
  const joint = name === "hip_height" ? HIP : KNEE;
  return view.joints.map((sides) => {
    const floor = Math.min(sides[0][ANKLE][1], sides[1][ANKLE][1]);
    return (sides[side][joint][1] - floor) / size;
  });
}
