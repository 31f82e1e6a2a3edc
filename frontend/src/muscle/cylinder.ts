/** The shortest path from one point over a cylinder to another: closed form. */
import type { Cylinder } from "./anatomy";
import { minus, plus, seenFrom, turned, type Vec } from "./vectors";

/** Points on the cylinder, the two where the path touches and leaves it included. */
export const ARC_POINTS = 9;

export interface Wrap {
  /** m, from start to end. */
  length: number;
  /** Unit vector at the path's end, along the path towards its start. */
  pull: Vec;
  /** How far the path lies on the cylinder, rad; 0 where it is straight. */
  angle: number;
  /** Nine points, evenly along the arc, or along the straight line where it has lifted off. */
  points: Vec[];
}

/**
 * The path from a start over a cylinder to an end, all in pelvis axes.
 *
 * Rolled flat, the tangents and the arc form one straight line, so the path is a helix that climbs
 * evenly. A point inside the cylinder counts as if it lay on its surface.
 */
export function wrapped(start: Vec, end: Vec, cylinder: Cylinder): Wrap {
  const { axes, centre, radius, sense } = cylinder;
  const first = seenFrom(axes, minus(start, centre));
  const last = seenFrom(axes, minus(end, centre));
  const from = tangent(first, radius);
  const to = tangent(last, radius);
  const [bearing, begin] = [Math.atan2(last[1], last[0]), Math.atan2(first[1], first[0])];
  const angle = sweep(sense * (bearing - begin)) - from.slack - to.slack;
  const level = from.reach + radius * angle + to.reach;
  if (!(angle > 0)) return straight(first, last, start, end, cylinder);
  const contact = bearing - sense * to.slack;
  // Inside the cylinder only the bearing counts, and it changes faster near the axis.
  const grip = level * Math.max(radius / Math.hypot(last[0], last[1]), 1) * sense;
  const rise = first[2] - last[2];
  const length = Math.hypot(level, rise);
  const pull: Vec = [grip * Math.sin(contact), -grip * Math.cos(contact), rise];
  const points: Vec[] = [];
  for (let step = 0; step < ARC_POINTS; step++) {
    const along = (step / (ARC_POINTS - 1)) * angle;
    const at = begin + sense * (from.slack + along);
    const height = first[2] - (rise * (from.reach + radius * along)) / level;
    points.push(
      plus(centre, turned(axes, [radius * Math.cos(at), radius * Math.sin(at), height])),
    );
  }
  return { length, pull: unit(turned(axes, pull), length), angle, points };
}

function straight(first: Vec, last: Vec, start: Vec, end: Vec, { axes }: Cylinder): Wrap {
  const way = minus(first, last);
  const length = Math.hypot(...way);
  const [x, y, z] = minus(end, start);
  const points: Vec[] = [];
  for (let step = 1; step <= ARC_POINTS; step++) {
    const share = step / (ARC_POINTS + 1);
    points.push(plus(start, [share * x, share * y, share * z]));
  }
  return { length, pull: unit(turned(axes, way), length), angle: 0, points };
}

/** From a quarter turn the wrong way to three quarters the right way: no hip comes near either. */
function sweep(angle: number): number {
  const quarter = Math.PI / 2;
  const turn = 4 * quarter;
  return ((((angle + quarter) % turn) + turn) % turn) - quarter;
}

/** Length of the tangent from a point, and the angle between point and tangent point. */
function tangent([x, y]: Vec, radius: number): { reach: number; slack: number } {
  const reach = Math.sqrt(Math.max(x * x + y * y - radius * radius, 0));
  return { reach, slack: Math.atan2(reach, radius) };
}

const unit = (vector: Vec, length: number): Vec => [
  vector[0] / length,
  vector[1] / length,
  vector[2] / length,
];
