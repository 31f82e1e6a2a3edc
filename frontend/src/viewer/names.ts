/** Names and side marks over the picture, where the things are that they name. */
import { Vector3, type Object3D } from "three";
import type { Body } from "../muscle/state";
import { make } from "./dom";
import type { Picture } from "./picture";
import type { Words } from "./words";

interface Spot {
  word: string;
  /** The body whose frame the place is given in; m. */
  body: Body;
  place: readonly [number, number, number];
}

/** Things of the right side are named; who looks at the left one sees them there. */
const NAMES: readonly Spot[] = [
  { word: "name_l1", body: "lumbar1", place: [0.012, 0.018, 0] },
  { word: "name_l5", body: "lumbar5", place: [0.024, 0.018, 0] },
  { word: "name_sacrum", body: "pelvis", place: [-0.085, 0.01, 0] },
  { word: "name_psoas", body: "lumbar3", place: [0, -0.005, 0.045] },
  { word: "name_iliacus", body: "pelvis", place: [-0.045, 0.035, 0.1] },
  { word: "name_brim", body: "pelvis", place: [-0.025, -0.055, 0.06] },
  { word: "name_hip", body: "femur_r", place: [0.01, 0.015, 0.01] },
  { word: "name_trochanter", body: "femur_r", place: [-0.0235, -0.0524, 0.0088] },
];

/** Marks beside the hips: which side is which. */
const MARKS: readonly Spot[] = [
  { word: "mark_right", body: "pelvis", place: [-0.06, 0.1, 0.13] },
  { word: "mark_left", body: "pelvis", place: [-0.06, 0.1, -0.13] },
];

export interface Names {
  root: HTMLElement;
  visible: (on: boolean) => void;
  /** Names things of the left side instead. */
  left: (on: boolean) => void;
}

/** Lays the names over the picture and keeps them there. */
export function names(picture: Picture, words: Words): Names {
  const root = make("div", { class: "viewer__names", with: { "aria-hidden": "true" } });
  const marks = MARKS.map((spot) => label(root, spot, words, "viewer__mark"));
  const labels = NAMES.map((spot) => label(root, spot, words, "viewer__name"));
  let [on, mirror] = [false, 1];
  const lay = (): void => {
    const wide = picture.stage.canvas.clientWidth;
    const [right, left] = marks.map(({ spot, element }) => put(picture, spot, element, 1));
    // Seen from the side the two lie on one another, and tell nothing.
    for (const { element } of marks) element.hidden = Math.abs(right!.x - left!.x) < wide / 4;
    const placed = (on ? labels : []).map((one) => {
      return { ...one, at: put(picture, one.spot, one.element, mirror) };
    });
    for (const { element, at } of placed) element.classList.toggle("is-west", at.x < wide / 2);
    apart(placed);
  };
  picture.stage.before.push(lay);
  const visible = (now: boolean): void => {
    on = now;
    for (const { element } of labels) element.hidden = !on;
    picture.stage.draw();
  };
  visible(false);
  return {
    root,
    visible,
    left: (now) => {
      mirror = now ? -1 : 1;
      picture.stage.draw();
    },
  };
}

interface Label {
  spot: Spot;
  element: HTMLElement;
}

function label(root: HTMLElement, spot: Spot, words: Words, kind: string): Label {
  const element = make("span", { class: kind }, make("span", { text: words.say(spot.word) }));
  root.append(element);
  return { spot, element };
}

interface Place {
  x: number;
  y: number;
}

function put(picture: Picture, { body, place }: Spot, element: HTMLElement, mirror: number): Place {
  const own = (mirror < 0 ? body.replace("_r", "_l") : body) as Body;
  const at = seenAt(picture, own, new Vector3(place[0], place[1], mirror * place[2]));
  // Picture coordinates, which do not turn round with the direction of writing.
  element.style.transform = `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px)`;
  return at;
}

function seenAt({ stage, bodies }: Picture, body: Body, point: Vector3): Place {
  const node: Object3D = bodies[body];
  node.updateWorldMatrix(true, false);
  return stage.seen(point, node);
}

/** Lines of text keep off each other: the lower one goes further down. */
function apart(placed: readonly (Label & { at: Place })[]): void {
  const high = 20;
  for (const west of [true, false]) {
    let last = -Infinity;
    const column = placed
      .filter(({ element }) => element.classList.contains("is-west") === west)
      .sort((one, other) => one.at.y - other.at.y);
    for (const { element, at } of column) {
      const y = Math.max(at.y, last + high);
      last = y;
      element.style.setProperty("--down", `${(y - at.y).toFixed(1)}px`);
    }
  }
}
