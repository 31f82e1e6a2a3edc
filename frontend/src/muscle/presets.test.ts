import { describe, expect, it } from "vitest";
import { PRESETS } from "./presets";
import { againstStanding, psoasState } from "./state";

describe("the postures that the moving picture offers", () => {
  it.each(PRESETS)("are moved as long as the library says: $name", (preset) => {
    const [right, left] = againstStanding(
      psoasState(preset.lumbar, preset.hipRight, preset.hipLeft),
    );
    // The table keeps one decimal.
    expect(Math.abs(right - preset.right.change[0])).toBeLessThan(0.051);
    expect(Math.abs(left - preset.left.change[0])).toBeLessThan(0.051);
  });
  it("have bands that hold their value", () => {
    for (const { right, left, both } of PRESETS) {
      for (const [value, low, high] of [right, left, both].flatMap((one) => Object.values(one))) {
        expect(low).toBeLessThanOrEqual(value);
        expect(value).toBeLessThanOrEqual(high);
      }
    }
  });
  it("begin with standing, and say nothing of work where nothing is known", () => {
    expect(PRESETS.length).toBe(9);
    expect(PRESETS[0]!.name).toBe("standing");
    const bridge = PRESETS.find(({ name }) => name === "bridge")!;
    expect([bridge.workMark, bridge.both.work_spine]).toEqual([null, undefined]);
  });
});
