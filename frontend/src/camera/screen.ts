/** What somebody three metres away sees: the picture, one large figure, one sentence. */
import type { Side } from "../motion/recording";
import { button, checkbox, make } from "../viewer/dom";
import type { Found } from "./orders";
import { drawSkeleton } from "./skeleton";

export type Words = Readonly<Record<string, string>>;

export interface Presses {
  stop: () => void;
  enough: () => void;
  finish: () => void;
  undo: () => void;
  turn: () => void;
  voice: (on: boolean) => void;
}

export class Screen {
  readonly video = make("video", { with: { playsinline: "", muted: "", "aria-hidden": "true" } });
  readonly #skeleton = make("canvas", { class: "live__skeleton", with: { "aria-hidden": "true" } });
  readonly #figure = make("p", { class: "live__figure", with: { "aria-hidden": "true" } });
  readonly #say = make("p", { class: "live__say", with: { role: "status" } });
  readonly #count = make("p", { class: "live__count" });
  readonly #rate = make("p", { class: "live__rate help" });
  readonly #enough: HTMLButtonElement;
  readonly #finish: HTMLButtonElement;
  readonly #undo: HTMLButtonElement;
  #way: HTMLButtonElement | null = null;
  readonly root: HTMLElement;

  constructor(
    readonly words: Words,
    presses: Presses,
  ) {
    this.video.muted = true;
    this.#enough = button(words["enough"]!, "button--primary", presses.enough);
    this.#finish = button(words["finish"]!, "", presses.finish);
    this.#undo = button(words["undo"]!, "", presses.undo);
    const picture = make("div", { class: "live__picture" }, this.video, this.#skeleton);
    picture.append(this.#count);
    const buttons = make("div", { class: "live__buttons" }, this.#enough, this.#finish, this.#undo);
    buttons.append(
      button(words["turn"]!, "button--quiet", presses.turn),
      button(words["stop"]!, "button--danger", presses.stop),
      checkbox(words["voice"]!, true, presses.voice),
    );
    const stage = make("div", { class: "live__stage" }, picture, this.#figure, this.#say);
    stage.append(buttons, this.#rate);
    this.root = stage;
    this.offer({ enough: false, finish: false, undo: false });
  }

  /** A front camera shows a mirror image, as people know themselves. */
  mirror(on: boolean): void {
    this.root.classList.toggle("is-mirrored", on);
  }

  draw(found: Found, near: Side): void {
    drawSkeleton(this.#skeleton, found, near);
  }

  figure(value: number | string | null): void {
    const text = value === null ? "" : String(value);
    if (this.#figure.textContent !== text) this.#figure.textContent = text;
  }

  /** One sentence, and what to do about it. */
  say(text: string, kind: "well" | "wrong" | "busy" = "well"): void {
    if (this.#say.textContent !== text) this.#say.textContent = text;
    this.root.dataset["mood"] = kind;
  }

  /** A message that stays, with one way on. */
  stay(text: string, label: string, pressed: () => void): void {
    this.figure(null);
    this.say(text, "wrong");
    this.#way?.remove();
    const way = button(label, "button--primary", () => {
      way.remove();
      pressed();
    });
    this.#way = way;
    this.#say.after(way);
    way.focus();
  }

  /** Captures so far, and of how many. */
  count(done: number, of: number): void {
    const values: Record<string, number> = { done, of };
    this.#count.textContent = filled(this.words["captures"], values);
  }

  rate(text: string): void {
    this.#rate.textContent = text;
  }

  offer(which: { enough: boolean; finish: boolean; undo: boolean }): void {
    this.#enough.hidden = !which.enough;
    this.#finish.hidden = !which.finish;
    this.#undo.hidden = !which.undo;
  }
}

export function filled(text: string | undefined, values: Record<string, string | number>): string {
  return (text ?? "").replace(/{(\w+)}/g, (_, name: string) => String(values[name] ?? ""));
}
