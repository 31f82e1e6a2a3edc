import { describe, expect, it } from "vitest";
import golden from "../../../tests/golden/psoas_sketch.json";
import { facing, path, placed, psoasOutline, stageOf, type Point, type Sketch } from "./sketch";

const walk = {
  time_s: [0, 0.1],
  points: {
    left_hip: [[1.2, 0.5], null] as ([number, number] | null)[],
    left_shoulder: [[1.2, 0.75], null] as ([number, number] | null)[],
    left_heel: [[1.25, 0.04], null] as ([number, number] | null)[],
    left_foot_index: [[1.11, 0.02], null] as ([number, number] | null)[],
  },
};

describe("the sketch of the psoas", () => {
  it.each(golden.cases)("is the one of the still pictures: $name", (one) => {
    const [hip, shoulder, knee] = one.points as unknown as [Point, Point, Point];
    const facing = one.facing as 1 | -1;
    expect(psoasOutline([hip, shoulder, knee], facing, golden.sketch as Sketch)).toBe(one.path);
  });
});

describe("the stage", () => {
  it("makes the trunk 100 units long and stands the person on the ground", () => {
    const stage = stageOf(walk, "left")!;
    expect(stage.scale).toBeCloseTo(400, 9);
    expect(stage.ground).toBe(0.02);
    const points = placed(walk, 0, "left", stage)!;
    expect(points.get("left_shoulder")?.[1]).toBeCloseTo(-292, 9);
  });
  it("knows from the feet which way the person walks", () => {
    expect(facing(walk, "left")).toBe(-1);
  });
  it("is absent without hip and shoulder", () => {
    expect(stageOf({ time_s: [0], points: { nose: [[0, 1]] } }, "left")).toBeNull();
  });
  it("shows nobody where the hip is missing", () => {
    expect(placed(walk, 1, "left", stageOf(walk, "left")!)).toBeNull();
  });
  it("joins only the points that are there", () => {
    const points = new Map<string, Point>([
      ["a", [1, 2]],
      ["c", [-0.01, 4]],
    ]);
    expect(path(points, ["a", "b", "c"])).toBe("M1.0 2.0L0.0 4.0");
    expect(path(points, ["a", "b"])).toBe("");
  });
});
