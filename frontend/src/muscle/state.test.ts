import { describe, expect, it } from "vitest";
import golden from "../../../tests/golden/psoas.json";
import goldenPaths from "../../../tests/golden/psoas_paths.json";
import { againstStanding, FASCICLES, matrixOf, psoasState, PATH_POINTS, shared } from "./state";

/** 0.1 micrometre: the record keeps 7 decimals. What people see needs 0.02 mm. */
const NEAR = 1e-7;

function expectNear(found: ArrayLike<number>, recorded: readonly number[]): void {
  expect(found.length).toBe(recorded.length);
  recorded.forEach((value, at) => expect(Math.abs(found[at]! - value)).toBeLessThan(NEAR));
}

const cases = golden.cases.map((one, at) => ({ ...one, ...goldenPaths.cases[at]! }));
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

describe.each(cases)("the muscle in the golden posture $name", (one) => {
  const state = psoasState(one.lumbar, one.hip_right, one.hip_left);

  it("is as long as in Python", () => {
    expectNear(state.length, one.length);
    expectNear(state.wholeLength, one.whole_length);
    expectNear(state.iliacusLength, one.iliacus_length);
  });
  it("has the moment arms of Python", () => {
    expectNear(state.hipArm.flat(), one.hip_arm.flat());
    expectNear(state.iliacusArm.flat(), one.iliacus_arm.flat());
  });
  it("runs where it runs in Python", () => {
    expect(state.paths.length).toBe(24);
    state.paths.slice(0, 22).forEach((path, row) => {
      expectNear(path.slice(0, 3), one.origins[row]!);
      expectNear(path.slice(3), one.below_brim[Math.floor(row / 11)]!.flat());
    });
    state.paths.slice(22).forEach((path, side) => expectNear(path, one.iliacus[side]!.flat()));
  });
  it("stands among bones that stand where they stand in Python", () => {
    for (const [body, recorded] of Object.entries(one.bodies)) {
      const { turn, origin } = state.bodies[body as keyof typeof state.bodies];
      expectNear([...turn, origin].flat(), recorded.flat());
    }
  });
});

describe("the muscle of one posture", () => {
  const still = [0, 0, 0];
  const upright = Array.from({ length: 5 }, () => still);

  it("has 22 fascicles, the right ones first", () => {
    expect(FASCICLES.length).toBe(22);
    expect([FASCICLES[0], FASCICLES[11]]).toEqual(["L1_VB_r", "L1_VB_l"]);
  });
  it("gets shorter on the side of the hip that bends, against standing", () => {
    const [right, left] = againstStanding(psoasState(upright, [radians(90), 0, 0], still));
    expect(right).toBeLessThan(-10);
    expect(left).toBeCloseTo(0, 9);
  });
  it("is as long as its own polyline, but for the arc's corners", () => {
    const { length, paths } = psoasState(upright, still, still);
    const [path] = paths;
    let along = 0;
    for (let at = 1; at < PATH_POINTS; at++) {
      const step = [0, 1, 2].map((axis) => path![3 * at + axis]! - path![3 * at + axis - 3]!);
      along += Math.hypot(...step);
    }
    expect(Math.abs(along - length[0]!)).toBeLessThan(1e-4);
    expect(along).toBeLessThan(length[0]!);
  });
  it("keeps a missing hip missing, and the other side whole", () => {
    const { wholeLength } = psoasState(upright, [NaN, 0, 0], still);
    expect(wholeLength[0]).toBeNaN();
    expect(wholeLength[1]).toBeGreaterThan(0.2);
  });
  it("loses the fascicles above a missing level, and no other", () => {
    const gap = upright.map((angles, level) => (level === 2 ? [NaN, 0, 0] : angles));
    const { length } = psoasState(gap, still, still);
    expect(length[4]).toBeNaN();
    expect(length[7]).toBeGreaterThan(0.2);
  });
  it("shares a lumbar angle so that the levels add up", () => {
    const levels = shared([-0.5, 0.2, 0.1]);
    expect(levels.reduce((sum, level) => sum + level[0]!, 0)).toBeCloseTo(-0.5, 12);
    expect(levels[1]![0]).toBeCloseTo(-0.1413, 4);
  });
  it("gives a place as three.js reads a matrix: column by column", () => {
    const { bodies } = psoasState(upright, [radians(90), 0, 0], still);
    const matrix = matrixOf(bodies.femur_r).map((number) => Math.round(number * 1e4) / 1e4);
    expect(matrix.slice(0, 4)).toEqual([0, 1, 0, 0]);
    expect(matrix.slice(12)).toEqual([-0.0707, -0.0661, 0.0835, 1]);
  });
});
