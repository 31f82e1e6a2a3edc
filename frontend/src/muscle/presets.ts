/** Postures that the moving picture offers, and what the library computed for them. */
import table from "../tables/presets.json";
import type { Posture } from "./bodies";

/** Value, low and high; a band of kind range. */
export type Band = readonly [number, number, number];

/**
 * By stretch alone (rest), and as active as the posture is thought to ask (work).
 * spine: what this side's muscle, or both, add to the compression of L5/S1, N; nothing else that
 * presses there.
 */
export interface Figures {
  rest_spine: Band;
  work_spine?: Band;
}

export interface SideFigures extends Figures {
  /** Length of the whole muscle against standing, %; negative is shorter. */
  change: Band;
  /** Sum of the pulls of the side's fascicles, N. */
  rest_tension: Band;
  work_tension?: Band;
}

export type Words = Record<"en" | "de", string>;

export interface Preset extends Posture {
  name: string;
  say: Words;
  why: Words;
  right: SideFigures;
  left: SideFigures;
  both: Figures;
  /** The weakest of what goes in: FOUND, COMPUTED, MEMORY, ESTIMATE. */
  mark: string;
  /** As mark, for the figures at work; null where nothing is known of the work. */
  workMark: string | null;
}

export const PRESETS: readonly Preset[] = table.presets.map((row) => ({
  name: row.name,
  say: row.say,
  why: row.why,
  lumbar: row.lumbar,
  hipRight: row.hip_right,
  hipLeft: row.hip_left,
  right: row.right as unknown as SideFigures,
  left: row.left as unknown as SideFigures,
  both: row.both as unknown as Figures,
  mark: row.mark,
  workMark: row.work_mark || null,
}));
