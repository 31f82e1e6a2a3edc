/** Where limbs and the sketch of the psoas lie in a side view; the twin of report/drawing.py. */
import type { Side, Walk } from "../curve/setup";

export type Point = readonly [number, number];
export type Sketch = Record<
  "origin_high" | "origin_low" | "spine_back" | "brim_forward" | "brim_up" | "insertion_down" | "width",
  number
>;

export interface Stage {
  scale: number;
  ground: number;
  halfWidth: number;
  height: number;
  facing: 1 | -1;
}

export const TRUNK = 100;
export const MARGIN = 14;
export const TOES = ["foot_index", "big_toe", "toe"] as const;
export const OTHER: Record<Side, Side> = { left: "right", right: "left" };

const point = (walk: Walk, name: string, place: number): Point | null =>
  walk.points[name]?.[place] ?? null;

/** One stage for the whole walk, so that the person keeps their size; null without hip and shoulder. */
export function stageOf(walk: Walk, side: Side): Stage | null {
  const trunks: number[] = [];
  let [ground, top, reach] = [Infinity, -Infinity, 0];
  walk.time_s.forEach((_time, place) => {
    const hip = point(walk, `${side}_hip`, place);
    const shoulder = point(walk, `${side}_shoulder`, place);
    if (hip && shoulder) trunks.push(Math.hypot(shoulder[0] - hip[0], shoulder[1] - hip[1]));
    for (const name of Object.keys(walk.points)) {
      const spot = point(walk, name, place);
      if (!spot) continue;
      ground = Math.min(ground, spot[1]);
      top = Math.max(top, spot[1]);
      if (hip) reach = Math.max(reach, Math.abs(spot[0] - hip[0]));
    }
  });
  const trunk = trunks.sort((one, other) => one - other)[trunks.length >> 1];
  if (!trunk) return null;
  const scale = TRUNK / trunk;
  return {
    scale,
    ground,
    halfWidth: reach * scale + MARGIN + 6,
    height: (top - ground) * scale + 2 * MARGIN + 10,
    facing: facing(walk, side),
  };
}

/** 1 if the person looks to the right: by the feet, or else by nose and ear. */
export function facing(walk: Walk, side: Side): 1 | -1 {
  const pairs: [string, string][] = [side, OTHER[side]].flatMap((leg) =>
    TOES.map((toe): [string, string] => [`${leg}_heel`, `${leg}_${toe}`]),
  );
  for (const [back, front] of [...pairs, [`${side}_ear`, "nose"] as const]) {
    let way = 0;
    walk.time_s.forEach((_time, place) => {
      const behind = point(walk, back, place);
      const ahead = point(walk, front, place);
      if (behind && ahead) way += ahead[0] - behind[0];
    });
    if (way !== 0) return way > 0 ? 1 : -1;
  }
  return 1;
}

/** Points of one instant in drawn units around the near hip; null where the hip is missing. */
export function placed(
  walk: Walk,
  place: number,
  side: Side,
  stage: Stage,
): Map<string, Point> | null {
  const hip = point(walk, `${side}_hip`, place);
  if (!hip) return null;
  const found = new Map<string, Point>();
  for (const name of Object.keys(walk.points)) {
    const spot = point(walk, name, place);
    if (spot)
      found.set(name, [(spot[0] - hip[0]) * stage.scale, (stage.ground - spot[1]) * stage.scale]);
  }
  return found;
}

/** Path through those points that are there; "" for fewer than two. */
export function path(points: ReadonlyMap<string, Point>, names: readonly string[]): string {
  const spots = names.flatMap((name) => {
    const spot = points.get(name);
    return spot ? [pair(spot)] : [];
  });
  return spots.length < 2 ? "" : `M${spots.join("L")}`;
}

/** Outline of the psoas sketch: lumbar spine, in front of the hip, upper thigh and back. */
export function psoasOutline(
  [hip, shoulder, knee]: readonly [Point, Point, Point],
  facing: 1 | -1,
  sketch: Sketch,
): string {
  const trunk: Point = [shoulder[0] - hip[0], shoulder[1] - hip[1]];
  const front: Point = [-trunk[1] * facing, trunk[0] * facing];
  const spot = (up: number, ahead: number): Point => [
    hip[0] + up * trunk[0] + ahead * front[0],
    hip[1] + up * trunk[1] + ahead * front[1],
  ];
  const high = spot(sketch.origin_high, -sketch.spine_back);
  const low = spot(sketch.origin_low, -sketch.spine_back);
  const down = sketch.insertion_down;
  const end: Point = [hip[0] + down * (knee[0] - hip[0]), hip[1] + down * (knee[1] - hip[1])];
  const outer = bend(high, spot(sketch.brim_up, sketch.brim_forward + sketch.width), end);
  const inner = bend(end, spot(sketch.brim_up, sketch.brim_forward - sketch.width), low);
  return `M${pair(high)}Q${pair(outer)} ${pair(end)}Q${pair(inner)} ${pair(low)}Z`;
}

function bend(start: Point, through: Point, end: Point): Point {
  return [2 * through[0] - (start[0] + end[0]) / 2, 2 * through[1] - (start[1] + end[1]) / 2];
}

function pair(spot: Point): string {
  return spot.map((part) => (Math.abs(part) < 0.05 ? "0.0" : part.toFixed(1))).join(" ");
}
