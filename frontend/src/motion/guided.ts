/** What a live camera needs of the guided tests of data/tests.toml. */
import rules from "../tables/motion.json";
import type { Signal } from "./angles";
import type { Position } from "./recording";
import type { RepetitionRule } from "./repetitions";

export interface GuidedTest {
  kind: "hold" | "repetitions" | "gait" | "endurance" | "over_time";
  position: Position;
  signal: Signal;
  /** Thresholds over rest, in the signal's unit; absent where nothing is repeated. */
  repetition: RepetitionRule | null;
  /** one: the leg towards the camera; both: each for itself. */
  side: string;
  /** Shortest and longest capture, s. */
  seconds: readonly [number, number];
  gates: readonly string[];
  /** How it is led in front of a camera. */
  live: Led;
}

/** Of data/live.toml. */
export interface Led {
  /** What ends a capture. */
  ends: "hold" | "count" | "idle" | "seconds" | "pass";
  /** Seconds or repetitions until then. */
  until: number;
  captures: number;
  /** Frames a second that are kept; null keeps all. */
  rate: number | null;
  /** Whether standing still before it is kept as the neutral stance. */
  stance: boolean;
}

interface Row {
  kind: string;
  position: string;
  signal: string;
  rise: number | null;
  fall: number | null;
  side: string;
  seconds: number[];
  gates: string[];
  live: object;
}

/** A guided test by its key; undefined where it has no camera. */
export function guidedTest(key: string): GuidedTest | undefined {
  const row = (rules.tests as Record<string, Row>)[key];
  if (!row) return undefined;
  const { rise, fall } = row;
  return {
    kind: row.kind as GuidedTest["kind"],
    position: row.position as Position,
    signal: row.signal as Signal,
    repetition:
      rise === null || fall === null ? null : { rise, fall, shortest: rules.shortest_repetition },
    side: row.side,
    seconds: row.seconds as [number, number],
    gates: row.gates,
    live: row.live as Led,
  };
}

/** Seconds and sizes that lead any test, of data/live.toml. */
export const LIVE = rules.live;

export const GUIDED_TESTS: readonly string[] = Object.keys(rules.tests);

/** How still a hold is kept: degrees or trunk lengths about its median, for so many seconds. */
export const stillRule = (signal: Signal): { still: number; shortest: number; calmed: number } => ({
  still: signal.endsWith("_height") ? rules.steady.height : rules.steady.angle,
  shortest: rules.steady.seconds,
  calmed: rules.steady.calmed,
});
