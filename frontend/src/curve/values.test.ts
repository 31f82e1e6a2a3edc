import { describe, expect, it } from "vitest";
import { bandPolygons, filled, nearest, numeral, runs, scaled, tickDigits, ticks } from "./values";

describe("the nearest frame", () => {
  const times = [0.0, 0.033, 0.071, 0.2];
  it("is found on both sides of the middle between two frames", () => {
    expect(nearest(times, 0.051)).toBe(1);
    expect(nearest(times, 0.053)).toBe(2);
  });
  it("is the first or the last one outside the recording", () => {
    expect(nearest(times, -3)).toBe(0);
    expect(nearest(times, 9)).toBe(3);
  });
  it("is the earlier one of two equally near frames", () => {
    expect(nearest([1, 3], 2)).toBe(0);
  });
});

describe("gaps", () => {
  it("split a curve into stretches", () => {
    expect(runs([null, 1, 2, null, null, 3])).toEqual([
      [1, 3],
      [5, 6],
    ]);
  });
  it("are not filled by a change of unit", () => {
    expect(scaled([0.25, null, 0], 100)).toEqual([25, null, 0]);
  });
  it("split the band, and each part is closed by going back along its lower edge", () => {
    const low = [1, 2, null, 4];
    const high = [5, 6, null, 8];
    expect(bandPolygons([0.1, 0.2, 0.3, 0.4], low, high)).toEqual([
      [
        [0.1, 5],
        [0.2, 6],
        [0.2, 2],
        [0.1, 1],
      ],
      [
        [0.4, 8],
        [0.4, 4],
      ],
    ]);
  });
  it("end the band where only one of its edges is missing", () => {
    expect(bandPolygons([0, 1], [1, 2], [3, null])).toHaveLength(1);
  });
});

describe("numbers", () => {
  it("have round ticks, as in the still picture", () => {
    expect(ticks(-13, 34)).toEqual([-10, 0, 10, 20, 30]);
    expect(ticks(23.4, 26.1)).toEqual([23.5, 24, 24.5, 25, 25.5, 26]);
    expect(tickDigits([23.5, 24])).toBe(1);
  });
  it("carry a decimal comma in German and a true minus sign", () => {
    expect(numeral(-3.27, 1, "de")).toBe("−3,3");
    expect(numeral(-0.04, 1, "en")).toBe("0.0");
  });
  it("stand in the wording that the server gave", () => {
    expect(filled("{value} ({low} to {high})", { value: "31°", low: "21" })).toBe(
      "31° (21 to {high})",
    );
  });
});
