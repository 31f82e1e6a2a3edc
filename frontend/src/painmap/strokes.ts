/** The strokes of a pain drawing, in the units of the charts, with undo and redo. */

export type Point = readonly [number, number];

export interface Stroke {
  chart: string;
  points: Point[];
  width: number;
  intensity: number;
}

/** More points than these say nothing more; the server refuses far more. */
export const MOST_POINTS = 4000;
const NEAR = 1.2; // units: closer points look the same

export class Drawing {
  #done: Stroke[][] = [[]];
  #at = 0;

  constructor(strokes: Stroke[] = []) {
    this.#done = [strokes];
  }

  get strokes(): readonly Stroke[] {
    return this.#done[this.#at] ?? [];
  }

  get canUndo(): boolean {
    return this.#at > 0;
  }

  get canRedo(): boolean {
    return this.#at + 1 < this.#done.length;
  }

  add(stroke: Stroke): void {
    if (stroke.points.length) this.#change([...this.strokes, { ...stroke, points: thinned(stroke.points) }]);
  }

  /** Takes everything away; undo brings it back. */
  erase(): void {
    if (this.strokes.length) this.#change([]);
  }

  undo(): void {
    if (this.canUndo) this.#at -= 1;
  }

  redo(): void {
    if (this.canRedo) this.#at += 1;
  }

  /** As the server reads it; empty where nothing is drawn. */
  json(): string {
    if (!this.strokes.length) return "";
    const share = Math.min(1, MOST_POINTS / this.strokes.reduce((sum, one) => sum + one.points.length, 0));
    const strokes = this.strokes.map((one) => ({ ...one, points: sampled(one.points, share).map(rounded) }));
    return JSON.stringify({ strokes });
  }

  #change(strokes: Stroke[]): void {
    this.#done = [...this.#done.slice(0, this.#at + 1), strokes];
    this.#at += 1;
  }
}

/** A drawing that was kept, or an empty one where the text is none. */
export function drawingOf(text: string): Drawing {
  try {
    const found = JSON.parse(text || "null") as { strokes?: Stroke[] } | null;
    return new Drawing(found?.strokes ?? []);
  } catch {
    return new Drawing();
  }
}

/** Without points that lie close to the one before; the last one stays. */
export function thinned(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  points.forEach((point, place) => {
    const before = kept.at(-1);
    const far = !before || Math.hypot(point[0] - before[0], point[1] - before[1]) >= NEAR;
    if (far) kept.push(point);
    else if (place === points.length - 1 && kept.length > 1) kept[kept.length - 1] = point;
  });
  return kept;
}

function sampled(points: readonly Point[], share: number): Point[] {
  if (share >= 1) return [...points];
  const count = Math.max(2, Math.floor(points.length * share));
  return Array.from({ length: Math.min(count, points.length) }, (_, place) => {
    const at = Math.round((place * (points.length - 1)) / Math.max(count - 1, 1));
    return points[at] as Point;
  });
}

function rounded([x, y]: Point): Point {
  return [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
}

/** The `d` of a stroke; a single point is a dot. */
export function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  return `M${first[0]} ${first[1]}` + (rest.length ? rest : [first]).map(([x, y]) => `L${x} ${y}`).join("");
}
