/** Today's session, a step at a time, each exercise with its timer. Without scripts it is a form. */
import { Tone } from "../breath/sound";
import { momentAt, repsDone, timeline, type Dose, type Moment, type Stretch } from "./timeline";

type Words = Record<string, string>;

const PULSE_MS: Record<string, number[]> = { move: [60], hold: [120], rest: [40, 80, 40], finished: [300] };

/** Turns the form into steps. */
export function startPractice(form: HTMLFormElement): void {
  const words = JSON.parse(form.dataset["words"] ?? "null") as Words | null;
  const steps = [...form.querySelectorAll<HTMLElement>("[data-step]")];
  const end = form.querySelector<HTMLElement>(".practice__end");
  if (!words || !end || steps.length < 2) return;
  // After a refused form everything stays in sight.
  if (form.querySelector(".error-text")) return;
  const bar = stepBar(words);
  form.insertBefore(bar.element, end);
  let at = 0;
  const timers = steps.map((step) => startTimer(step, words));
  const show = (next: number, focus = true): void => {
    timers[at]?.pause();
    at = Math.min(Math.max(next, 0), steps.length - 1);
    steps.forEach((step, index) => (step.hidden = index !== at));
    bar.show(at, steps.length);
    end.hidden = at !== steps.length - 1;
    const title = steps[at]?.querySelector("h2");
    if (focus && title) {
      title.tabIndex = -1;
      title.focus();
      title.scrollIntoView({ block: "start" });
    }
  };
  bar.back.addEventListener("click", () => show(at - 1));
  bar.next.addEventListener("click", () => show(at + 1));
  show(0, false);
}

function stepBar(words: Words) {
  const element = document.createElement("div");
  element.className = "practice__bar";
  const [back, next] = ["previous", "next"].map((key) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = key === "next" ? "button button--primary" : "button";
    button.textContent = words[key] ?? "";
    return button;
  }) as [HTMLButtonElement, HTMLButtonElement];
  const where = document.createElement("span");
  where.setAttribute("role", "status");
  element.append(back, where, next);
  return {
    element,
    back,
    next,
    show(at: number, count: number): void {
      where.textContent = filled(words["step_of"], { number: at + 1, count });
      back.disabled = at === 0;
      next.hidden = at === count - 1;
    },
  };
}

interface Timer {
  pause(): void;
}

function startTimer(step: HTMLElement, words: Words): Timer | null {
  const stage = step.querySelector<HTMLElement>("[data-timer]");
  if (!stage) return null;
  const read = (name: string): number => Number(step.dataset[name] ?? 0);
  const dose: Dose = {
    sets: read("sets"),
    reps: read("reps"),
    move: read("move"),
    hold: read("hold"),
    rest: read("rest"),
    sides: step.dataset["sides"] === "each" ? "each" : "both",
  };
  const parts = timeline(dose);
  const view = timerView(stage, words);
  const session = new Session(parts, view, words, (reps) => done(step, reps));
  view.button.addEventListener("click", () => session.toggle());
  view.skip.addEventListener("click", () => session.skip());
  document.addEventListener("visibilitychange", () => document.hidden && session.pause());
  return session;
}

/** What the clock has counted goes into the form, where it can be changed. */
function done(step: HTMLElement, reps: number): void {
  const input = step.querySelector<HTMLInputElement>("input[name^='done_']");
  const state = step.querySelector<HTMLInputElement>("input[value='done']");
  if (input) input.value = String(reps);
  if (state && reps > 0) state.checked = true;
}

class Session implements Timer {
  #passed = 0; // s, up to the last pause
  #since = 0; // ms, of the clock; 0 while paused
  #request = 0;
  #index = -1;
  readonly #tone = new Tone();

  constructor(
    readonly parts: Stretch[],
    readonly view: TimerView,
    readonly words: Words,
    readonly counted: (reps: number) => void,
  ) {
    this.#show(momentAt(parts, 0));
  }

  toggle(): void {
    if (this.#since) this.pause();
    else this.#run();
  }

  pause(): void {
    if (!this.#since) return;
    this.#passed += (performance.now() - this.#since) / 1000;
    this.#since = 0;
    cancelAnimationFrame(this.#request);
    this.#tone.stop();
    this.counted(repsDone(this.parts, this.#passed));
    this.view.button.textContent = this.words["go_on"] ?? "";
  }

  skip(): void {
    const moment = momentAt(this.parts, this.#now());
    const running = this.#since > 0;
    this.pause();
    this.#passed += moment.left;
    if (running) this.#run();
    else this.#show(momentAt(this.parts, this.#passed));
  }

  #now(): number {
    return this.#passed + (this.#since ? (performance.now() - this.#since) / 1000 : 0);
  }

  #run(): void {
    if (momentAt(this.parts, this.#passed).part === "finished") this.#passed = 0;
    this.#since = performance.now();
    this.view.button.textContent = this.words["pause"] ?? "";
    const tick = (): void => {
      const moment = momentAt(this.parts, this.#now());
      this.#show(moment);
      if (moment.part === "finished") this.pause();
      else this.#request = requestAnimationFrame(tick);
    };
    tick();
  }

  #show(moment: Moment): void {
    this.view.seconds.textContent = moment.part === "finished" ? "✓" : String(Math.ceil(moment.left));
    if (moment.index === this.#index) return;
    this.#index = moment.index;
    this.view.part.textContent = this.words[moment.part === "rest" ? "rest_word" : moment.part] ?? "";
    this.view.place.textContent = this.#place(moment);
    this.view.stage.dataset["part"] = moment.part;
    if (!this.#since) return;
    navigator.vibrate?.(PULSE_MS[moment.part] ?? [30]);
    if (this.view.sound.checked) this.#tone.play(moment.part === "hold" ? "out" : "in", 0.4);
  }

  #place(moment: Moment): string {
    const last = this.parts.at(-1);
    const sets = filled(this.words["set_of"], { number: moment.set, count: last?.set ?? 0 });
    const reps = moment.rep
      ? filled(this.words["rep_of"], { number: moment.rep, count: last?.rep ?? 0 })
      : "";
    const side = moment.side ? (this.words[`side_${moment.side}`] ?? "") : "";
    return [side, sets, reps].filter(Boolean).join(" · ");
  }
}

type TimerView = ReturnType<typeof timerView>;

function timerView(stage: HTMLElement, words: Words) {
  const add = <K extends keyof HTMLElementTagNameMap>(tag: K, name: string): HTMLElementTagNameMap[K] => {
    const made = document.createElement(tag);
    made.className = name;
    stage.append(made);
    return made;
  };
  const part = add("p", "timer__part");
  part.setAttribute("role", "status");
  const seconds = add("p", "timer__seconds");
  seconds.setAttribute("aria-hidden", "true");
  const place = add("p", "timer__place");
  const row = add("div", "timer__buttons");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button button--primary", textContent: words["begin"] });
  const skip = document.createElement("button");
  Object.assign(skip, { type: "button", className: "button", textContent: words["skip"] });
  const label = document.createElement("label");
  label.className = "breath__sound";
  const sound = document.createElement("input");
  sound.type = "checkbox";
  label.append(sound, document.createTextNode(words["sound"] ?? ""));
  row.append(button, skip, label);
  return { stage, part, seconds, place, button, skip, sound };
}

function filled(text: string | undefined, values: Record<string, number>): string {
  return Object.entries(values).reduce(
    (said, [key, value]) => said.replace(`{${key}}`, String(value)),
    text ?? "",
  );
}
