/** What sliders say as a posture of the muscle, and the way from one posture to the next. */
import { LEVELS, psoasState, shared, type MuscleState, type Posture } from "../muscle/state";
import table from "../tables/viewer.json";

export type Angle = "flexion" | "adduction" | "rotation";

/** Degrees: of the whole lumbar spine, of each hip. */
export interface Sliders {
  /** Extension, bend to the right, rotation to the left. */
  lumbar: [number, number, number];
  right: Record<Angle, number>;
  left: Record<Angle, number>;
}

export const ANGLES: readonly Angle[] = ["flexion", "adduction", "rotation"];

export const STANDING: Sliders = {
  lumbar: [0, 0, 0],
  right: { flexion: 0, adduction: 0, rotation: 0 },
  left: { flexion: 0, adduction: 0, rotation: 0 },
};

export const radians = (degrees: number): number => (degrees * Math.PI) / 180;
export const degrees = (angle: number): number => (angle * 180) / Math.PI;

/** The posture that the sliders show; the lumbar spine shares its angle over its levels. */
export function postureOf({ lumbar, right, left }: Sliders): Posture {
  const hip = (angles: Record<Angle, number>): number[] =>
    ANGLES.map((angle) => radians(angles[angle]));
  return { lumbar: shared(lumbar.map(radians)), hipRight: hip(right), hipLeft: hip(left) };
}

/** What sliders would show for a posture: the lumbar levels summed up. */
export function slidersOf({ lumbar, hipRight, hipLeft }: Posture): Sliders {
  const sum = (angle: number): number =>
    degrees(lumbar.reduce((all, level) => all + (level[angle] ?? NaN), 0));
  const hip = (angles: readonly number[]): Record<Angle, number> => ({
    flexion: degrees(angles[0] ?? NaN),
    adduction: degrees(angles[1] ?? NaN),
    rotation: degrees(angles[2] ?? NaN),
  });
  return { lumbar: [sum(0), sum(1), sum(2)], right: hip(hipRight), left: hip(hipLeft) };
}

export const stateOf = ({ lumbar, hipRight, hipLeft }: Posture): MuscleState =>
  psoasState(lumbar, hipRight, hipLeft);

/** A posture at a share of the way from one to another. */
export function between(from: Posture, to: Posture, share: number): Posture {
  const row = (one: readonly number[], other: readonly number[]): number[] =>
    one.map((angle, place) => angle + share * (other[place]! - angle));
  return {
    lumbar: from.lumbar.map((level, place) => row(level, to.lumbar[place]!)),
    hipRight: row(from.hipRight, to.hipRight),
    hipLeft: row(from.hipLeft, to.hipLeft),
  };
}

/** Least and greatest length of both sides, m, if the angles are only as exact as people are. */
export function lengthBand(posture: Posture): [[number, number], [number, number]] {
  const { spread } = table;
  const hip = [spread.flexion, spread.adduction, spread.rotation].map(radians);
  const back = shared([radians(spread.lumbar_extension), 0, 0]);
  const [right, left] = stateOf(posture).wholeLength;
  const band: [[number, number], [number, number]] = [
    [right, right],
    [left, left],
  ];
  for (let corner = 0; corner < 16; corner++) {
    const sign = (bit: number): number => (corner & (1 << bit) ? 1 : -1);
    const moved = (angles: readonly number[]): number[] =>
      angles.map((angle, place) => angle + sign(place) * hip[place]!);
    const lumbar = posture.lumbar.map((level, place) =>
      level.map((angle, axis) => angle + sign(3) * back[place]![axis]!),
    );
    const { wholeLength } = psoasState(lumbar, moved(posture.hipRight), moved(posture.hipLeft));
    wholeLength.forEach((length, side) => {
      const edges = band[side]!;
      edges[0] = Math.min(edges[0], length);
      edges[1] = Math.max(edges[1], length);
    });
  }
  return band;
}

/** Whether every angle is there: a live picture may miss some. */
export const whole = ({ lumbar, hipRight, hipLeft }: Posture): boolean =>
  lumbar.length === LEVELS.length &&
  [...lumbar.flat(), ...hipRight, ...hipLeft].every((angle) => Number.isFinite(angle));
