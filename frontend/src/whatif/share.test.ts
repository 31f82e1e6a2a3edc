import { describe, expect, it } from "vitest";
import { inPart, signed } from "./share";

describe("a change made in part", () => {
  it("alters the figure in proportion, band and all", () => {
    expect(inPart({ value: -2, low: -3, high: -1 }, 0.5)).toEqual({ value: -1, low: -1.5, high: -0.5 });
  });

  it("goes no further than all of it", () => {
    expect(inPart({ value: 4, low: 3, high: 5 }, 1.7).value).toBe(4);
    expect(inPart({ value: 4, low: 3, high: 5 }, -1).value).toBe(0);
  });

  it("is written as its reader writes numbers, and nothing has no sign", () => {
    expect(signed(-1.26, "de")).toBe("-1,3");
    expect(signed(0.24, "en")).toBe("+0.2");
    expect(signed(-0.01, "en")).toBe("0.0");
  });
});
