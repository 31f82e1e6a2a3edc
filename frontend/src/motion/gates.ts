/**
 * Twin of motion/gates.py: which frames are too poor to be turned into numbers.
 *
 * Left out is legs_swapped, which needs the whole recording: the server asks it at the end.
 */
import rules from "../tables/motion.json";
import { minus, length, type Recording, type Side } from "./recording";
import { ANKLE, centre, HIP, KNEE, SHOULDER, trunkLength, type Sagittal } from "./sagittal";
import {
  degrees,
  filled,
  known,
  meanFilter,
  median,
  medianFilter,
  odd,
  rounded,
  steps,
} from "./statistics";

/** Right and left in each frame; true where refused. */
export type Mask = [boolean, boolean][];

export type GateKey =
  | "nobody_seen"
  | "another_person"
  | "cut_off"
  | "low_visibility"
  | "not_side_on"
  | "limb_length_jumps";

export interface Gated {
  /** Entry of data/gates.toml. */
  gate: GateKey;
  mask: Mask;
  /** What the wording names, beside the side. */
  values: Record<string, number>;
}

interface Scene {
  recording: Recording;
  view: Sagittal;
  /** Frames that no earlier gate refused. */
  open: Mask;
}

type Verdict = [(at: number, side: Side) => boolean, Record<string, number>];

/**
 * All live gates that refuse at least one frame, in the order of the table; a frame is counted by
 * the first gate that refuses it. `names`: gates that are asked; all if not given.
 */
export function gated(recording: Recording, view: Sagittal, names?: readonly string[]): Gated[] {
  const open: Mask = view.time.map(() => [true, true]);
  const found: Gated[] = [];
  for (const [gate, verdict] of Object.entries(GATES) as [GateKey, (scene: Scene) => Verdict][]) {
    if (names && !names.includes(gate)) continue;
    const [refused, values] = verdict({ recording, view, open });
    const refuses = (at: number, side: Side): boolean => open[at]![side] && refused(at, side);
    const mask: Mask = view.time.map((_, at) => [refuses(at, 0), refuses(at, 1)]);
    if (!mask.some((sides) => sides[0] || sides[1])) continue;
    found.push({ gate, mask, values });
    mask.forEach((sides, at) => {
      if (sides[0]) open[at]![0] = false;
      if (sides[1]) open[at]![1] = false;
    });
  }
  return found;
}

const numbers = (view: Sagittal): number[] => view.time.map((_, at) => at);

/** Frames of which at least one side is still open. */
const usable = ({ view, open }: Scene): number[] =>
  numbers(view).filter((at) => open[at]![0] || open[at]![1]);

function nobodySeen({ view }: Scene): Verdict {
  return [(at, side) => view.joints[at]![side].flat().some(Number.isNaN), {}];
}

/** Outside the longest spell without a jump of place or size that no hip can make. */
function anotherPerson(scene: Scene): Verdict {
  const { view } = scene;
  const seen = usable(scene);
  const spell: number[] = [];
  seen.forEach((at, number) => {
    const jumps = number > 0 && jumped(view, seen[number - 1]!, at);
    spell.push(number === 0 ? 0 : spell[number - 1]! + (jumps ? 1 : 0));
  });
  const frames = new Map<number, number>();
  for (const one of spell) frames.set(one, (frames.get(one) ?? 0) + 1);
  const longest = [...frames].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
  const strangers = new Set(seen.filter((_, number) => spell[number] !== longest));
  return [(at) => strangers.has(at), {}];
}

function jumped(view: Sagittal, before: number, at: number): boolean {
  const rule = rules.gates.another_person;
  const [size, last] = [trunkLength(view, at), trunkLength(view, before)];
  const step = length(minus(centre(view, at), centre(view, before))) / Math.min(size, last);
  const speed = step / (view.time[at]! - view.time[before]!);
  const turned = view.facing[at] !== view.facing[before];
  const grown = Math.max(size / last, last / size) > rule.size_change;
  return grown || (speed > rule.threshold && step > rule.smallest_jump && !turned);
}

function cutOff({ recording, view }: Scene): Verdict {
  const [width, height] = recording.frameSize;
  const margin = rules.gates.cut_off.threshold;
  const beyond = (share: number): boolean => share < margin || share > 1 - margin;
  return [
    (at, side) =>
      view.joints[at]![side].some(
        ([forward, up]) =>
          beyond((forward * view.facing[at]!) / width) || beyond(-up / height),
      ),
    {},
  ];
}

function lowVisibility({ view }: Scene): Verdict {
  const least = rules.gates.low_visibility.threshold;
  return [(at, side) => view.visibility[at]![side].some((shown) => shown < least), {}];
}

/** How broad shoulders and hips look, calmed over a second. */
function notSideOn(scene: Scene): Verdict {
  const { view } = scene;
  const rule = rules.gates.not_side_on;
  const seen = usable(scene);
  const step = median(steps(view.time));
  const window = odd(Math.max(1, Number.isNaN(step) ? 1 : rounded(rule.window / step)));
  const steady = medianFilter(seen.map((at) => turnedAway(view, at)), window);
  const far = new Map(seen.map((at, number) => [at, steady[number]! > rule.threshold]));
  const typical = median(steady.filter((yaw) => yaw > rule.threshold));
  return [(at) => far.get(at) ?? false, { yaw: rounded(typical || 0) }];
}

/** Yaw of one frame, deg; the whole length of the lines counts, as a camera askew tilts them. */
function turnedAway(view: Sagittal, at: number): number {
  const [right, left] = view.joints[at]!;
  const breadth =
    length(minus(right[SHOULDER], left[SHOULDER])) + length(minus(right[HIP], left[HIP]));
  const share = breadth / trunkLength(view, at) / rules.gates.not_side_on.frontal_breadth;
  return degrees(Math.asin(Math.min(Math.max(share, 0), 1)));
}

/** Thigh or shank, in trunk lengths, far from its own median. */
function limbLengthJumps({ view, open }: Scene): Verdict {
  const most = rules.gates.limb_length_jumps.threshold;
  const size = meanFilter(filled(numbers(view).map((at) => trunkLength(view, at))), 5);
  const bone = (at: number, side: Side, upper: number, lower: number): number => {
    const leg = view.joints[at]![side];
    return open[at]![side] ? length(minus(leg[lower]!, leg[upper]!)) / size[at]! : NaN;
  };
  const bones = [
    [HIP, KNEE],
    [KNEE, ANKLE],
  ] as const;
  const usual = ([0, 1] as const).map((side) =>
    bones.map(([upper, lower]) =>
      median(known(numbers(view).map((at) => bone(at, side, upper, lower)))),
    ),
  );
  return [
    (at, side) =>
      bones.some(
        ([upper, lower], which) =>
          Math.abs(bone(at, side, upper, lower) / usual[side]![which]! - 1) > most,
      ),
    { percent: rounded(100 * most) },
  ];
}

// In the order of data/gates.toml.
const GATES: Record<GateKey, (scene: Scene) => Verdict> = {
  nobody_seen: nobodySeen,
  another_person: anotherPerson,
  cut_off: cutOff,
  low_visibility: lowVisibility,
  not_side_on: notSideOn,
  limb_length_jumps: limbLengthJumps,
};
