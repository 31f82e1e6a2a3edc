/** A set of an exercise as a line of time: what to do at each second, on which side. */

export interface Dose {
  sets: number;
  reps: number;
  move: number; // s
  hold: number; // s
  rest: number; // s
  sides: "each" | "both";
}

export type Part = "ready" | "move" | "hold" | "rest" | "finished";

export interface Stretch {
  part: Exclude<Part, "finished">;
  seconds: number;
  set: number; // from 1
  rep: number; // from 1; 0 while resting or getting ready
  side: "left" | "right" | "";
}

export interface Moment extends Omit<Stretch, "seconds" | "part"> {
  part: Part;
  left: number; // s of this part
  index: number; // of the part, for saying it once
}

export const READY = 5; // s to get into position; nothing is counted meanwhile

/** Every part of an exercise, in order; a side is finished before the other begins. */
export function timeline(dose: Dose): Stretch[] {
  const sides: Stretch["side"][] = dose.sides === "each" ? ["left", "right"] : [""];
  const found: Stretch[] = [];
  for (let set = 1; set <= dose.sets; set += 1) {
    for (const side of sides) {
      found.push({ part: "ready", seconds: READY, set, rep: 0, side });
      for (let rep = 1; rep <= dose.reps; rep += 1) {
        if (dose.move > 0) found.push({ part: "move", seconds: dose.move, set, rep, side });
        if (dose.hold > 0) found.push({ part: "hold", seconds: dose.hold, set, rep, side });
      }
    }
    if (set < dose.sets && dose.rest > 0) {
      found.push({ part: "rest", seconds: dose.rest, set, rep: 0, side: "" });
    }
  }
  return found;
}

/** What to do at a time, s since the start. */
export function momentAt(parts: readonly Stretch[], seconds: number): Moment {
  let end = 0;
  for (const [index, part] of parts.entries()) {
    end += part.seconds;
    if (seconds < end) {
      const { part: name, set, rep, side } = part;
      return { part: name, set, rep, side, left: end - seconds, index };
    }
  }
  const last = parts.at(-1);
  return {
    part: "finished",
    left: 0,
    set: last?.set ?? 0,
    rep: last?.rep ?? 0,
    side: "",
    index: parts.length,
  };
}

/** Repetitions that are over at a time, on the side that has done more. */
export function repsDone(parts: readonly Stretch[], seconds: number): number {
  const done = new Map<string, number>();
  let end = 0;
  for (const [index, part] of parts.entries()) {
    end += part.seconds;
    if (part.rep === 0 || seconds < end) continue;
    const next = parts[index + 1];
    if (next && next.rep === part.rep && next.side === part.side && next.set === part.set) continue;
    done.set(part.side, (done.get(part.side) ?? 0) + 1);
  }
  return Math.max(0, ...done.values());
}
