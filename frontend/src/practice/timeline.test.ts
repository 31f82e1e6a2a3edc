import { describe, expect, it } from "vitest";
import { momentAt, READY, repsDone, timeline, type Dose } from "./timeline";

const BRIDGE: Dose = { sets: 2, reps: 3, move: 4, hold: 3, rest: 30, sides: "both" };
const STRETCH: Dose = { sets: 1, reps: 1, move: 5, hold: 20, rest: 20, sides: "each" };

describe("a session's line of time", () => {
  it("lets one get into position before anything is counted", () => {
    const parts = timeline(BRIDGE);
    expect(momentAt(parts, 0)).toMatchObject({ part: "ready", rep: 0, left: READY });
    expect(repsDone(parts, READY)).toBe(0);
  });

  it("moves, holds, and rests between sets but not after the last", () => {
    const parts = timeline(BRIDGE);
    expect(parts.filter((one) => one.part === "rest")).toHaveLength(1);
    expect(momentAt(parts, READY + 1).part).toBe("move");
    expect(momentAt(parts, READY + 5)).toMatchObject({ part: "hold", rep: 1, left: 2 });
    expect(momentAt(parts, READY + 22)).toMatchObject({ part: "rest", set: 1 });
  });

  it("does one side after the other where each has its dose", () => {
    const sides = timeline(STRETCH).filter((one) => one.part === "hold");
    expect(sides.map((one) => one.side)).toEqual(["left", "right"]);
  });

  it("has no holding where the dose has none", () => {
    expect(timeline({ ...BRIDGE, hold: 0 }).some((one) => one.part === "hold")).toBe(false);
  });

  it("counts a repetition once it is over, hold and all", () => {
    const parts = timeline(BRIDGE);
    expect(repsDone(parts, READY + 6.9)).toBe(0);
    expect(repsDone(parts, READY + 7)).toBe(1);
    expect(repsDone(parts, 1e6)).toBe(6);
    expect(repsDone(timeline(STRETCH), 1e6)).toBe(1);
  });

  it("ends", () => {
    expect(momentAt(timeline(BRIDGE), 1e6)).toMatchObject({ part: "finished", left: 0 });
    expect(momentAt([], 0).part).toBe("finished");
  });
});
