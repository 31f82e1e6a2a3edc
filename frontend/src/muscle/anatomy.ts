/** The right side of the reference person, from data/anatomy.toml; the left one mirrors z. */
import table from "../tables/anatomy.json";
import type { Turn, Vec } from "./vectors";

/** A cylinder without ends, fixed to the pelvis, over which a path turns. */
export interface Cylinder {
  centre: Vec;
  /** Its own axes in the pelvis; z runs along it. */
  axes: Turn;
  /** m. */
  radius: number;
  /** Turn of the path about the cylinder's z: 1 anticlockwise, -1 clockwise. */
  sense: number;
}

/** Where a muscle crosses the hip; m. */
export interface Crossing {
  /** In the pelvis. */
  brimPoint: Vec;
  /** In the thigh bone, from the hip centre; the second one is the lesser trochanter. */
  femurPoints: readonly [Vec, Vec];
  cylinder: Cylinder;
}

interface CrossingRow {
  brim_point: number[];
  femur_point_1: number[];
  femur_point_2: number[];
  cylinder: { centre: number[]; axes: number[][]; radius: number; sense: number };
}

/** Lumbar joints from below. */
export const LEVELS: readonly string[] = table.levels;

const OF_A_SIDE: readonly string[] = table.fascicles;

/** All 22 fascicles: right, then left. */
export const FASCICLES: readonly string[] = ["r", "l"].flatMap((side) =>
  OF_A_SIDE.map((name) => `${name}_${side}`),
);

/** The order of paths: 22 fascicles, then the iliacus of the right and the left side. */
export const MUSCLES: readonly string[] = [...FASCICLES, "iliacus_r", "iliacus_l"];

/** Lowest and highest believed angles, rad: of one lumbar level, and of a hip. */
export const LIMITS = table.limits as unknown as Record<"lumbar" | "hip", readonly [Vec, Vec]>;

export const ANATOMY = {
  /** Each lumbar joint in the vertebra below it and in the one above it; L5/S1 first. */
  centreBelow: table.centre_below as unknown as readonly Vec[],
  centreAbove: table.centre_above as unknown as readonly Vec[],
  /** Share of each level of a total lumbar angle. */
  rhythm: table.rhythm_weight as readonly number[],
  /** Origin of each of a side's 11 fascicles in its vertebra. */
  origin: table.origin as unknown as readonly Vec[],
  /** Which vertebra that is, counted from below: L5 is 0. */
  vertebra: table.crossed.map((count) => count - 1) as readonly number[],
  /** Share of each fascicle in the maximum force of its side. */
  weight: shares(table.max_force),
  hipCentre: table.hip_centre as unknown as Vec,
  psoas: crossing(table.psoas),
  iliacus: crossing(table.iliacus),
  iliacusOrigin: table.iliacus_origin as unknown as Vec,
};

function shares(forces: readonly number[]): readonly number[] {
  const all = forces.reduce((sum, force) => sum + force, 0);
  return forces.map((force) => force / all);
}

function crossing(row: CrossingRow): Crossing {
  const rows = row.cylinder.axes as unknown as Turn;
  const column = (axis: 0 | 1 | 2): Vec => [rows[0][axis], rows[1][axis], rows[2][axis]];
  return {
    brimPoint: row.brim_point as unknown as Vec,
    femurPoints: [row.femur_point_1 as unknown as Vec, row.femur_point_2 as unknown as Vec],
    cylinder: {
      centre: row.cylinder.centre as unknown as Vec,
      axes: [column(0), column(1), column(2)],
      radius: row.cylinder.radius,
      sense: row.cylinder.sense,
    },
  };
}
