/** Twin of motion/holds.py: spells in which a signal is kept, above a level or still. */
import rules from "../tables/motion.json";
import { median, medianFilter, odd, rounded, runs, steps } from "./statistics";

/** First and last frame, both inclusive. */
export type Spell = [number, number];

export interface HoldRule {
  /** A spell begins at the first value at or over this, in the signal's unit. */
  above: number;
  /** It ends before the first value under this; not over `above`. */
  leave: number;
  /** s; shorter spells are left out. */
  shortest: number;
}

/** Whether two frames that are seen lie further apart than a bridged gap, s. */
export const isGap = (before: number, after: number): boolean =>
  after - before > rules.bridge + 1e-9;

/** Spells above a level, told while they happen: give it frame by frame, then finish. */
export class HoldTimer {
  #frame = -1;
  #began: { frame: number; time: number } | null = null;
  #last: { frame: number; time: number } | null = null;

  constructor(readonly rule: HoldRule) {}

  /** Seconds of the spell that goes on, null where none does. */
  get seconds(): number | null {
    return this.#began && this.#last ? this.#last.time - this.#began.time : null;
  }

  /** A frame; NaN where missing. Gives the spell that it ends, if any. */
  push(time: number, value: number): Spell | null {
    this.#frame++;
    if (!Number.isFinite(value)) return null;
    const broken = this.#last !== null && isGap(this.#last.time, time);
    const ended = broken || value < this.rule.leave ? this.#end() : null;
    this.#last = { frame: this.#frame, time };
    if (value >= this.rule.above) this.#began ??= this.#last;
    return ended;
  }

  /** The spell that goes on at the end, if it is long enough. */
  finish(): Spell | null {
    return this.#end();
  }

  #end(): Spell | null {
    const [began, last] = [this.#began, this.#last];
    this.#began = null;
    return began && last && lasts(began.time, last.time, this.rule.shortest)
      ? [began.frame, last.frame]
      : null;
  }
}

/** Spells above a level, entered at one threshold and left at a lower one. */
export function holds(time: readonly number[], signal: readonly number[], rule: HoldRule): Spell[] {
  const timer = new HoldTimer(rule);
  const found = signal.map((value, at) => timer.push(time[at]!, value));
  return [...found, timer.finish()].filter((spell) => spell !== null);
}

/**
 * The longest spell in which a signal stays within `still` of its own median; null where it is
 * nowhere still for `shortest` seconds. A gap ends a spell; of equally long ones the first counts.
 */
export function steadySpell(
  time: readonly number[],
  signal: readonly number[],
  { still, shortest }: { still: number; shortest: number },
): Spell | null {
  const waiting: [length: number, spell: number, first: number, last: number][] = [];
  const spells = unbroken(time, signal);
  const calm = spells.map((frames) =>
    withoutOutliers(
      frames.map((at) => time[at]!),
      frames.map((at) => signal[at]!),
    ),
  );
  const offer = (number: number, first: number, last: number): void => {
    const [begins, ends] = [time[spells[number]![first]!]!, time[spells[number]![last]!]!];
    if (lasts(begins, ends, shortest)) {
      waiting.push([-Math.round((ends - begins) * 1e9), number, first, last]);
    }
  };
  calm.forEach((values, number) => {
    for (const width of [still, 2 * still]) {
      for (const [first, last] of narrow(values, width)) offer(number, first, last);
    }
  });
  // Longest first; one that strays from its median is cut into the parts that do not.
  while (waiting.length) {
    const [, number, first, last] = waiting.splice(leastOf(waiting), 1)[0]!;
    const part = calm[number]!.slice(first, last + 1);
    const usual = median(part);
    const near = part.map((value) => Math.abs(value - usual) <= still);
    if (near.every(Boolean)) return [spells[number]![first]!, spells[number]![last]!];
    for (const [start, end] of runs(near)) offer(number, first + start, first + end);
  }
  return null;
}

/** A signal's running median over `window` seconds, gaps kept. */
export function slowly(
  time: readonly number[],
  signal: readonly number[],
  window: number,
): number[] {
  const step = time.length > 1 ? median(steps(time)) : 1;
  const reach = Math.floor(Math.max(1, rounded(window / step)) / 2);
  return signal.map((value, at) =>
    Number.isFinite(value)
      ? median(signal.slice(Math.max(0, at - reach), at + reach + 1).filter(Number.isFinite))
      : NaN,
  );
}

/** A billionth of a second is rounding. */
const lasts = (begins: number, ends: number, shortest: number): boolean =>
  ends - begins >= shortest - 1e-9;

/** Frames that are seen, cut wherever two of them lie further apart than a bridged gap. */
function unbroken(time: readonly number[], signal: readonly number[]): number[][] {
  const found: number[][] = [];
  signal.forEach((value, at) => {
    if (!Number.isFinite(value)) return;
    const latest = found.at(-1);
    if (latest && !isGap(time[latest.at(-1)!]!, time[at]!)) latest.push(at);
    else found.push([at]);
  });
  return found;
}

/** Values without what is shorter than half a window, or a single frame. */
function withoutOutliers(time: readonly number[], values: readonly number[]): readonly number[] {
  if (values.length < 3) return values;
  const window = Math.max(3, odd(rounded(rules.segmentation.outlier / median(steps(time)))));
  return medianFilter(values, window);
}

/** Place of the tuple that comes first in order. */
function leastOf(tuples: readonly (readonly number[])[]): number {
  const before = (one: readonly number[], other: readonly number[]): boolean => {
    const place = one.findIndex((value, at) => value !== other[at]);
    return place >= 0 && one[place]! < other[place]!;
  };
  return tuples.reduce((best, one, at) => (before(one, tuples[best]!) ? at : best), 0);
}

/** Every spell that cannot be made longer without its values spanning more than a width. */
function narrow(values: readonly number[], width: number): Spell[] {
  const found: Spell[] = [];
  // Frames whose values fall (highest) and rise (lowest): the first of each is the window's own.
  const highest: number[] = [];
  const lowest: number[] = [];
  let first = 0;
  values.forEach((value, last) => {
    while (highest.length && values[highest.at(-1)!]! <= value) highest.pop();
    while (lowest.length && values[lowest.at(-1)!]! >= value) lowest.pop();
    highest.push(last);
    lowest.push(last);
    let moved = first;
    while (values[highest[0]!]! - values[lowest[0]!]! > width) {
      moved = Math.min(highest[0]!, lowest[0]!) + 1;
      if (highest[0]! < moved) highest.shift();
      if (lowest[0]! < moved) lowest.shift();
    }
    if (moved !== first) {
      found.push([first, last - 1]);
      first = moved;
    }
  });
  return [...found, [first, values.length - 1]];
}
