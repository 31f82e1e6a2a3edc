/** What is shown, and how it gets from one thing to the next. */
import { PRESETS, type Preset } from "../muscle/presets";
import type { Posture } from "../muscle/state";
import type { Vec } from "../muscle/vectors";
import table from "../tables/viewer.json";
import { figuresOf, inShort } from "./figures";
import { glide } from "./glide";
import { betweenPlaces, bodyOf, combined, holding, pelvisIn, type Anchor, type Held } from "./holding";
import { betweenEyes, viewOf, type Eye, type View } from "./orbit";
import { framing, standingTrunk, type Framing, type Picture } from "./picture";
import { between, postureOf, slidersOf, stateOf, whole, type Sliders } from "./posture";
import type { Which } from "./sliders";
import type { Viewer } from "./start";
import type { Board } from "./viewer";
import type { Words } from "./words";

/** ms of quiet before a posture is read out, and between two changes of the figures while it moves. */
const [QUIET, PACE] = [700, 150];

/** How far the middle may leave that of the picture, m. */
const FAR_OFF = 0.1;

const toward = (from: Vec, to: Vec, share: number): Vec => [
  from[0] + share * (to[0] - from[0]),
  from[1] + share * (to[1] - from[1]),
  from[2] + share * (to[2] - from[2]),
];

export class Session implements Viewer {
  #preset: Preset | null = null;
  #which: Which = "both";
  #held: Held = "trunk";
  /** The view that is chosen; null once somebody has turned the picture. */
  #view: View | null = "front";
  /** Until somebody chooses a view, each preset shows itself from its own. */
  #free = true;
  /** How far away the eye must be to see the posture that was chosen last. */
  #far = 1;
  #quiet = 0;
  #paced = 0;
  readonly #glide = glide();

  constructor(
    readonly picture: Picture,
    readonly board: Board,
    readonly words: Words,
  ) {}

  get posture(): Posture {
    return this.picture.posture;
  }

  /** Shows a preset at once, from its own side. */
  begin(name: string): void {
    this.board.sides.choose(this.#which);
    this.board.holds.choose(this.#held);
    this.board.holdWhy.textContent = this.words.say("hold_trunk_why");
    this.choose(name);
    this.#glide.finish();
    window.clearTimeout(this.#quiet);
  }

  choose(name: string): void {
    const preset = PRESETS.find((one) => one.name === name) ?? PRESETS[0]!;
    const { turned, view } = table.preset[preset.name as keyof typeof table.preset];
    this.#preset = preset;
    if (this.#free) this.#view = view as View;
    this.board.presets.choose(preset.name);
    this.#figures(preset);
    this.board.sliders.show(slidersOf(preset), this.#which);
    const anchor = standingTrunk(turned);
    const frame = framing(stateOf(preset), anchor);
    this.#far = frame.far;
    this.#travel(preset, anchor, frame);
    this.tell();
  }

  /** A posture from outside, such as a live picture's; shown at once, and not read out. */
  setPosture(posture: Posture): void {
    if (!whole(posture)) return;
    this.#own(posture);
    const now = performance.now();
    if (now - this.#paced < PACE) return;
    this.#paced = now;
    this.#figures(posture);
    this.board.sliders.show(slidersOf(posture), this.#which);
  }

  /** What a slider says. */
  move(change: (sliders: Sliders, which: Which) => Sliders): void {
    this.#glide.finish();
    const posture = postureOf(change(slidersOf(this.posture), this.#which));
    this.#own(posture);
    this.#figures(posture);
  }

  /** A slider has been let go: reads the posture out, and looks after what has moved far away. */
  settle(): void {
    this.tell();
    const { stage, state, anchor } = this.picture;
    const { aim } = framing(state, anchor);
    const start = stage.aim;
    if (Math.hypot(aim[0] - start[0], aim[1] - start[1]) < FAR_OFF) return;
    this.#glide.to((share) => {
      stage.aim = toward(start, aim, share);
      stage.draw();
    });
  }

  hold(held: Held): void {
    this.#glide.finish();
    this.#held = held;
    this.board.holdWhy.textContent = this.words.say(`hold_${held}_why`);
    this.#anchor();
  }

  mean(which: Which): void {
    this.#glide.finish();
    this.#which = which;
    this.picture.light(which === "both" ? [0, 1] : which === "right" ? [0] : [1]);
    this.board.names.left(which === "left");
    this.board.sliders.show(slidersOf(this.posture), which);
    this.#anchor();
    if (this.#view) this.look(this.#view);
  }

  look(view: View): void {
    this.#free = false;
    this.#view = view;
    this.board.views.choose(view);
    const { stage } = this.picture;
    const [from, to] = [stage.eye, this.#eye()];
    this.#glide.to((share) => {
      stage.eye = betweenEyes(from, to, share);
      stage.draw();
    });
  }

  turn(how: (eye: Eye) => Eye): void {
    this.#glide.finish();
    this.#free = false;
    this.#view = null;
    this.board.views.choose("");
    this.picture.stage.eye = how(this.picture.stage.eye);
    this.picture.stage.draw();
  }

  /** Reads the posture out once it has been left alone. */
  tell(): void {
    window.clearTimeout(this.#quiet);
    this.#quiet = window.setTimeout(() => {
      this.board.told.textContent = this.#described();
    }, QUIET);
  }

  #own(posture: Posture): void {
    this.#glide.finish();
    if (this.#preset) {
      this.#preset = null;
      this.board.presets.choose("");
    }
    this.picture.show(posture);
  }

  /** The chosen view of the chosen posture, or the eye where somebody has put it. */
  #eye(): Eye {
    if (!this.#view) return this.picture.stage.eye;
    return { ...viewOf(this.#view, this.#which), far: this.#far };
  }

  /** Moves posture, trunk, eye and what it looks at together. */
  #travel(to: Posture, anchor: Anchor, { aim }: Framing): void {
    this.#glide.finish();
    const { picture } = this;
    const { stage, posture, state } = picture;
    const trunk = combined(pelvisIn(picture.anchor, state.bodies), state.bodies.lumbar1);
    const [from, eye, start] = [stage.eye, this.#eye(), stage.aim];
    if (this.#view) this.board.views.choose(this.#view);
    this.#glide.to((share) => {
      stage.aim = toward(start, aim, share);
      stage.eye = betweenEyes(from, eye, share);
      const place = betweenPlaces(trunk, anchor.place, share);
      picture.show(share < 1 ? between(posture, to, share) : to, { body: "lumbar1", place });
      if (share === 1) this.#anchor();
    });
  }

  /** Holds what is to be held where it is now. */
  #anchor(): void {
    const { anchor, state, posture } = this.picture;
    const body = bodyOf(this.#held, this.#which);
    const pelvis = pelvisIn(anchor, state.bodies);
    this.picture.show(posture, holding(body, pelvis, state.bodies));
  }

  #figures(posture: Posture): void {
    const { words, board, picture } = this;
    const why = this.#preset ? ofPage(this.#preset.why, words) : words.say("own_why");
    board.panel.show(figuresOf(posture, this.#preset, words), this.#name(), why);
    picture.stage.canvas.setAttribute("aria-label", this.#described(posture));
  }

  #described(posture = this.posture): string {
    const { words } = this;
    const { sides } = figuresOf(posture, this.#preset, words);
    const [right, left] = [inShort(sides[0]), inShort(sides[1])];
    return words.say("described", { posture: this.#name(), right, left });
  }

  #name(): string {
    return this.#preset ? ofPage(this.#preset.say, this.words) : this.words.say("own");
  }
}

const ofPage = (said: Preset["say"], { language }: Words): string =>
  said[language === "de" ? "de" : "en"];
