/** What runs where: each strand of psoas and iliacus, how thick it is and where in its bundle. */
import { ANATOMY } from "../muscle/anatomy";
import table from "../tables/viewer.json";

/** A bundle of fibres that is drawn as one. */
export interface Strand {
  /** Its path: a row of MuscleState.paths, whose first point `start` replaces if it is given. */
  row: number;
  /** Where a strand of the iliacus' fan begins, m, in the pelvis. */
  start: readonly [number, number, number] | null;
  /** Outwards and forwards from the middle of its whole bundle, m, where that is thickest. */
  offset: readonly [number, number];
  /** Across its middle while standing, m. */
  radius: number;
  /** Of its length, m: what does not change with it. */
  tendon: number;
}

export type Side = 0 | 1;

/** Right and left. */
export const SIDES: readonly Side[] = [0, 1];

/** The iliacus has no tendon of its own in the table: the same share as a middle fascicle. */
const ILIACUS_TENDON = 0.4;

const OF_A_SIDE = ANATOMY.weight.length;

/** The 11 fascicles of a side. */
export function psoasStrands(side: Side): Strand[] {
  const whole = Math.sqrt(table.belly_area / Math.PI);
  return table.place.map((place, number) => ({
    row: side * OF_A_SIDE + number,
    start: null,
    offset: [place[0]! * whole, place[1]! * whole],
    radius: Math.sqrt((table.belly_area * ANATOMY.weight[number]!) / Math.PI),
    tendon: table.tendon[number]!,
  }));
}

/** The fan of the iliacus of a side; all of its strands share the model's one path below the brim. */
export function iliacusStrands(side: Side): Strand[] {
  const mirror = 1 - 2 * side;
  const { fan, iliacus_area: area } = table;
  const whole = Math.sqrt(area / Math.PI);
  return fan.map(([x, y, z], number) => {
    const start = [x!, y!, mirror * z!] as const;
    return {
      row: 2 * OF_A_SIDE + side,
      start,
      // Those from further out stay further out; every third one lies deeper.
      offset: [
        whole * (-0.85 + (1.7 * number) / (fan.length - 1)),
        whole * [0.22, -0.05, -0.25][number % 3]!,
      ],
      radius: Math.sqrt(area / fan.length / Math.PI),
      tendon: ILIACUS_TENDON * Math.hypot(...towards(start, side)),
    };
  });
}

/** How much thicker a strand is than in standing: its fibres keep their volume. */
export function thickening(length: number, standing: number, tendon: number): number {
  const [fibre, upright] = [length - tendon, standing - tendon];
  // Fibres that the model has folded up are drawn at a fifth of their length, not at none.
  return Math.sqrt(upright / Math.max(fibre, upright / 5));
}

/** Radius of a strand at a share of its length, in those of its middle. */
export function taper(share: number, brim: number): number {
  const above = share / brim;
  if (share < brim) return 0.6 + 0.4 * smooth(above / 0.4) - 0.1 * smooth((above - 0.6) / 0.4);
  return 0.9 - 0.52 * smooth((share - brim) / (1 - brim));
}

/** How far a strand keeps its place in the bundle: 0 at the spine, 1 at the brim, little at the end. */
export function spreading(share: number, brim: number): number {
  if (share < brim) return smooth(share / brim);
  return 1 - 0.86 * smooth((share - brim) / (1 - brim));
}

/** 0 where there is muscle, 1 where there is tendon. */
export const sinew = (share: number, brim: number): number =>
  smooth((share - brim - 0.35 * (1 - brim)) / (0.6 * (1 - brim)));

const smooth = (share: number): number => {
  const held = Math.min(Math.max(share, 0), 1);
  return held * held * (3 - 2 * held);
};

function towards(start: readonly [number, number, number], side: Side): [number, number, number] {
  const [x, y, z] = ANATOMY.iliacus.brimPoint;
  return [start[0] - x, start[1] - y, start[2] - (1 - 2 * side) * z];
}
