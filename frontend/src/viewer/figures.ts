/** What is said about a posture: lengths with their band, pulls and pressures in words. */
import type { Band, Preset, SideFigures } from "../muscle/presets";
import type { Posture } from "../muscle/state";
import table from "../tables/viewer.json";
import type { Side } from "./bundle";
import { lengthBand, postureOf, STANDING, stateOf } from "./posture";
import type { Words } from "./words";

export interface SideSaid {
  /** "26.7 cm", and its range. */
  length: string;
  lengthRange: string;
  /** "12 % shorter than in standing", and the range. */
  change: string;
  changeRange: string;
  /** Of named postures only: pull at rest, and at work where it is known. */
  pulls: string[];
}

export interface Row {
  name: string;
  value: string;
}

export interface Said {
  sides: [SideSaid, SideSaid];
  /** Pressure on the lowest disc; empty where it is not computed. */
  spine: string[];
  /** Newtons, for those who want them; empty where they are not computed. */
  rows: Row[];
}

/** A change less than this, %, is none. */
const SAME = 0.5;

/** What is known of the posture that is shown; `preset` where it is a named one. */
export function figuresOf(posture: Posture, preset: Preset | null, words: Words): Said {
  const side = (number: Side): SideSaid => {
    const of = preset && sideOf(preset, number);
    const change = of ? of.change : bandOf(posture, number);
    return { ...sideSaid(change, number, words), pulls: of ? pullsSaid(of, words) : [] };
  };
  return {
    sides: [side(0), side(1)],
    spine: preset ? spineSaid(preset, words) : [],
    rows: preset ? rowsOf(preset, words) : [],
  };
}

/** In one line, for those who hear it: "26.7 cm, 12 % shorter than in standing". */
export const inShort = (side: SideSaid): string => `${side.length}, ${side.change}`;

const UPRIGHT = stateOf(postureOf(STANDING));

/** Change of a side, %, with its band over how exactly somebody holds what the sliders show. */
function bandOf(posture: Posture, side: Side): Band {
  const [low, high] = lengthBand(posture)[side];
  const change = (length: number): number => (length / UPRIGHT.wholeLength[side] - 1) * 100;
  return [change(stateOf(posture).wholeLength[side]), change(low), change(high)];
}

const sideOf = (preset: Preset, side: Side): SideFigures => (side ? preset.left : preset.right);

function sideSaid(change: Band, side: Side, words: Words): Omit<SideSaid, "pulls"> {
  const upright = UPRIGHT.wholeLength[side];
  const long = (percent: number): string => words.number(upright * (100 + percent), 1);
  const [value, low, high] = change;
  const range = (from: string, to: string): string => words.say("range", { low: from, high: to });
  const percent = words.number(Math.abs(value), Math.abs(value) < 10 ? 1 : 0);
  const kind = Math.abs(value) < SAME ? "same" : value < 0 ? "shorter" : "longer";
  return {
    length: words.say("centimetres", { number: long(value) }),
    lengthRange: words.say("centimetres", { number: range(long(low), long(high)) }),
    change: words.say(kind, { percent }),
    changeRange: words.say("percent", {
      number: range(words.signed(low, 0), words.signed(high, 0)),
    }),
  };
}

function pullsSaid(of: SideFigures, words: Words): string[] {
  const { light, taut, strong } = table.pull;
  const steps: Step[] = [
    [strong, "pull_strong"],
    [taut, "pull_taut"],
    [light, "pull_light"],
    [-Infinity, "pull_slack"],
  ];
  const said = [words.say("pull", { how: inWords(of.rest_tension, steps, words) })];
  if (of.work_tension)
    said.push(words.say("pull_work", { how: inWords(of.work_tension, steps, words) }));
  return said;
}

function spineSaid({ both }: Preset, words: Words): string[] {
  const { some, like, more } = table.spine;
  const steps: Step[] = [
    [more, "spine_more"],
    [like, "spine_like"],
    [some, "spine_less"],
    [-Infinity, "spine_hardly"],
  ];
  const how = (band: Band): string => words.say(stepOf(band[0], steps));
  const rest = words.say("spine_rest", { how: how(both.rest_spine) });
  const work = both.work_spine
    ? words.say("spine_work", { how: how(both.work_spine) })
    : words.say("spine_work_unknown");
  return [rest, work];
}

type Step = readonly [from: number, word: string];

const stepOf = (value: number, steps: readonly Step[]): string =>
  steps.find(([from]) => value >= from)![1];

/** The word for a value, with those of its ends where they differ from each other. */
function inWords([value, low, high]: Band, steps: readonly Step[], words: Words): string {
  const [how, least, most] = [value, low, high].map((one) => words.say(stepOf(one, steps)));
  return least === most ? how! : words.say("reaching", { how: how!, low: least!, high: most! });
}

function rowsOf({ right, left, both }: Preset, words: Words): Row[] {
  const newton = (band: Band): string => {
    const [value, low, high] = band.map((one) => words.number(one, 0));
    return words.say("newton", { value: value!, low: low!, high: high! });
  };
  const rows: Row[] = [];
  const put = (name: string, of: string, band: Band | undefined): void => {
    const named = [name, of].filter(Boolean).map((word) => words.say(word));
    if (band) rows.push({ name: named.join(", "), value: newton(band) });
  };
  put("number_rest", "side_right", right.rest_tension);
  put("number_rest", "side_left", left.rest_tension);
  put("number_work", "side_right", right.work_tension);
  put("number_work", "side_left", left.work_tension);
  put("number_spine_rest", "", both.rest_spine);
  put("number_spine_work", "", both.work_spine);
  return rows;
}
