/** Twin of motion/coach.py: what to change before recording, from the camera's first second. */
import rules from "../tables/motion.json";
import {
  ANKLE,
  body,
  breadth,
  crown,
  facing,
  HIP,
  isStraight,
  midway,
  restlessness,
  type Body,
  type Glimpse,
} from "./glimpse";
import { SIDES, type Point, type Position } from "./recording";
import { degrees, known } from "./statistics";

export type { Glimpse } from "./glimpse";

type Key = keyof typeof rules.coach.advice;

export interface Advice {
  /** Entry of data/coach.toml. */
  key: Key;
  /** What was measured, in the unit of the entry's threshold. */
  value: number;
  /** Nothing can be recorded before it is changed. */
  stops: boolean;
  /** What the wording names in braces. */
  values: Record<string, string | number>;
}

type Said = Advice | null;
type Rule = { rank: number; stops: boolean | number; threshold?: number };

const EDGES = [
  ["left", "right"],
  ["top", "bottom"],
] as const;

/** Picture sizes; two steps back then, not one. */
const FAR_TOO_NEAR = 1.15;

/** What to change now, the most urgent first; empty where all is well. */
export function coach(window: Glimpse, position: Position = "upright"): Advice[] {
  const found: Said[] = [light(window), people(window), longEnough(window)];
  const seen = body(window);
  const askew = seen && posture(seen, position);
  if (!seen) found.push(advice("nobody", 0));
  else if (askew) found.push(askew);
  else found.push(...ofTheBody(seen, window, position));
  return found
    .filter((one) => one !== null)
    .sort((one, other) => Number(other.stops) - Number(one.stops) || rank(one) - rank(other))
    .slice(0, rules.coach.at_most);
}

/** Whether a recording may begin: nothing that stops it is among the advices. */
export const ready = (advices: readonly Advice[]): boolean => !advices.some(({ stops }) => stops);

function ofTheBody(seen: Body, window: Glimpse, position: Position): Said[] {
  return [
    fit(seen, window),
    nearLeg(seen),
    over("moving", restlessness(seen)),
    turn(seen, position),
    under("too_far", seen.size / Math.min(...window.frameSize)),
    tilt(seen, position),
    height(seen, window),
    farLeg(seen),
  ];
}

const ruleOf = (key: Key): Rule => rules.coach.advice[key];

const rank = ({ key }: Advice): number => ruleOf(key).rank;

/** An advice that is given; it stops from its second threshold on, where it has one. */
function advice(key: Key, value: number, values: Advice["values"] = {}): Advice {
  const { stops, threshold } = ruleOf(key);
  if (typeof stops === "boolean") return { key, value, stops, values };
  const grows = stops > threshold!;
  return { key, value, stops: grows ? value >= stops : value <= stops, values };
}

const over = (key: Key, value: number, values?: Advice["values"]): Said =>
  value > ruleOf(key).threshold! ? advice(key, value, values) : null;

const under = (key: Key, value: number, values?: Advice["values"]): Said =>
  value < ruleOf(key).threshold! ? advice(key, value, values) : null;

function light({ brightness }: Glimpse): Said {
  if (brightness === null) return null;
  return under("too_dark", brightness) ?? over("too_bright", brightness);
}

function people({ persons }: Glimpse): Said {
  const many = persons ?? 0;
  return over("more_than_one", many, { people: many });
}

const longEnough = ({ time }: Glimpse): Said =>
  under("wait", time.length ? time.at(-1)! - time[0]! : 0);

function posture({ trunk }: Body, position: Position): Said {
  const slope = degrees(Math.atan2(Math.abs(trunk[0]), trunk[1]));
  return position === "upright"
    ? over("not_upright", slope)
    : over("not_lying", Math.abs(90 - slope));
}

/** Too near, or cut off at an edge: head and feet at the ends of the body, the rest anywhere. */
function fit(seen: Body, window: Glimpse): Said {
  const shares = (points: readonly Point[]): Point[] => points.map((one) => share(one, window));
  const head = shares([crown(seen), ...seen.head]);
  const feet = shares(seen.joints.flatMap((side) => side.slice(ANKLE)));
  const whole = [...head, ...feet, ...shares(seen.joints.flatMap((side) => side.slice(0, ANKLE)))];
  const extent = Math.max(
    ...([0, 1] as const).map((axis) => {
      const along = known(whole.map((point) => point[axis]));
      return Math.max(...along) - Math.min(...along);
    }),
  );
  const lengthwise = Math.abs(seen.trunk[0]) >= Math.abs(seen.trunk[1]) ? 0 : 1;
  return (
    over("too_near", extent, {
      steps: extent < FAR_TOO_NEAR ? "words.one_step" : "words.two_steps",
    }) ??
    cut("head_cut_off", head, [lengthwise]) ??
    cut("feet_cut_off", feet, [lengthwise]) ??
    cut("body_cut_off", whole, [0, 1])
  );
}

/** The edge that points come nearest to or pass, across or down the picture. */
function cut(key: Key, points: readonly Point[], axes: readonly (0 | 1)[]): Said {
  const rooms = axes.flatMap((axis) => {
    const along = known(points.map((point) => point[axis]));
    if (!along.length) return [];
    const [low, high] = [Math.min(...along), 1 - Math.max(...along)];
    return [
      { edge: EDGES[axis][0], room: low },
      { edge: EDGES[axis][1], room: high },
    ];
  });
  if (!rooms.length) return null;
  const nearest = rooms.reduce((best, one) => (one.room < best.room ? one : best));
  return under(key, nearest.room, { edge: `words.edge_${nearest.edge}` });
}

const shownLeg = ({ shown }: Body, side: 0 | 1): number =>
  Math.min(...shown[side]!.slice(HIP, ANKLE + 1));

/** Facing ahead shows the right side; where that is not known, either leg counts. */
function nearLeg(seen: Body): Said {
  const way = facing(seen);
  const hidden = shownLeg(seen, 0) <= shownLeg(seen, 1) ? 0 : 1;
  const near = way === 0 ? hidden : way > 0 ? 0 : 1;
  return under("near_leg_hidden", shownLeg(seen, near), { side: `words.${SIDES[near]}` });
}

function farLeg(seen: Body): Said {
  const way = facing(seen);
  if (way === 0) return null;
  const far = way > 0 ? 1 : 0;
  return under("far_leg_hidden", shownLeg(seen, far), { side: `words.${SIDES[far]}` });
}

/** How broad shoulders and hips look, against a body seen from the front. */
function turn(seen: Body, position: Position): Said {
  const [ahead, up] = breadth(seen);
  if (!Number.isFinite(ahead)) return null;
  const turned = degrees(Math.asin(Math.min(1, Math.abs(ahead))));
  if (position === "upright") {
    const way = facing(seen) * Math.sign(ahead);
    const key = way > 0 ? "turn_left" : way < 0 ? "turn_right" : "turn";
    return over(key, turned, { degrees: toFive(turned) });
  }
  const above = ahead > 0 ? over("looks_down", turned, { degrees: toFive(turned) }) : null;
  const slant = degrees(Math.atan(Math.abs(up)));
  return above ?? over("not_square", slant, { degrees: toFive(slant) });
}

/** Slope of a straight body: the picture turns against the phone. */
function tilt(seen: Body, position: Position): Said {
  const left = position === "supine" ? lyingTilt(seen) : standingTilt(seen);
  if (left === null) return null;
  const key = left > 0 ? "phone_leans_right" : "phone_leans_left";
  return over(key, Math.abs(left), { degrees: toFive(Math.abs(left)) });
}

function lyingTilt({ trunk: [x, y] }: Body): number {
  const head = x > 0 ? 1 : -1;
  return degrees(Math.atan2(head * y, head * x));
}

function standingTilt(seen: Body): number | null {
  if (!isStraight(seen)) return null;
  const [hip, ankle] = [midway(seen, HIP), midway(seen, ANKLE)];
  const x = seen.trunk[0] + hip[0] - ankle[0];
  const y = seen.trunk[1] + hip[1] - ankle[1];
  return degrees(Math.atan2(-x, y));
}

/** Hips under the middle of the picture: a level phone stands higher than they do. */
function height(seen: Body, window: Glimpse): Said {
  const low = share(midway(seen, HIP), window)[1] - 0.5;
  const metres = ((Math.abs(low) * window.frameSize[1]) / seen.size) * rules.coach.trunk_metres;
  const key = low > 0 ? "lower_phone" : "raise_phone";
  return over(key, Math.abs(low), { centimetres: toFive(100 * metres) });
}

/** A point with y up as shares of the picture's width and height, from the top left. */
const share = ([x, y]: Point, { frameSize }: Glimpse): Point => [
  x / frameSize[0],
  -y / frameSize[1],
];

/** To the nearest five: more would pretend to be exact. */
const toFive = (value: number): number => Math.floor(value / 5 + 0.5) * 5;
