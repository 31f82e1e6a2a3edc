/** A guided test with the live camera. Pictures go into the worker and are closed; nothing else. */
import { guidedTest, LIVE, type GuidedTest } from "../motion/guided";
import { adviceInWords, gateInWords } from "../motion/words";
import { askCamera, NoCamera, type Facing } from "./ask";
import { Flow, type Look, type State } from "./flow";
import { LiveMuscle } from "./muscle";
import { NAMES } from "./names";
import type { Found } from "./orders";
import { Pace } from "./pace";
import { Poses, type Model, type Models } from "./poses";
import { filled, Screen, type Words } from "./screen";
import { letterOf, NotSent, send } from "./send";
import { Voice } from "./voice";

export interface Setup {
  test: string;
  models: Models;
  /** Where the points go. */
  address: string;
  token: string;
  language: string;
  words: Words;
}

/** Pictures on their way to the worker: one at work, the next one ready. */
const ON_THE_WAY = 2;
const RATE = 30;
const SLOW_RATE = 15;
/** Of the time at most this goes into drawing the psoas. */
const SLOW_SHARE = 0.05;
/** Pixels, longest edge. */
const SLOW_EDGE = 480;

/** Opens the stage in place of the page's introduction; `closed` when the person stops. */
export async function openLive(root: HTMLElement, setup: Setup, closed: () => void): Promise<void> {
  const live = new Live(root, setup, closed);
  await live.start();
}

class Live {
  readonly #test: GuidedTest;
  readonly #screen: Screen;
  readonly #voice: Voice;
  readonly #muscle = new LiveMuscle(document.querySelector<HTMLElement>("[data-viewer]"));
  #poses: Poses | null = null;
  #pace = new Pace();
  #model: Model = "full";
  #slow = false;
  /** Looked at so far; for measuring the loop from outside. */
  #pictures = 0;
  #flow: Flow | null = null;
  #stream: MediaStream | null = null;
  #facing: Facing = "environment";
  #onTheWay = 0;
  #lookedAt = -Infinity;
  #look: Look = { brightness: null, persons: null };
  #lastTime = -Infinity;
  #open = true;
  #lock: WakeLockSentinel | null = null;
  /** ms: until then a message stays. */
  #told = -Infinity;

  constructor(
    readonly root: HTMLElement,
    readonly setup: Setup,
    readonly closed: () => void,
  ) {
    this.#test = guidedTest(setup.test)!;
    this.#voice = new Voice(setup.language);
    this.#voice.wake();
    this.#screen = new Screen(setup.words, {
      stop: () => this.#close(),
      enough: () => this.#show(this.#flow!.enough()),
      finish: () => this.#show(this.#flow!.finish()),
      undo: () => this.#show(this.#flow!.undo()),
      turn: () => void this.#turn(),
      voice: (on) => (this.#voice.on = on),
    });
  }

  /** Raises NoCamera. */
  async start(): Promise<void> {
    this.#stream = await askCamera(this.#facing, RATE);
    this.root.append(this.#screen.root);
    this.#screen.say(this.#word("loading"), "busy");
    document.addEventListener("visibilitychange", this.#left);
    await this.#play();
    try {
      this.#poses = new Poses(this.setup.models);
      await this.#poses.open(this.#model);
    } catch (problem) {
      console.error(problem);
      this.#close();
      throw new NoCamera("failed");
    }
    this.#screen.root.scrollIntoView({ block: "start" });
    this.#next();
  }

  #word(name: string, values: Record<string, string | number> = {}): string {
    return filled(this.setup.words[name], values);
  }

  async #play(): Promise<void> {
    const [track] = this.#stream!.getVideoTracks();
    track?.addEventListener("ended", () => this.#open && this.#interrupted("taken"));
    this.#screen.mirror((track?.getSettings().facingMode ?? this.#facing) === "user");
    this.#screen.video.srcObject = this.#stream;
    await this.#screen.video.play();
    this.#lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
  }

  async #turn(): Promise<void> {
    this.#facing = this.#facing === "user" ? "environment" : "user";
    for (const track of this.#stream!.getTracks()) track.stop();
    try {
      this.#stream = await askCamera(this.#facing, RATE);
      await this.#play();
      this.#flow = null;
    } catch (problem) {
      this.#interrupted(problem instanceof NoCamera ? problem.trouble : "failed");
    }
  }

  /** Waits for the camera's next picture. */
  #next(): void {
    if (!this.#open) return;
    const { video } = this.#screen;
    if ("requestVideoFrameCallback" in video) {
      video.requestVideoFrameCallback((now, about) => {
        this.#picture((about.captureTime ?? about.presentationTime ?? now) / 1000);
      });
    } else requestAnimationFrame((now) => this.#picture(now / 1000));
  }

  #picture(time: number): void {
    this.#next();
    if (this.#onTheWay >= ON_THE_WAY || !(time > this.#lastTime) || document.hidden) return;
    if (this.#flow?.phase === "done") return;
    this.#lastTime = time;
    this.#onTheWay += 1;
    void this.#found(time)
      .catch((problem: unknown) => console.warn(problem))
      .finally(() => (this.#onTheWay -= 1));
  }

  async #found(time: number): Promise<void> {
    const setting = !this.#flow || this.#flow.phase === "setting";
    const look = setting && time - this.#lookedAt >= LIVE.look;
    if (look) this.#lookedAt = time;
    const picture = await this.#shot();
    const { videoWidth, videoHeight } = this.#screen.video;
    const found = sized(await this.#poses!.find(picture, time, look), [videoWidth, videoHeight]);
    if (!this.#open) return;
    await this.#keepPace(found);
    if (look) this.#look = { brightness: found.brightness, persons: found.persons };
    this.#screen.root.dataset["pictures"] = String((this.#pictures += 1));
    const { size } = found;
    if (!this.#flow) this.#flow = new Flow(this.#test, NAMES, size);
    else if (String(this.#flow.frameSize) !== String(size)) this.#turned(size);
    const { points, visibility } = found;
    // A picture that was on its way when the last capture ended comes too late.
    if (this.#flow.phase === "done") return;
    const state = this.#flow.push({ time, points, visibility }, this.#look);
    this.#screen.draw(found, state.reading?.near ?? 0);
    if (state.reading) this.#muscle.show(state.reading.hips);
    this.#show(state);
  }

  /** What the camera shows now; smaller where every millisecond counts. */
  #shot(): Promise<ImageBitmap> {
    const { video } = this.#screen;
    const scale = SLOW_EDGE / Math.max(video.videoWidth, video.videoHeight);
    if (!this.#slow || scale >= 1) return createImageBitmap(video);
    const [resizeWidth, resizeHeight] = [video.videoWidth, video.videoHeight].map((edge) =>
      Math.round(edge * scale),
    ) as [number, number];
    return createImageBitmap(video, { resizeWidth, resizeHeight, resizeQuality: "medium" });
  }

  async #keepPace(found: Found): Promise<void> {
    const seen = found.points.some(([x]) => Number.isFinite(x));
    const tooSlow = seen && this.#pace.push(found.seconds);
    if (this.#pace.rate > 0) {
      const rate = Math.round(this.#pace.rate);
      const slow = this.#slow && rate < LIVE.slow;
      this.#screen.rate(this.#word(slow ? "slow" : `rate_${this.#model}`, { rate }));
      this.#screen.root.dataset["rate"] = String(rate);
    }
    if (!tooSlow) return;
    if (this.#model === "full") {
      this.#model = "lite";
      this.#pace = new Pace();
      await this.#poses!.open("lite");
      return;
    }
    this.#slow = true;
    this.#tell(this.#word("slow", { rate: Math.round(this.#pace.rate) }), "wrong");
    // A smaller and calmer picture to show, and a rarer psoas, leave more for the model.
    this.#muscle.share = SLOW_SHARE;
    this.#screen.root.classList.add("is-slow");
    const [track] = this.#stream!.getVideoTracks();
    await track?.applyConstraints({ frameRate: { ideal: SLOW_RATE } }).catch(() => undefined);
  }

  /** The picture is no longer as wide and high as it was. */
  #turned(size: readonly [number, number]): void {
    const midway = this.#flow!.phase !== "setting";
    this.#show(this.#flow!.again(size));
    if (midway) this.#tell(this.#word("rotated"), "wrong");
  }

  /** Somebody has gone to another page or application. */
  readonly #left = (): void => {
    if (!document.hidden || !this.#flow || this.#flow.phase === "done") return;
    const midway = this.#flow.phase !== "setting";
    this.#show(this.#flow.again());
    if (midway) this.#tell(this.#word("hidden"), "wrong");
  };

  /** Something that stays to be read for a while. */
  #tell(text: string, mood: "well" | "wrong"): void {
    this.#screen.say(text, mood);
    this.#voice.beep(mood === "wrong");
    this.#voice.say(text);
    this.#told = performance.now() + 1000 * LIVE.notice;
  }

  #show(state: State): void {
    const { phase, captures } = state;
    const { live, kind } = this.#test;
    this.#screen.figure(state.figure);
    this.#screen.root.dataset["phase"] = phase;
    this.#screen.count(captures, live.captures);
    this.#screen.offer({
      enough: phase === "capturing" && live.ends !== "pass",
      finish: captures > 0 && phase !== "done",
      undo: captures > 0 && phase !== "done",
    });
    this.#sound(state);
    if (phase === "done") {
      void this.#send();
      return;
    }
    if (performance.now() < this.#told) return;
    if (state.refused) {
      const { gate, side, values } = state.refused;
      const { say, cure } = gateInWords(gate, side, values, this.setup.language);
      this.#screen.say(`${say} ${cure}`, "wrong");
      this.#voice.say(cure, LIVE.cadence * 2);
    } else if (phase === "setting") this.#advise(state);
    else if (phase === "capturing") this.#screen.say(this.#word(`doing_${kind}`));
  }

  #advise({ advices, captures }: State): void {
    const [first] = advices;
    if (!first) {
      this.#screen.say(this.#word("steady"));
      return;
    }
    const { say, cure } = adviceInWords(first, this.setup.language);
    const waits = first.key === "wait" || first.key === "moving";
    this.#screen.say(waits && captures ? this.#word("rest") : `${say} ${cure}`, "wrong");
    if (!waits) this.#voice.say(cure, LIVE.cadence * 2);
  }

  #sound({ event, figure, captures, refused }: State): void {
    if (event === "counted") {
      this.#screen.say(this.#word("count_in"));
      this.#voice.beep();
      this.#voice.say(String(figure));
    }
    if (event === "began") {
      this.#voice.beep();
      this.#voice.say(this.#word(`doing_${this.#test.kind}`));
    }
    if (event === "repeated") this.#voice.beep();
    if (event === "captured") {
      this.#tell(this.#word("captured", { done: captures, of: this.#test.live.captures }), "well");
    }
    if (event === "short") this.#tell(this.#word("short", { least: this.#test.seconds[0] }), "wrong");
    if (event === "lost" && refused) {
      const { say, cure } = gateInWords(refused.gate, refused.side, refused.values, this.setup.language);
      this.#tell(`${say} ${cure}`, "wrong");
    }
  }

  async #send(): Promise<void> {
    this.#screen.say(this.#word("sending"), "busy");
    this.#voice.say(this.#word("finished"));
    for (const track of this.#stream!.getTracks()) track.stop();
    const { captures, standing } = this.#flow!;
    const letter = letterOf(captures, standing, this.#model);
    const { address, token } = this.setup;
    try {
      const reply = await send(letter, address, token);
      if ("next" in reply) location.assign(reply.next);
      else this.#refused(reply.refused);
    } catch (problem) {
      if (!(problem instanceof NotSent)) throw problem;
      this.#stay(this.#word("not_sent"), "send_again", () => void this.#send());
    }
  }

  #refused(reasons: readonly string[]): void {
    this.#voice.beep(true);
    this.#stay(reasons.join(" "), "try_again", () => {
      this.#close();
      this.closed();
    });
  }

  /** A message with one way on, in place of the picture. */
  #stay(text: string, label: string, pressed: () => void): void {
    this.#screen.stay(text, this.#word(label), pressed);
  }

  #interrupted(trouble: string): void {
    this.#stay(this.#word(`no_${trouble}`), "try_again", () => {
      this.#close();
      this.closed();
    });
  }

  #close(): void {
    this.#open = false;
    document.removeEventListener("visibilitychange", this.#left);
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#poses?.close();
    this.#voice.close();
    void this.#lock?.release();
    this.#screen.root.remove();
    this.closed();
  }
}

/** The points in a picture of another size. */
function sized(found: Found, size: [number, number]): Found {
  const [across, down] = [size[0] / found.size[0], size[1] / found.size[1]];
  const points = found.points.map(([x, y]): [number, number] => [x * across, y * down]);
  return { ...found, size, points };
}
