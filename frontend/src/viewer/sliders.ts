/** The sliders: each moves one angle, and says in words where it is. */
import table from "../tables/viewer.json";
import { make } from "./dom";
import type { Angle, Sliders } from "./posture";
import type { Words } from "./words";

export type Which = "both" | "right" | "left";

interface Kind {
  word: string;
  range: readonly number[];
  /** Words below, at and above 0. */
  below: string;
  above: string;
  read: (sliders: Sliders, which: Which) => number;
  write: (sliders: Sliders, which: Which, value: number) => Sliders;
}

const hip = (side: "right" | "left", word: string): Kind => ({
  word,
  range: table.slider.flexion,
  below: "stretched",
  above: "bent",
  read: (sliders) => sliders[side].flexion,
  write: (sliders, _which, flexion) => ({ ...sliders, [side]: { ...sliders[side], flexion } }),
});

/** An angle of the side that is meant, or of both at once. */
const thigh = (angle: Angle, word: string): Kind => ({
  word,
  range: table.slider[angle],
  below: "outwards",
  above: "inwards",
  read: (sliders, which) => sliders[which === "left" ? "left" : "right"][angle],
  write: (sliders, which, value) => ({
    ...sliders,
    right: which === "left" ? sliders.right : { ...sliders.right, [angle]: value },
    left: which === "right" ? sliders.left : { ...sliders.left, [angle]: value },
  }),
});

export const KINDS: readonly Kind[] = [
  hip("right", "slider_right"),
  hip("left", "slider_left"),
  {
    word: "slider_lumbar",
    range: table.slider.lumbar_extension,
    below: "round",
    above: "hollow",
    read: (sliders) => sliders.lumbar[0],
    write: (sliders, _which, value) => ({
      ...sliders,
      lumbar: [value, sliders.lumbar[1], sliders.lumbar[2]],
    }),
  },
  thigh("adduction", "slider_adduction"),
  thigh("rotation", "slider_rotation"),
];

/** Where a slider is, in words: "bent 40°". */
export function placeSaid(kind: Kind, value: number, words: Words): string {
  const angle = words.number(Math.abs(value), 0);
  if (Number(value.toFixed(0)) === 0) return words.say("as_standing");
  return words.say(value < 0 ? kind.below : kind.above, { angle });
}

export interface SliderBoard {
  root: HTMLElement;
  show: (sliders: Sliders, which: Which) => void;
}

/** Calls `moved` while a slider moves, `settled` when it has been let go. */
export function sliderBoard(
  words: Words,
  moved: (change: (sliders: Sliders, which: Which) => Sliders) => void,
  settled: () => void,
): SliderBoard {
  const root = make("div", { class: "viewer__sliders" });
  const rows = KINDS.map((kind) => {
    const [least, most] = kind.range;
    const input = make("input", {
      with: { type: "range", min: `${least}`, max: `${most}`, step: `${table.slider.step}` },
    });
    const place = make("span", { class: "viewer__place" });
    const say = (value: number): void => {
      place.textContent = placeSaid(kind, value, words);
      input.setAttribute("aria-valuetext", place.textContent);
    };
    input.addEventListener("input", () => {
      const value = Number(input.value);
      say(value);
      moved((sliders, which) => kind.write(sliders, which, value));
    });
    input.addEventListener("change", settled);
    const name = make("span", { class: "viewer__angle", text: words.say(kind.word) });
    root.append(make("label", { class: "viewer__slider" }, name, place, input));
    return { kind, input, say };
  });
  return {
    root,
    show: (sliders, which) => {
      for (const { kind, input, say } of rows) {
        const value = kind.read(sliders, which);
        input.value = String(Math.round(value));
        say(value);
      }
    },
  };
}
