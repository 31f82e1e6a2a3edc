import { describe, expect, it } from "vitest";
import { guidedTest, GUIDED_TESTS, LIVE } from "../motion/guided";
import type { Point } from "../motion/recording";
import { frameOf, STANDING, type Pose } from "./actor";
import { Flow, type Event, type State } from "./flow";
import { NAMES } from "./names";

const FPS = 20;
const LOOK = { brightness: 120, persons: 1 };

const flowOf = (name: string): Flow => new Flow(guidedTest(name)!, NAMES, [640, 480]);

/** Plays a film of so many seconds; gives all states. */
function play(flow: Flow, from: number, seconds: number, pose: (time: number) => Pose | null): State[] {
  return Array.from({ length: Math.round(seconds * FPS) }, (_, at) => {
    const time = from + at / FPS;
    return flow.push(frameOf(time, pose(at / FPS)), LOOK);
  });
}

const events = (states: readonly State[]): Event[] =>
  states.flatMap(({ event }) => (event ? [event] : []));

/** Down and up again in so many seconds, deg. */
const bent = (time: number, period: number, most: number): number =>
  (most / 2) * (1 - Math.cos((2 * Math.PI * time) / period));

const squatting = (time: number): Pose => {
  const knee = bent(time, 2, 90);
  return { ...STANDING, hip: [knee / 2, knee / 2], knee: [knee, knee] };
};

describe("a test of repetitions", () => {
  it("is set up, counted in, counted, and done again until it has all its captures", () => {
    const flow = flowOf("squat");
    const before = play(flow, 0, LIVE.stance + 1, () => STANDING);
    expect(before.at(-1)!.phase).toBe("counting");
    expect(events(play(flow, 10, 3.2, () => STANDING))).toContain("began");
    const moving = play(flow, 13.2, 11, squatting);
    expect(events(moving).filter((one) => one === "repeated")).toHaveLength(5);
    expect(events(moving).at(-1)).toBe("captured");
    expect(flow.captures).toHaveLength(1);
    expect(flow.standing!.time.length).toBeGreaterThan(2 * FPS);
    // Rest before and after belongs to it.
    const [first] = flow.captures;
    expect(first!.time.at(-1)! - first!.time[0]!).toBeGreaterThan(13);
  });
  it("shows how many have been done", () => {
    const flow = flowOf("squat");
    play(flow, 0, LIVE.stance + 1 + 3.2, () => STANDING);
    const figures = play(flow, 10, 5, squatting).map(({ figure }) => figure);
    expect(figures.at(-1)).toBe(2);
  });
});

describe("the set-up", () => {
  it("never ends while something stops a recording", () => {
    const flow = flowOf("squat");
    const states = play(flow, 0, 6, () => ({ ...STANDING, at: [320, 420] }));
    expect(states.every(({ phase }) => phase === "setting")).toBe(true);
    expect(states.at(-1)!.advices.map(({ key }) => key)).toContain("feet_cut_off");
  });
  it("asks the others to leave", () => {
    const flow = flowOf("squat");
    const frames = Array.from({ length: 60 }, (_, at) => frameOf(at / FPS, STANDING));
    const states = frames.map((frame) => flow.push(frame, { brightness: 120, persons: 2 }));
    expect(states.at(-1)!.phase).toBe("setting");
    expect(states.at(-1)!.advices[0]!.key).toBe("more_than_one");
  });
});

describe("a hold", () => {
  const kneeling: Pose = { ...STANDING, hip: [-15, 80], knee: [75, 80] };
  it("counts seconds of stillness and starts anew when it is left", () => {
    const flow = flowOf("half_kneeling_extension");
    play(flow, 0, LIVE.ready + 0.6 + 3.2, () => kneeling);
    const held = play(flow, 4.8, 5, () => kneeling);
    expect(held.at(-1)!.figure).toBe(5);
    const left = play(flow, 9.8, 1, () => ({ ...kneeling, hip: [20, 80] }));
    expect(left.at(-1)!.figure).toBe(0);
    expect(events(play(flow, 10.8, 9, () => kneeling))).toContain("captured");
  });
});

describe("a walk", () => {
  const walker = (time: number): Pose | null => {
    const at: Point = [60 + 110 * time, 170];
    if (at[0] > 600) return null;
    const swing = 25 * Math.sin(2 * Math.PI * time);
    return { hip: [swing, -swing], knee: [20, 20], at };
  };
  it("is kept pass by pass, each from its first step to the edge", () => {
    const flow = flowOf("walking");
    play(flow, 0, 6, (time) => walker(time));
    expect(flow.phase).toBe("capturing");
    const kept = flow.captures.length;
    const states = [0, 1, 2].flatMap((pass) => play(flow, 10 + 8 * pass, 7, walker));
    expect(events(states)).toContain("captured");
    expect(flow.captures.length).toBe(3);
    expect(kept).toBeLessThan(3);
    const last = flow.captures.at(-1)!;
    expect(last.time.at(-1)! - last.time[0]!).toBeGreaterThan(4);
  });
});

describe("what goes wrong", () => {
  const begun = (): Flow => {
    const flow = flowOf("squat");
    play(flow, 0, LIVE.stance + 1 + 3.2, () => STANDING);
    expect(flow.phase).toBe("capturing");
    return flow;
  };
  it("is told after a while, and gives the capture up in the end", () => {
    const flow = begun();
    const states = play(flow, 10, LIVE.lost + 1, () => null);
    expect(states.some(({ refused }) => refused?.gate === "nobody_seen")).toBe(true);
    expect(events(states)).toEqual(["lost"]);
    expect(flow.phase).toBe("setting");
  });
  it("leaves finished captures when a repeat is begun anew", () => {
    const flow = begun();
    play(flow, 10, 11, squatting);
    expect(flow.captures).toHaveLength(1);
    flow.again([480, 640]);
    expect(flow.captures).toHaveLength(1);
    expect(flow.frameSize).toEqual([480, 640]);
    flow.undo();
    expect(flow.captures).toHaveLength(0);
  });
  it("keeps nothing that is too short", () => {
    const flow = begun();
    flow.again();
    expect(flow.enough().event).toBeNull();
    expect(flow.captures).toHaveLength(0);
  });
});

it("leads every test that a camera sees", () => {
  for (const name of GUIDED_TESTS) expect(guidedTest(name)!.live.captures).toBeGreaterThan(0);
});
