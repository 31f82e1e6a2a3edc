import { describe, expect, it } from "vitest";
import golden from "../../../tests/golden/sagittal.json";
import { angles, signal, wrapped, type Signal } from "./angles";
import { cameraYaw, unturned } from "./camera";
import { gated } from "./gates";
import { newest, withFrame } from "./live";
import { MISSING, type Point, type Position, type Recording, type Side } from "./recording";
import { nearSide, sagittal } from "./sagittal";
import { degrees } from "./statistics";

type Case = (typeof golden.cases)[number];
type Row = readonly (number | null)[];

/** deg or trunk lengths: the record keeps 4 decimals. */
const NEAR = 6e-5;

const recorded = (one: Case): Recording => ({
  time: one.time,
  points: one.points.map((frame) =>
    frame.map(([x, y]): Point => (x == null || y == null ? MISSING : [x, y])),
  ),
  visibility: one.visibility.map((frame) => frame.map((shown) => shown ?? NaN)),
  names: golden.names,
  frameSize: golden.frame_size as [number, number],
});

function expectNear(found: readonly number[], wanted: Row): void {
  expect(found.length).toBe(wanted.length);
  found.forEach((value, at) => {
    const other = wanted[at];
    if (other == null) expect(value).toBeNaN();
    else expect(Math.abs(value - other)).toBeLessThan(NEAR);
  });
}

describe.each(golden.cases)("the side view of $name", (one) => {
  const recording = recorded(one);
  const view = sagittal(recording, one.position as Position);

  it("faces and shows the leg that Python says", () => {
    expect(view.facing).toEqual(one.facing);
    expect(one.time.map((_, at) => nearSide(view, at))).toEqual(one.near);
  });
  it("has the angles of Python, sign and all", () => {
    const found = angles(view);
    expectNear(found.hipFlexion.flat().map(degrees), one.hip_flexion.flat());
    expectNear(found.kneeFlexion.flat().map(degrees), one.knee_flexion.flat());
    expectNear(found.trunkLean.map(degrees), one.trunk_lean);
  });
  it("has the signals that tests name", () => {
    for (const [name, sides] of Object.entries(one.signals)) {
      (sides as Row[]).forEach((wanted, side) => {
        const all = signal(view, name as Signal, side as Side);
        expectNear([all[4]!, all[17]!], wanted);
      });
    }
  });
  it("was filmed from the yaw that Python says", () => {
    const all = view.time.map(() => true);
    expect(Math.abs(cameraYaw(view, all) - one.yaw)).toBeLessThan(NEAR);
  });
  it("is refused in the frames that Python refuses, by the same gates", () => {
    const found = gated(recording, view).map(({ gate, mask, values }) => ({
      gate,
      mask: ([0, 1] as const).map((side) => mask.map((sides) => Number(sides[side]))),
      values,
    }));
    expect(found).toEqual(one.gated);
  });
});

describe("a camera's frames as they come", () => {
  const byName = (name: string): Case => golden.cases.find((one) => one.name === name)!;
  const frames = (one: Case, seconds = 2): Recording => {
    const whole = recorded(one);
    const empty: Recording = { ...whole, time: [], points: [], visibility: [] };
    return whole.time.reduce(
      (kept, time, at) =>
        withFrame(
          kept,
          { time, points: whole.points[at]!, visibility: whole.visibility[at]! },
          seconds,
        ),
      empty,
    );
  };
  const question = {
    position: "upright",
    signal: "hip_flexion",
    gates: ["nobody_seen", "low_visibility", "not_side_on", "another_person"],
  } as const;

  it("are kept for as long as is asked", () => {
    const kept = frames(byName("march, from the right"), 1);
    expect(kept.time.length).toBe(11);
    expect(kept.time.at(-1)! - kept.time[0]!).toBeCloseTo(1, 9);
  });
  it("give the newest angle of both legs, and the leg towards the camera", () => {
    const one = byName("march, from the left");
    const reading = newest(frames(one), question);
    expect(reading.near).toBe(1);
    expect(reading.refused).toEqual([null, null]);
    expectNear(reading.values, one.hip_flexion.at(-1)!);
  });
  it("say why the newest frame is refused, and give no number then", () => {
    const reading = newest(frames(byName("march, turned by 55 degrees")), question);
    expect(reading.values).toEqual([NaN, NaN]);
    expect(reading.refused[0]).toMatchObject({ gate: "not_side_on", values: { yaw: 54 } });
  });
  it("only ask the gates that a test asks", () => {
    const all = frames(byName("march, turned by 55 degrees"));
    expect(newest(all, { ...question, gates: ["nobody_seen"] }).refused).toEqual([null, null]);
  });
});

describe("angles", () => {
  it("stay within half a turn", () => {
    expect(wrapped(1.5 * Math.PI)).toBeCloseTo(-0.5 * Math.PI, 12);
    expect(wrapped(-1.5 * Math.PI)).toBeCloseTo(0.5 * Math.PI, 12);
  });
  it("are turned back into their own plane", () => {
    const seen = Math.atan2(Math.sin(0.5) * Math.cos(0.3), Math.cos(0.5));
    expect(unturned(seen, 0.3)).toBeCloseTo(0.5, 12);
  });
});
