import { describe, expect, it } from "vitest";
import { Drawing, drawingOf, MOST_POINTS, pathOf, thinned, type Point, type Stroke } from "./strokes";

const stroke = (points: Point[], intensity = 4): Stroke => ({ chart: "back", points, width: 6, intensity });

describe("a pain drawing", () => {
  it("is sent as the server reads it, in tenths of a unit", () => {
    const drawing = new Drawing();
    drawing.add(stroke([[131.04, 170.06], [131.04, 200]]));
    expect(JSON.parse(drawing.json())).toEqual({
      strokes: [{ chart: "back", points: [[131, 170.1], [131, 200]], width: 6, intensity: 4 }],
    });
    expect(new Drawing().json()).toBe("");
  });

  it("undoes and redoes, erasing too", () => {
    const drawing = new Drawing();
    drawing.add(stroke([[1, 1]]));
    drawing.add(stroke([[2, 2]]));
    drawing.erase();
    expect(drawing.strokes).toHaveLength(0);
    drawing.undo();
    expect(drawing.strokes).toHaveLength(2);
    drawing.undo();
    expect(drawing.strokes).toHaveLength(1);
    drawing.redo();
    expect(drawing.strokes).toHaveLength(2);
    drawing.add(stroke([[3, 3]]));
    expect(drawing.canRedo).toBe(false);
  });

  it("leaves out points that lie on one another, and keeps where the stroke ends", () => {
    expect(thinned([[0, 0], [0.2, 0], [3, 0], [3.5, 0]])).toEqual([[0, 0], [3.5, 0]]);
    expect(thinned([[0, 0], [0.2, 0]])).toEqual([[0, 0]]);
  });

  it("never sends more points than are any use", () => {
    const drawing = new Drawing();
    for (let n = 0; n < 5; n += 1) {
      drawing.add(stroke(Array.from({ length: 3000 }, (_, x): Point => [x * 2, n])));
    }
    const sent = (JSON.parse(drawing.json()) as { strokes: Stroke[] }).strokes;
    expect(sent).toHaveLength(5);
    expect(sent.reduce((sum, one) => sum + one.points.length, 0)).toBeLessThanOrEqual(MOST_POINTS);
    expect(sent[0]?.points.at(-1)).toEqual([5998, 0]);
  });

  it("comes back from what was kept, and from nonsense as empty", () => {
    expect(drawingOf('{"strokes":[{"chart":"front","points":[[1,2]],"width":3,"intensity":2}]}').strokes).toHaveLength(1);
    expect(drawingOf("{half").strokes).toHaveLength(0);
  });

  it("draws a single point as a dot", () => {
    expect(pathOf([[3, 4]])).toBe("M3 4L3 4");
    expect(pathOf([])).toBe("");
  });
});
