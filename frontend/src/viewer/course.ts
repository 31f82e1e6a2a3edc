/** The middle line of a bundle of fibres: the path of the model without its corners. */

/** Stations along a line, the first and the last point of the path included. */
export const STATIONS = 32;

/** How often the corners are softened; each time takes the edge off by less than a millimetre. */
const ROUNDS = 3;

/** A smooth line through a path. */
export interface Course {
  /** x, y, z of each station, m. */
  points: Float64Array;
  /** x, y, z of the unit direction at each station. */
  ways: Float64Array;
  /** Share of the whole length at which the second point of the path, the brim, is passed. */
  brim: number;
  /** Of the path itself, m. */
  length: number;
}

/** STATIONS points evenly along a path of x, y, z, with its corners softened. */
export function course(path: ArrayLike<number>): Course {
  const count = path.length / 3;
  const along = new Float64Array(count);
  for (let at = 1; at < count; at++) along[at] = along[at - 1]! + gap(path, at);
  const length = along[count - 1]!;
  const points = evenly(path, along, length);
  for (let round = 0; round < ROUNDS; round++) soften(points);
  return { points, ways: directions(points), brim: along[1]! / length, length };
}

function evenly(path: ArrayLike<number>, along: Float64Array, length: number): Float64Array {
  const points = new Float64Array(3 * STATIONS);
  let leg = 1;
  for (let station = 0; station < STATIONS; station++) {
    const place = (station / (STATIONS - 1)) * length;
    while (leg < along.length - 1 && along[leg]! < place) leg++;
    const start = along[leg - 1]!;
    const share = Math.min((place - start) / (along[leg]! - start || 1), 1);
    for (let axis = 0; axis < 3; axis++) {
      const from = path[3 * (leg - 1) + axis]!;
      points[3 * station + axis] = from + share * (path[3 * leg + axis]! - from);
    }
  }
  return points;
}

function soften(points: Float64Array): void {
  const before = points.slice();
  for (let at = 3; at < points.length - 3; at++)
    points[at] = (before[at - 3]! + 2 * before[at]! + before[at + 3]!) / 4;
}

function directions(points: Float64Array): Float64Array {
  const ways = new Float64Array(points.length);
  const last = points.length / 3 - 1;
  for (let station = 0; station <= last; station++) {
    const [from, to] = [3 * Math.max(station - 1, 0), 3 * Math.min(station + 1, last)];
    const [x, y, z] = [0, 1, 2].map((axis) => points[to + axis]! - points[from + axis]!);
    const size = Math.hypot(x!, y!, z!) || 1;
    ways.set([x! / size, y! / size, z! / size], 3 * station);
  }
  return ways;
}

const gap = (path: ArrayLike<number>, at: number): number =>
  Math.hypot(
    path[3 * at]! - path[3 * at - 3]!,
    path[3 * at + 1]! - path[3 * at - 2]!,
    path[3 * at + 2]! - path[3 * at - 1]!,
  );
