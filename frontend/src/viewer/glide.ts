/** Eased movement from one state to the next; at once for those who want no movement. */

export interface Glide {
  /** Calls `step` with the share of the way, 0 to 1, until it has arrived or the next glide begins. */
  to: (step: (share: number) => void) => void;
  /** Arrives at once. */
  finish: () => void;
}

const SECONDS = 0.7;

export function glide(calm = matchMedia("(prefers-reduced-motion: reduce)")): Glide {
  let [frame, going] = [0, null as ((share: number) => void) | null];
  const finish = (): void => {
    cancelAnimationFrame(frame);
    const step = going;
    going = null;
    step?.(1);
  };
  return {
    finish,
    to: (step) => {
      finish();
      if (calm.matches || document.hidden) {
        step(1);
        return;
      }
      going = step;
      const began = performance.now();
      const next = (now: number): void => {
        const share = Math.min((now - began) / 1000 / SECONDS, 1);
        if (share >= 1) finish();
        else {
          step(eased(share));
          frame = requestAnimationFrame(next);
        }
      };
      frame = requestAnimationFrame(next);
    },
  };
}

/** Starts and ends gently. */
export const eased = (share: number): number => share * share * (3 - 2 * share);
