/** Twin of motion/glimpse.py: the body in a camera's first seconds, medians in pixels, y up. */
import rules from "../tables/motion.json";
import { length, middle, minus, named, SIDES, type Point, type Recording } from "./recording";
import { degrees, known, mean, median, quantile } from "./statistics";

export interface Glimpse extends Recording {
  /** Mean over the picture, 0 to 255; null where not known. */
  brightness: number | null;
  /** People found in the picture; null where not known. */
  persons: number | null;
}

const PARTS = ["shoulder", "hip", "knee", "ankle", "heel", "foot_index"] as const;

export const [SHOULDER, HIP, KNEE, ANKLE, HEEL, TOE] = [0, 1, 2, 3, 4, 5] as const;

export interface Body {
  /** Every frame of the joints below: sides right and left, then PARTS. */
  path: Point[][][];
  joints: Point[][];
  /** How well each is seen. */
  shown: number[][];
  /** Nose, right ear, left ear. */
  head: [Point, Point, Point];
  /** From the middle of the hips to the middle of the shoulders. */
  trunk: Point;
  /** Length of the trunk, pixels. */
  size: number;
}

/** The body in a glimpse; null where nobody is seen for long enough. */
export function body(look: Glimpse): Body | null {
  const columns = SIDES.map((side) => PARTS.map((part) => seenUpwards(look, `${side}_${part}`)));
  const clear = (at: number, part: number): boolean =>
    columns.some((side) => side[part]!.shown[at]! >= rules.gates.low_visibility.threshold);
  const frames = look.time.map((_, at) => at);
  const there = frames.filter((at) => clear(at, SHOULDER) && clear(at, HIP));
  if (!there.length || there.length / frames.length < rules.coach.nobody) return null;
  const joints = columns.map((side) => side.map(({ points }) => typical(points, there)));
  const head = ["nose", "right_ear", "left_ear"].map((name) =>
    typical(seenUpwards(look, name).points, there),
  ) as [Point, Point, Point];
  const half = (part: number): Point => middle(joints[0]![part]!, joints[1]![part]!);
  const trunk = minus(half(SHOULDER), half(HIP));
  const size = length(trunk);
  if (!(size > 0)) return null;
  return {
    path: frames.map((at) => columns.map((side) => side.map(({ points }) => points[at]!))),
    joints,
    shown: columns.map((side) => side.map(({ shown }) => median(shown))),
    head,
    trunk,
    size,
  };
}

/** Middle between the right and the left one of a part. */
export const midway = ({ joints }: Body, part: number): Point =>
  middle(joints[0]![part]!, joints[1]![part]!);

/** How far a vector reaches along the trunk, and a quarter clockwise from there: ahead, up. */
export function inBody({ trunk, size }: Body, vector: Point): Point {
  const up: Point = [trunk[0] / size, trunk[1] / size];
  return [vector[0] * up[1] - vector[1] * up[0], vector[0] * up[0] + vector[1] * up[1]];
}

/** How far the most restless joint strays, nine tenths of the time, trunk lengths. */
export function restlessness({ path, joints, shown, size }: Body): number {
  const strays: number[] = [];
  joints.forEach((side, which) => {
    for (let part = 0; part < HEEL; part++) {
      if (shown[which]![part]! < rules.gates.low_visibility.threshold) continue;
      const away = known(
        path.map((frame) => length(minus(frame[which]![part]!, side[part]!)) / size),
      );
      if (away.length) strays.push(quantile(away, 0.9));
    }
  });
  return Math.max(0, ...strays);
}

/** No hip and no knee that is seen is bent by much. */
export function isStraight({ joints }: Body): boolean {
  const bends = known(
    joints.flatMap((side) => {
      const slopes = [SHOULDER, HIP, KNEE].map((part) => {
        const bone = minus(side[part]!, side[part + 1]!);
        return degrees(Math.atan2(bone[0], bone[1]));
      });
      return [slopes[1]! - slopes[0]!, slopes[2]! - slopes[1]!];
    }),
  ).map((bend) => Math.abs(((((bend + 180) % 360) + 360) % 360) - 180));
  return bends.length > 0 && Math.max(...bends) < rules.coach.straight;
}

/** 1 where nose and toes point ahead, -1 where against it, 0 where that cannot be told. */
export function facing(seen: Body): -1 | 0 | 1 {
  const [nose, right, left] = seen.head;
  const hints = [
    ...seen.joints.map((side) => minus(side[TOE]!, side[HEEL]!)),
    minus(nose, middle(right, left)),
  ];
  const along = mean(known(hints.map((hint) => inBody(seen, hint)[0] / seen.size)));
  if (!(Math.abs(along) >= rules.coach.facing)) return 0;
  return along > 0 ? 1 : -1;
}

/**
 * How far the left shoulder and hip lie from the right ones, ahead and up, over the breadth of a
 * body seen from the front. Ahead is positive where the chest is seen, negative where the back is.
 */
export function breadth(seen: Body): Point {
  const [right, left] = seen.joints;
  const across = [SHOULDER, HIP].map((part) => minus(left![part]!, right![part]!));
  const [ahead, up] = inBody(seen, [across[0]![0] + across[1]![0], across[0]![1] + across[1]![1]]);
  const full = seen.size * rules.gates.not_side_on.frontal_breadth;
  return [ahead / full, up / full];
}

/** Top of the head. */
export function crown({ head: [nose, right, left], trunk }: Body): Point {
  const ears = middle(right, left);
  const from = (axis: 0 | 1): number => (Number.isNaN(ears[axis]) ? nose[axis] : ears[axis]);
  return [from(0) + rules.coach.crown * trunk[0], from(1) + rules.coach.crown * trunk[1]];
}

/** A named point in each frame with y up, and how well it is seen; 0 where not. */
function seenUpwards(look: Glimpse, name: string): { points: Point[]; shown: number[] } {
  const column = look.names.indexOf(name);
  const points = named(look, name).map(([x, y]): Point => [x, -y]);
  const shown = points.map(([x, y], at) =>
    Number.isFinite(x) && Number.isFinite(y) ? look.visibility[at]![column] || 0 : 0,
  );
  return { points, shown };
}

/** Median of the frames in which it is seen. */
function typical(points: readonly Point[], frames: readonly number[]): Point {
  const along = (axis: 0 | 1): number => median(known(frames.map((at) => points[at]![axis])));
  return [along(0), along(1)];
}
