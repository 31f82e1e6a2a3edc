import { describe, expect, it } from "vitest";
import { PRESETS } from "../muscle/presets";
import { iliacusStrands, psoasStrands, spreading, taper, thickening } from "./bundle";
import { course, STATIONS } from "./course";
import { postureOf, STANDING, stateOf } from "./posture";
import { CORNERS, emptyTubes, fillTube, tubeFaces } from "./tube";

const standing = stateOf(postureOf(STANDING));
const sitting = stateOf(PRESETS.find(({ name }) => name === "sitting")!);

describe("a course", () => {
  it("keeps the ends of the model's path, and its length within 2 %", () => {
    for (const path of standing.paths) {
      const { points, length } = course(path);
      expect([...points.slice(0, 3)]).toEqual([...path.slice(0, 3)]);
      expect([...points.slice(-3)]).toEqual([...path.slice(-3)]);
      let run = 0;
      for (let at = 3; at < points.length; at += 3)
        run += Math.hypot(...[0, 1, 2].map((axis) => points[at + axis]! - points[at + axis - 3]!));
      expect(run).toBeLessThanOrEqual(length);
      expect(run).toBeGreaterThan(0.98 * length);
    }
  });
  it("is as long as the model says the fascicle is", () => {
    // The path is a polyline with nine points on the arc: a little shorter than the arc itself.
    standing.length.forEach((length, row) => {
      expect(course(standing.paths[row]!).length).toBeGreaterThan(length - 0.0006);
      expect(course(standing.paths[row]!).length).toBeLessThan(length + 1e-9);
    });
  });
  it("has directions of unit length that run downwards while standing", () => {
    const { ways } = course(standing.paths[0]!);
    for (let station = 0; station < STATIONS; station++) {
      const [x, y, z] = ways.slice(3 * station, 3 * station + 3);
      expect(Math.hypot(x!, y!, z!)).toBeCloseTo(1, 9);
      expect(y).toBeLessThan(0);
    }
  });
});

describe("strands", () => {
  it("share the area of the belly by maximum force", () => {
    const area = psoasStrands(0).reduce((sum, { radius }) => sum + Math.PI * radius ** 2, 0);
    expect(area).toBeCloseTo(0.0013, 9);
  });
  it("of the left iliacus begin where those of the right one do, mirrored", () => {
    const [right, left] = [iliacusStrands(0), iliacusStrands(1)];
    right.forEach(({ start }, number) => {
      const [x, y, z] = start!;
      expect(left[number]!.start).toEqual([x, y, -z]);
    });
  });
  it("keep their volume: half the fibre is 1.41 times as thick", () => {
    expect(thickening(0.2, 0.3, 0.1)).toBeCloseTo(Math.SQRT2, 9);
    expect(thickening(0.3, 0.3, 0.1)).toBe(1);
    expect(Number.isFinite(thickening(0.05, 0.3, 0.1))).toBe(true);
  });
  it("are thickest in their belly and thin at the bone", () => {
    const shares = [0, 0.3, 0.6, 0.85, 1].map((share) => taper(share, 0.7));
    expect(Math.max(...shares)).toBe(shares[1]);
    expect(shares[4]).toBeLessThan(shares[3]!);
    expect(spreading(0, 0.7)).toBe(0);
    expect(spreading(0.7, 0.7)).toBe(1);
    expect(spreading(1, 0.7)).toBeLessThan(0.2);
  });
});

/** Largest distance of a tube's middle rings from its own middle line, m. */
function girth(state: typeof standing): number {
  const strand = psoasStrands(0)[0]!;
  const line = course(state.paths[0]!);
  const upright = course(standing.paths[0]!).length;
  const tubes = emptyTubes(1);
  fillTube(tubes, 0, line, strand, 0, thickening(line.length, upright, strand.tendon));
  let widest = 0;
  for (let ring = 0; ring < tubes.position.length / 3 / CORNERS; ring++) {
    const spots = Array.from({ length: CORNERS }, (_, corner) =>
      tubes.position.slice(3 * (ring * CORNERS + corner), 3 * (ring * CORNERS + corner) + 3),
    );
    const middle = [0, 1, 2].map(
      (axis) => spots.reduce((sum, spot) => sum + spot[axis]!, 0) / CORNERS,
    );
    for (const spot of spots)
      widest = Math.max(widest, Math.hypot(...middle.map((part, axis) => spot[axis]! - part)));
  }
  return widest;
}

describe("a tube", () => {
  it("bulges when the muscle is short", () => {
    expect(girth(sitting)).toBeGreaterThan(1.08 * girth(standing));
  });
  it.each([0, 1] as const)("is closed and faces outwards on side %i", (side) => {
    const strand = psoasStrands(side)[3]!;
    const line = course(standing.paths[strand.row]!);
    const tubes = emptyTubes(1);
    fillTube(tubes, 0, line, strand, side, 1);
    const faces = tubeFaces(1, side);
    const corner = (face: number, at: number): number[] => {
      const place = 3 * faces[3 * face + at]!;
      return [...tubes.position.slice(place, place + 3)];
    };
    let [volume, facing] = [0, 0];
    const middle = [...line.points.slice(60, 63)];
    for (let face = 0; face < faces.length / 3; face++) {
      const [a, b, c] = [0, 1, 2].map((at) =>
        corner(face, at).map((part, axis) => part - middle[axis]!),
      ) as [number[], number[], number[]];
      const normal = [
        b[1]! * c[2]! - b[2]! * c[1]!,
        b[2]! * c[0]! - b[0]! * c[2]!,
        b[0]! * c[1]! - b[1]! * c[0]!,
      ];
      volume += (a[0]! * normal[0]! + a[1]! * normal[1]! + a[2]! * normal[2]!) / 6;
      const own = faces[3 * face]! * 3;
      const [u, v] = [b, c].map((spot) => spot.map((part, axis) => part - a[axis]!));
      const across = [
        u![1]! * v![2]! - u![2]! * v![1]!,
        u![2]! * v![0]! - u![0]! * v![2]!,
        u![0]! * v![1]! - u![1]! * v![0]!,
      ];
      const along = across.reduce((sum, part, axis) => sum + part * tubes.normal[own + axis]!, 0);
      facing += along > 0 ? 1 : 0;
    }
    // A fascicle of some cubic centimetres, its faces turned outwards.
    expect(volume).toBeGreaterThan(5e-6);
    expect(volume).toBeLessThan(1e-4);
    expect(facing / (faces.length / 3)).toBeGreaterThan(0.95);
  });
  it("of the left side mirrors that of the right one", () => {
    const [right, left] = ([0, 1] as const).map((side) => {
      const strand = psoasStrands(side)[2]!;
      const tubes = emptyTubes(1);
      fillTube(tubes, 0, course(standing.paths[strand.row]!), strand, side, 1);
      return tubes.position;
    });
    for (let at = 0; at < right!.length; at += 3) {
      expect(left![at]).toBeCloseTo(right![at]!, 6);
      expect(left![at + 2]).toBeCloseTo(-right![at + 2]!, 6);
    }
  });
});
