/** The breathing minute on the page: a circle, a bar for reduced motion, words, sound, vibration. */
import { breathAt, duration, type Breath, type Rhythm } from "./phase";
import { Tone } from "./sound";

type Words = Record<"start" | "stop" | "in" | "out" | "done" | "sound" | "left", string>;

const PULSE_MS = { in: [60], out: [40, 80, 40], done: [200] };
const SMALLEST = 0.42;

interface Parts {
  circle: HTMLElement;
  word: HTMLElement;
  left: HTMLElement;
  bar: HTMLProgressElement;
  button: HTMLButtonElement;
  sound: HTMLInputElement;
}

/** Fills the stage of one breathing minute. */
export function startBreath(root: HTMLElement): void {
  const stage = root.querySelector<HTMLElement>(".breath__stage");
  const words = JSON.parse(root.dataset["words"] ?? "null") as Words | null;
  if (!stage || !words) return;
  const number = (name: string, otherwise: number): number =>
    Number(root.dataset[name]) || otherwise;
  const rhythm = { in: number("in", 5), out: number("out", 5), total: number("minutes", 1) * 60 };
  const parts = build(stage, words);
  const session = new Session(parts, words, rhythm);
  parts.button.addEventListener("click", () => session.toggle());
  parts.sound.addEventListener("change", () => session.muted());
}

class Session {
  #request = 0;
  #phase = "";
  readonly #tone = new Tone();

  constructor(
    readonly parts: Parts,
    readonly words: Words,
    readonly rhythm: Rhythm,
  ) {
    show(parts, words, { ...breathAt(0, rhythm), left: duration(rhythm) });
    parts.word.textContent = "";
  }

  toggle(): void {
    if (this.#request) {
      this.stop();
      return;
    }
    const began = performance.now();
    const step = (now: number): void => {
      const breath = breathAt((now - began) / 1000, this.rhythm);
      show(this.parts, this.words, breath);
      if (breath.phase !== this.#phase) this.#turn(breath);
      if (breath.phase !== "done") this.#request = requestAnimationFrame(step);
    };
    this.#request = requestAnimationFrame(step);
    this.parts.button.textContent = this.words.stop;
  }

  stop(): void {
    if (!this.#request) return;
    this.#end();
    show(this.parts, this.words, breathAt(0, this.rhythm));
    this.parts.word.textContent = "";
  }

  muted(): void {
    if (!this.parts.sound.checked) this.#tone.stop();
  }

  #turn({ phase }: Breath): void {
    this.#phase = phase;
    this.parts.word.textContent = this.words[phase];
    navigator.vibrate?.(PULSE_MS[phase]);
    if (phase === "done") this.#end();
    else if (this.parts.sound.checked) this.#tone.play(phase, this.rhythm[phase]);
  }

  #end(): void {
    cancelAnimationFrame(this.#request);
    this.#request = 0;
    this.#phase = "";
    this.#tone.stop();
    this.parts.button.textContent = this.words.start;
  }
}

function show(parts: Parts, words: Words, breath: Breath): void {
  const size = SMALLEST + (1 - SMALLEST) * breath.fullness;
  parts.circle.style.setProperty("--size", size.toFixed(3));
  parts.bar.value = breath.fullness;
  parts.left.textContent = `${breath.left} ${words.left}`;
}

function build(stage: HTMLElement, words: Words): Parts {
  const circle = made("div", "breath__circle");
  circle.setAttribute("aria-hidden", "true");
  const word = made("p", "breath__word");
  word.setAttribute("aria-live", "polite");
  const bar = made("progress", "breath__bar");
  bar.max = 1;
  bar.setAttribute("aria-hidden", "true");
  const left = made("p", "breath__left");
  left.setAttribute("role", "timer");
  const button = made("button", "button button--primary");
  button.type = "button";
  button.textContent = words.start;
  const label = made("label", "breath__sound");
  const sound = made("input", "");
  sound.type = "checkbox";
  label.append(sound, ` ${words.sound}`);
  const lung = made("div", "breath__lung");
  lung.append(circle, word);
  const controls = made("div", "breath__controls");
  controls.append(button, label);
  stage.replaceChildren(lung, bar, left, controls);
  return { circle, word, left, bar, button, sound };
}

function made<Kind extends keyof HTMLElementTagNameMap>(
  kind: Kind,
  name: string,
): HTMLElementTagNameMap[Kind] {
  const element = document.createElement(kind);
  if (name) element.className = name;
  return element;
}
