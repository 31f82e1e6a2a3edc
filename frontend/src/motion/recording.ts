/** Points of one person over time, as a camera's pose model gives them. */

/** x, y; NaN where not seen. */
export type Point = readonly [number, number];

export const MISSING: Point = [NaN, NaN];

export interface Recording {
  /** s, strictly increasing: true time stamps, not a nominal frame rate. */
  time: readonly number[];
  /** Each frame's points in the order of names; pixels, x to the right, y down, not mirrored. */
  points: readonly (readonly Point[])[];
  /** How well each is seen, 0 to 1; NaN where not seen. */
  visibility: readonly (readonly number[])[];
  /** Such as "left_hip"; as in data/landmarks.toml. */
  names: readonly string[];
  /** Width and height, pixels. */
  frameSize: readonly [number, number];
}

export const SIDES = ["right", "left"] as const;

/** 0 right, 1 left. */
export type Side = 0 | 1;

/** How the body is to lie in the picture at the start. */
export type Position = "upright" | "supine";

/** One named point in each frame; MISSING throughout where there is no such name. */
export function named(recording: Recording, name: string): Point[] {
  const column = recording.names.indexOf(name);
  return recording.points.map((points) => points[column] ?? MISSING);
}

/** How well one named point is seen in each frame; NaN where not. */
export function seen(recording: Recording, name: string): number[] {
  const column = recording.names.indexOf(name);
  return recording.visibility.map((row) => row[column] ?? NaN);
}

/** Half-way between two points; the one that is seen where the other is missing. */
export function middle(one: Point, other: Point): Point {
  const half = (a: number, b: number): number =>
    ((Number.isNaN(a) ? b : a) + (Number.isNaN(b) ? a : b)) / 2;
  return [half(one[0], other[0]), half(one[1], other[1])];
}

export const minus = (one: Point, other: Point): Point => [one[0] - other[0], one[1] - other[1]];

export const length = (vector: Point): number => Math.hypot(vector[0], vector[1]);
