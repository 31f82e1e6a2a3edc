/** What ends a capture: a hold, repetitions, seconds, or nothing more that comes. */
import { LIVE, stillRule, type GuidedTest } from "../motion/guided";
import type { Reading } from "../motion/live";
import type { Side } from "../motion/recording";
import { RepetitionCounter } from "../motion/repetitions";
import { known, median } from "../motion/statistics";

/** Where a capture stands after a frame. */
export interface Standing {
  /** Seconds held or left, or repetitions done; what is shown large. */
  figure: number;
  /** A repetition has just ended. */
  repeated: boolean;
  over: boolean;
}

/** A value of the test's signal over time. */
interface Mark {
  time: number;
  value: number;
}

/** Follows a capture from the first frame after the count-in. */
export class Progress {
  readonly #counters: Map<Side, RepetitionCounter>;
  #spell: Mark[] = [];
  #repetitions = 0;
  /** s: when the last repetition was known to have ended. */
  #repeatedAt: number;

  /** `before`: readings of the count-in; `begins`: its end, s. */
  constructor(
    readonly test: GuidedTest,
    readonly near: Side,
    before: readonly Reading[],
    readonly begins: number,
  ) {
    const { repetition, side } = test;
    const sides: Side[] = side === "both" ? [0, 1] : [near];
    const rest = (which: Side): number => median(known(before.map(({ values }) => values[which])));
    this.#counters = new Map(
      repetition ? sides.map((which) => [which, new RepetitionCounter(repetition, rest(which))]) : [],
    );
    this.#repeatedAt = begins;
  }

  push(reading: Reading): Standing {
    const { ends, until } = this.test.live;
    const passed = reading.time - this.begins;
    const repeated = this.#count(reading);
    const idle = reading.time - this.#repeatedAt;
    if (ends === "hold") {
      const held = this.#held({ time: reading.time, value: reading.values[this.near] });
      return { figure: Math.floor(held), repeated, over: held >= until };
    }
    if (ends === "seconds") {
      return { figure: Math.ceil(until - passed), repeated, over: passed >= until };
    }
    const done = ends === "count" ? this.#repetitions >= until : this.#repetitions > 0;
    const rested = idle >= (ends === "count" ? LIVE.after : until);
    return { figure: this.#repetitions, repeated, over: done && rested && !this.#moving };
  }

  get #moving(): boolean {
    return [...this.#counters.values()].some(({ moving }) => moving);
  }

  #count({ time, values }: Reading): boolean {
    let repeated = false;
    for (const [side, counter] of this.#counters) {
      if (!counter.push(time, values[side])?.whole) continue;
      this.#repetitions += 1;
      this.#repeatedAt = time;
      repeated = true;
    }
    return repeated;
  }

  /** Seconds for which the signal has kept near its median, up to now. */
  #held(mark: Mark): number {
    if (!Number.isFinite(mark.value)) return this.#length();
    const { still } = stillRule(this.test.signal);
    this.#spell.push(mark);
    const usual = median(this.#spell.map(({ value }) => value));
    const strays = this.#spell.map(({ value }) => Math.abs(value - usual) > still);
    this.#spell = this.#spell.slice(strays.lastIndexOf(true) + 1);
    return this.#length();
  }

  #length(): number {
    const [first, last] = [this.#spell[0], this.#spell.at(-1)];
    return first && last ? last.time - first.time : 0;
  }
}
