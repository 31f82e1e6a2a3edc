/** A stick figure for tests: somebody seen from the side, facing the picture's right. */
import type { Frame } from "../motion/live";
import type { Point } from "../motion/recording";
import { NAMES } from "./names";

const SIZE = 100; // trunk, pixels
const THIGH = 80;
const SHANK = 80;

export interface Pose {
  /** deg: thigh before the trunk, and bend of the knee, right and left. */
  hip: [number, number];
  knee: [number, number];
  /** Pixels: where the hips are. */
  at: Point;
}

export const STANDING: Pose = { hip: [0, 0], knee: [0, 0], at: [320, 170] };

/** One frame of a pose; nobody where there is none. */
export function frameOf(time: number, pose: Pose | null): Frame {
  if (!pose) {
    return { time, points: NAMES.map(() => [NaN, NaN] as const), visibility: NAMES.map(() => NaN) };
  }
  const points = new Map<string, Point>();
  const [x, y] = pose.at;
  (["right", "left"] as const).forEach((side, which) => {
    const thigh = (pose.hip[which]! * Math.PI) / 180;
    const shank = thigh - (pose.knee[which]! * Math.PI) / 180;
    const knee: Point = [x + THIGH * Math.sin(thigh), y + THIGH * Math.cos(thigh)];
    const ankle: Point = [knee[0] + SHANK * Math.sin(shank), knee[1] + SHANK * Math.cos(shank)];
    points.set(`${side}_hip`, [x, y]);
    points.set(`${side}_shoulder`, [x, y - SIZE]);
    points.set(`${side}_knee`, knee);
    points.set(`${side}_ankle`, ankle);
    points.set(`${side}_heel`, [ankle[0] - 8, ankle[1] + 6]);
    points.set(`${side}_foot_index`, [ankle[0] + 22, ankle[1] + 8]);
    points.set(`${side}_ear`, [x + 2, y - SIZE - 25]);
  });
  points.set("nose", [x + 14, y - SIZE - 22]);
  return {
    time,
    points: NAMES.map((name) => points.get(name) ?? [NaN, NaN]),
    visibility: NAMES.map((name) => (points.has(name) ? 1 : NaN)),
  };
}
