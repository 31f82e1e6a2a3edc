/** The psoas in 3-D follows the person: from the angle between trunk and thigh to a posture. */
import type { Posture } from "../muscle/bodies";
import rules from "../tables/motion.json";
import { POSTURE } from "../viewer/start";
import { postureOf } from "../viewer/posture";

/**
 * A camera sees hip and low back bend together; the low back takes its usual share of both sides.
 * Null before either side has been seen.
 */
export function postureFrom(hips: readonly [number, number]): Posture | null {
  const [right, left] = hips.map((own, side) => (Number.isFinite(own) ? own : hips[1 - side]!)) as [
    number,
    number,
  ];
  if (!Number.isFinite(right) || !Number.isFinite(left)) return null;
  const lumbar = rules.lumbar_share * ((right + left) / 2);
  const hip = (whole: number) => ({ flexion: whole - lumbar, adduction: 0, rotation: 0 });
  return postureOf({ lumbar: [-lumbar, 0, 0], right: hip(right), left: hip(left) });
}

export class LiveMuscle {
  /** Of the time no more than this goes into drawing it: the camera comes first. */
  share = 0.2;
  #next = 0;
  #hips: [number, number] = [NaN, NaN];

  constructor(readonly viewer: HTMLElement | null) {}

  /** deg, right and left; what is missing stays where it was. */
  show(hips: readonly [number, number]): void {
    this.#hips = [0, 1].map((side) =>
      Number.isFinite(hips[side]) ? hips[side]! : this.#hips[side]!,
    ) as [number, number];
    const start = performance.now();
    const detail = postureFrom(this.#hips);
    if (!this.viewer || !detail || start < this.#next) return;
    this.#next = Infinity;
    this.viewer.dispatchEvent(new CustomEvent(POSTURE, { detail }));
    requestAnimationFrame(() =>
      setTimeout(() => {
        const now = performance.now();
        this.#next = now + (1 / this.share - 1) * (now - start);
      }),
    );
  }
}
