/** The drawing of pain: a chart to paint on with finger, mouse, pen or keyboard. */
import { toolbar, type Tools } from "./tools";
import { drawingOf, pathOf, type Drawing, type Point, type Stroke } from "./strokes";

type Words = Record<string, string>;

const SVG = "http://www.w3.org/2000/svg";
const CAPTION = 30; // units above each chart, for its name
const STEP = 6; // units that an arrow key moves the cursor
const WIDE = "(min-width: 60rem)";

/** Makes the charts paintable. */
export function startPainMap(root: HTMLElement): void {
  const svg = root.querySelector<SVGSVGElement>(".painmap__stage svg");
  const field = root.querySelector<HTMLInputElement>("input[name=drawing]");
  const words = JSON.parse(root.dataset["words"] ?? "null") as Words | null;
  if (!svg || !field || !words) return;
  const list = root.nextElementSibling;
  if (list instanceof HTMLDetailsElement && !list.querySelector("input:checked")) list.open = false;
  new PainMap(root, svg, field, words);
}

class PainMap {
  readonly #drawing: Drawing;
  readonly #charts = new Map<string, SVGGElement>();
  readonly #layers = new Map<string, SVGGElement>();
  readonly #names = new WeakMap<Stroke, string[]>();
  readonly #tools: Tools;
  readonly #said: HTMLElement;
  readonly #cursor = document.createElementNS(SVG, "circle");
  #at: { chart: string; x: number; y: number };
  #stroke: Stroke | null = null;
  #path: SVGPathElement | null = null;
  #pointer = -1;
  #shown = "back";

  constructor(
    root: HTMLElement,
    readonly svg: SVGSVGElement,
    readonly field: HTMLInputElement,
    readonly words: Words,
  ) {
    this.#drawing = drawingOf(field.value);
    for (const chart of svg.querySelectorAll<SVGGElement>("g[data-chart].bodychart__chart")) {
      const name = chart.dataset["chart"] ?? "";
      const layer = document.createElementNS(SVG, "g");
      layer.setAttribute("class", "painmap__strokes");
      layer.setAttribute("clip-path", `url(#map-${name}-clip)`);
      chart.append(layer);
      this.#charts.set(name, chart);
      this.#layers.set(name, layer);
    }
    const [width = 220, height = 534] = (root.dataset["size"] ?? "").split(" ").map(Number);
    this.#at = { chart: "back", x: width / 2, y: height / 3 };
    const stage = svg.parentElement as HTMLElement;
    this.#tools = toolbar(stage, words, {
      show: (chart) => this.#show(chart, width, height),
      undo: () => this.#changed(() => this.#drawing.undo()),
      redo: () => this.#changed(() => this.#drawing.redo()),
      erase: () => this.#changed(() => this.#drawing.erase()),
    });
    this.#said = document.createElement("p");
    this.#said.setAttribute("role", "status");
    this.#said.className = "painmap__said";
    stage.after(this.#said);
    svg.classList.add("is-live");
    svg.setAttribute("tabindex", "0");
    svg.setAttribute("role", "group");
    this.#cursor.setAttribute("class", "painmap__cursor");
    this.#cursor.setAttribute("r", "5");
    this.#listen();
    matchMedia(WIDE).addEventListener("change", () => this.#show(this.#shown, width, height));
    this.#show("back", width, height);
    this.#paint();
  }

  #listen(): void {
    const { svg } = this;
    svg.addEventListener("pointerdown", (event) => this.#begin(event));
    svg.addEventListener("pointermove", (event) => this.#go(event));
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"] as const) {
      svg.addEventListener(name, (event) => this.#end(event));
    }
    svg.addEventListener("keydown", (event) => this.#key(event));
    svg.addEventListener("focus", () => this.#point(svg.matches(":focus-visible")));
    svg.addEventListener("blur", () => this.#point(false));
  }

  #begin(event: PointerEvent): void {
    // A second finger is no stroke.
    if (this.#stroke || event.button > 0) return;
    const chart = this.#chartAt(event);
    if (!chart) return;
    event.preventDefault();
    this.svg.setPointerCapture(event.pointerId);
    this.#pointer = event.pointerId;
    this.#stroke = { chart, points: [], ...this.#tools.brush() };
    this.#path = this.#drawn(this.#stroke);
    this.#layers.get(chart)?.append(this.#path);
    this.#go(event);
  }

  #go(event: PointerEvent): void {
    if (!this.#stroke || event.pointerId !== this.#pointer) return;
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const one of moves.length ? moves : [event]) {
      const point = this.#place(this.#stroke.chart, one);
      if (point) this.#stroke.points.push(point);
    }
    this.#path?.setAttribute("d", pathOf(this.#stroke.points));
  }

  #end(event: PointerEvent): void {
    if (!this.#stroke || event.pointerId !== this.#pointer) return;
    const stroke = this.#stroke;
    this.#stroke = null;
    this.#pointer = -1;
    this.#changed(() => this.#drawing.add(stroke));
  }

  #key(event: KeyboardEvent): void {
    const moves: Record<string, Point> = {
      ArrowLeft: [-STEP, 0],
      ArrowRight: [STEP, 0],
      ArrowUp: [0, -STEP],
      ArrowDown: [0, STEP],
    };
    const move = moves[event.key];
    if (move) {
      this.#at = { chart: this.#shown, x: this.#at.x + move[0], y: this.#at.y + move[1] };
      this.#point(true);
      const place = this.#regionsAt(this.#shown, [[this.#at.x, this.#at.y]]);
      this.#said.textContent = place[0] ?? this.words["hint"] ?? "";
    } else if (event.key === " " || event.key === "Enter") {
      const points: Point[] = [[this.#at.x, this.#at.y]];
      this.#changed(() => this.#drawing.add({ chart: this.#shown, points, ...this.#tools.brush() }));
    } else if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) {
      this.#changed(() => this.#drawing.undo());
    } else {
      return;
    }
    event.preventDefault();
  }

  #changed(change: () => void): void {
    change();
    this.field.value = this.#drawing.json();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.#paint();
  }

  #paint(): void {
    for (const layer of this.#layers.values()) layer.replaceChildren();
    for (const stroke of this.#drawing.strokes) {
      const path = this.#drawn(stroke);
      path.setAttribute("d", pathOf(stroke.points));
      this.#layers.get(stroke.chart)?.append(path);
    }
    this.#tools.allow(this.#drawing.canUndo, this.#drawing.canRedo, this.#drawing.strokes.length > 0);
    this.#say();
  }

  #say(): void {
    const names = new Set<string>();
    for (const stroke of this.#drawing.strokes) {
      const known = this.#names.get(stroke) ?? this.#regionsAt(stroke.chart, stroke.points);
      this.#names.set(stroke, known);
      known.forEach((name) => names.add(name));
    }
    const said = this.words["covered"]?.replace("{places}", [...names].join("; "));
    const nothing = this.#drawing.strokes.length ? this.words["drawn"] : this.words["nothing"];
    this.#said.textContent = (names.size ? said : nothing) ?? "";
  }

  #drawn(stroke: Stroke): SVGPathElement {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", "painmap__stroke");
    path.setAttribute("stroke-width", String(stroke.width));
    path.setAttribute("opacity", String(0.22 + (0.78 * (stroke.intensity || 0)) / 10));
    return path;
  }

  /** Names of the regions that points lie in. */
  #regionsAt(chart: string, points: readonly Point[]): string[] {
    const regions = this.#charts.get(chart)?.querySelectorAll<SVGPathElement>(".bodychart__region") ?? [];
    const found: string[] = [];
    for (const region of regions) {
      const name = region.querySelector("title")?.textContent ?? "";
      if (points.some(([x, y]) => region.isPointInFill?.(new DOMPoint(x, y)))) found.push(name);
    }
    return found;
  }

  #chartAt(event: PointerEvent): string | null {
    for (const name of this.#charts.keys()) {
      if (!this.#isShown(name)) continue;
      const place = this.#place(name, event);
      const [width = 0, height = 0] = this.#size;
      if (place && place[0] >= 0 && place[0] <= width && place[1] >= -CAPTION && place[1] <= height) return name;
    }
    return null;
  }

  #size: number[] = [];

  #isShown(name: string): boolean {
    return matchMedia(WIDE).matches || name === this.#shown;
  }

  #place(chart: string, event: PointerEvent): Point | null {
    const matrix = this.#charts.get(chart)?.getScreenCTM();
    if (!matrix) return null;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    return [point.x, point.y];
  }

  #show(chart: string, width: number, height: number): void {
    this.#size = [width, height];
    this.#shown = chart;
    this.#tools.shown(chart);
    const all = matchMedia(WIDE).matches;
    const place = this.#charts.get(chart)?.transform.baseVal.consolidate()?.matrix;
    const whole = `0 0 ${width * 4 + 30} ${height + CAPTION}`;
    const box = all || !place ? whole : `${place.e} ${place.f - CAPTION} ${width} ${height + CAPTION}`;
    this.svg.setAttribute("viewBox", box);
    for (const [name, group] of this.#charts) group.classList.toggle("is-away", !all && name !== chart);
    this.svg.classList.toggle("is-single", !all);
  }

  #point(visible: boolean): void {
    if (!visible) {
      this.#cursor.remove();
      return;
    }
    this.#cursor.setAttribute("cx", String(this.#at.x));
    this.#cursor.setAttribute("cy", String(this.#at.y));
    this.#charts.get(this.#shown)?.append(this.#cursor);
  }
}
