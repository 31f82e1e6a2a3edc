/** How quick the pose model is on this device. */
import { LIVE } from "../motion/guided";
import { median } from "../motion/statistics";

export class Pace {
  #seconds: number[] = [];
  #told = false;

  /** Frames a second that the model alone would manage; NaN before enough have come. */
  get rate(): number {
    const settled = this.#seconds.slice(LIVE.settle);
    return settled.length >= LIVE.trial ? 1 / median(settled) : NaN;
  }

  /** Seconds for a picture with somebody in it; an empty one is quick. True once, when too slow. */
  push(seconds: number): boolean {
    this.#seconds.push(seconds);
    if (this.#seconds.length > LIVE.settle + 4 * LIVE.trial) this.#seconds.splice(LIVE.settle, 1);
    const slow = !this.#told && this.rate < LIVE.slow;
    this.#told ||= slow;
    return slow;
  }
}
