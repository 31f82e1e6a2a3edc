/** Figures beside the picture: lengths, pulls, pressure, and the numbers behind them. */
import { make } from "./dom";
import type { Said, SideSaid } from "./figures";
import type { Words } from "./words";

export interface Panel {
  root: HTMLElement;
  show: (said: Said, name: string, why: string) => void;
}

export function panel(words: Words): Panel {
  const [title, why] = [make("h3"), make("p", { class: "viewer__why" })];
  const sides = (["right", "left"] as const).map((side) => sideCard(words.say(side), side));
  const spine = make("div", { class: "viewer__spine" });
  const rows = make("dl", { class: "viewer__rows" });
  const numbers = make(
    "details",
    { class: "viewer__numbers" },
    make("summary", { text: words.say("numbers") }),
    rows,
    make("p", { class: "help", text: words.say("number_note") }),
  );
  const pair = make("div", { class: "viewer__pair" }, ...sides.map(({ root }) => root));
  const root = make("div", { class: "viewer__figures" }, title, why, pair, spine, numbers);
  return {
    root,
    show: (said, name, text) => {
      title.textContent = name;
      why.textContent = text;
      sides.forEach((card, side) => card.show(said.sides[side as 0 | 1]));
      spine.hidden = said.spine.length === 0;
      spine.replaceChildren(
        make("h4", { text: words.say("spine") }),
        ...said.spine.map((text) => make("p", { text })),
      );
      numbers.hidden = said.rows.length === 0;
      rows.replaceChildren(
        ...said.rows.map(({ name, value }) =>
          make("div", {}, make("dt", { text: name }), make("dd", { text: value })),
        ),
      );
    },
  };
}

interface Card {
  root: HTMLElement;
  show: (said: SideSaid) => void;
}

function sideCard(name: string, side: "right" | "left"): Card {
  const length = make("span", { class: "viewer__length" });
  const lengthRange = make("span", { class: "viewer__range" });
  const change = make("span", { class: "viewer__change" });
  const changeRange = make("span", { class: "viewer__range" });
  const pulls = make("ul", { class: "viewer__pulls" });
  const root = make(
    "section",
    { class: `viewer__card is-${side}` },
    make("h4", { text: name }),
    make("p", {}, length, " ", lengthRange),
    make("p", {}, change, " ", changeRange),
    pulls,
  );
  return {
    root,
    show: (said) => {
      length.textContent = said.length;
      lengthRange.textContent = said.lengthRange;
      change.textContent = said.change;
      changeRange.textContent = said.changeRange;
      pulls.replaceChildren(...said.pulls.map((text) => make("li", { text })));
    },
  };
}
