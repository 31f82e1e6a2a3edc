import { describe, expect, it } from "vitest";
import golden from "../../../tests/golden/coach.json";
import { coach, ready, type Glimpse } from "./coach";
import { guidedTest, GUIDED_TESTS, stillRule } from "./guided";
import { MISSING, type Point, type Position } from "./recording";
import { adviceInWords, gateInWords } from "./words";

type Case = (typeof golden.cases)[number];

const glimpse = (one: Case): Glimpse => ({
  time: one.time,
  points: one.points.map((frame) =>
    frame.map(([x, y]): Point => (x == null || y == null ? MISSING : [x, y])),
  ),
  visibility: one.visibility,
  names: golden.names,
  frameSize: one.frame_size as [number, number],
  brightness: one.brightness,
  persons: one.persons,
});

describe("the set-up coach", () => {
  it.each(golden.cases)("says what Python says: $name", (one) => {
    const advices = coach(glimpse(one), one.position as Position);
    expect(advices.map(({ key, stops, values }) => ({ key, stops, values }))).toEqual(
      one.advices.map(({ key, stops, values }) => ({ key, stops, values })),
    );
    // The record keeps 6 decimals.
    advices.forEach(({ value }, at) =>
      expect(Math.abs(value - one.advices[at]!.value)).toBeLessThan(1e-6),
    );
    expect(ready(advices)).toBe(one.ready);
  });
  it.each(golden.cases)("uses the words of Python, in each language: $name", (one) => {
    coach(glimpse(one), one.position as Position).forEach((advice, at) => {
      for (const [language, [say, cure]] of Object.entries(one.advices[at]!.words)) {
        expect(adviceInWords(advice, language)).toEqual({ say, cure });
      }
    });
  });
  it("asks for somebody where no point has come yet", () => {
    const empty = { ...glimpse(golden.cases[0]!), points: [], visibility: [], time: [] };
    expect(coach(empty).map(({ key }) => key)).toEqual(["nobody", "wait"]);
  });
});

describe("a gate's words", () => {
  it("name the side and what was measured", () => {
    expect(gateInWords("low_visibility", 1, {}, "en").say).toBe(
      "The left shoulder, hip, knee or ankle could not be seen well enough.",
    );
    expect(gateInWords("not_side_on", 0, { yaw: 54 }, "de-AT").say).toBe(
      "Der Körper war etwa 54 Grad aus der Seitenansicht gedreht.",
    );
  });
  it("are English where a language is not known", () => {
    expect(gateInWords("nobody_seen", 0, {}, "pl").say).toBe("Nobody was found.");
  });
});

describe("a guided test", () => {
  it("brings its thresholds and never asks a gate that needs the whole recording", () => {
    expect(guidedTest("standing_march")).toMatchObject({
      kind: "repetitions",
      repetition: { rise: 35, fall: 15, shortest: 0.4 },
    });
    for (const key of GUIDED_TESTS) {
      expect(guidedTest(key)!.gates).not.toContain("legs_swapped");
    }
  });
  it("without repetitions says how still to keep", () => {
    const test = guidedTest("modified_thomas")!;
    expect(test.repetition).toBeNull();
    expect(stillRule(test.signal)).toEqual({ still: 5, shortest: 2, calmed: 1 });
    expect(stillRule("knee_height").still).toBe(0.06);
  });
  it("is not known by another name", () => {
    expect(guidedTest("juggling")).toBeUndefined();
  });
});
