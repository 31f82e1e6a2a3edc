import { afterEach, describe, expect, it, vi } from "vitest";
import { PRESETS } from "../muscle/presets";
import { figuresOf, inShort } from "./figures";
import { eased, glide } from "./glide";
import { betweenEyes, turnedBy, towardsEye, viewOf, VIEWS, zoomedBy } from "./orbit";
import { postureOf, STANDING } from "./posture";
import { isSlow, startViewer } from "./start";
import { wordsOf } from "./words";

const words = wordsOf(
  {
    centimetres: "{number} cm",
    range: "{low} to {high}",
    percent: "{number} %",
    shorter: "{percent} % shorter",
    longer: "{percent} % longer",
    same: "the same",
    pull: "at rest {how}",
    pull_work: "at work {how}",
    reaching: "{how} ({low}-{high})",
    pull_slack: "slack",
    pull_light: "light",
    pull_taut: "taut",
    pull_strong: "strong",
    spine_rest: "rest: {how}",
    spine_work: "work: {how}",
    spine_work_unknown: "unknown",
    spine_hardly: "hardly",
    spine_less: "less",
    spine_like: "like",
    spine_more: "more",
    newton: "{value} N ({low} to {high})",
    no_webgl: "no picture here",
  },
  "en",
);

const preset = (name: string): (typeof PRESETS)[number] =>
  PRESETS.find((one) => one.name === name)!;

describe("figures", () => {
  it("of a named posture come with the band and the words of the table", () => {
    const said = figuresOf(preset("sitting"), preset("sitting"), words);
    expect(inShort(said.sides[0])).toBe("26.7 cm, 12 % shorter");
    expect(said.sides[0].changeRange).toBe("−17 to −8 %");
    expect(said.sides[0].lengthRange).toBe("24.9 to 27.9 cm");
    expect(said.sides[1].pulls).toEqual(["at rest slack (slack-light)", "at work taut (slack-taut)"]);
    expect(said.spine).toEqual(["rest: hardly", "work: less"]);
    expect(said.rows).toHaveLength(6);
    expect(said.rows[0]!.value).toBe("29 N (1 to 64)");
  });
  it("say that nothing is known of the work in a bridge", () => {
    const said = figuresOf(preset("bridge"), preset("bridge"), words);
    expect(said.spine[1]).toBe("unknown");
    expect(said.sides[0].pulls).toHaveLength(1);
  });
  it("of an own posture have a length with a band, and no pull", () => {
    const posture = postureOf({ ...STANDING, left: { ...STANDING.left, flexion: 60 } });
    const said = figuresOf(posture, null, words);
    expect(said.sides[0].change).toBe("the same");
    expect(said.sides[1].change).toMatch(/^(9\.\d|1\d) % shorter$/);
    expect(said.sides[1].changeRange).not.toBe("0 to 0 %");
    expect([said.spine, said.rows, said.sides[1].pulls]).toEqual([[], [], []]);
  });
});

describe("the eye", () => {
  it("sees the front from ahead and the right side from the right", () => {
    expect(towardsEye({ around: 0, up: 0, far: 1 })[0]).toBe(1);
    expect(towardsEye({ around: 90, up: 0, far: 1 })[2]).toBeCloseTo(1, 12);
    expect(towardsEye(viewOf("side", "left"))[2]).toBeLessThan(-0.9);
  });
  it("does not go over the top, nor into the bones", () => {
    expect(turnedBy(VIEWS.front, 0, 500).up).toBe(80);
    expect(zoomedBy(VIEWS.front, 1000).far).toBe(0.35);
    expect(zoomedBy(VIEWS.front, 0.001).far).toBe(1.8);
  });
  it("takes the short way round", () => {
    const half = betweenEyes({ around: 350, up: 0, far: 1 }, { around: 10, up: 8, far: 1 }, 0.5);
    expect(half.around).toBeCloseTo(360, 9);
    expect(half.up).toBe(4);
  });
});

describe("movement", () => {
  it("starts and ends gently", () => {
    expect([eased(0), eased(0.5), eased(1)]).toEqual([0, 0.5, 1]);
    expect(eased(0.1)).toBeLessThan(0.05);
  });
  it("does not happen for those who want none", () => {
    const shares: number[] = [];
    glide({ matches: true } as MediaQueryList).to((share) => shares.push(share));
    expect(shares).toEqual([1]);
  });
  it("arrives before the next one begins", () => {
    const shares: number[] = [];
    const moving = glide({ matches: false } as MediaQueryList);
    moving.to((share) => shares.push(share));
    moving.to(() => undefined);
    expect(shares.at(-1)).toBe(1);
    moving.finish();
  });
});

describe("the place of the picture", () => {
  afterEach(() => vi.restoreAllMocks());

  it("asks first on slow and dear lines", () => {
    expect(isSlow(undefined)).toBe(false);
    expect(isSlow({ effectiveType: "4g" })).toBe(false);
    expect(isSlow({ effectiveType: "slow-2g" })).toBe(true);
    expect(isSlow({ effectiveType: "3g" })).toBe(true);
    expect(isSlow({ effectiveType: "4g", saveData: true })).toBe(true);
  });
  it("keeps drawing and table where there is no WebGL, and says so", async () => {
    document.body.innerHTML = `<section data-viewer='{"no_webgl": "no picture here"}'>
      <img class="viewer__still"><details class="viewer__table" open></details></section>`;
    const root = document.querySelector("section")!;
    vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
    expect(await startViewer(root)).toBeNull();
    expect(root.querySelector(".viewer__wait")?.textContent).toBe("no picture here");
    expect(root.querySelector(".viewer__still")).not.toBeNull();
    expect(root.querySelector("details")?.open).toBe(true);
  });
});
