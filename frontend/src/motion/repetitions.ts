/** Twin of motion/repetitions.py: movements told by two thresholds over the level of rest. */
import rules from "../tables/motion.json";
import { isGap } from "./holds";
import { sum } from "./statistics";

/** One movement away from rest and back; frames are counted from the first one given. */
export interface Repetition {
  /** Last frame at rest before it; the first one seen where it was under way already. */
  first: number;
  /** Frame of the highest value. */
  peak: number;
  /** First frame at rest after it; the last one seen where it never came back. */
  last: number;
  /** Begins and ends at rest and has no gap: only these are to be counted. */
  whole: boolean;
}

export interface RepetitionRule {
  /** A repetition reaches this far over rest, in the signal's unit. */
  rise: number;
  /** Rest is what lies less than this over its level; less than `rise`. */
  fall: number;
  /** s, from rest to rest; anything shorter is left out. */
  shortest: number;
}

interface Mark {
  frame: number;
  time: number;
  /** Gaps before it that are too long to be bridged. */
  gaps: number;
}

interface Movement {
  before: Mark | null;
  first: Mark;
  peak: { frame: number; over: number };
  /** Time of its latest value at or over the upper threshold, s. */
  high: number;
}

/** Counts repetitions while they happen: give it frame by frame, then finish. */
export class RepetitionCounter {
  #frame = -1;
  #start: Mark | null = null;
  #last: Mark | null = null;
  #rest: Mark | null = null;
  /** Highest value since rest. */
  #peak = { frame: 0, over: -Infinity };
  #moving: Movement | null = null;
  /** Back at rest, but perhaps only for a stray frame. */
  #ended: { movement: Movement; last: Mark } | null = null;

  constructor(
    readonly rule: RepetitionRule,
    /** Level of rest, in the signal's unit. */
    readonly rest: number,
  ) {}

  /** Whether a movement is under way. */
  get moving(): boolean {
    return this.#moving !== null;
  }

  /** How far over rest the movement under way has come so far; null at rest. */
  get height(): number | null {
    return this.#moving?.peak.over ?? null;
  }

  /** A frame; NaN where missing. Gives the repetition that is now known to have ended, if any. */
  push(time: number, value: number): Repetition | null {
    this.#frame++;
    if (!Number.isFinite(value)) return null;
    const here = this.#here(time);
    const over = value - this.rest;
    const dip = rules.segmentation.dip * this.rule.shortest;
    const known = this.#ended && time - this.#ended.movement.high > dip ? this.#told() : null;
    if (over > this.#peak.over) this.#peak = { frame: here.frame, over };
    if (over >= this.rule.rise) this.#rise(here);
    if (this.#moving && over > this.#moving.peak.over) {
      this.#moving.peak = { frame: here.frame, over };
    }
    if (over < this.rule.fall) this.#fall(here, over);
    this.#last = here;
    return known;
  }

  /** The repetition that ended last, or was still under way. */
  finish(): Repetition | null {
    if (!this.#moving || !this.#last) return this.#told();
    const movement = this.#moving;
    this.#moving = null;
    return this.#repetition(movement, this.#last, false);
  }

  #here(time: number): Mark {
    const gaps = this.#last ? this.#last.gaps + (isGap(this.#last.time, time) ? 1 : 0) : 0;
    const here = { frame: this.#frame, time, gaps };
    this.#start ??= here;
    return here;
  }

  #rise(here: Mark): void {
    // A return to rest that was too short is no rest: the movement goes on.
    this.#moving ??= this.#ended?.movement ?? {
      before: this.#rest,
      first: this.#rest ?? this.#start!,
      peak: this.#peak,
      high: here.time,
    };
    this.#ended = null;
    this.#moving.high = here.time;
  }

  #fall(here: Mark, over: number): void {
    if (this.#moving) this.#ended = { movement: this.#moving, last: here };
    this.#moving = null;
    this.#rest = here;
    this.#peak = { frame: here.frame, over };
  }

  #told(): Repetition | null {
    const ended = this.#ended;
    this.#ended = null;
    return ended && this.#repetition(ended.movement, ended.last, true);
  }

  #repetition({ before, first, peak }: Movement, last: Mark, back: boolean): Repetition | null {
    if (last.time - first.time < this.rule.shortest - 1e-9) return null;
    const whole = back && before !== null && first.gaps === last.gaps;
    return { first: first.frame, peak: peak.frame, last: last.frame, whole };
  }
}

/** All repetitions of a signal over time; without a level of rest, it is found by restLevel. */
export function repetitions(
  time: readonly number[],
  signal: readonly number[],
  rule: RepetitionRule,
  rest: number = restLevel(time, signal),
): Repetition[] {
  const counter = new RepetitionCounter(rule, rest);
  const found = signal.map((value, at) => counter.push(time[at]!, value));
  return [...found, counter.finish()].filter((one) => one !== null);
}

/** The level that a signal is under for a small share of the time; NaN where nothing is seen. */
export function restLevel(time: readonly number[], signal: readonly number[]): number {
  const seen = signal.flatMap((value, at) => (Number.isFinite(value) ? [at] : []));
  if (seen.length < 2) return seen.length ? signal[seen[0]!]! : NaN;
  const last = seen.length - 1;
  const rows = seen.map((at, number) => {
    const [before, after] = [Math.max(number - 1, 0), Math.min(number + 1, last)];
    const standsFor = (time[seen[after]!]! - time[seen[before]!]!) / (after - before);
    return { value: signal[at]!, weight: Math.min(standsFor, rules.bridge) };
  });
  const all = sum(rows.map(({ weight }) => weight));
  rows.sort((one, other) => one.value - other.value);
  let under = 0;
  for (const { value, weight } of rows) {
    under += weight;
    if (under / all >= rules.segmentation.rest_level) return value;
  }
  return rows[last]!.value;
}
