/** What is shown and what is hidden. */
import { checkbox, make } from "./dom";
import type { Names } from "./names";
import { LAYERS, type Layer, type Picture } from "./picture";
import type { Words } from "./words";

/** Shown from the beginning. */
const AT_FIRST: readonly Layer[] = ["bones", "iliacus"];

/** Boxes to tick; what needs a word says it while it is on. */
export function layerBoard(
  picture: Picture,
  labels: Names,
  words: Words,
  sides: HTMLElement,
): HTMLElement {
  const legend = make("legend", { text: words.say("layer") });
  const boxes = make("fieldset", { class: "ticks" }, legend);
  const put = (name: string, on: boolean, show: (on: boolean) => void): void => {
    const why = make("p", { class: "help", text: words.say(`${name}_why`) });
    const told = why.textContent !== `${name}_why`;
    const switched = (now: boolean): void => {
      show(now);
      why.hidden = !now || !told;
    };
    boxes.append(checkbox(words.say(`layer_${name}`), on, switched), why);
    switched(on);
  };
  put("names", false, (on) => labels.visible(on));
  for (const layer of LAYERS)
    put(layer, AT_FIRST.includes(layer), (on) => picture.layer(layer, on));
  return make(
    "details",
    { class: "viewer__layers" },
    make("summary", { text: words.say("layers") }),
    sides,
    boxes,
  );
}
