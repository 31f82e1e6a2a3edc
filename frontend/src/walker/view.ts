/** The moving drawing: play, pause, slider; it shares its moment with the curves. */
import type { Moment } from "../curve/moment";
import type { ReportDocument, Side, Walk } from "../curve/setup";
import { filled, nearest, numeral } from "../curve/values";
import { OTHER, path, placed, psoasOutline, stageOf, TOES } from "./sketch";
import { MARGIN, type Point, type Sketch, type Stage } from "./sketch";

const SVG = "http://www.w3.org/2000/svg";
const MARK = 60;

interface Setup {
  words: Record<"play" | "pause" | "position" | "seconds", string>;
  sketch: Sketch;
}

interface Scene {
  walk: Walk;
  side: Side;
  stage: Stage;
  sketch: Sketch;
}

/** Fills the place that the server left for the moving drawing; leaves it hidden without points. */
export function startWalker(root: HTMLElement, held: ReportDocument, moment: Moment): void {
  const setup = JSON.parse(root.dataset["walker"] ?? "null") as Setup | null;
  const walk = held.walker;
  const stage = walk && stageOf(walk, held.side);
  const place = root.querySelector<HTMLElement>(".walker__stage");
  if (!setup || !walk || !stage || !place || walk.time_s.length < 2) return;
  const scene = { walk, side: held.side, stage, sketch: setup.sketch };
  const draw = picture(place, scene);
  const controls = bar(setup, walk);
  place.append(controls.root);
  root.hidden = false;
  root.parentElement?.classList.add("has-walker");

  const language = document.documentElement.lang || "en";
  const show = (time: number | null): void => {
    const at = nearest(walk.time_s, time ?? walk.time_s[0] ?? 0);
    draw(at);
    controls.tell(at, numeral(walk.time_s[at] ?? 0, 2, language));
  };
  moment.follow(show);
  show(moment.time);
  const clock = player(walk, moment, controls.playing);
  controls.button.addEventListener("click", clock.toggle);
  controls.slider.addEventListener("input", () => {
    clock.stop();
    moment.time = walk.time_s[Number(controls.slider.value)] ?? null;
  });
}

/** Runs the moment forward in real time; nothing moves before it is asked to. */
function player(
  walk: Walk,
  moment: Moment,
  playing: (now: boolean) => void,
): { toggle: () => void; stop: () => void } {
  const first = walk.time_s[0] ?? 0;
  const last = walk.time_s.at(-1) ?? 0;
  let request = 0;
  const stop = (): void => {
    cancelAnimationFrame(request);
    request = 0;
    playing(false);
  };
  const start = (): void => {
    const now = moment.time ?? first;
    const from = now < first || now >= last ? first : now;
    const began = performance.now();
    const step = (tick: number): void => {
      moment.time = Math.min(from + (tick - began) / 1000, last);
      if (moment.time >= last) stop();
      else request = requestAnimationFrame(step);
    };
    request = requestAnimationFrame(step);
    playing(true);
  };
  return { stop, toggle: () => (request ? stop() : start()) };
}

interface Controls {
  root: HTMLElement;
  button: HTMLButtonElement;
  slider: HTMLInputElement;
  playing: (now: boolean) => void;
  tell: (place: number, seconds: string) => void;
}

function bar(setup: Setup, walk: Walk): Controls {
  const root = document.createElement("div");
  root.className = "walker__bar";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  const slider = document.createElement("input");
  slider.type = "range";
  slider.max = String(walk.time_s.length - 1);
  slider.setAttribute("aria-label", setup.words.position);
  const clock = document.createElement("span");
  clock.className = "walker__time";
  root.append(button, slider, clock);
  const playing = (now: boolean): void => {
    button.textContent = now ? setup.words.pause : setup.words.play;
  };
  playing(false);
  const tell = (place: number, seconds: string): void => {
    slider.value = String(place);
    clock.textContent = filled(setup.words.seconds, { time: seconds });
    slider.setAttribute("aria-valuetext", clock.textContent);
  };
  return { root, button, slider, playing, tell };
}

function picture(root: HTMLElement, scene: Scene): (place: number) => void {
  const { side, stage } = scene;
  const svg = element("svg", "body");
  const wide = stage.halfWidth;
  svg.setAttribute("viewBox", `${-wide} ${MARGIN - stage.height} ${2 * wide} ${stage.height}`);
  svg.setAttribute("aria-hidden", "true");
  const ground = element("path", "body__ground");
  const limbs = new Map<SVGElement, readonly string[]>();
  const leg = (of: Side, kind: string): void => {
    const toe = TOES.find((name) => scene.walk.points[`${of}_${name}`]) ?? TOES[0];
    const chains = { thigh: ["hip", "knee"], shank: ["knee", "ankle"] };
    for (const [part, chain] of Object.entries({
      ...chains,
      foot: ["ankle", "heel", toe, "ankle"],
    })) {
      const names = chain.map((name) => `${of}_${name}`);
      limbs.set(element("path", `body__${part} ${kind} is-${of}`), names);
    }
  };
  leg(OTHER[side], "is-far");
  limbs.set(element("path", "body__neck"), [`${side}_ear`, `${side}_shoulder`]);
  limbs.set(element("path", "body__trunk"), [`${side}_shoulder`, `${side}_hip`]);
  leg(side, "is-near");
  const psoas = element("path", "body__psoas");
  const head = element("circle", "body__head");
  head.setAttribute("r", "15");
  const person = element("g", "body__person");
  person.append(...limbs.keys(), head, psoas);
  svg.append(ground, person);
  root.prepend(svg);
  return (place) => {
    const points = placed(scene.walk, place, side, stage);
    person.classList.toggle("is-missing", points === null);
    if (!points) return;
    for (const [limb, names] of limbs) limb.setAttribute("d", path(points, names));
    psoas.setAttribute("d", outline(points, scene));
    centre(head, points.get(`${side}_ear`) ?? points.get("nose"));
    ground.setAttribute("d", groundPath(scene, place));
  };
}

function outline(points: ReadonlyMap<string, Point>, { side, stage, sketch }: Scene): string {
  const [hip, shoulder, knee] = ["hip", "shoulder", "knee"].map((one) =>
    points.get(`${side}_${one}`),
  );
  if (!hip || !shoulder || !knee) return "";
  return psoasOutline([hip, shoulder, knee], stage.facing, sketch);
}

/** Marks on the ground stand still while the person passes. */
function groundPath({ walk, side, stage }: Scene, place: number): string {
  const here = (walk.points[`${side}_hip`]?.[place]?.[0] ?? 0) * stage.scale;
  const wide = stage.halfWidth;
  const marks: string[] = [];
  const first = Math.ceil((here - wide) / MARK) * MARK;
  for (let at = first; at < here + wide; at += MARK) marks.push(`M${(at - here).toFixed(1)} 5v6`);
  return `M${-wide} 5H${wide}${marks.join("")}`;
}

function centre(circle: SVGElement, spot: Point | undefined): void {
  circle.classList.toggle("is-missing", !spot);
  if (!spot) return;
  circle.setAttribute("cx", spot[0].toFixed(1));
  circle.setAttribute("cy", spot[1].toFixed(1));
}

function element(kind: string, name: string): SVGElement {
  const made = document.createElementNS(SVG, kind);
  made.setAttribute("class", name);
  return made;
}
