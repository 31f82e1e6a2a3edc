/** Where a breathing minute stands at a time. No clock, no drawing here. */

export interface Rhythm {
  /** Seconds of breathing in. */
  in: number;
  /** Seconds of breathing out. */
  out: number;
  /** Seconds that were chosen; the last breath is finished, so it may end a little later. */
  total: number;
}

export interface Breath {
  phase: "in" | "out" | "done";
  /** How far the phase is, 0 to 1. */
  progress: number;
  /** How full the lungs are, 0 to 1: soft at both turning points. */
  fullness: number;
  /** Whole seconds left until the end. */
  left: number;
}

/** Seconds until the end of the breath in which the chosen time runs out. */
export function duration(rhythm: Rhythm): number {
  const cycle = rhythm.in + rhythm.out;
  return Math.max(1, Math.ceil(rhythm.total / cycle - 1e-9)) * cycle;
}

/** The breath at a time since the start, in seconds. */
export function breathAt(time: number, rhythm: Rhythm): Breath {
  const end = duration(rhythm);
  if (time >= end) return { phase: "done", progress: 1, fullness: 0, left: 0 };
  const within = Math.max(0, time) % (rhythm.in + rhythm.out);
  const left = Math.ceil(end - Math.max(0, time));
  const inward = within < rhythm.in;
  const progress = inward ? within / rhythm.in : (within - rhythm.in) / rhythm.out;
  const soft = (1 - Math.cos(Math.PI * progress)) / 2;
  return { phase: inward ? "in" : "out", progress, fullness: inward ? soft : 1 - soft, left };
}
