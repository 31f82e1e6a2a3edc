/** How quick the pose model is on this device, and what follows from that. */
import { LIVE } from "../motion/guided";
import { median } from "../motion/statistics";

export type Verdict = "slow" | "well";

export class Pace {
  #seconds: number[] = [];
  #told = false;

  /** Frames a second that the model alone would manage; NaN before enough have come. */
  get rate(): number {
    const settled = this.#seconds.slice(LIVE.settle);
    return settled.length >= LIVE.trial ? 1 / median(settled) : NaN;
  }

  /** Seconds that the model took. Gives a verdict once, when it can. */
  push(seconds: number): Verdict | null {
    this.#seconds.push(seconds);
    if (this.#seconds.length > LIVE.settle + 4 * LIVE.trial) this.#seconds.splice(LIVE.settle, 1);
    if (this.#told || !(this.rate > 0)) return null;
    this.#told = true;
    return this.rate >= LIVE.slow ? "well" : "slow";
  }
}
