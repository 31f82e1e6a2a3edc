/** The moving picture with all that belongs to it; loaded only when it is shown. */
import { PRESETS } from "../muscle/presets";
import { followKeys, legend, turnButtons } from "./bar";
import { choices, make, type Choices } from "./dom";
import type { Held } from "./holding";
import { layerBoard } from "./layers";
import { names, type Names } from "./names";
import { followPointers, type Eye, type View } from "./orbit";
import { panel, type Panel } from "./panel";
import { openPicture, type Picture } from "./picture";
import { Session } from "./session";
import { sliderBoard, type SliderBoard, type Which } from "./sliders";
import type { Viewer } from "./start";
import type { Words } from "./words";

/** What the session speaks to. */
export interface Board {
  presets: Choices;
  views: Choices;
  sides: Choices;
  holds: Choices;
  holdWhy: HTMLElement;
  sliders: SliderBoard;
  panel: Panel;
  names: Names;
  /** Read out when it changes. */
  told: HTMLElement;
}

/** Builds the viewer into its element, in place of the drawing. */
export async function openViewer(
  root: HTMLElement,
  words: Words,
  lost: (gone: boolean) => void,
): Promise<Viewer> {
  const label = { tabindex: "0", role: "group", "aria-label": words.say("picture") };
  const box = make("div", { class: "viewer__box", with: label });
  const still = root.querySelector<HTMLElement>(".viewer__still");
  still?.before(box);
  const picture = await openPicture(box, lost).catch((problem: unknown) => {
    box.remove();
    throw problem;
  });
  picture.stage.canvas.setAttribute("role", "img");
  box.append(picture.stage.canvas);
  still?.remove();
  const session = assemble(root, box, picture, words);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => picture.paint());
  session.begin(root.dataset["preset"] ?? "standing");
  root.classList.add("is-live");
  return session;
}

function assemble(root: HTMLElement, box: HTMLElement, picture: Picture, words: Words): Session {
  const board = boardOf(picture, words, () => session);
  const session = new Session(picture, board, words);
  const turn = (how: (eye: Eye) => Eye): void => session.turn(how);
  followPointers(picture.stage.canvas, turn);
  followKeys(box, turn);
  box.append(board.names.root);
  const bar = make("div", { class: "viewer__bar" }, board.views.root, turnButtons(words, turn));
  const layers = layerBoard(picture, board.names, words, board.sides.root);
  const stage = make("div", { class: "viewer__stage" });
  box.before(stage);
  stage.append(box, legend(words), board.presets.root, bar);
  const title = make("h3", { text: words.say("move") });
  const move = make("div", { class: "viewer__move" }, title, board.holds.root);
  move.append(board.holdWhy, board.sliders.root);
  stage.after(
    make("div", { class: "viewer__side" }, board.panel.root, move, layers),
    board.told,
  );
  root.querySelector(".viewer__wait")?.remove();
  root.querySelector<HTMLDetailsElement>(".viewer__table")?.removeAttribute("open");
  return session;
}

function boardOf(picture: Picture, words: Words, session: () => Session): Board {
  const { say } = words;
  const language = words.language === "de" ? "de" : "en";
  const named = (prefix: string, ...names: string[]): [string, string][] =>
    names.map((name) => [name, say(`${prefix}${name}`)]);
  const presets = PRESETS.map((preset) => [preset.name, preset.say[language]] as const);
  return {
    presets: choices(say("postures"), presets, (name) => session().choose(name)),
    views: choices(say("view"), named("", "front", "side", "back"), (view) =>
      session().look(view as View),
    ),
    sides: choices(say("sides"), named("side_", "both", "right", "left"), (side) =>
      session().mean(side as Which),
    ),
    holds: choices(say("hold"), named("hold_", "trunk", "thigh"), (held) =>
      session().hold(held as Held),
    ),
    holdWhy: make("p", { class: "help" }),
    sliders: sliderBoard(
      words,
      (change) => session().move(change),
      () => session().settle(),
    ),
    panel: panel(words),
    names: names(picture, words),
    told: make("p", { class: "visually-hidden", with: { "aria-live": "polite" } }),
  };
}
