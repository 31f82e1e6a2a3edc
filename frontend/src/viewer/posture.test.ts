import { describe, expect, it } from "vitest";
import { PRESETS } from "../muscle/presets";
import { againstStanding } from "../muscle/state";
import table from "../tables/viewer.json";
import { between, lengthBand, postureOf, slidersOf, STANDING, stateOf, whole } from "./posture";
import { KINDS, placeSaid } from "./sliders";
import { wordsOf } from "./words";

const words = wordsOf(
  { bent: "bent {angle}°", stretched: "back {angle}°", as_standing: "as in standing" },
  "de",
);

describe("sliders and postures", () => {
  it.each(PRESETS)("come back as they were: $name", (preset) => {
    const again = postureOf(slidersOf(preset));
    const flat = (one: typeof again): number[] => [
      ...one.lumbar.flat(),
      ...one.hipRight,
      ...one.hipLeft,
    ];
    flat(again).forEach((angle, place) => expect(angle).toBeCloseTo(flat(preset)[place]!, 4));
  });
  it("share the lumbar angle over the levels", () => {
    const { lumbar } = postureOf({ ...STANDING, lumbar: [30, 0, 0] });
    const sum = lumbar.reduce((all, level) => all + level[0]!, 0);
    expect(sum).toBeCloseTo(Math.PI / 6, 9);
    expect(new Set(lumbar.map((level) => level[0])).size).toBe(5);
  });
  it("reach every preset", () => {
    for (const preset of PRESETS)
      for (const kind of KINDS) {
        const value = kind.read(slidersOf(preset), "right");
        expect(value).toBeGreaterThanOrEqual(kind.range[0]!);
        expect(value).toBeLessThanOrEqual(kind.range[1]!);
      }
  });
  it("move the side that is meant, or both", () => {
    const turn = KINDS.find(({ word }) => word === "slider_rotation")!;
    const [right, both] = [turn.write(STANDING, "right", 20), turn.write(STANDING, "both", -7)];
    expect([right.right.rotation, right.left.rotation]).toEqual([20, 0]);
    expect([both.right.rotation, both.left.rotation]).toEqual([-7, -7]);
    const [hip] = KINDS;
    expect(hip!.write(STANDING, "left", 33).right.flexion).toBe(33);
  });
  it("are said in words, not in signs", () => {
    const [hip] = KINDS;
    expect(placeSaid(hip!, 42, words)).toBe("bent 42°");
    expect(placeSaid(hip!, -8, words)).toBe("back 8°");
    expect(placeSaid(hip!, 0.3, words)).toBe("as in standing");
  });
});

describe("a posture", () => {
  it("is half-way between two", () => {
    const [from, to] = [PRESETS[0]!, PRESETS[1]!];
    expect(between(from, to, 0.5).hipRight[0]).toBeCloseTo(to.hipRight[0]! / 2, 9);
  });
  it("with a missing angle is not whole", () => {
    const posture = postureOf(STANDING);
    expect(whole(posture)).toBe(true);
    expect(whole({ ...posture, hipLeft: [0, NaN, 0] })).toBe(false);
    expect(whole({ ...posture, lumbar: [] })).toBe(false);
  });
});

describe("the band of a length", () => {
  it.each(PRESETS)("holds the length itself: $name", (preset) => {
    const band = lengthBand(preset);
    stateOf(preset).wholeLength.forEach((length, side) => {
      expect(band[side as 0 | 1][0]).toBeLessThanOrEqual(length);
      expect(band[side as 0 | 1][1]).toBeGreaterThanOrEqual(length);
    });
  });
  it("is in standing the one that the library gives for the same spread", () => {
    const [low, high] = lengthBand(postureOf(STANDING))[0];
    const upright = stateOf(postureOf(STANDING)).wholeLength[0];
    const change = [low, high].map((length) => (length / upright - 1) * 100);
    expect(change[0]).toBeCloseTo(PRESETS[0]!.right.change[1], 1);
    expect(change[1]).toBeCloseTo(PRESETS[0]!.right.change[2], 1);
  });
});

it("the colour scale ends about where the postures do", () => {
  const changes = PRESETS.flatMap((preset) => againstStanding(stateOf(preset)));
  expect(Math.min(...changes)).toBeGreaterThanOrEqual(table.colours.shortest - 1);
  expect(Math.max(...changes)).toBeLessThan(table.colours.longest);
});
