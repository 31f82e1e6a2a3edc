/** Somebody walks through the picture: where a pass begins and ends. */
import { LIVE } from "../motion/guided";
import type { Frame, Reading } from "../motion/live";
import { length, middle, minus, type Point } from "../motion/recording";
import { known } from "../motion/statistics";

/** Degrees that the near thigh moves in two seconds, from which on somebody walks. */
const SWING = 15;

interface Seen {
  time: number;
  centre: Point;
  size: number;
}

/** What a frame means for a pass. */
export type Step = "none" | "begins" | "goes_on" | "ends";

export class Passes {
  #before: Seen | null = null;
  #swings: { time: number; value: number }[] = [];
  /** s: since when somebody has been in the picture. */
  present: number | null = null;
  #begun: number | null = null;

  constructor(
    readonly names: readonly string[],
    /** s: longest pass. */
    readonly longest: number,
  ) {}

  push(frame: Frame, reading: Reading | null): Step {
    const { time } = frame;
    const seen = this.#seen(frame);
    const gone = this.#before !== null && time - this.#before.time >= LIVE.absent;
    const other = seen !== null && this.#jumped(seen);
    if (gone || other) this.present = null;
    if (seen) {
      this.present ??= time;
      this.#before = seen;
    } else if (gone) this.#before = null;
    if (other) this.#swings = [];
    this.#swing(time, reading);
    if (this.#begun === null) {
      if (this.present === null || !this.#walks()) return "none";
      this.#begun = Math.max(this.present, time - LIVE.window);
      return "begins";
    }
    const over = time - this.#begun >= this.longest;
    if (!gone && !other && !over && (seen === null || this.#walks())) return "goes_on";
    this.#begun = null;
    this.#swings = [];
    return "ends";
  }

  /** s: when the pass that goes on began. */
  get begun(): number {
    return this.#begun ?? NaN;
  }

  #seen({ time, points, visibility }: Frame): Seen | null {
    const at = (name: string): Point => {
      const column = this.names.indexOf(name);
      return (visibility[column] ?? 0) >= 0.5 ? points[column]! : [NaN, NaN];
    };
    const half = (part: string): Point => middle(at(`right_${part}`), at(`left_${part}`));
    const [hips, shoulders] = [half("hip"), half("shoulder")];
    const size = length(minus(shoulders, hips));
    return Number.isFinite(size) && size > 0 ? { time, centre: hips, size } : null;
  }

  #jumped(seen: Seen): boolean {
    const before = this.#before;
    if (!before || seen.time - before.time > LIVE.absent) return false;
    return length(minus(seen.centre, before.centre)) > LIVE.jump * Math.min(seen.size, before.size);
  }

  #swing(time: number, reading: Reading | null): void {
    const value = reading ? reading.hips[reading.near] : NaN;
    this.#swings.push({ time, value });
    this.#swings = this.#swings.filter((one) => one.time >= time - LIVE.window);
  }

  #walks(): boolean {
    const values = known(this.#swings.map(({ value }) => value));
    return values.length > 1 && Math.max(...values) - Math.min(...values) >= SWING;
  }
}
