/** A guided test in front of a camera, frame by frame: set up, count in, capture, and once more. */
import { coach, ready, type Advice } from "../motion/coach";
import { LIVE, type GuidedTest } from "../motion/guided";
import { newest, withFrame, type Frame, type Reading, type Refusal } from "../motion/live";
import type { Recording, Side } from "../motion/recording";
import { Passes } from "./passes";
import { Progress } from "./progress";

export type Phase = "setting" | "counting" | "capturing" | "done";

/** What has just happened, worth a sound or a word. */
export type Event =
  | "counted"
  | "began"
  | "repeated"
  | "captured"
  | "short"
  | "lost"
  | "finished";

/** What a frame's surroundings tell; null where not looked at. */
export interface Look {
  brightness: number | null;
  persons: number | null;
}

export interface State {
  phase: Phase;
  /** While setting up: what to change, the most urgent first. */
  advices: readonly Advice[];
  /** While capturing: why the near side is refused, once that has lasted. */
  refused: (Refusal & { side: Side }) | null;
  /** Shown large: seconds to go or held, or repetitions; null where there is nothing to count. */
  figure: number | null;
  /** Finished so far. */
  captures: number;
  event: Event | null;
  reading: Reading | null;
}

/** Stillness and legs that cover one another cannot be asked of somebody who walks. */
const NOT_ASKED_OF_WALKERS: readonly string[] = ["moving", "near_leg_hidden", "far_leg_hidden"];

export class Flow {
  readonly captures: Recording[] = [];
  standing: Recording | null = null;
  #phase: Phase = "setting";
  #recent: Recording;
  #kept: Frame[] = [];
  #readings: Reading[] = [];
  #readySince: number | null = null;
  #countedFrom = 0;
  #counted = 0;
  #progress: Progress | null = null;
  #passes: Passes | null = null;
  #refusedSince: number | null = null;

  constructor(
    readonly test: GuidedTest,
    readonly names: readonly string[],
    frameSize: readonly [number, number],
  ) {
    this.#recent = { time: [], points: [], visibility: [], names, frameSize };
  }

  get phase(): Phase {
    return this.#phase;
  }

  get frameSize(): readonly [number, number] {
    return this.#recent.frameSize;
  }

  /** A frame later than the one before. */
  push(frame: Frame, look: Look): State {
    const seconds = Math.max(LIVE.window, LIVE.stance + 0.5);
    this.#recent = withFrame(this.#recent, frame, seconds);
    const reading = this.#read();
    if (this.#phase === "setting") return this.#set(look, reading);
    if (this.#phase === "done") return this.#state({ reading });
    if (this.test.live.ends === "pass") return this.#pass(frame, reading);
    this.#keep(frame);
    if (reading) this.#readings.push(reading);
    return this.#phase === "counting" ? this.#count(frame.time, reading) : this.#capture(reading);
  }

  /** Ends the capture that goes on, which is kept if it is long enough. */
  enough(): State {
    if (this.#phase !== "capturing" || !this.#kept.length) return this.#state({});
    return this.#ended(null);
  }

  /** Gives up what goes on; finished captures stay. The picture may have another size now. */
  again(frameSize = this.#recent.frameSize): State {
    const { names } = this.#recent;
    this.#recent = { time: [], points: [], visibility: [], names, frameSize };
    this.#restart("setting");
    return this.#state({});
  }

  /** Takes the last capture back. */
  undo(): State {
    this.captures.pop();
    return this.again();
  }

  /** No more captures. */
  finish(): State {
    this.#restart("done");
    return this.#state({ event: "finished" });
  }

  #state(more: Partial<State>): State {
    return {
      phase: this.#phase,
      advices: [],
      refused: null,
      figure: null,
      captures: this.captures.length,
      event: null,
      reading: null,
      ...more,
    };
  }

  #restart(phase: Phase): void {
    this.#phase = phase;
    this.#kept = [];
    this.#readings = [];
    this.#readySince = this.#refusedSince = null;
    this.#progress = this.#passes = null;
  }

  #read(): Reading | null {
    const { position, signal, gates } = this.test;
    const recent = lastSeconds(this.#recent, LIVE.window);
    return recent.time.length > 1 ? newest(recent, { position, signal, gates }) : null;
  }

  #set(look: Look, reading: Reading | null): State {
    const walks = this.test.live.ends === "pass";
    const glimpse = { ...lastSeconds(this.#recent, LIVE.glimpse), ...look };
    const advices = coach(glimpse, this.test.position).filter(
      ({ key }) => !walks || !NOT_ASKED_OF_WALKERS.includes(key),
    );
    const now = this.#recent.time.at(-1)!;
    if (!ready(advices)) this.#readySince = null;
    else this.#readySince ??= now;
    const asked = this.test.live.stance ? LIVE.stance : LIVE.ready;
    if (this.#readySince === null || now - this.#readySince < asked) {
      return this.#state({ advices, reading });
    }
    if (this.test.live.stance) this.standing ??= lastSeconds(this.#recent, LIVE.stance);
    return walks ? this.#watch(reading) : this.#begin(now, reading);
  }

  #watch(reading: Reading | null): State {
    this.#restart("capturing");
    this.#passes = new Passes(this.names, this.test.live.until);
    return this.#state({ reading, event: "began" });
  }

  #begin(now: number, reading: Reading | null): State {
    this.#restart("counting");
    this.#countedFrom = now;
    this.#counted = LIVE.count_in;
    return this.#state({ reading, figure: this.#counted, event: "counted" });
  }

  #count(now: number, reading: Reading | null): State {
    const left = Math.ceil(LIVE.count_in - (now - this.#countedFrom));
    if (left <= 0) {
      const near = nearOf(this.#readings);
      this.#progress = new Progress(this.test, near, this.#readings, now);
      this.#phase = "capturing";
      return this.#state({ reading, event: "began" });
    }
    const event = left < this.#counted ? "counted" : null;
    this.#counted = left;
    return this.#state({ reading, figure: left, event });
  }

  #capture(reading: Reading | null): State {
    const progress = this.#progress!;
    if (!reading) return this.#state({});
    const { figure, repeated, over } = progress.push(reading);
    const refusedFor = this.#refusedFor(reading, progress.near);
    if (refusedFor >= LIVE.lost) {
      const refused = { ...reading.refused[progress.near]!, side: progress.near };
      this.#restart("setting");
      return this.#state({ reading, refused, event: "lost" });
    }
    const [least, most] = this.test.seconds;
    const lasts = reading.time - this.#kept[0]!.time;
    if ((over && lasts >= least) || lasts >= most) return this.#ended(reading);
    const refusal = refusedFor >= LIVE.told ? reading.refused[progress.near] : null;
    return this.#state({
      reading,
      figure,
      refused: refusal && { ...refusal, side: progress.near },
      event: repeated ? "repeated" : null,
    });
  }

  #refusedFor({ time, refused }: Reading, near: Side): number {
    if (!refused[near]) this.#refusedSince = null;
    else this.#refusedSince ??= time;
    return this.#refusedSince === null ? 0 : time - this.#refusedSince;
  }

  #pass(frame: Frame, reading: Reading | null): State {
    const passes = this.#passes!;
    const step = passes.push(frame, reading);
    if (step === "begins") {
      this.#kept = framesOf(lastSeconds(this.#recent, frame.time - passes.begun));
      return this.#state({ reading, figure: 0, event: "repeated" });
    }
    if (step === "goes_on") this.#keep(frame);
    if (step === "ends") return this.#ended(reading);
    const figure = this.#kept.length ? Math.floor(frame.time - this.#kept[0]!.time) : null;
    return this.#state({ reading, figure });
  }

  #keep(frame: Frame): void {
    const { rate } = this.test.live;
    const before = this.#kept.at(-1)?.time ?? -Infinity;
    if (rate === null || frame.time - before >= 1 / rate) this.#kept.push(frame);
  }

  #ended(reading: Reading | null): State {
    const frames = this.#kept;
    const lasts = frames.at(-1)!.time - frames[0]!.time;
    const long = lasts >= this.test.seconds[0];
    if (long) this.captures.push(recordingOf(frames, this.#recent));
    if (this.captures.length >= this.test.live.captures) return { ...this.finish(), reading };
    const passes = this.#passes;
    this.#restart(passes ? "capturing" : "setting");
    this.#passes = passes;
    return this.#state({ reading, event: long ? "captured" : "short" });
  }
}

/** The side towards the camera in most readings. */
function nearOf(readings: readonly Reading[]): Side {
  const left = readings.filter(({ near }) => near === 1).length;
  return 2 * left > readings.length ? 1 : 0;
}

function lastSeconds(recording: Recording, seconds: number): Recording {
  const oldest = recording.time.at(-1)! - seconds - 1e-9;
  const from = recording.time.findIndex((time) => time >= oldest);
  return {
    ...recording,
    time: recording.time.slice(from),
    points: recording.points.slice(from),
    visibility: recording.visibility.slice(from),
  };
}

const framesOf = ({ time, points, visibility }: Recording): Frame[] =>
  time.map((one, at) => ({ time: one, points: points[at]!, visibility: visibility[at]! }));

const recordingOf = (frames: readonly Frame[], { names, frameSize }: Recording): Recording => ({
  time: frames.map(({ time }) => time),
  points: frames.map(({ points }) => points),
  visibility: frames.map(({ visibility }) => visibility),
  names,
  frameSize,
});
