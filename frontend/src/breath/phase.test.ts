import { describe, expect, it } from "vitest";
import { breathAt, duration } from "./phase";

const minute = { in: 5, out: 5, total: 60 };

describe("a breathing minute", () => {
  it("starts breathing in, with empty lungs and a whole minute left", () => {
    expect(breathAt(0, minute)).toEqual({ phase: "in", progress: 0, fullness: 0, left: 60 });
  });
  it("turns to breathing out after five seconds, with full lungs", () => {
    expect(breathAt(4.999, minute).phase).toBe("in");
    expect(breathAt(5, minute)).toMatchObject({ phase: "out", fullness: 1, left: 55 });
  });
  it("is half full in the middle of each breath", () => {
    expect(breathAt(12.5, minute).fullness).toBeCloseTo(0.5, 12);
    expect(breathAt(17.5, minute).fullness).toBeCloseTo(0.5, 12);
  });
  it("ends after one minute and stays ended", () => {
    expect(breathAt(59.9, minute)).toMatchObject({ phase: "out", left: 1 });
    expect(breathAt(60, minute)).toMatchObject({ phase: "done", left: 0, fullness: 0 });
    expect(breathAt(999, minute).phase).toBe("done");
  });
  it("finishes the last breath of an odd rhythm", () => {
    expect(duration({ in: 4, out: 7, total: 60 })).toBe(66);
  });
});
