/** Under the picture: turning and zooming without dragging, the legend. */
import table from "../tables/viewer.json";
import { make } from "./dom";
import { STEP, turnedBy, zoomedBy, ZOOM, type Eye } from "./orbit";
import type { Words } from "./words";

type Change = (how: (eye: Eye) => Eye) => void;

const MOVES: readonly (readonly [word: string, how: (eye: Eye) => Eye])[] = [
  ["turn_left", (eye) => turnedBy(eye, -STEP, 0)],
  ["turn_right", (eye) => turnedBy(eye, STEP, 0)],
  ["turn_up", (eye) => turnedBy(eye, 0, STEP)],
  ["turn_down", (eye) => turnedBy(eye, 0, -STEP)],
  ["nearer", (eye) => zoomedBy(eye, ZOOM)],
  ["farther", (eye) => zoomedBy(eye, 1 / ZOOM)],
];

/** Buttons for all that fingers do. */
export function turnButtons(words: Words, change: Change): HTMLElement {
  const root = make("div", { class: "viewer__turns" });
  for (const [word, how] of MOVES) {
    const name = words.say(word);
    const made = make("button", {
      class: `icon icon--${word}`,
      with: { type: "button", "aria-label": name, title: name },
    });
    made.addEventListener("click", () => change(how));
    root.append(made);
  }
  return root;
}

const KEYS: Record<string, number> = {
  ArrowLeft: 0,
  ArrowRight: 1,
  ArrowUp: 2,
  ArrowDown: 3,
  "+": 4,
  "=": 4,
  "-": 5,
};

/** The same by keys, while the picture has the focus. */
export function followKeys(target: HTMLElement, change: Change): void {
  target.addEventListener("keydown", (event) => {
    const move = MOVES[KEYS[event.key] ?? -1];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    change(move[1]);
  });
}

/** The colours and what they mean. */
export function legend(words: Words): HTMLElement {
  const { shortest, longest } = table.colours;
  const tick = (value: number): HTMLElement =>
    make("span", { text: words.say("percent", { number: words.signed(value, 0) }) });
  return make(
    "div",
    { class: "viewer__legend" },
    make("p", { class: "viewer__legend-title", text: words.say("legend") }),
    make("span", { text: words.say("shorter_end") }),
    make("span", { class: "viewer__scale", with: { "aria-hidden": "true" } }),
    make("span", { text: words.say("longer_end") }),
    make("span", { class: "viewer__ticks" }, tick(shortest), tick(0), tick(longest)),
  );
}
